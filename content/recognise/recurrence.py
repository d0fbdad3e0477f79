"""What comes back: at the hours told after it, and within the stretch its sentence names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from content.directive import DateMark
from content.folding import fold
from content.recognise.cues import HAPPENING
from content.recognise.form import Dated
from content.recognise.forms.daily import SLOTS, hours
from content.recognise.fragments import WEEKDAY_CODES
from content.recognise.said import Said
from content.recognise.surroundings import sentence_around

_FREQUENCY = "phát hằng ngày; N lần mỗi ngày"
_INTERVALS = ("cứ N phút một lần", "mỗi giờ")
_EVERY_DAY = "hằng ngày trước H; sáng, chiều hằng ngày"
_UNTIL = "đến hết ngày D/M(/Y)"
_AT_HOUR = re.compile(r"\W*(?:(?:từ|lúc) )?\d{1,2}\s?(?:h|g|giờ|:)\s?(?:\d{2})?(?: phút)?[\s:,–-]", re.IGNORECASE)
_FAIR = re.compile(r"\b(?:hội chợ|triển lãm|hội sách|lễ hội|festival|liên hoan|hội hoa xuân|trưng bày)\b")
_NEAR = 90
_WEEK = 7
_CLAUSE = re.compile(
    r",[^,]{8,},\s(?:phat|dang|tiep am|tiep song|len song)\s|[,;]\s(?:dinh ky\s)?(?:bao cao|nop|gui|cong bo)\s|"
    r",\strong do\s|,\s(?:moi|hang) tuan (?:mot|0?[12]|hai) (?:dot|ky thi|vong|luot thi)\b|,\s(?:cam|han che)\s|"
    r",\s(?:cac(?! ngay| buoi| thu| toi| sang| chieu)|don vi|ubnd|uy ban|phong|tram|to|doi)\s[^,;]{8,}$"
)
_APART = re.compile(
    r"\briêng\b|[,;] (?:(?:đợt|dịp|thời gian) )?cao điểm\W*$|\b(?:tăng|phát|ra) thêm\b|"
    r"\b(?:kể cả|bao gồm cả|gồm cả|tạm dừng|tạm nghỉ|tạm ngừng|trừ) |\b(?:sau đó|ngoài ra|tiếp theo)\b"
)
_LIMIT = re.compile(r"\b(?:truoc|cham nhat|muon nhat|bao cao|gui|nop|han|(?<!cac )ngay)\b")
_HAPPENING_NAMED = re.compile(
    rf"(?:{HAPPENING})\b[^.;:,()]{{3,80}}\((?:từ |ngày |từ ngày |\d{{1,2}} ngày, )?$", re.IGNORECASE
)
_SUSPENDED = re.compile(r"\btạm (?:dừng|ngừng)\b[^.;:,]{0,90}$", re.IGNORECASE)
_PAUSED = re.compile(
    r"(?:\b(?:trừ|đóng cửa|không (?:phát|mở cửa|hoạt động|làm việc))|(?<!ngày )(?<!kỳ )\bnghỉ)"
    r"(?: (?:vào|các|ngày|sáng|chiều)){0,2} $",
    re.IGNORECASE,
)
_HOURS_AFTER = re.compile(
    r"(?:\s?\|\s?|\s?[,:]\s(?=\d)|"
    rf"\s?\)?[,:(]?\s?(?P<words>(?:[^.;:()|\d]{{0,60}}\s)?)(?:vao|luc|khung gio|tu)\s?:?\s?)"
    rf"(?P<hours>{fold(SLOTS)})(?!\s?,?\s(?:ngay|thu)\b)"
)

_TOTAL = re.compile(
    r"[;.,]\s(?:tong (?:so|cong)|ca thay)(?: la)?:? \d{1,3} (?:ky|so|buoi|luot|lan|tin|bai|phien)(?: phat)?,?\s"
)
_AIRED = r"\b(?:phat(?! dong| hanh| trien)|doc|tiep am|tiep song|thong bao|tuyen truyen|dua tin)\b[^.;:|\d]{0,80}?\s"
_AT = r"(?:(?:vao|luc|trong)\s(?:(?:cac |hai |ba )?(?:khung gio|gio|thoi diem|buoi)\s?:?\s)?|(?:cac )?khung gio\s?:?\s)"
_AIRED_AFTER = re.compile(
    rf"\s?\)?\s?[,:]\s[^.;:|\d]{{0,60}}?{_AIRED}{_AT}(?P<hours>{fold(SLOTS)})"
    r"(?!\s?,?\s(?:ngay|thu|hang|moi|cac|chu nhat|\d))"
)
_AIRED_BEFORE = re.compile(
    rf"{_AIRED}{_AT}(?P<hours>{fold(SLOTS)})\s?,?\s?"
    r"(?:(?:lien tuc|trong|thoi gian|bat dau|thuc hien|cac ngay|suot)\s){0,3}$"
)
_SAME_TIME = re.compile(
    r"\btrong (?:suot |khoang |ca ){0,2}(?:thoi gian|dot|dip)(?: (?:trien lam|hoi cho|le hoi|cao diem|chien dich))?"
    r" (?:noi |neu |da neu |ke )?(?:tren|nay|do|ay)\b"
)


def with_hours(text: str, said: list[Said]) -> list[Said]:
    """ "Từ thứ Hai đến thứ Sáu hằng tuần, phát bản tin lúc 5h30 và 17h00": the hours told after."""
    kept: list[Said] = []
    for number, one in enumerate(said):
        after = said[number + 1].start if number + 1 < len(said) else len(text)
        one = _aired_daily(text, one, kept[-1].end if kept else 0, after)
        found = _HOURS_AFTER.match(fold(text[one.end : after])) if _has_no_hour(text, one) else None
        if found and not _LIMIT.search(found["words"] or ""):
            begins = ",".join(map(str, hours(found["hours"])))
            one = replace(
                one, read=replace(one.read, rrule=f"{one.read.rrule};BYHOUR={begins}"), end=one.end + found.end()
            )
        kept.append(one)
    return kept


def _aired_daily(text: str, one: Said, since: int, until: int) -> Said:
    """ "Từ ngày 20/11 đến ngày 30/11: phát thông báo lúc 5h00 và 17h00": what is aired at hours comes back each day.

    The hours may stand before the days, too; one hour alone is not enough.
    """
    if (
        one.read.shape not in ("range", "start", "until")
        or one.read.precision != "day"
        or one.read.timed
        or one.read.listed
    ):
        return one
    first, last = sentence_around(text, one.start, one.end)
    before, after = fold(text[max(first, since) : one.start]), fold(text[one.end : min(last, until)])
    told = _AIRED_AFTER.match(after)
    found = told or _AIRED_BEFORE.search(before)
    begins = hours(found["hours"]) if found else []
    if not found or len(begins) < 2:
        return one
    read = replace(one.read, shape="recurring", rrule=f"FREQ=DAILY;BYHOUR={','.join(map(str, begins))}")
    return replace(one, read=read, start=one.start - (0 if told else len(before) - found.start("hours")))


def _has_no_hour(text: str, one: Said) -> bool:
    rule = one.read.rrule or ""
    return "BYDAY" in rule and "BYHOUR" not in rule and not _LIMIT.search(fold(text[max(0, one.start - 60) : one.end]))


def with_bounds(text: str, said: list[Said]) -> list[Said]:
    """What comes back within a stretch named in the same sentence begins and ends with it.

    A mere count ("02 lần/ngày") gives way to the stretch or the weekdays; one that goes on with its hours, and a plain
    "hằng ngày", stand beside it, as do minutes and hours beside a stretch with both its ends. A limit of every day
    ("hằng ngày trước 14 giờ") has no other time.
    """
    said = [one for index, one in enumerate(said) if not (_is_pause(text, one) or _is_gloss(text, said, index))]
    taken: set[int] = set()
    bounded: dict[int, Said] = {}
    for index, one in enumerate(said):
        other = _bound(text, said, index, taken) if one.read.shape == "recurring" else None
        mere = one.rule == _FREQUENCY and "BYHOUR" not in (one.read.rrule or "")
        plain = other is not None and said[other].read.precision == "day" and not _is_counted(text, one)
        after = said[index + 1 : index + 2]
        if mere and not plain and (other is not None or _has_weekdays(text, one, after) or _has_hours(after)):
            taken.add(index)
            continue
        if other is None:
            earlier = _same_time(text, said, index) if one.read.shape == "recurring" else None
            if earlier:
                bounded[index] = replace(one, read=_between(one.read, earlier.read))
            continue
        words = text[one.start : one.end]
        beside = one.rule in (_FREQUENCY, _EVERY_DAY, *_INTERVALS) and not (one.rule == _EVERY_DAY and "trước" in words)
        stretch = said[other].read
        only_end = one.rule in _INTERVALS and stretch.shape == "until"
        begun = stretch.shape == "start" and stretch.precision in ("month", "quarter")
        stands = _is_of_name(text, said[other]) or (not begun and _is_clause_between(text, said[other], one))
        if (only_end or not beside) and not stands:
            taken.add(other)
        bounded[index] = _within(one, said[other])
        if one.rule in _INTERVALS and stretch.shape == "range" and other not in taken:
            bounded[other] = replace(said[other], read=replace(stretch, airing=True))
    _bound_together(said, bounded)
    return [bounded.get(i, one) for i, one in enumerate(said) if i not in taken]


def _bound_together(said: Sequence[Said], bounded: dict[int, Said]) -> None:
    """ "Phát tối thứ Ba, phát lại sáng thứ Tư hằng tuần, từ tháng 12": what the same words tell has the same bounds."""
    for index in range(len(said) - 2, -1, -1):
        one, told = said[index], said[index + 1]
        if index + 1 in bounded and (one.start, one.end) == (told.start, told.end) and one.read.shape == "recurring":
            bounded.setdefault(index, replace(one, read=_between(one.read, bounded[index + 1].read)))


def within_heading(text: str, marks: tuple[DateMark, ...], above: tuple[DateMark, ...]) -> tuple[DateMark, ...]:
    """Return an item's own dates, else those of the heading above it, to which a mere count gives way.

    What opens with an hour ("8h30: Khai mạc hội chợ; mở cửa đến hết ngày 21/11") is of the day of its heading, whatever
    it is held for or until when it goes on.
    """
    day = above[0] if len(above) == 1 and above[0].start == above[0].end else None
    if day and marks and _AT_HOUR.match(text) and all(mark.role == "anniversary" or _goes_on(mark) for mark in marks):
        return (day, *(_from_day(mark, day) if _goes_on(mark) else mark for mark in marks))
    mere = all(mark.rule == _FREQUENCY and "BYHOUR" not in (mark.rrule or "") for mark in marks)
    return above if mere and above else marks


def _goes_on(mark: DateMark) -> bool:
    return mark.rule == _UNTIL and mark.role == "period"


def _from_day(mark: DateMark, day: DateMark) -> DateMark:
    """What goes on begins on the day; a fair that is open is the fair."""
    return replace(mark, start=day.start, role="event" if _FAIR.search(mark.label.lower()) else mark.role)


def _is_counted(text: str, one: Said) -> bool:
    """ "02 lần/ngày" counts; "phát sóng hằng ngày" does not."""
    return any(map(str.isdigit, text[one.start : one.end]))


def _is_pause(text: str, one: Said) -> bool:
    """ "Mở cửa …, nghỉ thứ Hai hằng tuần", "tạm dừng tiếp công dân vào thứ Bảy hằng tuần": nothing is done then."""
    before = text[max(0, one.start - 100) : one.start]
    return one.read.shape == "recurring" and bool(_PAUSED.search(before[-30:]) or _SUSPENDED.search(before))


def _is_gloss(text: str, said: Sequence[Said], index: int) -> bool:
    """ "Từ ngày 12/11 đến ngày 17/11 (từ thứ Ba đến Chủ nhật)": the weekdays of these very days."""
    if index == 0:
        return False
    before, one = said[index - 1], said[index]
    start, end = before.read.start, before.read.end
    beside = text[before.end : one.start].strip() == "(" and text[one.end :].lstrip().startswith(")")
    if not (beside and before.read.shape == "range" and start and end and (end - start).days < _WEEK):
        return False
    days = (WEEKDAY_CODES[(start + timedelta(days=day)).weekday()] for day in range((end - start).days + 1))
    told = re.fullmatch(r"FREQ=WEEKLY;BYDAY=([A-Z,]+)", one.read.rrule or "")
    return told is not None and set(told[1].split(",")) == set(days)


def _has_weekdays(text: str, count: Said, after: Sequence[Said]) -> bool:
    """ "Mỗi ngày 01 lần từ thứ Hai đến thứ Sáu": the weekdays say when, the count only how often."""
    weekly = (one for one in after if "BYDAY" in (one.read.rrule or ""))
    return any(not text[count.end : one.start].strip(" ,") for one in weekly)


def _has_hours(after: Sequence[Said]) -> bool:
    """ "04 lần/ngày; phát bản tin vào 5 giờ, 17 giờ hằng ngày": the hours say when, the count only how often."""
    return any((one.read.rrule or "").startswith("FREQ=DAILY;BYHOUR") for one in after)


def _is_of_name(text: str, stretch: Said) -> bool:
    """ "Hội chợ VITM (29/11 - 01/12), mở cửa hằng ngày": the days in brackets are those of what is named before."""
    return bool(_HAPPENING_NAMED.search(text[: stretch.start + 1]))


def _is_clause_between(text: str, stretch: Said, one: Said) -> bool:
    """ "Mở đợt … từ … đến …, mỗi tuần 02 bài, phát vào …": the stretch is that of the first clause too."""
    return bool(_CLAUSE.search(fold(text[stretch.end : one.start + 12])))


def _same_time(text: str, said: Sequence[Said], index: int) -> Said | None:
    """ "…; riêng tại huyện mở cửa thứ Bảy hằng tuần trong thời gian nói trên": the stretch told last bounds it."""
    one = said[index]
    first, last = sentence_around(text, one.start, one.end)
    before, after = fold(text[first : one.start])[-_NEAR:], fold(text[one.end : last])[:_NEAR]
    if not (_SAME_TIME.search(before) or _SAME_TIME.search(after)):
        return None
    told = (other for other in reversed(said[:index]) if _is_stretch(text, other) and other.read.start)
    return next((other for other in told if _is_long_enough(one.read, other.read)), None)


def _between(again: Dated, stretch: Dated) -> Dated:
    return replace(again, start=stretch.start, end=stretch.end)


def _within(one: Said, stretch: Said) -> Said:
    read = _between(one.read, stretch.read)
    return replace(one, read=read, start=min(one.start, stretch.start), end=max(one.end, stretch.end))


def _bound(text: str, said: Sequence[Said], index: int, taken: set[int]) -> int | None:
    """Return which neighbour bounds what comes back; a yearly day is bounded by nothing, that of every quarter is."""
    rule = said[index].read.rrule or ""
    if "YEARLY" in rule and "BYMONTH=3,6" not in rule:
        return None
    sentence = sentence_around(text, said[index].start, said[index].end)
    for other in (index + 1, index - 1):
        if not 0 <= other < len(said) or other in taken:
            continue
        inside = sentence[0] <= said[other].start and said[other].end <= sentence[1]
        between = text[min(said[index].end, said[other].end) : max(said[index].start, said[other].start)]
        inside = inside or bool(_TOTAL.fullmatch(fold(between)))
        long = inside and _is_stretch(text, said[other]) and _is_long_enough(said[index].read, said[other].read)
        if long and not _APART.search(between):
            return other
    return None


def _is_long_enough(again: Dated, stretch: Dated) -> bool:
    """What comes back every week is not bounded by two days, nor what comes back every month by two weeks."""
    if not (stretch.start and stretch.end):
        return True
    rule = again.rrule or ""
    least = 6 if "WEEKLY" in rule else 27 if "MONTHLY" in rule else 180 if "YEARLY" in rule else 0
    return (stretch.end - stretch.start).days >= least


def _is_stretch(text: str, one: Said) -> bool:
    if one.read.shape == "day":
        return fold(text[max(0, one.start - 6) : one.start + 6]).lstrip(" ,(").startswith("trong ")
    return one.read.shape in ("range", "start", "until")
