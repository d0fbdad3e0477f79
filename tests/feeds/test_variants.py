from dataclasses import replace
from datetime import date

import pytest
from icalendar import Calendar

from feeds.ical import subscription
from feeds.variants import with_marks, with_tasks
from feeds.view import Entry
from tests.feeds.cases import ALL, DEADLINE, OPEN_ENDED, PERIOD, RECURRING
from tests.feeds.samples import NEW, feed


def test_a_deadline_is_a_task_and_no_event() -> None:
    read = Calendar.from_ical(with_tasks(ALL))
    (task,) = read.todos
    assert (str(task["UID"]), task["DUE"].dt) == (DEADLINE.uid, date(2020, 7, 14))
    assert task["DUE"].params["VALUE"] == "DATE"
    assert (task["STATUS"], task["SUMMARY"]) == ("NEEDS-ACTION", "Hạn: Gửi báo cáo kết quả tuyên truyền")
    assert DEADLINE.uid not in {str(event["UID"]) for event in read.events}
    everything = {str(event["UID"]) for event in Calendar.from_ical(subscription(ALL)).events}
    assert {str(event["UID"]) for event in read.events} == everything - {DEADLINE.uid}


def test_a_cancelled_task_says_so_and_a_deadline_without_a_day_is_left_out() -> None:
    gone = replace(DEADLINE, status="cancelled")
    undated = replace(DEADLINE, start=None, end=None)
    (task,) = Calendar.from_ical(with_tasks(feed(gone, undated))).todos
    assert task["STATUS"] == "CANCELLED"


def marks(entry: Entry) -> list[tuple[date, str]]:
    events = Calendar.from_ical(with_marks(feed(entry))).events
    return [(event.start, str(event["SUMMARY"]).split(":")[0]) for event in events]


def test_a_long_theme_is_marked_where_it_begins_each_monday_and_where_it_ends() -> None:
    assert marks(PERIOD) == [
        (date(2024, 11, 15), "Bắt đầu"),
        (date(2024, 11, 18), "Đang diễn ra"),
        (date(2024, 11, 25), "Đang diễn ra"),
        (date(2024, 12, 2), "Đang diễn ra"),
        (date(2024, 12, 9), "Đang diễn ra"),
        (date(2024, 12, 15), "Kết thúc"),
    ]


def test_a_mark_does_not_stand_beside_another_on_one_day() -> None:
    over_mondays = replace(PERIOD, start=date(2024, 11, 4), end=date(2024, 11, 25))
    assert [day.day for day, _ in marks(over_mondays)] == [4, 11, 18, 25]


@pytest.mark.parametrize(("days", "count"), [(14, 1), (15, 4)])
def test_fourteen_days_are_a_bar_and_fifteen_are_marks(days: int, count: int) -> None:
    entry = replace(PERIOD, start=date(2024, 11, 1), end=date(2024, 11, days))
    assert len(marks(entry)) == count


@pytest.mark.parametrize("entry", [NEW, DEADLINE, OPEN_ENDED, RECURRING])
def test_everything_else_is_as_in_the_calendar(entry: Entry) -> None:
    view = feed(entry)
    assert with_marks(view).replace(b".moc.ics", b".ics") == subscription(view)


def test_marks_have_uids_of_their_own_that_stay() -> None:
    first, moved = (
        {str(e["UID"]) for e in Calendar.from_ical(with_marks(feed(entry))).events}
        for entry in (PERIOD, replace(PERIOD, start=date(2024, 11, 16)))
    )
    assert len(first) == 6
    assert first == moved
    assert PERIOD.uid not in first
