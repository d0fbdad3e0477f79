"""From which day an observance is to be prepared."""

from __future__ import annotations

from datetime import date

import pytest

from content.almanac import lunar
from content.almanac.observances import observances, observed, year
from content.almanac.preparation import prepared_from

ROWS = {one.slug: one for one in observances()}


@pytest.mark.parametrize(
    ("slug", "number", "day"),
    [
        ("tet-nguyen-dan", 2027, date(2027, 1, 7)),  # a holiday
        ("tet-duong-lich", 2027, date(2026, 12, 2)),
        ("thanh-lap-dang", 2027, date(2027, 1, 4)),  # a great day
        ("qdnd", 2024, date(2024, 11, 22)),  # 80 years
        ("qdnd", 2029, date(2029, 12, 8)),  # 85 years
        ("qdnd", 2026, date(2026, 12, 15)),  # 82 years
        ("thang-cong-nhan", 2026, date(2026, 4, 17)),  # a month of action
        ("trai-dat-22-4", 2026, date(2026, 4, 15)),
    ],
)
def test_greater_days_are_prepared_earlier(slug: str, number: int, day: date) -> None:
    found = observed(ROWS[slug], number)
    assert found is not None
    assert prepared_from(found) == day


def test_everything_is_prepared_a_week_to_a_month_before() -> None:
    for number in range(2000, 2101):
        assert all(7 <= (one.day - prepared_from(one)).days <= 30 for one in year(number))


@pytest.mark.parametrize(
    ("number", "found"),
    [
        (2025, (6, date(2025, 7, 25), date(2025, 8, 22))),
        (2033, (11, date(2033, 12, 22), date(2034, 1, 19))),
        (2026, None),
    ],
)
def test_the_leap_month_of_a_lunar_year(number: int, found: tuple[int, date, date] | None) -> None:
    assert lunar.leap_month(number) == found
