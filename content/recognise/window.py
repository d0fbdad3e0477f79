"""When a campaign as a whole runs: from its subject or its opening sentence, else from the day of issue."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from functools import lru_cache

from content.directive import Header, Window
from content.folding import fold
from content.recognise.choose import candidates, mask, winners
from content.recognise.citations import find
from content.recognise.form import FORMS, Dated, Form, Frame
from content.recognise.forms.months import last_day
from content.recognise.forms.quarters import quarter
from content.recognise.limits import TooSlow
from content.recognise.tidy import Piece

_MONTH = re.compile(r"(?<!\d\s)tháng\s(?P<m>\d{1,2})\s?(?:/|năm)\s?(?P<y>(?:19|20)\d\d)", re.IGNORECASE)
_QUARTER = re.compile(r"\bquý\s(?P<q>iv|i{1,3}|[1-4])(?:\s?[/-]\s?|,?\snăm\s)(?P<y>(?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_YEAR = re.compile(r"(?:trong|của)\s(?:cả\s)?năm\s(?P<y>(?:19|20)\d\d)", re.IGNORECASE)
_ASKED = re.compile(
    r"\b(?:de nghi|yeu cau)\b[^.;]{0,250}$|"
    r"\bban hanh ke hoach (?:mo|phat dong|trien khai|thuc hien|to chuc)?\s?(?:dot|cao diem|chien dich|thang|tuan le)\b"
    r"[^.;,]{0,120}$|"
    r"\b(?:mo|phat dong|trien khai) (?:dot |thang |tuan ){0,2}(?:cao diem|chien dich|hanh dong|tuan le)\b[^.;,]{0,80}$"
)
_FORECAST = re.compile(r"\bdu bao\b[^.;]{0,250}$")
_FROM_NOW = re.compile(r"(?:ke )?tu nay\b")
_FAMILIES = ("guards", "weeks", "ranges", "open_ends", "months", "months_together")

_FULL_DAY = re.compile(
    r"(?<![\d/.-])(?P<d>\d{1,2})(?:\s?[/.-]\s?|\sthang\s)(?P<m>\d{1,2})(?:\s?[/.-]\s?|\snam\s)(?P<y>(?:19|20)\d\d)(?!\d)"
)
_LONG_AGO = 20


def read_window(subject: Piece | None, opening: Iterable[Piece], header: Header, frame: Frame) -> Window:
    """Return the window with the words it was read from."""
    for piece in ([subject] if subject else []) + list(opening)[:3]:
        found = _named(piece, frame, opening=piece is not subject)
        if found:
            return found
    month = _MONTH.search(subject.text) if subject else None
    if subject and month and 1 <= int(month["m"]) <= 12:
        first = date(int(month["y"]), int(month["m"]), 1)
        return Window(first, last_day(first), month.group(), subject.span(*month.span()))
    return (_of_quarter(subject, frame) if subject else None) or Window(header.issued_on or _since(header), None)


def _of_quarter(subject: Piece, frame: Frame) -> Window | None:
    """ "Hoạt động thông tin quý III năm 2019": the quarter, unless it was over when the directive was written."""
    for named in _QUARTER.finditer(subject.text):
        first, last = quarter(frame, named["q"].lower(), named["y"])
        if not (frame.issued and last < frame.issued):
            return Window(first, last, named.group(), subject.span(*named.span()))
    return None


def _since(header: Header) -> date | None:
    """Where only the month of issue is printed, the newest document cited in that month bounds it."""
    newest = header.not_before
    if header.issued_month and newest and f"{newest:%Y-%m}" == header.issued_month:
        return newest
    return None


@lru_cache(maxsize=1)
def _forms() -> frozenset[Form]:
    return frozenset(one for one in FORMS if one.family in _FAMILIES)


def _named(piece: Piece, frame: Frame, *, opening: bool) -> Window | None:
    """In the opening, a stretch of days counts only where the words ask for something in it."""
    try:
        cited = [(c.start, c.end) for c in find(piece, frame.issued)]
        won = winners(candidates(mask(piece.text, cited), frame, _forms()))
    except TooSlow:
        return None
    for one in won:
        if opening and one.form.family != "weeks" and not _is_asked(piece.text, one.start):
            continue
        for read in one.read:
            if read.shape in ("range", "start") and not _is_past(read, frame):
                return Window(read.start, read.end, piece.text[one.start : one.end], piece.span(one.start, one.end))
    return None


def _is_asked(text: str, start: int) -> bool:
    """ "… đề nghị các đơn vị, từ nay đến hết ngày …, tập trung tuyên truyền": what is asked for runs in it."""
    before = fold(text[:start])
    return bool(_ASKED.search(before) or (_FROM_NOW.match(fold(text[start:])) and not _FORECAST.search(before)))


def _is_past(read: Dated, frame: Frame) -> bool:
    return bool(frame.issued and read.end and read.end < frame.issued)


def year_of(subject: str | None) -> int | None:
    """Return the year a yearly programme is for ("trong năm 2026")."""
    found = _YEAR.search(subject or "")
    return int(found["y"]) if found else None


def day_in_text(text: str, today: date) -> date | None:
    """Return the first day told with its year, in the latest such year: what a text with no head is near to.

    So "Ngày 12/9" in a programme that also tells "từ ngày 10/9 đến ngày 13/9/2021" is of 2021.
    """
    days = []
    for found in _FULL_DAY.finditer(fold(text)):
        with suppress(ValueError):
            days.append(date(int(found["y"]), int(found["m"]), int(found["d"])))
    years = [day.year for day in days if today.year - _LONG_AGO <= day.year <= today.year + 1]
    return next((day for day in days if day.year == max(years)), None) if years else None
