"""The lunar calendar day by day: against two ephemerides where their table is at hand, by its own laws through 2100."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from content.almanac import lunar

TRUTH = Path(__file__).parents[3] / "shared" / "reference" / "lunar_truth.csv"
YEARS = range(1968, 2101)
DAY = timedelta(days=1)

Month = tuple[int, int, bool]


@pytest.fixture(scope="module")
def days() -> dict[date, tuple[int, int, int, bool]]:
    """The lunar date of every day of the lunar years 1968 to 2100."""
    first, end = lunar.tet(1968), lunar.tet(2101)
    return {day: lunar.lunar(day) for day in (first + DAY * n for n in range((end - first).days))}


@pytest.fixture(scope="module")
def months(days: dict[date, tuple[int, int, int, bool]]) -> dict[Month, int]:
    """How many days each month has, in the order of the calendar."""
    lengths: dict[Month, int] = {}
    for year, month, _, leap in days.values():
        lengths[year, month, leap] = lengths.get((year, month, leap), 0) + 1
    return lengths


def true_days() -> Iterator[tuple[date, tuple[int, int, int, bool]]]:
    with TRUTH.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            day = date.fromisoformat(row["tet_date"])
            for name, length in zip(row["month_order"].split(), row["month_lengths"].split(), strict=True):
                for number in range(1, int(length) + 1):
                    yield day, (int(row["lunar_year"]), int(name.rstrip("+")), number, name.endswith("+"))
                    day += DAY


@pytest.mark.skipif(not TRUTH.exists(), reason="the table of two ephemerides is not beside this checkout")
def test_every_day_is_as_two_ephemerides_say(days: dict[date, tuple[int, int, int, bool]]) -> None:
    wrong = {truth[0] for day, truth in true_days() if days.get(day) != truth}
    assert wrong == set()


def test_every_day_has_a_lunar_date_that_leads_back_to_it(days: dict[date, tuple[int, int, int, bool]]) -> None:
    assert [
        d for d, (year, month, number, leap) in days.items() if lunar.solar(year, month, number, leap=leap) != d
    ] == []


def test_months_have_29_or_30_days(months: dict[Month, int]) -> None:
    assert {month: length for month, length in months.items() if length not in (29, 30)} == {}


def test_years_have_12_months_or_13_with_one_leap_month(months: dict[Month, int]) -> None:
    for year in YEARS:
        own = [(month, leap) for of, month, leap in months if of == year]
        assert [month for month, leap in own if not leap] == list(range(1, 13))
        assert sum(leap for _, leap in own) == len(own) - 12 <= 1


def test_a_leap_month_follows_the_month_whose_number_it_bears(months: dict[Month, int]) -> None:
    assert all(before == (year, month, False) for before, (year, month, leap) in pairwise(months) if leap)


def test_seven_years_in_nineteen_have_a_leap_month(months: dict[Month, int]) -> None:
    leap_years = {year for year, _, leap in months if leap}
    for first in range(1968, 2101 - 19):
        assert sum(year in leap_years for year in range(first, first + 19)) in (6, 7, 8)


def test_leap_months_are_those_of_vietnam(months: dict[Month, int]) -> None:
    leap = {year: month for year, month, is_leap in months if is_leap and 2024 <= year <= 2060}
    assert leap == {
        2025: 6, 2028: 5, 2031: 3, 2033: 11, 2036: 6, 2039: 5, 2042: 2, 2044: 7, 2047: 5, 2050: 3, 2052: 8, 2055: 6,
        2058: 4,
    }  # fmt: skip
    assert {(1985, 2, True), (1987, 7, True)} <= months.keys()
    assert (1984, 10, True) not in months


def test_tet_falls_between_20_january_and_21_february() -> None:
    assert all((1, 20) <= (tet.month, tet.day) <= (2, 21) for tet in map(lunar.tet, YEARS))


def test_the_winter_solstice_lies_in_month_11(days: dict[date, tuple[int, int, int, bool]]) -> None:
    """It falls on 21 or 22 December in these years; where one of the two is in another month the other decides."""
    for year in YEARS:
        assert {days[date(year, 12, number)][1:4:2] for number in (21, 22)} & {(11, False)}


@pytest.mark.parametrize(
    ("new_moon", "month"),
    [
        (date(2024, 2, 10), (2024, 1, False)),
        (date(2025, 7, 25), (2025, 6, True)),
        (date(2026, 2, 17), (2026, 1, False)),
        (date(2030, 2, 2), (2030, 1, False)),
        (date(2033, 12, 22), (2033, 11, True)),
        (date(2054, 5, 8), (2054, 4, False)),
    ],
)
def test_a_month_begins_on_the_day_of_the_new_moon_in_vietnam(new_moon: date, month: Month) -> None:
    year, number, leap = month
    assert lunar.lunar(new_moon) == (year, number, 1, leap)


@pytest.mark.parametrize(
    ("year", "tet", "last_of_the_year_before"),
    [
        (1985, date(1985, 1, 21), 30), (2007, date(2007, 2, 17), 29), (2025, date(2025, 1, 29), 29),
        (2026, date(2026, 2, 17), 29), (2027, date(2027, 2, 6), 29), (2028, date(2028, 1, 26), 29),
        (2029, date(2029, 2, 13), 29), (2030, date(2030, 2, 2), 29), (2031, date(2031, 1, 23), 29),
        (2033, date(2033, 1, 31), 30), (2053, date(2053, 2, 18), 29),
    ],
)  # fmt: skip
def test_tet_and_the_eve_before_it(year: int, tet: date, last_of_the_year_before: int) -> None:
    assert lunar.tet(year) == tet
    assert lunar.lunar(tet - DAY) == (year - 1, 12, last_of_the_year_before, False)


def test_there_is_no_30_chap_from_tet_2025_to_tet_2032(months: dict[Month, int]) -> None:
    assert {months[year, 12, False] for year in range(2024, 2032)} == {29}
