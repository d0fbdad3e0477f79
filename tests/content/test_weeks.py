from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.almanac.weeks import Week


def test_a_week_runs_from_monday_to_sunday() -> None:
    week = Week.parse("2024-W46")
    assert (week.monday, week.sunday) == (date(2024, 11, 11), date(2024, 11, 17))


def test_a_week_has_a_name_to_show() -> None:
    assert Week.parse("2024-W46").label == "Tuần 46 (11/11–17/11/2024)"
    assert Week.parse("2025-W01").label == "Tuần 1 (30/12/2024–05/01/2025)"


@pytest.mark.parametrize("text", ["2024-W53", "2024-W00", "2024-W54", "2024-46", "2024-W6", "2024-W46 ", "W46", ""])
def test_a_week_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not an ISO week|Invalid week"):
        Week.parse(text)


@pytest.mark.parametrize("text", ["2020-W53", "2026-W53"])
def test_only_long_years_have_a_week_53(text: str) -> None:
    assert Week.parse(text).id == text


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_every_day_lies_in_its_week_and_weeks_join(day: date) -> None:
    week = Week.of(day)
    assert week.monday <= day <= week.sunday
    assert week.next().monday == week.sunday + timedelta(days=1)
    assert week.next().previous() == week == Week.parse(week.id)
    assert week < week.next()
