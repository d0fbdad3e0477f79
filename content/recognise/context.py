"""What the words around a date make of it: an event, a time of airing, a commemoration, or nothing to air.

The decision, in this order (docs/reader.md tells it at length):

1. what takes a date back: another date in its place, a cancelled happening, a target, a thing told as past;
2. a single day with a name just before it ("Ngày …", "kỷ niệm …") is a commemoration;
3. the cue that governs the clause (treo, phát, diễn ra …) before the date, else just after it;
4. the cue that names something there (lễ hội, tập huấn …), the nearest; then those of the whole sentence;
5. a governing cue in the headings above, the nearest heading first;
6. a day or a few days with no cue at all are an event, a longer stretch is a period.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import regex

from content.directive import Role
from content.folding import fold
from content.recognise.cues import Hit, hits
from content.recognise.form import Dated, Frame

_FAR = 3000
_SHORT = 3
_STOP = re.compile(r"[.!?;](?=\s|$)|\n")
_COMMEMORATED = re.compile(
    r"\bky niem\b|\b\d{1,4} nam (?:ngay|thanh lap|su kien|chien thang|cach mang|giai phong|quoc khanh|khoi|"
    r"tap ket|truyen thong|dong khoi|toan quoc|tong)|\b\d{1,4} (?:nam )?ngay (?:sinh|mat)\b|"
    r"\bngay (?:thanh lap|truyen thong|sinh|mat|toan quoc|toan dan|quoc te|the gioi|giai phong|quoc khanh|"
    r"thuong binh|gia dinh|nha giao|bao chi|phap luat)|\bcac ngay (?:le|ky niem)\b|"
    r"\b(?:gio to|ngay gio|quoc khanh|cach mang thang tam|quoc te lao dong|quoc te phu nu|le gio)\b"
)
_NAMED_DAY = regex.compile(r"\b[Nn]gày\s+(?!Chủ nhật|Chủ Nhật|Thứ\s|thứ\s|Hội\s)\p{Lu}\w*")
_NAMED_AFTER = regex.compile(
    r"\s*[:–-]?\s*(?:là\s+)?(?:[Kk]ỷ niệm\b|Ngày\s+(?:\p{Lu}|truyền thống|thành lập|sinh|mất|giải phóng|"
    r"hội|quốc tế|toàn))"
)
_CEREMONY = re.compile(
    r"\b(?:le|mit tinh|hoi nghi|chuong trinh|hop mat|gap mat|hoi thao|toa dam|dem nhac|dang huong)\b"
)
_BARE = ("tu ", "trong ", "ke tu", "suot", "den ", "toi ")
_COUNTED_BY = re.compile(r"\s?,?[^,;:]{0,50}\b(?:da|ghi nhan|dat|moi co|co \d|con \d|phat hien|xay ra|tang|giam)\b")
_EXTENDED = re.compile(
    r"\bgia hạn\b.{0,120}\b(?:nhận|nộp|đăng ký|gửi)\b|\b(?:nhận|nộp|đăng ký|gửi)\b.{0,120}\bgia hạn\b"
)
_INSTEAD = re.compile(r"^[^.;()]{0,40}\bnghi bu\b")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A date's place among the words of its paragraph, and the headings above, the nearest last.

    `since` is where the date before it ended.
    """

    text: str
    start: int
    end: int
    titles: str
    sentence: tuple[int, int]
    since: int

    @property
    def before(self) -> str:
        """The words of the sentence before the date."""
        return self.text[self.sentence[0] : self.start]

    @property
    def near(self) -> str:
        """The words before the date since the last one, or since the sentence began."""
        return self.text[max(self.since, self.sentence[0]) : self.start]

    @property
    def opening(self) -> str:
        """The word the date begins with, where it belongs to what stands before it ("tổ chức từ …")."""
        word = re.match(r"(?:từ|vào|lúc|trong|ngày)\b", self.text[self.start : self.end].lower())
        return self.text[self.start : self.start + word.end()] if word else ""

    @property
    def after(self) -> str:
        """The words of the sentence after the date."""
        return self.text[self.end : self.sentence[1]]

    @property
    def bracket(self) -> int | None:
        """Where the bracket opens in which the date stands; None where it stands in none."""
        opened = self.text.rfind("(", self.sentence[0], self.start + 1)
        return opened if opened >= 0 and ")" not in self.text[opened : self.start] else None

    @property
    def in_brackets(self) -> bool:
        """Whether nothing but the date and a "từ" or "ngày" stands in its bracket."""
        opened = self.bracket
        return opened is not None and len(self.text[opened : self.start].strip("( ")) <= 8


def surroundings(text: str, start: int, end: int, titles: str, since: int) -> Surroundings:
    """Return what stands around a place."""
    return Surroundings(text, start, end, titles, sentence_around(text, start, end), since)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch between the full stops or semicolons around a place; those inside brackets do not count."""
    first, last = max(0, start - _FAR), min(len(text), end + _FAR)
    opened = first
    for stop in _STOP.finditer(text, first, last):
        if text.count("(", opened, stop.start()) > text.count(")", opened, stop.start()):
            continue
        if stop.end() <= start:
            first = opened = stop.end()
        elif stop.start() >= end:
            last = stop.start()
            break
    return first, last


def is_void(around: Surroundings) -> bool:
    """Say whether the words take the date back: another stands in its place, or what was to happen does not."""
    if _is_quoted(around):
        return True
    level = _own_level(around)
    last = next((h for h in reversed(_said(level, ("void-after", "moved-to")))), None)
    if last and last.cue.says == "void-after":
        return True
    rest = around.text[around.end : around.sentence[1]]
    return bool(_INSTEAD.match(fold(rest))) or any(True for _ in _said(_until_comma(rest), ("void-before",)))


def _is_quoted(around: Surroundings) -> bool:
    """A date in quotes is part of a name or a slogan."""
    return around.before.count("“") > around.before.count("”") and "”" in around.after


def _own_level(around: Surroundings) -> str:
    """The words before the date in its bracket, or in its sentence with brackets left out."""
    if around.bracket is not None:
        return around.text[around.bracket : around.start]
    words = re.sub(r"\([^()]*\)", lambda found: " " * len(found.group()), around.before)
    own = around.text[around.start : around.end]
    return words + (own if re.search(r"\b(?:sang|thành)\b", own) else own[:12])


def _until_comma(words: str) -> str:
    return re.split(r"[,:(]", words, maxsplit=1)[0] + re.sub(r"^[^,:(]*", "", words)[:60]


def is_scope(read: Dated, around: Surroundings) -> bool:
    """Say whether the date bounds figures, a target or what is told of, and is not something to air."""
    if around.text[around.start : around.end].lower().startswith("vào"):
        return False
    found = _said(re.split(r"[,:()]", around.before[-70:])[-1], ("scope",))
    return any(hit.cue.shape == "" or read.precision in ("month", "quarter") for hit in found)


def is_count(read: Dated, around: Surroundings) -> bool:
    """Say whether the clause opens with "until" a day to tell what was counted by then."""
    if read.shape != "until" or _said(around.near, ("handing-in",)) or _governing(around.near, read):
        return False
    return bool(_COUNTED_BY.match(fold(around.after)))


def is_past(day: date, frame: Frame) -> bool:
    """Say whether a day was over when the directive was written."""
    horizon = frame.issued or frame.floor
    return horizon is not None and day < horizon


def is_told(around: Surroundings) -> bool:
    """Say whether the sentence tells of what is done."""
    return bool(_said(around.before + " " + around.after, ("past",)))


def is_occasion(read: Dated, around: Surroundings) -> bool:
    """Say whether the day only names an occasion ("dịp 30/4 và 01/5") that something else is timed by."""
    bare = not fold(around.text[around.start : around.end]).startswith(_BARE)
    if read.shape not in ("day", "range") or read.timed or not bare:
        return False
    return bool(_said(re.split(r"[:()]", around.before[-70:])[-1], ("occasion",)))


def is_commemoration(read: Dated, around: Surroundings) -> bool:
    """Say whether what is named just before a single day is commemorated on it."""
    if read.start != read.end or read.timed or read.start is None:
        return False
    near = around.near
    if _letters(near) < 6 and _NAMED_AFTER.match(around.after[:60]):
        return True
    named = commemorated(near)
    if named is None:
        return False
    tail = near[named:]
    if around.in_brackets:
        tail = re.split(r"[,:]", tail)[-1] if re.search(r"[,:]", tail) else ""
    elif _CEREMONY.search(fold(near[:named])[-60:]) or _CEREMONY.match(fold(tail)):
        return False
    return not _governing(tail, read)


def commemorated(words: str) -> int | None:
    """Return where in the words the name of a commemorated day begins; None where none is named."""
    found = [m.start() for m in (_COMMEMORATED.search(fold(words)), _NAMED_DAY.search(words)) if m]
    return min(found) if found else None


def role_of(read: Dated, around: Surroundings) -> Role:
    """Return the role of a day or a stretch of days, by the cues around it."""
    if is_commemoration(read, around):
        return "anniversary"
    if read.airing:
        return "period"
    if is_due(read, around):
        return "deadline"
    if read.timed and read.start == read.end:
        return "event"
    return next(_roles(read, around), None) or _by_length(read)


def _roles(read: Dated, around: Surroundings) -> Iterator[Role]:
    """Yield what each place says, in the order in which the places count."""
    near, whole = around.near + around.opening, around.before
    clause = re.split(r"[,:;(]", around.after.lstrip(" ),"), maxsplit=1)[0]
    yield from _nearest(near, read, 3)
    if around.in_brackets and read.start == read.end:
        yield from _nearest(near, read, 1)
    yield from _nearest(near, read, 2)
    yield from _first(clause, read, 2)
    yield from _nearest(near, read, 1)
    if around.near != whole:
        yield from _nearest(whole, read, 2)
        yield from _nearest(whole, read, 1)
    yield from _first(around.after, read, 1)
    for title in reversed(around.titles.split("\n")):
        yield from _nearest(title, read, 2)


def _by_length(read: Dated) -> Role:
    if read.start is None or read.end is None or read.precision != "day":
        return "period"
    return "event" if (read.end - read.start).days < _SHORT else "period"


def _nearest(words: str, read: Dated, strength: int) -> Iterator[Role]:
    found = _saying(words, read, strength)
    if found:
        yield _role(found[-1])


def _first(words: str, read: Dated, strength: int) -> Iterator[Role]:
    found = _saying(words, read, strength)
    if found:
        yield _role(found[0])


def _governing(words: str, read: Dated) -> list[Hit]:
    return _saying(words, read, 2)


def _saying(words: str, read: Dated, strength: int) -> list[Hit]:
    shape = "day" if read.start == read.end else "range"
    return [
        hit
        for hit in hits(words)
        if hit.cue.says in ("event", "period") and hit.cue.strength >= strength and hit.cue.shape in ("", shape)
    ]


def _role(hit: Hit) -> Role:
    return "event" if hit.cue.says == "event" else "period"


@lru_cache(maxsize=512)
def _all_said(words: str) -> tuple[Hit, ...]:
    return tuple(hit for hit in hits(words) if hit.cue.says != "none")


def _said(words: str, kinds: Iterable[str]) -> list[Hit]:
    return [hit for hit in _all_said(words) if hit.cue.says in kinds]


def is_handing_in(read: Dated, around: Surroundings) -> bool:
    """Say whether "until" a day is a limit for handing in, not a time of airing: the nearer cue says."""
    for words in (around.near, around.before):
        airing = max((h.end for h in _saying(words, read, 2) if h.cue.says == "period"), default=-1)
        handed = max((h.end for h in _said(words, ("handing-in",))), default=-1)
        if airing != handed:
            return handed > airing
    return False


def is_due(read: Dated, around: Surroundings) -> bool:
    """Say whether a duty is due by the date: it is to be done or handed in then, or its limit is moved there."""
    near = around.near
    if read.start != read.end:
        return bool(_EXTENDED.search(near.lower()))
    due = max((h.end for h in _said(near, ("handing-in",)) if h.cue.strength == 2), default=-1)
    return not around.in_brackets and due > max((h.end for h in _saying(near, read, 1)), default=-1)


def printed_years(around: Surroundings) -> int | None:
    """Return the count in "N năm" named with the date."""
    found = re.findall(r"\b(\d{1,4})(?: nam\b(?! \d)| ngay (?:sinh|mat)\b)", fold(around.near))
    return int(found[-1]) if found else None


def _letters(words: str) -> int:
    return sum(c.isalpha() for c in words)
