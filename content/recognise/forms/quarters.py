"""Quarters of a year."""

from __future__ import annotations

from datetime import date

from content.recognise.form import Dated, Frame, Match, form
from content.recognise.forms.months import last_day
from content.recognise.fragments import ROMAN


@form(
    "trong quý Q/Y",
    r"(?:trong\s(?:cả\s)?|(?=quý)(?<=thời gian(?:\s[a-z ]{2,30})?\s?:\s?|[a-z]\s?[:|]\s|"
    r"(?<=quý\s[iv1-4]{1,3}/\d{4}[^.;:]{3,60});\s|"
    r"(?:đại hội|hội nghị|kỳ họp|hội thi|hội thao|liên hoan|lễ|giải)\s[a-z, ]{2,60}\((?:dự kiến\s)?(?=[^()]{0,20}\))))"
    r"quý\s(?P<q>iv|i{1,3}|[1-4])(?:(?:\s?/\s?|\snăm\s|\s?-\s?|\.){y1})?(?![\w/])",
    examples={
        "trong quý II.2025": "range 2025-04-01..2025-06-30 quarter",
        "trong quý IV": "range 2024-10-01..2024-12-31 quarter",
        "trong quý I/2025": "range 2025-01-01..2025-03-31 quarter",
        "trong Quý 4 năm 2024": "range 2024-10-01..2024-12-31 quarter",
    },
    refuses=["trong quý V/2025", "báo cáo quý III/2025"],
)
def within_quarter(m: Match, frame: Frame) -> Dated:
    """Three months, by Roman or Arabic number."""
    return Dated("range", *quarter(frame, m["q"], m["y1"]), "quarter")


def quarter(frame: Frame, word: str, year: str | None) -> tuple[date, date]:
    """Return the first and last day of a quarter; without a year, of the one not yet over."""
    last = 3 * ROMAN[word]
    wanted = int(year) if year else frame.year or frame.reference.year
    if not year and frame.year is None and last < frame.reference.month:
        wanted += 1
    first = frame.certain(wanted, last - 2, 1)
    return first, last_day(first.replace(month=last))


@form(
    "từ quý Q/Y",
    r"(?:kể\s)?từ\s(?:đầu\s)?quý\s(?P<q>iv|i{1,3}|[1-4])(?:\s?/\s?|\snăm\s|\s?-\s?){y1}(?![\w/])(?:\strở đi)?"
    r"(?!\s?(?:-|đến|tới)\s)",
    examples={
        "từ quý I/2025": "start 2025-01-01.. quarter",
        "kể từ quý II năm 2025 trở đi": "start 2025-04-01.. quarter",
    },
    refuses=["từ quý I/2025 đến quý II/2025", "từ quý III/2024", "từ quý V/2025"],
)
def from_quarter_on(m: Match, frame: Frame) -> Dated | None:
    """A beginning on the first day of the quarter, with no end; one that had begun is told of as past."""
    first = quarter(frame, m["q"], m["y1"])[0]
    return Dated("start", first, None, "quarter") if first > frame.reference else None


@form(
    "đến hết quý Q(/Y)",
    r"(?:đến|tới)\s(?:hết|cuối)\squý\s(?P<q>iv|i{1,3}|[1-4])(?:(?:\s?/\s?|\snăm\s|\s?-\s?){y1})?(?![\w/])",
    examples={"đến hết quý I/2025": "until ..2025-03-31 quarter", "đến hết Quý IV": "until ..2024-12-31 quarter"},
    refuses=["đến hết quý V"],
)
def until_quarter(m: Match, frame: Frame) -> Dated:
    """The last day of the quarter is the last day."""
    return Dated("until", None, quarter(frame, m["q"], m["y1"])[1], "quarter")
