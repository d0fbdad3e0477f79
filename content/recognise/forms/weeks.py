"""ISO weeks by number."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import regex

from content.almanac.weeks import Week
from content.recognise.form import Dated, Doubtful, Frame, Match, form

_YEAR = r"(?:\s?[/-]\s?{y1}|\s?\(?\s?(?:của\s)?năm\s{y1}\)?)"


def week(number: str, year: str) -> Week:
    """Return the week; Doubtful where its year has no such week."""
    try:
        return Week(int(year), int(number))
    except ValueError:
        raise Doubtful(
            "impossible-date", f"Năm {year} không có tuần {number}; đề nghị kiểm tra lại văn bản gốc."
        ) from None


@form(
    "từ tuần N/Y",
    rf"(?:kể\s|bắt đầu\s)?từ\stuần\s(?:lễ\s)?(?:thứ\s)?(?P<w1>\d{{1,2}}){_YEAR}(?!\d)",
    examples={
        "từ tuần 46/2024": "start 2024-11-11.. week",
        "Từ tuần thứ 46 năm 2024": "start 2024-11-11.. week",
        "từ tuần 01/2025": "start 2024-12-30.. week",
    },
    refuses=["từ tuần 53/2024", "từ tuần tới"],
)
def from_week_on(m: Match, frame: Frame) -> Dated:
    """Open-ended from the Monday, until the next weekly directive."""
    return Dated("start", week(m["w1"], m["y1"]).monday, None, "week")


OF_YEAR = r"(?P<w1>[1-5]\d|0?[6-9])"
_PREGNANT = r"\s?(?:của\s)?(?:tuổi|thai)"


@form(
    "từ tuần N",
    rf"(?:kể\s|bắt đầu\s)?từ\stuần\s(?:lễ\s)?(?:thứ\s)?{OF_YEAR}(?:\s?{{to}}\stuần\s(?:thứ\s)?(?P<w2>\d{{1,2}}))?"
    rf"(?!\s?[/.,:-]\s?\d|\d|\s(?:và|đến|tháng|của|năm|hết|tới)\s|{_PREGNANT})(?!\s?\(?năm)",
    examples={
        "từ tuần 47": "start 2024-11-18.. week",
        "từ tuần 47 đến hết tuần 50": "range 2024-11-18..2024-12-15 week",
    },
    refuses=["từ tuần 3", "từ tuần 50 đến tuần 47", "từ tuần 28 thai kỳ", "từ tuần 28 đến tuần 32 của thai kỳ"],
)
def from_week_of_this_year(m: Match, frame: Frame) -> Dated | None:
    """A number that no month has is a week of the year of the directive."""
    first = of_this_year(m["w1"], frame)
    if m["w2"] is None:
        return Dated("start", first.monday, None, "week")
    last = week(m["w2"], str(first.year))
    return Dated("range", first.monday, last.sunday, "week") if first <= last else None


def of_this_year(number: str, frame: Frame) -> Week:
    """Return the week of the year of the directive, or of the next where it is long past."""
    named = week(number, str(frame.reference.year))
    if named.sunday < frame.reference - timedelta(days=182):
        return week(number, str(frame.reference.year + 1))
    return named


@form(
    "từ tuần N đến tuần N/Y",
    rf"từ\stuần\s(?:thứ\s)?(?P<w1>\d{{1,2}})(?:\s?/\s?(?P<y0>[12]\d{{3}}))?\s?{{to}}\stuần\s(?:thứ\s)?(?P<w2>\d{{1,2}}){_YEAR}(?!\d)",
    examples={
        "từ tuần thứ 02 đến hết tuần thứ 05 năm 2025": "range 2025-01-06..2025-02-02 week",
        "từ tuần 51/2024 đến tuần 02/2025": "range 2024-12-16..2025-01-12 week",
    },
    refuses=["từ tuần 05 đến tuần 02/2025", "từ tuần 50 đến tuần 53/2024"],
)
def from_week_to_week(m: Match, frame: Frame) -> Dated:
    """Monday of the first week to Sunday of the last."""
    first, last = week(m["w1"], m["y0"] or m["y1"]), week(m["w2"], m["y1"])
    if first > last:
        raise Doubtful("impossible-date", "Tuần kết thúc trước tuần bắt đầu; đề nghị kiểm tra lại văn bản gốc.")
    return Dated("range", first.monday, last.sunday, "week")


@form(
    "từ tuần N đến hết năm Y",
    r"từ\stuần\s(?:thứ\s)?(?P<w1>\d{1,2})(?:\s?/\s?{y1}|\s?\(?năm\s{y1}\)?)?\s{to}\s(?:cuối\s)?năm(?:\s{y1})?(?!\d)",
    examples={
        "từ tuần thứ 15 đến hết năm 2024": "range 2024-04-08..2024-12-31 week",
        "từ tuần 47/2024 đến hết năm": "range 2024-11-18..2024-12-31 week",
    },
    refuses=["từ tuần thứ 54 đến hết năm 2024", "từ tuần 47 đến hết năm"],
)
def from_week_to_year_end(m: Match, frame: Frame) -> Dated | None:
    """Monday of the week to the last of December."""
    if m["y1"] is None:
        return None
    first = week(m["w1"], m["y1"])
    return Dated("range", first.monday, frame.certain(first.year, 12, 31), "week")


_AND = r"\s?(?:,\svà|,|và|-)\s?"


@form(
    "tuần N và tuần N",
    rf"(?:trong\s)?(?:các\s|cả\s|hai\s)?tuần\s(?:lễ\s)?(?:thứ\s)?(?P<list>\d{{1,2}}(?:{_AND}(?:tuần\s)?(?:thứ\s)?\d{{1,2}}(?!\d|\stháng))"
    rf"{{1,5}})(?:{_YEAR})?(?![\d/])",
    examples={
        "tuần thứ 47 và tuần thứ 48": "range 2024-11-18..2024-12-01 week",
        "các tuần 47, 48 và 49/2024": "range 2024-11-18..2024-12-08 week",
        "tuần 46 - 52": "range 2024-11-11..2024-12-29 week",
        "tuần 48 và tuần 50 năm 2024": ["range 2024-11-25..2024-12-01 week", "range 2024-12-09..2024-12-15 week"],
    },
    refuses=["tuần 2 và tuần 3", "tuần 49 và 48/2024", "tuần thứ 2, 3 tháng 12"],
)
def several_weeks(m: Match, frame: Frame) -> list[Dated] | None:
    """Neighbouring weeks, or two that a hyphen joins, are one stretch.

    Numbers that a month has too are weeks of the year only where it stands.
    """
    numbers = [int(n) for n in regex.findall(r"\d+", m["list"])]
    if "-" in m["list"] and len(numbers) == 2:
        numbers = list(range(numbers[0], numbers[1] + 1)) or numbers
    if (m["y1"] is None and numbers[0] <= 5) or numbers != sorted(set(numbers)):
        return None
    named = [week(str(n), m["y1"] or str(frame.reference.year)) for n in numbers]
    found: list[Dated] = []
    for one in named:
        last = found[-1].end if found else None
        if last and last + timedelta(days=1) == one.monday:
            found[-1] = replace(found[-1], end=one.sunday)
        else:
            found.append(Dated("range", one.monday, one.sunday, "week"))
    return found


@form(
    "tuần N/Y và tuần N/Y",
    rf"(?:trong\s)?(?:các\s|hai\s)?tuần\s(?:thứ\s)?(?P<w1>\d{{1,2}}){_YEAR}{_AND}tuần\s(?:thứ\s)?"
    rf"(?P<w2>\d{{1,2}}){_YEAR.replace('y1', 'y2')}(?!\d)",
    examples={
        "tuần 52/2023 và tuần 01/2024": "range 2023-12-25..2024-01-07 week",
        "tuần 48/2024, tuần 50/2024": ["range 2024-11-25..2024-12-01 week", "range 2024-12-09..2024-12-15 week"],
    },
    refuses=["tuần 52 và tuần 01/2024", "tuần 02/2024 và tuần 52/2023"],
)
def weeks_of_two_years(m: Match, frame: Frame) -> list[Dated] | None:
    """Each has its own year; neighbouring weeks, or two that a hyphen joins, are one stretch."""
    first, last = week(m["w1"], m["y1"]), week(m["w2"], m["y2"])
    if first >= last:
        return None
    if "-" in m.string[m.end("y1") : m.start("w2")] or first.sunday + timedelta(days=1) == last.monday:
        return [Dated("range", first.monday, last.sunday, "week")]
    return [Dated("range", one.monday, one.sunday, "week") for one in (first, last)]


@form(
    "trong tuần N",
    r"(?:(?:(?:trong|vào)\s|(?<=\())tuần|(?<=(?:^|[.;]\s))tuần(?=\s(?:thứ\s)?\d{1,2}\s?:\s[a-z])|"
    r"(?<=[:,;]\s)tuần(?=\s\d{2}\s(?!chậm nhất|muộn nhất|trước\s)[a-z]))"
    rf"\s(?:thứ\s)?{OF_YEAR}(?!\s?[/.,:-]\s?\d|\d|\s(?:và|đến|tháng|của|năm)\s)"
    rf"(?!\s?\(?năm|{_PREGNANT})",
    examples={"trong tuần 47": "range 2024-11-18..2024-11-24 week"},
    refuses=["trong tuần 3", "trong tuần 47 và 48", "trong tuần 47/2024"],
)
def week_of_this_year(m: Match, frame: Frame) -> Dated:
    """A number that no month has is a week of the year of the directive, or of the next where it is long past."""
    named = of_this_year(m["w1"], frame)
    return Dated("range", named.monday, named.sunday, "week")


@form(
    "tuần N/Y",
    rf"(?:trong\s)?tuần\s(?:thứ\s)?(?P<w1>\d{{1,2}}){_YEAR}(?!\d)",
    examples={
        "tuần 46/2024": "range 2024-11-11..2024-11-17 week",
        "tuần thứ 25 (năm 2024)": "range 2024-06-17..2024-06-23 week",
    },
    refuses=["tuần 60/2024", "Tuần Văn hóa - Du lịch lần thứ V năm 2024"],
)
def one_week(m: Match, frame: Frame) -> Dated:
    """Monday to Sunday."""
    named = week(m["w1"], m["y1"])
    return Dated("range", named.monday, named.sunday, "week")
