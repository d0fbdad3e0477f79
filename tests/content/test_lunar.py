import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.almanac import lunar

TRUTH = Path(__file__).parents[3] / "shared" / "reference" / "lunar_truth.csv"


@pytest.mark.parametrize(
    ("year", "first"),
    [
        (1985, date(1985, 1, 21)), (2007, date(2007, 2, 17)), (2024, date(2024, 2, 10)), (2025, date(2025, 1, 29)),
        (2026, date(2026, 2, 17)), (2027, date(2027, 2, 6)), (2030, date(2030, 2, 2)),
    ],
)  # fmt: skip
def test_tet_is_that_of_vietnam_also_where_china_differs(year: int, first: date) -> None:
    assert lunar.tet(year) == first


def test_a_leap_month_moves_what_comes_after_it() -> None:
    assert lunar.solar(2025, 7, 15) == date(2025, 9, 6)
    assert lunar.solar(2025, 6, 1, leap=True) == date(2025, 7, 25)


@pytest.mark.parametrize(
    ("year", "month", "day", "leap"), [(2024, 12, 30, False), (2024, 6, 1, True), (2024, 13, 1, False)]
)
def test_a_lunar_day_that_does_not_exist_is_refused(year: int, month: int, day: int, leap: bool) -> None:
    with pytest.raises(ValueError, match="lunar year"):
        lunar.solar(year, month, day, leap=leap)


def test_years_bear_their_names() -> None:
    assert [lunar.can_chi(year) for year in (2018, 2024, 2025, 2026)] == ["Mậu Tuất", "Giáp Thìn", "Ất Tỵ", "Bính Ngọ"]


@given(st.dates(date(1970, 3, 1), date(2099, 12, 31)))
def test_every_day_has_one_lunar_date_and_back(day: date) -> None:
    year, month, number, leap = lunar.lunar(day)
    assert lunar.solar(year, month, number, leap=leap) == day


@pytest.mark.skipif(not TRUTH.exists(), reason="the table of two ephemerides is not beside this checkout")
def test_every_month_from_1968_to_2100_is_as_two_ephemerides_say() -> None:
    wrong = []
    with TRUTH.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            year = int(row["lunar_year"])
            names = row["month_order"].split()
            lengths = [int(n) for n in row["month_lengths"].split()]
            day = date.fromisoformat(row["tet_date"])
            for name, length in zip(names, lengths, strict=True):
                month, leap = int(name.rstrip("+")), name.endswith("+")
                if lunar.lunar(day) != (year, month, 1, leap):
                    wrong.append(year)
                day += timedelta(days=length)
    assert wrong == []
