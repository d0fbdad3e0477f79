"""What the words around a date make of it: an event, a time of airing, a commemoration, or nothing to air."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import regex

from content.directive import Role
from content.folding import fold
from content.recognise.form import Dated, Frame

_PERIOD = re.compile(
    r"\b(?:treo|cang treo|phat(?! dong| trien| huy| hien)|dang|dang tai|duy tri|cao diem|dot(?= \d| [ivx]|:)|"
    r"tuan thi|ngung|dung phat|tam dung|"
    r"thoi gian (?:treo|tuyen truyen|thuc hien|phat|dang|trien khai|cao diem|ap dung)|tuyen truyen|"
    r"thang hanh dong|chien dich|trang tri|chay chu|"
    r"trung bay|mo (?:chuyen muc|chuyen trang|dot)|chuyen muc|xe loa|luu dong|co dong|gan banner|banner|niem yet|"
    r"nghi hoc|thuc hien|trien khai|"
    r"tuan le|thang cao diem|phat thanh|tiep am|chieu phim|nhan bai|nhan ho so|vong loai|thi truc tuyen|kiem tra|"
    r"truc)\b"
)
_EVENT = re.compile(
    r"\b(?:dien ra|to chuc (?:vao|tai|luc|le|hoi|ngay|mit|chuong trinh|cuoc)|khai mac|be mac|"
    r"(?<!ty )(?<!dieu )(?<!thong )(?<!ngay )(?<!hop )le(?! phi| ngay)|"
    r"hoi cho|cho hoa|hoi nghi|tap huan|lop|vong (?:chung|so|loai|thi|ban)|chung ket|ra quan|lien hoan|"
    r"ban phao hoa|giai(?! phong| phap| quyet| trinh| thich| doan| tri| ngan| toa)|hoi thi|"
    r"tet|mit tinh|phat dong|so ket|tong ket|trao giai|truy dieu|thoi gian to chuc|bau cu|dai hoi|hoi thao|toa dam|"
    r"gap mat|khanh thanh|ky hop|"
    r"tong ve sinh|cuoc thi|chuong trinh(?! hanh dong)|ngay hoi|su kien|truyen hinh truc tiep|trien lam|doi thoai|"
    r"hop bao|festival)\b"
)
_COMMEMORATED = re.compile(
    r"\bky niem\b|\b\d{1,4} nam (?:ngay|thanh lap|su kien|chien thang|cach mang|giai phong|quoc khanh|khoi|"
    r"tap ket|truyen thong|dong khoi|toan quoc)|"
    r"\bngay (?:thanh lap|truyen thong|sinh|mat|hoi|toan quoc|quoc te|the gioi|giai phong|quoc khanh|thuong binh|"
    r"gia dinh|nha giao|bao chi|phap luat)|"
    r"\b(?:gio to|ngay gio|quoc khanh|cach mang thang tam|quoc te lao dong|quoc te phu nu)\b"
)
_NAMED_DAY = regex.compile(r"\bNgày\s+\p{Lu}\w*")
_NAMED_AFTER = regex.compile(r"\s*[:–-]?\s*(?:là\s+)?(?:Ngày\s+\p{Lu}|[Kk]ỷ niệm\b)")
_SUPERSEDED = re.compile(
    r"thay cho|thoi gian cu|khong con ap dung|da du kien|\bhoan\b(?! thanh| tat| thien)|\bhuy\b(?! dong)|thay vi|"
    r"truoc day la|bai bo|thay the thoi|(?:thoi han|han|lich|ke hoach) cu\b|"
    r"khong con hieu luc|da thong bao truoc"
)
_PAST = re.compile(r"\bda\b|\bmoi co\b|\bvua qua\b|\blam \d+ nguoi\b|\btinh den\b|\bso voi\b|\bcung ky\b")
_OCCASION = re.compile(r"\b(?:dip|nghi le|dip le|nhan dip|ngay nghi|chao mung|huong toi|mung)\b[^.;:()]{0,60}$")
_HANDED_IN = re.compile(
    r"\b(?:gui|nop|hoan thanh|dang ky|bao cao|nhan bai|nhan ho so|nhan tac pham|han|thoi han|xong|hoan tat|"
    r"tiep nhan|ban giao|thoi diem nop)\b"
)
_LEAD = re.compile(r"(?:(?:tiep tuc|day manh|tang cuong|tap trung|chu trong|dong thoi|\d{1,2} \|)\s){0,3}")
_PHASE = re.compile(r"\bdot (?:\d{1,2}|[ivx]{1,4})\s?[:,(]?\s?(?:la )?$")
_STATISTIC = re.compile(r"\b(?:so lieu|ket qua tinh|tinh den|thong ke tu|tinh tu|luy ke)\b")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words before and after a date in its sentence, folded, and those of the headings above.

    `since` is where the date before it ended.
    """

    text: str
    start: int
    end: int
    titles: str
    sentence: tuple[int, int]
    since: int
    before: str
    after: str

    @property
    def clause(self) -> str:
        """The bracket the date stands in, or its sentence without brackets; folded."""
        open_at = self.text.rfind("(", self.sentence[0], self.start)
        if open_at >= 0 and ")" not in self.text[open_at : self.start]:
            close = self.text.find(")", self.end)
            return fold(self.text[open_at : close if close >= 0 else len(self.text)])
        return re.sub(r"\([^()]*\)", " ", f"{self.before} {self.after}")


_FAR = 3000


def surroundings(text: str, start: int, end: int, titles: str, since: int) -> Surroundings:
    """Return what stands around a place."""
    sentence = sentence_around(text, start, end)
    before, after = fold(text[sentence[0] : start]), fold(text[end : sentence[1]])
    return Surroundings(text, start, end, titles, sentence, since, before, after)


_STOP = re.compile(r"[.!?;](?=\s|$)|\n")


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch between the full stops or semicolons around a place; those inside brackets do not count."""
    first, last = max(0, start - _FAR), min(len(text), end + _FAR)
    for stop in _STOP.finditer(text, first, last):
        inside = text.count("(", first, stop.start()) > text.count(")", first, stop.start())
        if inside:
            continue
        if stop.end() <= start:
            first = stop.end()
        elif stop.start() >= end:
            last = stop.start()
            break
    return first, last


def label_of(around: Surroundings) -> str:
    """Return the words that say what the date is of: those since the last date, else those that follow."""
    begin = max(around.since, around.sentence[0])
    words = _bare(around.text[begin : around.start])
    if sum(c.isalpha() for c in words) < 6 and around.since <= around.sentence[0]:
        words = _bare(around.text[around.end : around.sentence[1]]) or words
    elif sum(c.isalpha() for c in words) < 6:
        words = _bare(around.text[around.sentence[0] : around.start])
    return words if len(words) <= 200 else f"{words[:120]} … {words[-75:]}"


def _bare(words: str) -> str:
    words = re.sub(r"\s+", " ", words).strip(' ,;:.()-–“”"')
    return re.sub(r"^(?:và|cùng|hoặc|gắn với|là)\s+", "", words)


def is_dropped(read: Dated, around: Surroundings, frame: Frame) -> bool:
    """Say whether the words take the date back: superseded, told as past, a statistic, or the name of an occasion."""
    if _SUPERSEDED.search(around.clause):
        return True
    if read.shape in ("recurring", "deadline", "anniversary", "year"):
        return False
    if _STATISTIC.search(around.before[-40:]):
        return True
    last = read.end or read.start
    return bool(last and is_past(last, frame) and not is_commemoration(read, around))


def is_past(day: date, frame: Frame) -> bool:
    """Say whether a day was over when the directive was written."""
    horizon = frame.issued or frame.floor
    return horizon is not None and day < horizon


def is_told(around: Surroundings) -> bool:
    """Say whether the sentence tells of what is done."""
    return bool(_PAST.search(around.before + around.after))


def is_occasion(read: Dated, around: Surroundings) -> bool:
    """Say whether the day only names an occasion ("dịp 30/4 và 01/5") that something else is timed by."""
    bare = not fold(around.text[around.start : around.end]).startswith(("tu ", "trong ", "ke tu", "suot"))
    return read.shape in ("day", "range") and not read.timed and bare and bool(_OCCASION.search(around.before[-60:]))


def is_commemoration(read: Dated, around: Surroundings) -> bool:
    """Say whether what is named just before a single day is commemorated on it."""
    if read.start != read.end or read.timed:
        return False
    near = around.text[max(around.since, around.sentence[0]) : around.start]
    if sum(c.isalpha() for c in near) < 6 and _NAMED_AFTER.match(around.text[around.end : around.end + 60]):
        return True
    if _EVENT.search(fold(near[-45:])) and not _COMMEMORATED.search(fold(near[-45:])):
        return False
    return bool(_COMMEMORATED.search(fold(near)) or _NAMED_DAY.search(near))


def role_of(read: Dated, around: Surroundings) -> Role:
    """Return the role of a day or a stretch: by the nearest cue before, then after, then in the titles above."""
    if is_commemoration(read, around):
        return "anniversary"
    if read.airing or _PHASE.search(around.before[-16:]):
        return "period"
    if read.timed:
        return "event"
    if read.start == read.end and "(" in around.text[max(0, around.start - 1) : around.start + 1]:
        return _nearest(around.before[-40:]) or "event"
    nearest = _first_words(around.before) or _nearest(around.before) or _nearest_first(around.after)
    if nearest:
        return nearest
    for title in reversed(around.titles.split("\n")):
        nearest = _first_words(title) or _nearest(title)
        if nearest:
            return nearest
    return "event" if read.start == read.end else "period"


def _first_words(words: str) -> Role | None:
    """A sentence that begins with its verb or its happening is about that, whatever it mentions later."""
    words = _LEAD.sub("", words.lstrip(" \"“'-:"))
    if _PERIOD.match(words):
        return "period"
    return "event" if _EVENT.match(words) and not words.startswith(("chuong trinh",)) else None


def _nearest(words: str) -> Role | None:
    period = max((m.end() for m in _PERIOD.finditer(words)), default=-1)
    event = max((m.end() for m in _EVENT.finditer(words)), default=-1)
    if period == event == -1:
        return None
    return "period" if period >= event else "event"


def _nearest_first(words: str) -> Role | None:
    period, event = _PERIOD.search(words), _EVENT.search(words)
    if not period and not event:
        return None
    return "period" if period and (not event or period.start() <= event.start()) else "event"


def is_handing_in(around: Surroundings) -> bool:
    """Say whether "until" a day is a limit for handing in, not a time of airing."""
    return bool(_HANDED_IN.search(around.before[-80:]))


def printed_years(around: Surroundings) -> int | None:
    """Return the count in "N năm" named with the date."""
    near = fold(around.text[max(around.since, around.sentence[0]) : around.start])
    found = re.findall(r"\b(\d{1,4}) nam\b(?! \d)", near)
    return int(found[-1]) if found else None
