"""Commemorations: the day it happened and the day it is kept."""

from __future__ import annotations

from datetime import date

from content.recognise.form import Dated, Doubtful, Frame, Match, form
from content.recognise.forms.days import lost_digit
from content.recognise.forms.months import last_day

_ROUND_YEARS = 5


@form(
    "(D/M/Y - D/M/Y) of two years",
    r"(?:ngày\s)?{full1}(?:\s?(?:-|_|~|đến)\s?|\s)(?:ngày\s)?{full2}",
    examples={
        "22/12/1944 - 22/12/2024": "anniversary 2024-12-22 80 years",
        "ngày 22/12/1989 – 22/12/2024": "anniversary 2024-12-22 35 years",
        "19-12-1946 - 19-12-2024": "anniversary 2024-12-19 78 years",
        "19-12-1946_ 19-12-2024": "anniversary 2024-12-19 78 years",
        "22/12/1944 22/12/2024": "anniversary 2024-12-22 80 years",
        "30/4/1975- 30/4/2001": "anniversary 2024-04-30 49 years",
    },
    refuses=["01/10/2024 - 01/11/2024", "30/2/1975 - 30/2/2024"],
)
def day_of_two_years(m: Match, frame: Frame) -> Dated | None:
    """The same day of two years is one commemoration, in the later year; one long past is kept in the current year."""
    first, kept = frame.day(m, "1"), frame.day(m, "2")
    if (first.day, first.month) != (kept.day, kept.month) or kept.year - first.year < 1:
        return None
    remarks: tuple[tuple[str, str], ...] = ()
    if kept.year < frame.reference.year - 1:
        year = frame.year or frame.reference.year
        remarks = (("old-anniversary", f"Năm {kept.year} đã qua; hiểu là kỷ niệm năm {year}, đề nghị kiểm tra lại."),)
        kept = frame.certain(year, kept.month, kept.day)
    return Dated("anniversary", kept, kept, years=kept.year - first.year, remarks=remarks)


@form(
    "(D/M/Y - D/M/slipped year)",
    r"(?:ngày\s)?{full1}\s?(?:-|đến)\s?(?:ngày\s)?{d2}\s?[/.-]\s?{m2}\s?[/.-]\s?(?P<cut>\d{3}|\d{5})(?![\d/])",
    examples={
        "22/12/1944 - 22/12/204": "anniversary 2024-12-22 80 years",
        "19/12/1946 – 19/12/20224": "anniversary 2024-12-19 78 years",
        "22/12/1944 - 22/12/199": None,
    },
    refuses=["22/12/1944 - 22/12/2024", "01/10/2024 - 01/11/202"],
)
def day_of_slipped_year(m: Match, frame: Frame) -> Dated | None:
    """The year the directive speaks of, where the printed one is that year with a digit lost or one too many."""
    first, kept = frame.day(m, "1"), frame.inferred(int(m["m2"]), int(m["d2"]))
    if (first.day, first.month) != (kept.day, kept.month):
        return None
    if not lost_digit(m["cut"], kept.year):
        raise Doubtful("implausible-year", f"Năm “{m['cut']}” ghi sai; đề nghị kiểm tra lại văn bản gốc.")
    remark = ("cut-year", f"Năm “{m['cut']}” ghi sai; hiểu là năm {kept.year}, đề nghị kiểm tra lại.")
    return Dated("anniversary", kept, kept, years=kept.year - first.year, remarks=(remark,))


@form(
    "D/M (Y - Y)",
    r"(?:ngày\s)?{short1}\s?\((?P<first>[12]\d{3})\s?-\s?{y1}\)",
    examples={"22/12 (1944 - 2024)": "anniversary 2024-12-22 80 years"},
    refuses=["22/12 (2024 - 1944)", "30/2 (1944 - 2024)", "22/12 (2021-2030)"],
)
def day_with_two_years(m: Match, frame: Frame) -> Dated | None:
    """The day stands before the year it happened and the year it is kept."""
    first, kept = int(m["first"]), int(m["y1"])
    if not first < kept or abs(kept - frame.reference.year) > 1:
        return None
    day = frame.day(m, "1")
    return Dated("anniversary", day, day, years=kept - first)


@form(
    "(tháng M/Y - tháng M/Y)",
    r"\(\s?(?:tháng\s)?{m1}\s?/\s?{y1}\s?-\s?(?:tháng\s)?{m2}\s?/\s?{y2}\s?\)",
    examples={
        "(tháng 4/1930 - tháng 4/2025)": "year 2025-04-01..2025-04-30 month 95 years",
        "(12/1959 - 12/2024)": "year 2024-12-01..2024-12-31 month 65 years",
    },
    refuses=["(tháng 4/2023 - tháng 4/2024)", "(tháng 4/1930 - tháng 5/2025)", "(tháng 4/1930 - tháng 4/1990)"],
)
def month_of_two_years(m: Match, frame: Frame) -> Dated | None:
    """The same month of two years is a commemoration without a day; a few years apart it is a stretch."""
    years = int(m["y2"]) - int(m["y1"])
    if int(m["m1"]) != int(m["m2"]) or years < _ROUND_YEARS or abs(int(m["y2"]) - frame.reference.year) > 1:
        return None
    first = frame.certain(int(m["y2"]), int(m["m2"]), 1)
    return Dated("year", first, last_day(first), "month", years=years)


@form(
    "(Y - Y)",
    r"\({y1}\s?-\s?{y2}\)",
    examples={"(1954 - 2024)": "year 2024-01-01..2024-12-31 year 70 years"},
    refuses=["(2024 - 1954)", "(2021-2025"],
)
def two_years(m: Match, frame: Frame) -> Dated | None:
    """A commemoration of which only the year is printed: for a person to date."""
    first, kept = int(m["y1"]), int(m["y2"])
    if not first < kept or abs(kept - frame.reference.year) > 1:
        return None
    return Dated("year", date(kept, 1, 1), date(kept, 12, 31), "year", years=kept - first)
