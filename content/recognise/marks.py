"""From the words of an item to its dates: forms, then who wins, then what the context makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from content.directive import DateMark, Doubt, Role, Span
from content.recognise import context
from content.recognise.choose import Candidate, candidates, mask, winners
from content.recognise.context import Surroundings
from content.recognise.form import Dated, Frame
from content.recognise.forms.lunar import is_lunar_aside
from content.recognise.limits import MOST, TooSlow
from content.recognise.tidy import Piece

_FREQUENCY = "phát hằng ngày; N lần mỗi ngày"


@dataclass(frozen=True, slots=True)
class Said:
    """One reading that stands, with its place in the paragraph."""

    read: Dated
    start: int
    end: int
    rule: str


def read_marks(
    piece: Piece, taken: Iterable[Span], titles: str, frame: Frame
) -> tuple[tuple[DateMark, ...], tuple[Doubt, ...]]:
    """Return the dates of a paragraph, and what is doubtful in it. `taken` holds no dates of its own."""
    try:
        fired = list(islice(candidates(mask(piece.text, taken), frame), 10 * MOST + 1))
    except TooSlow:
        return (), (too_slow(piece),)
    won = winners(fired)
    if len(fired) > 10 * MOST or len(won) > MOST:
        return (), (too_slow(piece),)
    doubts = [_doubt(piece, one) for one in won if one.doubt]
    said = _with_bounds(piece.text, _joined_asides(piece.text, _said(won), doubts, piece))
    marks: list[DateMark] = []
    since = 0
    for one in said:
        around = context.surroundings(piece.text, one.start, one.end, titles, since)
        doubts.extend(Doubt(code, message, piece.span(one.start, one.end)) for code, message in one.read.remarks)
        mark = _mark(piece, one, around, frame, marks, doubts)
        if mark:
            marks.append(mark)
        since = one.end
    return _distinct(marks), tuple(doubts)


def too_slow(piece: Piece) -> Doubt:
    """Return the doubt about a paragraph that could not be read in time."""
    message = "Đoạn này quá phức tạp, chưa đọc hết được ngày tháng; đề nghị đọc và nhập tay."
    return Doubt("too-slow", message, piece.span(), blocking=True)


def _said(won: Iterable[Candidate]) -> list[Said]:
    return [Said(read, one.start, one.end, one.form.name) for one in won for read in one.read]


def _doubt(piece: Piece, one: Candidate) -> Doubt:
    assert one.doubt is not None
    return Doubt(one.doubt.code, str(one.doubt), piece.span(one.start, one.end), blocking=True)


def _joined_asides(text: str, said: list[Said], doubts: list[Doubt], piece: Piece) -> list[Said]:
    """A day in two calendars is one day: the solar one, compared with the lunar."""
    joined: list[Said] = []
    for one in said:
        before = joined[-1] if joined else None
        if before and before.read.lunar != one.read.lunar and is_lunar_aside(text[before.end : one.start]):
            if (before.read.start, before.read.end) != (one.read.start, one.read.end):
                doubts.append(_two_calendars(piece, before, one))
            solar = one if before.read.lunar else before
            joined[-1] = Said(solar.read, before.start, one.end, solar.rule)
        else:
            joined.append(one)
    return joined


def _two_calendars(piece: Piece, first: Said, second: Said) -> Doubt:
    lunar = first if first.read.lunar else second
    shown = f"{lunar.read.start:%d/%m/%Y}" if lunar.read.start else ""
    message = f"Ngày âm lịch ứng với {shown}, khác ngày dương lịch ghi trong văn bản; đang lấy ngày dương lịch."
    return Doubt("lunar-mismatch", message, piece.span(first.start, second.end))


def _with_bounds(text: str, said: list[Said]) -> list[Said]:
    """What comes back within a stretch named in the same sentence begins and ends with it."""
    taken: set[int] = set()
    bounded: dict[int, Said] = {}
    for index, one in enumerate(said):
        if one.read.shape != "recurring":
            continue
        other = _bound(text, said, index, taken)
        if other is None:
            continue
        if one.rule == _FREQUENCY:
            taken.add(index)
            continue
        taken.add(other)
        read = replace(one.read, start=said[other].read.start, end=said[other].read.end)
        bounded[index] = replace(
            one, read=read, start=min(one.start, said[other].start), end=max(one.end, said[other].end)
        )
    return [bounded.get(i, one) for i, one in enumerate(said) if i not in taken]


def _bound(text: str, said: Sequence[Said], index: int, taken: set[int]) -> int | None:
    sentence = context.sentence_around(text, said[index].start, said[index].end)
    for other in (index + 1, index - 1):
        if not 0 <= other < len(said) or other in taken:
            continue
        inside = sentence[0] <= said[other].start and said[other].end <= sentence[1]
        if inside and said[other].read.shape in ("range", "start", "until"):
            return other
    return None


def _mark(
    piece: Piece, one: Said, around: Surroundings, frame: Frame, marks: Sequence[DateMark], doubts: list[Doubt]
) -> DateMark | None:
    if one.read.shape == "none" or _is_superiors(one, around, marks, piece):
        return None
    if context.is_dropped(one.read, around, frame):
        if not context.is_told(around) and "(" not in around.clause[:1]:
            message = "Ngày này đã qua khi văn bản ban hành; không đưa vào lịch."
            doubts.append(Doubt("past-date", message, piece.span(one.start, one.end)))
        return None
    role = _role(one.read, around, frame)
    if role is None:
        return None
    if role == "anniversary":
        return _commemoration(piece, one, around, frame, doubts)
    start = frame.now if one.read.shape == "until" and role == "period" else one.read.start
    return _as_mark(piece, one, around, role, start, one.read.end, None)


def _role(read: Dated, around: Surroundings, frame: Frame) -> Role | None:
    if read.shape in ("deadline", "recurring", "start", "anniversary"):
        return read.shape
    if read.shape == "until":
        return "deadline" if context.is_handing_in(around) else "period"
    if read.shape == "year":
        return "anniversary" if context.printed_years(around) or "ky niem" in around.before else None
    if context.is_occasion(read, around) and not context.is_commemoration(read, around):
        return None
    return context.role_of(read, around)


def _is_superiors(one: Said, around: Surroundings, marks: Sequence[DateMark], piece: Piece) -> bool:
    """A second deadline after "để tổng hợp, báo cáo …" is the one its superior set for the issuer itself."""
    if one.read.shape != "deadline" or not marks or marks[-1].role != "deadline":
        return False
    between = around.before[max(0, around.since - around.sentence[0]) :] if around.since > around.sentence[0] else ""
    return any(words in between for words in ("de tong hop", "de bao cao", "de trinh", "bao cao ubnd", "trinh ubnd"))


def _commemoration(piece: Piece, one: Said, around: Surroundings, frame: Frame, doubts: list[Doubt]) -> DateMark | None:
    day, years, printed = one.read.start, one.read.years, context.printed_years(around)
    assert day is not None
    if one.read.shape == "day" and day.year < frame.reference.year - 1:
        kept = frame.inferred(day.month, day.day)
        years, day = kept.year - day.year, kept
    if years and printed and years != printed:
        message = f"Văn bản ghi {printed} năm nhưng tính theo ngày tháng là {years} năm."
        doubts.append(Doubt("year-count-mismatch", message, piece.span(one.start, one.end)))
    end = one.read.end if one.read.shape == "year" else day
    return _as_mark(piece, one, around, "anniversary", day, end, years or printed)


def _as_mark(
    piece: Piece, one: Said, around: Surroundings, role: Role, start: date | None, end: date | None, years: int | None
) -> DateMark:
    first, last = one.start, one.end
    while first < last and piece.text[first] in " ,;:(":
        first += 1
    while last > first and piece.text[last - 1] in " ,;:)":
        if piece.text[last - 1] == ")" and "(" in piece.text[first:last]:
            break
        last -= 1
    return DateMark(
        role=role,
        start=start,
        end=end,
        text=piece.text[first:last],
        span=piece.span(first, last),
        rule=one.rule,
        precision=one.read.precision,
        label=context.label_of(around),
        years=years,
        rrule=one.read.rrule,
        reason=one.read.reason,
    )


def _distinct(marks: Sequence[DateMark]) -> tuple[DateMark, ...]:
    """A date printed twice is one; two commemorations of one day stay two."""
    return tuple(_once(marks))


def _once(marks: Sequence[DateMark]) -> Iterator[DateMark]:
    seen: set[tuple[object, ...]] = set()
    for mark in marks:
        name = mark.label if mark.role in ("anniversary", "event") else ""
        key = (mark.role, mark.start, mark.end, mark.rrule, mark.years, name)
        if key not in seen:
            seen.add(key)
            yield mark
