"""What a date is called: the name of the day kept, the duty that is due, the campaign that runs."""

from __future__ import annotations

import re

import regex

from content.directive import Role
from content.folding import fold
from content.recognise.surroundings import Surroundings, letters

MOST = 120
_NAME = regex.compile(
    r"\bNgày\s+(?:\p{Lu}|hội|thành lập|truyền thống|sinh|mất|giải phóng|toàn|quốc|thế giới|khởi nghĩa|đánh|mở|"
    r"chiến thắng|thương binh|pháp luật|gia đình|bầu cử)"
)
_PARTS = re.compile(r";|:(?=\s|$)")
NAME_NEXT = re.compile(r"\s?(?:[:(–-]|là\s)\s?(?:Ngày|[Kk]ỷ niệm)\s")
_TOLD_WITH_DAYS = re.compile(r"(?<=\w)\s?\((?=\d)")
_COUNTED = regex.compile(r"(?<!\d)\d{1,4}\s+năm\s+(?!\d|thực hiện)")
_THROUGH = re.compile(r"\b(?:trải qua|qua|suốt)\s+(?:chặng đường\s+)?$")
_KEPT = regex.compile(r"[Kk][ỷỉ] niệm\s+(?!các\b)")
_LEADS = re.compile(
    r"(?:và|cùng|gắn với|hoặc|riêng|đồng thời|tiếp tục|đẩy mạnh|tăng cường|tập trung|chú trọng|trong đó|trọng tâm|"
    r"hướng tới|tiến tới|hưởng ứng|chào mừng|nhân dịp|dịp|nhân|mừng|tuyên truyền|thông tin|truyền thông|"
    r"các hoạt động|hoạt động|kỷ niệm|kỉ niệm|về|ý nghĩa|là|nhất là|công tác)\b[\s,:]*"
)
_BEGINS, _ENDS = " ,;:.()-–”|", ' ,;:.()-–“”"|'
_LINK = re.compile(r"^(?:và|cùng|hoặc|gắn với|là)\s+")
_TRAIL = re.compile(
    r"[\s:,(](?:vào lúc|vào|từ|trong|đến hết|đến|hoàn thành xong|hoàn thành|xong|chậm nhất|trước|thời gian|bắt đầu|"
    r"ngày|lúc|dự kiến|kể từ|được tổ chức|tổ chức|diễn ra|là)\s*[:,(]?$"
)
_SAYS_NOTHING = re.compile(
    r"(?:(?:duoc|van|se|vao|tu|den|het|ngay|trong|sau|do|moi|thuc hien|to chuc|trien khai|dien ra|duy tri|du kien|"
    r"thoi gian|hoan thanh|bat dau|ket thuc|chuyen sang|dong loat|luu dong|toan|dot|tuan|thang|giai doan|truoc mat|"
    r"nhu ke hoach|ke ca|xuat hien|huong ung|trong tam|phat it nhat|cap tinh|cap huyen|cap xa|buoi|sang|trua|chieu|toi)"
    r"\b[\s,]*)+"
)


def label_of(around: Surroundings, role: Role) -> str:
    """Return what the date is called, at most 120 letters; nothing where its words only lead over to it."""
    label = _label(around, role)
    return "" if _SAYS_NOTHING.fullmatch(fold(label)) else label


def _label(around: Surroundings, role: Role) -> str:
    if role == "anniversary":
        return _short(_name(around))
    words = _clause(around.near)
    if around.bracket is not None and re.match(r"\(\W*dot ", fold(around.text[around.bracket : around.start])):
        return _short(_unled(around.text[around.bracket : around.start]))
    if letters(words) < 8:
        words = _clause(around.after) if letters(around.before) < 6 else _ends(around.before)
    if letters(words) < 8:
        words = _ends(around.heading) or words
    if role in ("event", "period", "start"):
        words = _unled(words)
    return _short(words or _ends(around.near) or _ends(around.before))


def _name(around: Surroundings) -> str:
    """The name of a commemorated day: from its "Ngày …", else from what follows the count of years or "kỷ niệm".

    "Truyền thống của Hội Nông dân qua 93 năm xây dựng, trưởng thành (…)" has its name before the count.
    """
    words = around.near if letters(around.near) >= 6 else _TOLD_WITH_DAYS.split(around.after)[0]
    if NAME_NEXT.match(around.after) and letters(re.split(r"[,;:]", around.near)[-1]) == 0:
        words = re.split(r"[,;()]", around.after.lstrip(" :(–-"))[0]
    if letters(words) < 6:
        words = around.before
    words = _ends(re.split(r";|(?<=[^\d]):\s", words)[-1] if letters(words) else words)
    named = _NAME.search(words)
    if named:
        return words[named.start() :]
    counted = list(_COUNTED.finditer(words)) or list(_KEPT.finditer(words))
    through = _THROUGH.search(words[: counted[-1].start()]) if counted else None
    if through and letters(words[: through.start()]) >= 6:
        return _unled(words[: through.start()])
    return _unled(words[counted[-1].end() :] if counted else words)


def _clause(words: str) -> str:
    """The last part of the words between semicolons and colons that says something."""
    parts = [part for part in _PARTS.split(words) if letters(part) >= 8]
    return _ends(parts[-1]) if parts else _ends(words)


def _unled(words: str) -> str:
    words = _untrailed(_ends(words))
    while True:
        lead = _LEADS.match(words.lower())
        if not lead or letters(words[lead.end() :]) < 6:
            return _ends(words)
        words = words[lead.end() :]


def _untrailed(words: str) -> str:
    """Drop the words that only lead over to the date: "… diễn ra từ"."""
    while True:
        trail = _TRAIL.search(words[-24:].lower())
        end = len(words) - len(words[-24:]) + trail.start() if trail else 0
        if end <= 6:
            return words
        words = words[:end].rstrip()


def _ends(words: str) -> str:
    bare = _LINK.sub("", " ".join(words.split()).rstrip(_ENDS).lstrip(_BEGINS))
    return f"{bare}”" if bare.count("“") > bare.count("”") else bare


def _short(words: str) -> str:
    words = words[:1].upper() + words[1:]
    return words if len(words) <= MOST else words[: words.rfind(" ", 0, MOST - 1)] + " …"
