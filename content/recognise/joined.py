"""Dates that belong together: two calendars for one day, from one day to another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from content.directive import Doubt
from content.folding import fold
from content.recognise.form import Dated, Frame
from content.recognise.forms.lunar import is_lunar_aside
from content.recognise.recurrence import with_bounds, with_hours
from content.recognise.said import Said
from content.recognise.surroundings import sentence_around
from content.recognise.tidy import Piece
from content.recognise.years import half_year_ahead, in_the_clause_year, in_the_year_named, in_the_year_told

_SHORT_YEAR = "a truncated year"
_TO = re.compile(
    r"[\s,)]*(?:cho )?(?:den|toi|-)(?: het)?(?: \d{1,2}\s?(?:gio|h|g)(?:\s?\d{2})?)?"
    r"(?: (?:sang|trua|chieu|toi|dem))?(?: ngay)?\s*"
)
_FROM = re.compile(
    r"\btu (?:(?:ngay|sang|chieu|toi|dem) )?(?:(?:thu \w{1,4}|chu nhat) )?"
    r"(?:tuan (?:toi|sau|nay|ke tiep|tiep theo|ke) )?\(?(?:ngay )?$"
)
_OPENS_FROM = re.compile(r"(?:(?:ke|tinh|bat dau) )?tu ")
_BEGUN = re.compile(
    r"\b(?:mở(?: cổng| màn| đầu)?|bắt đầu|khởi động|khởi tranh|khởi đầu|khởi hành|xuất phát|lên đường|"
    r"treo cờ)\b"
    r"(?:[^.;:,\d]|[.:](?=\S)){0,90}$"
)
_ENDS = (
    r"\b(?:kết thúc|khóa sổ|khép lại|khép màn|bế mạc|bế giảng|đóng(?: cổng| cửa| nước| cống)?|hạ màn|trở về|về đích|"
    r"(?:hạ|cất|thu|dỡ|tháo) (?:cờ|băng rôn|khẩu hiệu))"
    r"(?: (?:vào|lúc|trong|hết|ngày|đến|cuối|sau)){0,3}\s*$"
)
_CLOSED = re.compile(_ENDS)
_NAME_CLOSED = re.compile(
    r"\bkết thúc (?:chiến dịch|(?:đợt )?cao điểm|đợt \w+(?: \w+)?|cuộc thi|hội chợ|triển lãm|tháng \w+|tuần lễ)"
    r"(?: (?:vào|ngày|lúc|trong)){0,2}\s*$"
)
_CLOSED_NEXT = re.compile(rf"[\s,)]*;\s(?:(?!lễ )[^\W\d]+ ){{0,4}}{_ENDS}")
_NAMED_END = re.compile(
    r"[^.;:]{0,40}\b(?:đến|tới) (?:hết |đúng |sau )?(?:ngày|lễ|dịp|đêm|hôm|tết) "
    r"(?:[^\W\d]{1,12}[ ,]{1,2}){1,9}(?:ngày )?\(?"
)
_STOPS = re.compile(r"\b(?:nghỉ|tạm dừng|tạm ngừng|ngừng)\b")
_OPENED = re.compile(r"\b(?:khai mạc|khai trương|khai hội)\b[^.;:,]{0,40}$")
_OPENS = re.compile(r"\b(?:khai mạc|khai trương|khai hội|mở cửa)\b")
_GOES_ON = re.compile(r"\b(?:mở cửa|diễn ra|hoạt động|phục vụ|kéo dài)\b")
_OTHER_BEGINNING = re.compile(r"\b(?:hiệu lực|khai mạc)\b[^.;:,]{0,60}$")
_BRACKETS = re.compile(r"\([^()]{1,80}\)")
_HELD_AT = re.compile(r"[^.;:()\d]{0,80},\s?(?:từ|lúc|vào)?\s?")
_ONE_CLAUSE = re.compile(r"[\s,)]*(?:và |sẽ |dự kiến |rồi ){0,3}")
_APART = 80
_NOW = re.compile(
    r"\b(?:ke )?tu (?:nay|thoi diem nay|ngay ban hanh|ngay ky)(?: cho)? (?:den|toi)(?: het)?(?: ngay)?\s*$"
)
_UNTIL = re.compile(r"\b(?:den|toi het|toi ngay)(?: het)?(?: ngay)?\s*$")
_BEFORE = re.compile(r"\b(?:xong )?truoc(?: ngay)?\s*$")
_BEFORE_HOUR = re.compile(r"\btruoc \d{1,2}\s?(?:gio|h|g)(?:\s?\d{2})?(?: ngay)?\s*$")
_LATEST = re.compile(
    r"\b(?:cham nhat|muon nhat|tre nhat|khong (?:qua|muon hon|cham hon|tre hon)|"
    r"han cuoi|han chot)(?: la| vao| den)?(?: het)?(?: ngay)?\s*$"
)


def joined(piece: Piece, said: list[Said], frame: Frame, doubts: list[Doubt]) -> list[Said]:
    """Return the readings of a paragraph with those that belong together made one."""
    text = piece.text
    said = in_the_year_named(text, in_the_clause_year(text, said), frame)
    said = list(in_the_year_told(text, _one_day(text, said, doubts, piece), frame))
    said = [half_year_ahead(text, one, frame) for one in said]
    said = _stretched(text, fold(text), said, frame)
    said = with_hours(text, said)
    return with_bounds(text, said)


def _one_day(text: str, said: list[Said], doubts: list[Doubt], piece: Piece) -> list[Said]:
    """A day in two calendars is one day: the solar one, compared with the lunar."""
    kept: list[Said] = []
    for one in _of_both(text, _run_together(text, said)):
        before = kept[-1] if kept else None
        if before and _says_the_same(text, before, one):
            continue
        if before and _is_told_after(text, before, one):
            kept.pop()
        elif before and _is_of_bracket(text, before, one):
            read = replace(one.read, shape="start", end=None) if before.read.shape == "start" else one.read
            kept[-1] = Said(read, before.start, one.end, one.rule)
            continue
        if before and _is_of_two_years(text, before, one):
            kept[-1] = replace(one, start=before.start)
        elif before and _is_other_name(text, before, one):
            if (before.read.start, before.read.end) != (one.read.start, one.read.end):
                doubts.append(_two_calendars(piece, before, one))
            solar = one if before.read.lunar else before
            kept[-1] = Said(replace(solar.read, lunar=before.read.lunar), before.start, one.end, solar.rule)
        else:
            kept.append(one)
    return kept


def _is_of_bracket(text: str, week: Said, days: Said) -> bool:
    """ "Từ tuần 12 (18/11/2024)": the week of a school year or a plan, whose days stand in brackets after it."""
    if (
        week.read.precision != "week"
        or days.read.shape not in ("day", "range")
        or not (week.read.start and days.read.start)
    ):
        return False
    opened = text[week.end : days.start].strip() or text[days.start]
    return opened == "(" and week.read.start != days.read.start


def _run_together(text: str, said: list[Said]) -> list[Said]:
    """ "Ngày 26, 27 tháng 3 âm lịch (nhằm ngày 30/4 và 01/5/2019)": what both calendars tell is one stretch."""
    kept: list[Said] = []
    for one in said:
        last = kept[-1] if kept else None
        told = last and last.read.listed and (last.start, last.end) == (one.start, one.end)
        if last and told and _is_next(last, one) and (one.read.lunar or _is_aside(text, kept[:-1], one)):
            kept[-1] = replace(last, read=replace(last.read, shape="range", end=one.read.end, listed=False))
        else:
            kept.append(one)
    return kept


def _is_aside(text: str, before: list[Said], one: Said) -> bool:
    return bool(before) and before[-1].read.lunar and is_lunar_aside(text[before[-1].end : one.start])


def _is_next(first: Said, second: Said) -> bool:
    return bool(first.read.end and second.read.start and first.read.end + timedelta(days=1) == second.read.start)


def _is_of_two_years(text: str, named: Said, pair: Said) -> bool:
    """ "Quốc khánh 2/9 (02/9/1945 - 02/9/2026)": the years of a day in brackets after it."""
    day, kept = named.read.start, pair.read.start
    if named.read.shape != "day" or pair.read.shape != "anniversary" or not day or not kept:
        return False
    return (day.day, day.month) == (kept.day, kept.month) and text[named.end : pair.start].strip() == "("


def _is_other_name(text: str, first: Said, second: Said) -> bool:
    """A day of the other calendar after "tức", or a solar one after a lunar ("30 Tết (28/01)", "giao thừa 28/01")."""
    between = text[first.end : second.start] + text[second.start : second.start + 1]
    if first.read.lunar == second.read.lunar:
        return False
    if first.read.lunar and not text[first.end : second.start].strip(" ,") and first.read.start == second.read.start:
        return True
    bracket = first.read.lunar and between.lstrip()[:1] == "(" and len(between) < 5
    return bracket or is_lunar_aside(text[first.end : second.start])


def _of_both(text: str, said: Iterable[Said]) -> list[Said]:
    """ "từ 27 tháng Chạp đến mùng 5 Tết (01/02 - 09/02)": the stretch in brackets is from one to the other."""
    kept: list[Said] = []
    for one in said:
        lunar = len(kept) > 1 and kept[-2].read.lunar and kept[-1].read.lunar and not one.read.lunar
        days = (kept[-2].read.start, kept[-1].read.end) if lunar else ()
        if days == (one.read.start, one.read.end) and text[kept[-1].end : one.start].strip() in ("", "("):
            kept[-2:] = [replace(one, start=kept[-2].start)]
        else:
            kept.append(one)
    return kept


def _says_the_same(text: str, solar: Said, lunar: Said) -> bool:
    """ "26 và 27/11/2023 (14 và 15/10 âm lịch)": a lunar day in brackets that lies in the solar stretch before it."""
    first, last, day = solar.read.start, solar.read.end or solar.read.start, lunar.read.start
    if not lunar.read.lunar or solar.read.lunar or not (first and last and day and first <= day <= last):
        return False
    return bool(re.fullmatch(r"\s?\((?:tuc |nham )?(?:ngay )?[\d, va-]{0,20}", fold(text[solar.end : lunar.start])))


def _is_told_after(text: str, named: Said, told: Said) -> bool:
    """ "Đêm giao thừa: chương trình … từ 21h30 ngày 28/01/2025 …": a day of Tết that heads its time names it.

    So does a day followed by its own hour ("Mít tinh Ngày … 26/6: 7 giờ, thứ Sáu, ngày 26/6/2020").
    """
    day, first, last = named.read.start, told.read.start, told.read.end
    between = text[named.end : told.start]
    if told.read.timed and named.read.start == named.read.end == first == last:
        return between.strip() == ":"
    if told.read.timed and named.read.lunar and day and first and _HELD_AT.fullmatch(between):
        return timedelta() <= first - day <= timedelta(days=1)
    if not named.read.lunar or told.read.lunar or not (day and first and last and first <= day <= last):
        return False
    inside = sentence_around(text, named.start, named.end) == sentence_around(text, told.start, told.end)
    return inside and text[named.end : named.end + 1] == ":"


def _two_calendars(piece: Piece, first: Said, second: Said) -> Doubt:
    lunar = first if first.read.lunar else second
    shown = f"{lunar.read.start:%d/%m/%Y}" if lunar.read.start else ""
    message = f"Ngày âm lịch ứng với {shown}, khác ngày dương lịch ghi trong văn bản; đang lấy ngày dương lịch."
    return Doubt("lunar-mismatch", message, piece.span(first.start, second.end))


def _stretched(text: str, folded: str, said: list[Said], frame: Frame) -> list[Said]:
    """A lunar day, or one with a year of two digits, takes the words around it: from … to …, until …, before …."""
    kept: list[Said] = []
    for one in said:
        before = kept[-1] if kept else None
        opened = _opened(text, kept, one)
        named = _closed_by_name(text, kept, one)
        if opened is not None:
            kept[opened] = _as_one(kept[opened], one)
        elif named is not None:
            kept[named] = replace(kept[named], read=_as_one(kept[named], one).read)
        elif before and _reaches(folded, before, one):
            whole = _between(folded, before, one)
            kept = [other for other in kept[:-1] if other.read.shape != "none" or other.start < whole.start]
            kept.append(whole)
        elif _is_plain(one) and one.read.shape == "day":
            kept.append(_bounded(folded, one, frame))
        else:
            kept.append(one)
    return kept


def _opened(text: str, kept: Sequence[Said], one: Said) -> int | None:
    """Return which earlier day opens a stretch that this one ends, in the same sentence; other words may stand between.

    How often something comes, and times of no known day, may stand between them; a semicolon only where the words
    after it tell the end ("bắt đầu ngày …; kết thúc ngày …").
    """
    days = [index for index, other in enumerate(kept) if other.read.shape not in ("none", "recurring")]
    if not days or not one.read.end or one.read.lunar:
        return None
    first = kept[days[-1]]
    if not first.read.start or first.read.lunar or first.read.start > one.read.end or first.end > one.start:
        return None
    before, between = text[: first.start].lower()[-120:], text[first.end : one.start].lower()
    if text[first.start : first.end].lower().startswith("có hiệu lực"):
        return None
    if one.end > sentence_around(text, first.start, first.end)[1] and not _CLOSED_NEXT.match(between):
        return None
    other = _STOPS.search(between) and not _STOPS.search(before)
    return days[-1] if not other and _is_one_stretch(first, one, before, between, text[one.start : one.end]) else None


def _closed_by_name(text: str, kept: Sequence[Said], one: Said) -> int | None:
    """ "Mở chiến dịch từ ngày 15/11, ra quân sáng 16/11, kết thúc chiến dịch ngày 15/12": which beginning it closes."""
    first = sentence_around(text, one.start, one.end)[0]
    if one.read.shape != "day" or not one.read.end or not _NAME_CLOSED.search(text[first : one.start].lower()):
        return None
    begun = [i for i, other in enumerate(kept) if other.read.shape == "start" and other.start >= first]
    start = kept[begun[0]].read.start if len(begun) == 1 else None
    return begun[0] if start and start < one.read.end else None


def _is_one_stretch(first: Said, last: Said, before: str, between: str, last_words: str) -> bool:
    begun = first.read.shape == "start" or (first.read.shape == "day" and bool(_BEGUN.search(before)))
    bare = _BRACKETS.sub("", between)
    if begun and last.read.shape == "until" and len(bare) <= 2:
        return True
    opened = first.read.shape == "day" and last.read.shape == "until" and bool(_OPENED.search(before))
    if opened and len(bare) <= _APART and _GOES_ON.search(bare):
        return True
    prolonged = last.read.shape == "until" and fold(last_words).startswith("keo dai")
    if prolonged and (
        _ONE_CLAUSE.fullmatch(bare) or (first.read.shape == "day" and len(bare) <= 2 * _APART and _OPENS.search(bare))
    ):
        return True
    if begun and last.read.shape == "day" and _CLOSED.search(bare) and len(bare) <= 2 * _APART:
        return not _OTHER_BEGINNING.search(before)
    if not begun or _OTHER_BEGINNING.search(before) or len(bare) > _APART or "phấn đấu" in bare:
        return False
    if last.read.shape == "until":
        return True
    if last.read.shape == "deadline":
        return bool(_CLOSED.search(bare)) and "báo cáo" not in bare
    return last.read.shape == "day" and bool(_NAMED_END.fullmatch(bare.strip() + " "))


def _as_one(first: Said, last: Said) -> Said:
    remarks = (*first.read.remarks, *last.read.remarks)
    read = Dated("range", first.read.start, last.read.end, first.read.precision, remarks=remarks)
    return Said(read, first.start, last.end, first.rule)


def _is_plain(one: Said) -> bool:
    """Lunar days and years of two digits have no forms of their own for limits."""
    return one.read.lunar or one.rule == _SHORT_YEAR


def _reaches(folded: str, first: Said, last: Said) -> bool:
    days = first.read.shape in ("day", "start") and last.read.shape in ("day", "until")
    if not days or not (_is_plain(first) or _is_plain(last)) or not first.read.start or not last.read.end:
        return False
    opened = (
        _OPENS_FROM.match(folded, first.start)
        or _FROM.search(folded[: first.start])
        or folded[: first.start].endswith("(")
    )
    told = folded[last.start : last.end].startswith(("den ", "toi "))
    between = folded[first.end : last.start]
    goes_on = _TO.fullmatch(between) or (told and len(between) < 3)
    return bool(opened and goes_on) and first.read.start <= last.read.end


def _between(folded: str, first: Said, last: Said) -> Said:
    start = _FROM.search(folded[max(0, first.start - 40) : first.start])
    begin = first.start - len(start.group()) if start else first.start
    remarks = (*first.read.remarks, *last.read.remarks)
    read = Dated(
        "range", first.read.start, last.read.end, lunar=last.read.lunar, reason=last.read.reason, remarks=remarks
    )
    return Said(read, begin, last.end, last.rule)


def _bounded(folded: str, one: Said, frame: Frame) -> Said:
    """Return a lunar day with the words just before it that make it a limit."""
    before, day = folded[max(0, one.start - 40) : one.start], one.read.start
    assert day is not None
    for pattern, read in (
        (_NOW, Dated("range", frame.now, day, airing=True, reason="“Từ nay” hiểu là từ ngày ban hành văn bản.")),
        (_UNTIL, Dated("until", None, day, reason=one.read.reason)),
        (_LATEST, Dated("deadline", None, day, reason=one.read.reason)),
        (_BEFORE_HOUR, Dated("deadline", None, day, reason=one.read.reason)),
        (_BEFORE, Dated("deadline", None, day - timedelta(days=1), reason=one.read.reason)),
        (_FROM, Dated("start", day, None, lunar=True, reason=one.read.reason)),
    ):
        found = pattern.search(before)
        if found:
            return replace(one, read=replace(read, remarks=one.read.remarks), start=one.start - len(found.group()))
    return one
