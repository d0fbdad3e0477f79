"""What is on which days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_app import themes
from calendar_app.web import agenda
from feeds.view import Entry
from tests.web import examples
from tests.web.examples import ARMY, BANNERS, COLUMN, CONGRESS, FESTIVAL, FOOD, FRONT, NEWS, REPORT, TEACHERS, UNITY

MONDAY, SUNDAY = date(2024, 11, 11), date(2024, 11, 17)
NEXT_MONDAY, NEXT_SUNDAY = date(2024, 11, 18), date(2024, 11, 24)


def on(entries: tuple[Entry, ...], first: date, last: date) -> list[str]:
    return [run.entry.title for run in agenda.runs(entries, first, last)]


def test_what_touches_the_week_is_on_due_things_first() -> None:
    found = on((BANNERS, TEACHERS, CONGRESS, REPORT), MONDAY, SUNDAY)
    assert found == [REPORT.title, BANNERS.title, CONGRESS.title]


def test_what_is_open_ended_is_a_bar_in_the_week_it_begins() -> None:
    (run,) = agenda.runs((FOOD,), MONDAY, SUNDAY)
    assert run.open
    assert not agenda.running((FOOD,), MONDAY)


def test_what_is_open_ended_is_running_in_later_weeks() -> None:
    assert not agenda.runs((FOOD,), NEXT_MONDAY, NEXT_SUNDAY)
    assert agenda.running((FOOD,), NEXT_MONDAY) == [FOOD]


def test_what_was_cancelled_is_no_longer_running() -> None:
    gone = replace(FOOD, status="cancelled")
    assert not agenda.running((gone,), NEXT_MONDAY)


def test_a_rule_gives_a_run_on_each_of_its_days_though_it_has_two_hours() -> None:
    days = [run.first for run in agenda.runs((COLUMN,), NEXT_MONDAY, NEXT_SUNDAY)]
    assert days == [date(2024, 11, 19), date(2024, 11, 22)]


def test_what_is_on_daily_is_one_bar_that_goes_on() -> None:
    daily = replace(COLUMN, rrule="FREQ=DAILY;BYHOUR=5,17")
    (row,) = agenda.rows_by_theme(agenda.runs((daily,), NEXT_MONDAY, NEXT_SUNDAY), NEXT_MONDAY, NEXT_SUNDAY)
    assert [(cell.width, cell.before, cell.after) for cell in row] == [(7, True, True)]
    (first,) = agenda.runs((daily,), MONDAY, MONDAY)
    assert first.first == MONDAY


def test_a_rule_ends_with_its_entry() -> None:
    ending = replace(COLUMN, end=date(2024, 11, 20))
    assert [run.first.day for run in agenda.runs((ending,), NEXT_MONDAY, NEXT_SUNDAY)] == [19]


@pytest.mark.parametrize("rule", ["nonsense", "FREQ=SECONDLY", "FREQ=WEEKLY;BYDAY=XX"])
def test_a_rule_that_cannot_be_read_leaves_its_first_day(rule: str) -> None:
    broken = replace(COLUMN, rrule=rule)
    assert [run.first for run in agenda.runs((broken,), MONDAY, SUNDAY)] == [MONDAY]
    assert not agenda.runs((broken,), NEXT_MONDAY, NEXT_SUNDAY)


def test_what_has_no_day_shows_in_the_week_of_its_release() -> None:
    assert agenda.undated((NEWS, FOOD), date(2024, 11, 4), date(2024, 11, 10)) == [NEWS]
    assert not agenda.undated((NEWS,), MONDAY, SUNDAY)


def test_what_was_cancelled_is_told_in_its_week_and_in_the_week_of_the_cancelling() -> None:
    late = replace(FESTIVAL, start=date(2024, 12, 2), end=date(2024, 12, 3))
    assert agenda.cancelled((late, FOOD), MONDAY, SUNDAY) == [late]
    assert agenda.cancelled((late,), date(2024, 12, 2), date(2024, 12, 8)) == [late]
    assert not agenda.cancelled((late,), NEXT_MONDAY, NEXT_SUNDAY)


def test_focus_puts_near_deadlines_and_days_first() -> None:
    points = agenda.focus(examples.ENTRIES, MONDAY, SUNDAY, MONDAY)
    assert [run.entry for run in points[:4]] == [REPORT, FRONT, UNITY, TEACHERS]
    assert points[4].entry == BANNERS


def test_focus_leaves_out_what_has_passed_is_far_off_or_cancelled() -> None:
    points = agenda.focus(examples.ENTRIES, MONDAY, SUNDAY, date(2024, 11, 16))
    titles = {run.entry.title for run in points}
    assert not titles & {REPORT.title, BANNERS.title, ARMY.title, FESTIVAL.title}


def test_a_past_week_keeps_its_own_focus() -> None:
    points = agenda.focus((REPORT,), MONDAY, SUNDAY, date(2025, 1, 1))
    assert [run.entry for run in points] == [REPORT]


def test_beginning_and_ending_leave_single_days_and_the_cancelled_out() -> None:
    found = agenda.runs((BANNERS, FOOD, REPORT, FESTIVAL, CONGRESS), MONDAY, SUNDAY)
    assert [r.entry for r in agenda.ending(found, MONDAY, SUNDAY)] == [BANNERS]
    assert {r.entry.title for r in agenda.beginning(found, MONDAY, SUNDAY)} == {FOOD.title, CONGRESS.title}


def test_a_theme_has_one_row_unless_its_own_days_overlap() -> None:
    found = agenda.runs((TEACHERS, FRONT, UNITY), NEXT_MONDAY, NEXT_SUNDAY)
    rows = agenda.rows_by_theme(found, NEXT_MONDAY, NEXT_SUNDAY)
    assert [[cell.run.entry for cell in row if cell.run] for row in rows] == [[UNITY, TEACHERS], [FRONT]] or [
        [cell.run.entry for cell in row if cell.run] for row in rows
    ] == [[FRONT, TEACHERS], [UNITY]]


def test_a_bar_is_cut_at_the_week_and_says_so() -> None:
    (row,) = agenda.rows_by_theme(agenda.runs((BANNERS,), MONDAY, SUNDAY), MONDAY, SUNDAY)
    bar, *free = row
    assert (bar.width, bar.before, bar.after) == (3, True, False)
    assert len(free) == 4


def test_a_month_shows_four_lines_a_day_and_counts_the_rest() -> None:
    found = agenda.runs(examples.THEMES, date(2024, 10, 28), date(2024, 12, 1))
    weeks = agenda.month(found, date(2024, 10, 28), date(2024, 12, 1))
    assert len(weeks) == 5
    assert len(weeks[2].rows) == 4
    assert weeks[2].more == (len(examples.THEMES) - 4, 0, 0, 0, 0, 0, 0)


def test_days_on_a_phone_do_not_repeat_what_is_on_all_week() -> None:
    found = agenda.runs((CONGRESS, BANNERS), MONDAY, SUNDAY)
    assert [run.entry for run in agenda.whole(found, MONDAY, SUNDAY)] == [CONGRESS]
    days = {day.day: [run.entry for run in here] for day, here in agenda.by_day(found, MONDAY, SUNDAY)}
    assert days[13] == [BANNERS]
    assert days[14] == []


SPANS = st.tuples(st.integers(-20, 20), st.integers(0, 15))


@given(st.lists(SPANS, max_size=12))
def test_every_row_of_a_grid_is_seven_days_wide_and_shows_each_run_once(spans: list[tuple[int, int]]) -> None:
    entries = []
    for n, (offset, length) in enumerate(spans):
        start = MONDAY + timedelta(days=offset)
        end = start + timedelta(days=length)
        entries.append(replace(BANNERS, uid=str(n), theme_uid=str(n % 3), start=start, end=end))
    found = agenda.runs(entries, MONDAY, SUNDAY)
    rows = agenda.rows_by_theme(found, MONDAY, SUNDAY)
    assert all(sum(cell.width for cell in row) == 7 for row in rows)
    shown = sorted(cell.run.entry.uid for row in rows for cell in row if cell.run)
    assert shown == sorted(run.entry.uid for run in found)


def test_places_sort_as_the_document_prints_them() -> None:
    printed = ["I.2.7", "I.2.10", "III.2.-1", "III.2.-2", "V.1", "IX.1"]
    assert sorted(reversed(printed), key=themes.path_order) == printed
    assert themes.path_order("1.d") < themes.path_order("1.đ") < themes.path_order("1.e")


def test_a_theme_with_several_days_goes_by_its_place() -> None:
    (theme,) = themes.by_theme((TEACHERS, FRONT, ARMY, TEACHERS))
    assert theme.title == "Ngày kỷ niệm, mục I.2.7"
    assert [entry.title for entry in theme.entries] == [FRONT.title, TEACHERS.title, ARMY.title]


def test_a_theme_gives_only_web_links() -> None:
    (theme,) = themes.by_theme((replace(FOOD, links=("javascript:alert(1)", "https://vfa.gov.vn/")),))
    assert theme.links == ("https://vfa.gov.vn/",)
