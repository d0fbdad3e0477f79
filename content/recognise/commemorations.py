"""Days that are commemorated: what is named just before a date, in its bracket or right after it, is kept on it."""

from __future__ import annotations

import re

import regex

from content.folding import fold
from content.recognise.form import Dated
from content.recognise.labels import NAME_NEXT
from content.recognise.surroundings import Surroundings, letters, saying
from content.recognise.withdrawn import is_held_for

_COMMEMORATED = re.compile(
    r"\bky niem\b(?! chuong)(?!(?<=\bhoat dong ky niem)(?: (?:tren|tai|o|trong|vao|cap)\b|\s*[:;,.]|\s*$))|"
    r"\b\d{1,4} nam (?:ngay|thanh lap|su kien|chien thang|cach mang|giai phong|quoc khanh|khoi|"
    r"tap ket|thong nhat|tai lap|hy sinh|mo duong|truyen thong|dong khoi|toan quoc|tong)|"
    r"\b\d{1,4} (?:nam )?ngay (?:sinh|mat)\b|"
    r"\bngay hoi (?:toan dan bao ve|quoc phong toan dan)|"
    r"\bngay (?:thanh lap|truyen thong|sinh|mat|toan quoc|toan dan|quoc te|the gioi|giai phong|quoc khanh|"
    r"thuong binh|gia dinh|nha giao|bao chi|phap luat)|\bcac ngay (?:le|ky niem)\b|"
    r"\b(?:gio to|ngay gio|quoc khanh|cach mang thang tam|quoc te lao dong|quoc te phu nu|le gio)\b|"
    r"\b(?:giai phong (?:mien nam|thu do)|chien thang dien bien phu|nha giao viet nam|phu nu viet nam|"
    r"thay thuoc viet nam|toan quoc khang chien|quoc te thieu nhi|thuong binh,? liet si)\W*$"
)
_DAY_NAMED = re.compile(r"Ngày \d")
_MEANT = re.compile(r"\b(?:nguồn gốc|ý nghĩa|truyền thống|chào mừng|hưởng ứng|kỷ niệm) $")
_NAMED_DAY = regex.compile(
    r"\b[Nn]gày\s+(?!Chủ [Nn]hật|[Tt]hứ\s|Hội\s|Đại hội|Bầu cử|Khai mạc|Kỳ họp|"
    r"(?:Tý|Sửu|Dần|Mão|Thìn|Tỵ|Ngọ|Mùi|Thân|Dậu|Tuất|Hợi)\b)\p{Lu}\w*|"
    r"(?<=[\p{Ll}\p{N},]\s)Ngày\s+(?:vì|không|cả)\s\p{L}"
)
_DAY_OF = regex.compile(
    r"(?:^\W*|[\p{Ll}\p{N},;:)]\s)(?P<name>Ngày\s(?!hội\s|chủ\s|thứ\s|làm\s|nghỉ\s|lễ\s|chạy\s|đi\s|mở\s|tổ\s|ra\s|chợ\s)"
    r"\p{Ll}+,?\s(?:[\p{L},-]+\s){0,12})\(?$"
)
_NAMED_AFTER = regex.compile(
    r"\s*[:–|-]?\s*(?:là\s+|được\s[^.;,:()]{0,60}\b(?:lấy|chọn)\s(?:làm|là)\s+)?(?:dịp\s+)?"
    r"(?:[Kk]ỷ niệm\b|Ngày\s+(?:\p{Lu}|truyền thống|thành lập|sinh|mất|giải phóng|"
    r"hội (?:[Qq]uốc phòng|[Đđ]ại đoàn kết|[Tt]oàn dân)|quốc tế|toàn))"
)
_OWN_NAME = regex.compile(r"\s*[:–-]?\s*(?:là\s+)?[Nn]gày\s+(?:truyền thống|thành lập|hội truyền thống)\b")
_SHUT = re.compile(r"^[^()]*\)|\([^()]*\)")
_YEARS_OF = regex.compile(r"(?<!\w)\d{1,3} năm \p{Lu}[^,;:]{3,60}$")
_DAYS_LISTED = re.compile(r"\bcác ngày (?:lễ|kỷ niệm)\b[^.;:()]{0,60}:")
_PARTS_OF_DAY = ("sáng ", "trưa ", "chiều ", "tối ", "đêm ")
_OTHER_DAY = re.compile(r"[,;]\s(?=Ngày\s)")
_CEREMONY = re.compile(
    r"\b(?:(?<!tuan )le|mit tinh|hoi nghi|chuong trinh|hop mat|gap mat|hoi thao|toa dam|dem nhac|dang huong)\b"
)
_ON_ITS_DAY = re.compile(r"\b(?:nhan|mung|huong toi)\s(?:dip\s)?(?:ngay\s)?$")
_HELD_AS = re.compile(r"\b(?:tổ chức|ra quân|phát động|hưởng ứng) “?$", re.IGNORECASE)
_AIRED_ON = re.compile(r"\b(?:trong|cả|suốt) $")
_MOVED = re.compile(r"(?:lùi|dời|hoãn|chuyển)\b")
_THAT_DAY = re.compile(
    r"\b(?:nay|mai|\d\s?(?:h|g|gio)\s?\d{0,2}|(?<!lan )thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)\W*$"
)
_YEARS_AFTER = re.compile(r"\s*[:–-]?\s*(?:la |dip )?ky niem (\d{1,4}) nam\b(?! \d)")
_COUNTED_BEFORE = regex.compile(
    r"(?<!\d)(\d{1,3}) năm ((?:Ngày|ngày|thành lập)\s[^,;:()\d]{6,90}?)(?:,|\svà)\s(?=\d{1,3} năm )"
)
_COUNTED = re.compile(r"(\d{1,3}) năm ([^,;:()\d]{3,90}?)(?: vào| ngày)?[\s,(]*$")
_WORLD_DAY = regex.compile(r"\bNgày\s(?:[\p{L},-]+\s){1,8}(?:[Tt]hế giới|[Qq]uốc tế|Việt Nam)\s$")
_CLAUSES = re.compile(r"[,;:]")
_TELLS_ON = re.compile(r"\s[^\W\d]+\s[^\W\d]")


def is_commemoration(read: Dated, around: Surroundings) -> bool:
    """Say whether what is named just before a single day is commemorated on it."""
    if read.start != read.end or read.timed or read.start is None or _MOVED.match(around.own.lower()):
        return False
    near = _SHUT.sub("", around.near)
    if around.in_brackets and _THAT_DAY.search(fold(near)):
        return False
    if around.in_brackets and (_YEARS_OF.search(near) or _DAY_OF.search(near) or _is_listed(read, around, near)):
        return True
    if _is_name_of_day(around, near):
        return True
    named = commemorated(near)
    if (
        named is None
        or is_held_for(around)
        or _is_told_beside(read, around, near[named:])
        or _is_held(near, named, around)
        or _is_aired_on(read, near, named)
    ):
        return False
    tail = near[named:]
    if around.in_brackets:
        tail = re.split(r"[,:]", tail)[-1] if re.search(r"[,:]", tail) else ""
    elif not _ON_ITS_DAY.search(fold(near[:named])) and _is_ceremony(near[:named], tail):
        return False
    return not saying(tail, read, 2)


def _is_aired_on(read: Dated, near: str, named: int) -> bool:
    """ "Treo cờ nhân Ngày Giỗ Tổ trong ngày 18/4": the day tells when the flags are up."""
    return bool(_AIRED_ON.search(near)) and any(hit.cue.says == "period" for hit in saying(near[:named], read, 2))


def _is_ceremony(before: str, tail: str) -> bool:
    """ "Lễ kỷ niệm 80 năm …": what is held for the day has a day of its own."""
    return bool(_CEREMONY.search(fold(before)[-60:])) or (
        bool(_CEREMONY.match(fold(tail))) and not fold(tail).startswith("le gio")
    )


def _is_name_of_day(around: Surroundings, near: str) -> bool:
    """ "20/11 là Ngày Nhà giáo", "ý nghĩa Ngày 27/7": the name stands after the day, or is the day itself.

    In a list each day may stand before its name ("20/11 - Ngày Nhà giáo Việt Nam, 23/11 - Ngày Di sản văn hóa").
    """
    if _DAY_NAMED.match(around.own) and _MEANT.search(near):
        return True
    if _WORLD_DAY.search(near) and around.own[:1].isdigit():
        return True
    clause = _CLAUSES.split(near)[-1]
    listed = around.own[:1].isdigit() and not letters(clause) and NAME_NEXT.match(around.after)
    if listed or (letters(clause) < 6 and _OWN_NAME.match(around.after[:40])):
        return True
    return letters(near) < 6 and bool(_NAMED_AFTER.match(around.after[:60]))


def _is_told_beside(read: Dated, around: Surroundings, named: str) -> bool:
    """ "Cách mạng Tháng Tám thành công, ngày 23/9/1945 thực dân Pháp …": a day long past, its clause tells its own."""
    own = named.rstrip().endswith(",") and "kỷ niệm" not in around.before.lower()
    past = read.start is not None and str(read.start.year) in around.own
    return own and past and bool(_TELLS_ON.match(around.after))


def _is_listed(read: Dated, around: Surroundings, near: str) -> bool:
    """ "Các ngày lễ lớn: thành lập Đảng (03/02), …": the days in brackets of a list of days that are kept."""
    listed = commemorated(near) is None and _DAYS_LISTED.search(around.before.lower())
    return bool(listed) and not saying(re.split(r"[,:]", near)[-1], read, 1)


def _is_held(near: str, named: int, around: Surroundings) -> bool:
    """ "Tổ chức “Ngày Tôn vinh phụ nữ khởi nghiệp” vào 18/11", "kỷ niệm 50 năm … vào sáng 19/11": what is held.

    So is "chương trình văn nghệ chào mừng 80 năm … vào ngày 12/12", which names both.
    """
    own = around.own.lower()
    within = near.rstrip().endswith("vào") or around.opening.lower() == "vào" or own.startswith("vào ")
    part = own.removeprefix("vào ").startswith(_PARTS_OF_DAY)
    return within and (part or bool(_HELD_AS.search(near[:named]) or _CEREMONY.search(fold(near[:named])[-60:])))


def commemorated(words: str) -> int | None:
    """Return where in the words the name of a commemorated day begins; None where none is named."""
    found = [m.start() for m in (_COMMEMORATED.search(fold(words)), _NAMED_DAY.search(words)) if m]
    return min(found) if found else None


def printed_years(around: Surroundings) -> int | None:
    """Return the count in "N năm" named with the date; another "Ngày …" after a comma has none of it.

    Where the day stands first, the count is in what follows ("Ngày 24/11: kỷ niệm 78 năm …").
    """
    own = _OTHER_DAY.split(around.near)[-1]
    found = re.findall(r"\b(\d{1,4})(?: nam\b(?! \d)| ngay (?:sinh|mat)\b)", fold(own))
    after = _YEARS_AFTER.match(fold(around.after[:60])) if letters(own) < 6 else None
    return int(found[-1]) if found else int(after[1]) if after else None


def counted_names(around: Surroundings) -> list[tuple[int, str]]:
    """Return the names counted in years before the date, without days of their own, and at last the one at it."""
    before = list(_COUNTED_BEFORE.finditer(around.near))
    own = _COUNTED.match(around.near, before[-1].end()) if before else None
    return [*((int(found[1]), found[2]) for found in before), (int(own[1]), own[2]) if own else (0, "")]
