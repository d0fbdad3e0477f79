from datetime import date

import pytest

from feeds.recurrence import first_day, rule

START = date(2024, 11, 13)


@pytest.mark.parametrize(
    ("text", "end", "written"),
    [
        ("FREQ=WEEKLY;BYDAY=MO", None, b"FREQ=WEEKLY;BYDAY=MO"),
        ("FREQ=WEEKLY;BYDAY=MO", START, b"FREQ=WEEKLY;BYDAY=MO"),
        ("FREQ=WEEKLY;BYDAY=MO", date(2024, 12, 31), b"FREQ=WEEKLY;UNTIL=20241231;BYDAY=MO"),
        ("FREQ=WEEKLY;COUNT=4", date(2024, 12, 31), b"FREQ=WEEKLY;COUNT=4"),
        ("FREQ=DAILY;UNTIL=20241120T170000Z", date(2024, 12, 31), b"FREQ=DAILY;UNTIL=20241120"),
        ("freq=monthly;bymonthday=15", None, b"FREQ=MONTHLY;BYMONTHDAY=15"),
    ],
)
def test_a_rule_ends_with_its_window_and_on_a_day(text: str, end: date | None, written: bytes) -> None:
    assert rule(text, START, end).to_ical() == written


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("FREQ=WEEKLY;BYDAY=MO", date(2024, 11, 18)),
        ("FREQ=WEEKLY;BYDAY=WE", START),
        ("FREQ=DAILY", START),
        ("FREQ=MONTHLY;BYMONTHDAY=5;COUNT=2", date(2024, 12, 5)),
        ("FREQ=MONTHLY;BYDAY=-1FR", date(2024, 11, 29)),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", date(2028, 2, 29)),
        ("FREQ=WEEKLY;BYDAY=MO;UNTIL=20241118T000000Z", date(2024, 11, 18)),
    ],
)
@pytest.mark.filterwarnings("error")
def test_the_first_day_is_the_first_of_the_rule_from_the_start_on(text: str, first: date) -> None:
    assert first_day(text, START, None) == first


@pytest.mark.parametrize(
    "text", ["", "X", "FREQ=SECONDLY", "FREQ=HOURLY;INTERVAL=9", "BYDAY=MO", "FREQ=WEEKLY;BYDAY=ZZ", "FREQ=DAILY\nX:1"]
)
def test_what_is_no_rule_of_days_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        rule(text, START, None)


@pytest.mark.parametrize("text", ["FREQ=DAILY;UNTIL=20241101", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31"])
def test_a_rule_without_a_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="has no day"):
        first_day(text, START, None)
