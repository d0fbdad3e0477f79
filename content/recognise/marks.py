"""From the words of an item to its dates: forms, then who wins, then what the context makes of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from content.almanac.observances import named
from content.directive import DateMark, Doubt, Role, Span
from content.folding import fold, respelled
from content.recognise import context, labels, past, withdrawn
from content.recognise.choose import Candidate, mask, standing
from content.recognise.commemorations import counted_names, is_commemoration, printed_years
from content.recognise.due import is_handing_in, is_next_limit
from content.recognise.form import Dated, Frame
from content.recognise.forms.months import last_day
from content.recognise.joined import joined
from content.recognise.limits import TooSlow
from content.recognise.said import Said
from content.recognise.surroundings import Surroundings, said, surroundings
from content.recognise.tidy import Piece

_GOES_ON = re.compile(r"\b(?:diễn ra|thi đấu|kéo dài|tiếp tục)\b")
_SHOWN = re.compile(r"\bkhai mạc\b[^.;]{0,60}\d[^.;]{0,10}, (?:trưng bày|triển lãm)\b[^.,;]*$")
_KEPT_UP = re.compile(r"^\W*(?:và |rồi )?(?:giữ|duy trì)(?: [^\W\d]{1,8}){0,4} $")
_FIRST_PART = re.compile(r"\b(?:đợt|giai đoạn|bước) (?:1|i|một|đầu)\b[^.;\d]{0,80}$")
_LASTS = re.compile(
    r"\b(?:lễ hội|hội chợ|hội sách|hội (?:thao|thi|diễn)|triển lãm|liên hoan|festival|(?:các|chuỗi) hoạt động)\s*$"
)
_NEXT_PLACE = re.compile(
    r"\)?\s?[;,]\s(?:tại|ở|riêng|lớp|trẻ|mầm non|tiểu học)\s[^.;:()]{2,60}?\(?|"
    r"\)?\s(?:\([^()\d]{2,40}\)\s)?(?:và|rồi)\s"
)
_NAMED = re.compile(r"\([^()\d]{2,40}\)")
_NEXT_IN_BRACKETS = re.compile(r"\)?\s?[;,]\s[^.,;:()]{2,40}\(?")
_NEXT_ONES = re.compile(r"\)?\s?[;,]\s(?:cấp|khối|bảng|đối với|riêng|nhóm|các|huyện|xã|tỉnh)\s?[^.;:()]{0,60}:?\s")
_NEXT_PARTY = re.compile(r"\)?\s(?:đối )?với [^.;:()\d]{2,60}?,?\s(?:và|còn)\s")
_QUOTED = re.compile(r'"([^"\n]*)"')
_OVERDUE = timedelta(days=30)
_ASKED_OF_US = re.compile(
    r"\byêu cầu (?:các )?(?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường|sở|địa phương)\b(?! đoàn| ủy)[^;]{0,80}$"
)
_THEREFORE = re.compile(r"\W*(?:vì vậy|do vậy|do đó|vì thế|nên)\b")
_SHOWN_BY_THEN = re.compile(r"\b(?:đăng|treo|phát|lắp đặt|trang trí|in ấn)\b(?! ký)(?:(?!\b(?:gửi|nộp|báo cáo)\b).)*$")
_SUPERIORS = ("de tong hop", "de bao cao", "de trinh", "bao cao ubnd", "trinh ubnd")


def read_marks(
    piece: Piece, taken: Iterable[Span], titles: str, frame: Frame
) -> tuple[tuple[DateMark, ...], tuple[Doubt, ...]]:
    """Return the dates of a paragraph, and what is doubtful in it. `taken` holds no dates of its own."""
    try:
        won = standing(mask(piece.text, taken), frame)
    except TooSlow:
        return (), (too_slow(piece),)
    if not won:
        return (), ()
    spelled = respelled(piece.text)
    piece = Piece(_QUOTED.sub(r"“\1”", spelled) if '"' in spelled else spelled, piece.places)
    doubts = [_doubt(piece, one) for one in won if one.doubt]
    marks: list[DateMark] = []
    since, last, history = 0, (0, 0), False
    for one in joined(piece, _said(won), frame, doubts):
        if (one.start, one.end) != last and (one.read.shape != "none" or one.read.remarks):
            since, last = last[1], (one.start, one.end)
        around = surroundings(piece.text, one.start, one.end, titles, since)
        read = context.of_one_day(one.read, around)
        one = one if read is one.read else replace(one, read=read)
        doubts.extend(Doubt(code, message, piece.span(one.start, one.end)) for code, message in one.read.remarks)
        history = past.is_long_past(one.read, around, frame, before=history)
        if history and past.is_of_history(one.read, around) and not is_commemoration(one.read, around):
            doubts.append(_past(piece, one))
            continue
        mark = _mark(piece, one, around, frame, marks, doubts)
        if mark and marks and _goes_on(marks[-1], mark):
            marks[-1] = replace(marks[-1], end=mark.end)
        elif mark:
            marks.extend(_with_kept_before(around, mark))
    return tuple(_once(marks)), tuple(doubts)


def _with_kept_before(around: Surroundings, mark: DateMark) -> tuple[DateMark, ...]:
    """ "80 năm Ngày thành lập Quân đội, 35 năm Ngày hội Quốc phòng toàn dân (22/12)": the almanac keeps both on it."""
    if mark.role != "anniversary" or mark.precision != "day":
        return (mark,)
    *others, (_, own) = counted_names(around)
    kept = [(years, name, found) for years, name in others if (found := named(name, mark.start))]
    if kept:
        slug = _observance(own, "anniversary", Dated("day", mark.start, mark.start), mark.start)
        mark = replace(mark, label=own, observance=slug)
    return (*(replace(mark, label=name, years=years, observance=found.slug) for years, name, found in kept), mark)


def _goes_on(first: DateMark, second: DateMark) -> bool:
    """ "Ngày 30/4 và 01/5 phát thêm buổi trưa": neighbouring days of one list are one stretch of airing."""
    aired = first.role == second.role == "period" and first.span == second.span
    return aired and bool(first.end and second.start and first.end + timedelta(days=1) == second.start)


def too_slow(piece: Piece) -> Doubt:
    """Return the doubt about a paragraph that could not be read in time."""
    message = "Đoạn này quá phức tạp, chưa đọc hết được ngày tháng; đề nghị đọc và nhập tay."
    return Doubt("too-slow", message, piece.span(), blocking=True)


def _past(piece: Piece, one: Said) -> Doubt:
    message = "Ngày này đã qua khi văn bản ban hành; không đưa vào lịch."
    return Doubt("past-date", message, piece.span(one.start, one.end))


def _said(won: Iterable[Candidate]) -> list[Said]:
    return [Said(read, one.start, one.end, one.form.name) for one in won for read in one.read]


def _doubt(piece: Piece, one: Candidate) -> Doubt:
    assert one.doubt is not None
    return Doubt(one.doubt.code, str(one.doubt), piece.span(one.start, one.end), blocking=True)


def _mark(
    piece: Piece, one: Said, around: Surroundings, frame: Frame, marks: Sequence[DateMark], doubts: list[Doubt]
) -> DateMark | None:
    if one.read.shape == "none" or _is_superiors(one, around, marks):
        return None
    if is_dropped(one.read, around, frame):
        last = one.read.end or one.read.start
        known = past.is_told(around) or withdrawn.is_void(around)
        if (last and past.is_past(last, frame) and not known) or past.is_narrated(one.read, around, frame):
            doubts.append(_past(piece, one))
        return None
    if withdrawn.is_cited(one.read, around):
        message = "Ngày này có lẽ là của một văn bản, cuộc họp được viện dẫn; không đưa vào lịch, đề nghị xem lại."
        doubts.append(Doubt("maybe-cited", message, piece.span(one.start, one.end)))
        return None
    role = _role(one.read, around, marks)
    unsure = role in ("event", "period") or (role == "deadline" and withdrawn.has_later_limit(around))
    if unsure and withdrawn.is_reported_on(one.read, around):
        message = "Ngày này có thể là hạn báo cáo hoặc ngày của việc được báo cáo; không đưa vào lịch, đề nghị xem lại."
        doubts.append(Doubt("unclear-deadline", message, piece.span(one.start, one.end)))
        return None
    if role is None or (role == "anniversary" and one.read.shape == "day" and withdrawn.is_taken_down(around)):
        return None
    if role == "anniversary":
        return _commemoration(piece, one, around, frame, doubts)
    start = _begun(around, marks) or frame.now if one.read.shape == "until" and role == "period" else one.read.start
    start = None if role == "deadline" else start
    return _as_mark(piece, one, around, role, start, one.read.end, None)


def _role(read: Dated, around: Surroundings, marks: Sequence[DateMark]) -> Role | None:
    """Return the role of a reading after those read before it in the paragraph."""
    if is_next_limit(read, around, marks) or _is_limit_of_next(around, marks, read):
        return "deadline"
    role = role_of(read, around)
    told = role in ("event", "period") and marks and _is_of_next_place(around, marks[-1], read)
    return marks[-1].role if told else role


def _is_limit_of_next(around: Surroundings, marks: Sequence[DateMark], read: Dated) -> bool:
    """ "Nhận hồ sơ cấp trường: đến 31/3; cấp huyện: đến 20/4": until when others may do the same."""
    last = read.shape == "until" and bool(marks) and marks[-1].role == "deadline"
    return last and bool(_NEXT_ONES.fullmatch(around.text[around.since : around.start]))


def _is_of_next_place(around: Surroundings, last: DateMark, read: Dated) -> bool:
    """ "Tại xã A từ … đến …; tại xã B …", "chợ A (ngày …), chợ B (ngày …)": it is the same thing in each place.

    So it is for one and for another: "treo cờ từ … đến … đối với đại hội cấp tỉnh và từ … đến … đối với …".
    """
    alike = last.role in ("event", "period") and (last.start == last.end) == (read.start == read.end)
    near = around.text[around.since : around.start]
    if alike and _NEXT_PARTY.fullmatch(near) and around.after.lstrip().lower().startswith(("đối với", "với")):
        return True
    listed = around.text[around.start] == "(" or around.in_brackets
    follows = _NEXT_PLACE.fullmatch(near) or (listed and _NEXT_IN_BRACKETS.fullmatch(near))
    return alike and bool(follows) and not said(_NAMED.sub(" ", near), ("event", "period", "handing-in"))


def _begun(around: Surroundings, marks: Sequence[DateMark]) -> date | None:
    """ "Khai mạc ngày 16/9; các môn thi đấu diễn ra đến hết ngày 20/9": what goes on began on the day told before.

    What had closed on that day is not what goes on. What is made longer for some began when it did for all: "từ 01/6
    đến 31/7; các xã biên giới được kéo dài đến 15/8". What is kept up goes on from the limit by which it is done ("xong
    trước ngày 25/8 và duy trì đến hết ngày 05/9").
    """
    done = marks[-1].end if marks and marks[-1].role == "deadline" else None
    if done and _KEPT_UP.search(around.near.lower()):
        return done + timedelta(days=1)
    whole = marks[-1] if marks and marks[-1].role == "period" else None
    if whole and (around.own.lower().startswith("kéo dài") or _is_first_part(around, whole)):
        return whole.start
    shown = _SHOWN.search(around.before.lower())
    opened = marks[-1] if marks and (shown or _GOES_ON.search(around.near.lower() + _lasting(around))) else None
    closed = opened is not None and "bế mạc" in opened.label.lower()
    return opened.start if opened and opened.role == "event" and not closed else None


def _is_first_part(around: Surroundings, whole: DateMark) -> bool:
    """ "Cao điểm từ 15/12 đến 03/02, chia làm 02 đợt: đợt 1 (đến hết ngày 25/01)": it begins with the whole."""
    return bool(whole.start and whole.end and _FIRST_PART.search(around.near.lower()))


def _lasting(around: Surroundings) -> str:
    """ "…, Lễ hội kéo dài đến ngày 17/02": the word that the date begins with, where a happening stands before it."""
    return around.own.lower() if _LASTS.search(around.near.lower()) else ""


def is_dropped(read: Dated, around: Surroundings, frame: Frame) -> bool:
    """Say whether the words take the date back: void, a bound of figures, or told as past."""
    told = past.is_just_past(around) or past.is_kept_before(read, around, frame)
    if told or withdrawn.is_void(around) or withdrawn.is_condition(read, around):
        return True
    if read.shape in ("recurring", "anniversary", "year") or (read.shape == "start" and withdrawn.goes_on(around)):
        return False
    if (
        withdrawn.is_of_earlier_year(around, frame)
        or withdrawn.is_scope(read, around)
        or withdrawn.is_count(read, around)
    ):
        return True
    last = read.end or read.start
    if last is None:
        return False
    if read.shape == "start" and read.precision == "month":
        last = last_day(last)
    if read.shape == "deadline":
        return past.is_past(last, frame) and (past.is_told(around) or past.is_past(last + _OVERDUE, frame))
    if past.is_narrated(read, around, frame):
        return True
    return past.is_past(last, frame) and not is_commemoration(read, around)


def role_of(read: Dated, around: Surroundings) -> Role | None:
    """Return the role of a reading: by its own shape where that says enough, else by the words around it."""
    if read.shape in ("deadline", "recurring", "start", "anniversary"):
        return read.shape
    if read.shape == "until":
        return "deadline" if is_handing_in(read, around) else "period"
    if read.shape == "year":
        return "anniversary" if printed_years(around) or "kỷ niệm" in around.before.lower() else None
    if withdrawn.is_occasion(read, around) and not is_commemoration(read, around):
        return None
    return context.role_of(read, around)


def _is_superiors(one: Said, around: Surroundings, marks: Sequence[DateMark]) -> bool:
    """A second deadline after "để tổng hợp, báo cáo …" is the one its superior set for the issuer itself.

    After one by which something is put up or published it is another duty of the same office.
    So is one told as the reason for what is asked ("Bộ yêu cầu tỉnh báo cáo trước ngày …, vì vậy đề nghị …").
    """
    if one.read.shape != "deadline":
        return False
    if _ASKED_OF_US.search(around.near.lower()) and _THEREFORE.match(around.after.lower()):
        return True
    if not marks or marks[-1].role != "deadline" or _SHOWN_BY_THEN.search(marks[-1].label.lower()):
        return False
    between = fold(around.near) if around.since > around.sentence[0] else ""
    return any(words in between for words in _SUPERIORS)


def _commemoration(piece: Piece, one: Said, around: Surroundings, frame: Frame, doubts: list[Doubt]) -> DateMark | None:
    day, years, printed = one.read.start, one.read.years, printed_years(around)
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
    first, last = _trimmed(piece.text, one.start, one.end)
    label = labels.label_of(around, role)
    return DateMark(
        role=role,
        start=start,
        end=end,
        text=piece.text[first:last],
        span=piece.span(first, last),
        rule=one.rule,
        precision=one.read.precision,
        label=label,
        years=years,
        rrule=one.read.rrule,
        reason=one.read.reason,
        observance=_observance(label, role, one.read, start),
    )


def _observance(label: str, role: Role, read: Dated, start: date | None) -> str | None:
    if role not in ("anniversary", "event", "period"):
        return None
    found = named(label, start if read.precision == "day" and read.start == read.end else None)
    return found.slug if found else None


def _trimmed(text: str, first: int, last: int) -> tuple[int, int]:
    """Leave out the commas and brackets around a date; a bracket that closes one inside it stays."""
    while first < last and text[first] in " ,;:(":
        first += 1
    while last > first and text[last - 1] in " ,;:)":
        if text[last - 1] == ")" and "(" in text[first:last]:
            break
        last -= 1
    return first, last


def _told_with_years(marks: Sequence[DateMark]) -> dict[date | None, set[str]]:
    """Return for each day the folded names of what is told to be kept on it with a count of years."""
    told: dict[date | None, set[str]] = {}
    for mark in marks:
        if mark.role == "anniversary" and mark.years:
            told.setdefault(mark.start, set()).add(fold(mark.label))
    return told


def _is_told_with_years(mark: DateMark, names: Collection[str]) -> bool:
    """ "Quốc khánh 2/9: kỷ niệm 77 năm Quốc khánh … (02/9/1945 - 02/9/2022)": one day, told again with its years."""
    bare = mark.role == "anniversary" and not mark.years and bool(mark.label)
    return bare and any(name.startswith(fold(mark.label)) for name in names)


def _is_told_again(mark: DateMark, after: Sequence[DateMark]) -> bool:
    """ "06/12: Ngày thành lập Hội … (06/12/1989)": the day that opens a line stands once more in its bracket."""
    days = (mark.role, mark.start, mark.end)
    return any(
        days == (other.role, other.start, other.end) and other.label and mark.label.startswith(f"{other.label} (")
        for other in after
    )


def _once(marks: Sequence[DateMark]) -> Iterator[DateMark]:
    """A date printed twice is one; two commemorations of one day stay two, and so do two limits of every day."""
    counted = _told_with_years(marks)
    seen: set[tuple[object, ...]] = set()
    for index, mark in enumerate(marks):
        if _is_told_with_years(mark, counted.get(mark.start, ())) or _is_told_again(mark, marks[index + 1 :]):
            continue
        limit = mark.role == "recurring" and "trước" in mark.text.lower()
        name = mark.label if limit or mark.role in ("anniversary", "event") else ""
        key = (mark.role, mark.start, mark.end, mark.rrule, mark.years)
        if (*key, name) not in seen and not (limit and (*key, "") in seen):
            seen.add((*key, name))
            yield mark
