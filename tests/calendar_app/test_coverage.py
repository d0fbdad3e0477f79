"""What a range of weeks covers, and what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_app import coverage
from calendar_app.coverage import Row, conflicts, day_off, gaps, load, overloads, repeats, rows, weeks_between
from calendar_app.occurrences import Timetable, running, runs
from content.almanac.weeks import Week
from feeds.view import Entry
from tests.web.examples import COLUMN, CONGRESS, CONTEST, ENTRIES, FESTIVAL, FOOD, REPORT, TEACHERS, entry

WEEKS = weeks_between(Week(2024, 46), Week(2024, 50))
HELD = replace(FOOD, units=("dai-tinh",))


def numbers(weeks: frozenset[Week]) -> list[int]:
    return sorted(week.number for week in weeks)


def row(*entries: Entry) -> Row:
    [found] = rows(entries, WEEKS)
    return found


def title(found: Row) -> str:
    return found.entries[0].title


def said(found: list[coverage.Finding]) -> list[str]:
    return [finding.said for finding in found]


def test_weeks_go_on_over_new_year_and_the_53rd() -> None:
    assert [week.id for week in weeks_between(Week(2026, 52), Week(2027, 1))] == ["2026-W52", "2026-W53", "2027-W01"]


def test_a_theme_is_on_in_the_weeks_of_its_days() -> None:
    assert numbers(row(TEACHERS).on) == [47]
    assert numbers(row(CONGRESS).on) == [46, 47, 48, 49, 50]
    assert numbers(row(COLUMN).on) == [46, 47, 48, 49, 50]


def test_what_is_open_is_on_where_it_begins_and_only_lasts_later() -> None:
    found = row(FOOD)
    assert (numbers(found.on), numbers(found.lasting)) == ([46], [47, 48, 49, 50])
    assert numbers(row(replace(FOOD, start=date(2020, 1, 1))).lasting) == [46, 47, 48, 49, 50]


def test_what_was_cancelled_covers_nothing() -> None:
    assert rows([FESTIVAL], WEEKS) == []


def test_channels_are_counted_by_week_and_what_only_lasts_is_not() -> None:
    counted = load(rows([FOOD, TEACHERS, COLUMN], WEEKS), WEEKS)
    assert counted["truyen-thanh"] == [2, 2, 1, 1, 1]
    assert counted["cong-tttdt"] == [1, 0, 0, 0, 0]


def test_a_theme_that_is_due_without_a_channel_or_a_unit_is_a_gap() -> None:
    silent = replace(HELD, channels=(), channel_names=())
    assert said(gaps([row(silent)], title, True)) == ["“Phòng ngừa ngộ độc thực phẩm” (tuần 46) chưa ghi kênh nào."]
    assert said(gaps([row(FOOD)], title, True)) == ["“Phòng ngừa ngộ độc thực phẩm” (tuần 46) chưa đến đơn vị nào."]
    assert gaps([row(HELD)], title, True) == []


def test_without_a_registry_no_theme_lacks_units() -> None:
    assert gaps([row(FOOD)], title, False) == []


def test_more_themes_than_the_bound_are_too_many_on_that_channel_in_that_week() -> None:
    counted = {"bao-chi": [15, 16, 0, 0, 0], "": [99, 0, 0, 0, 0]}
    [found] = overloads(counted, WEEKS, lambda slug: "Báo chí")
    assert found.said == "Tuần 47: Báo chí có 16 nội dung, hơn mức 15."
    assert (found.week, found.channel) == (Week(2024, 47), "bao-chi")


def test_the_same_day_in_two_directives_is_a_repeat_whatever_they_call_it() -> None:
    name, day = "Kỷ niệm 42 năm Ngày Nhà giáo Việt Nam", TEACHERS.start
    again = entry("II.1", name, day, day, kind="ky-niem", slug=CONTEST)
    [found] = repeats(rows([TEACHERS, again], WEEKS))
    assert found.said == "“Ngày Nhà giáo Việt Nam” có trong 2 văn bản; nên làm một lần cho tất cả."
    assert found.entries == (TEACHERS, again)


def test_the_same_words_in_one_directive_are_no_repeat() -> None:
    assert repeats(rows([FOOD, replace(FOOD, uid="c" * 32, theme_uid="d" * 32)], WEEKS)) == []


def test_the_same_words_in_weeks_apart_are_no_repeat() -> None:
    first = replace(FOOD, end=FOOD.start)
    later = entry("I.1", FOOD.title, date(2024, 12, 9), date(2024, 12, 9), slug=CONTEST)
    assert repeats(rows([first, later], WEEKS)) == []


def test_one_named_day_told_as_two_days_of_a_year_contradicts() -> None:
    other = entry(
        "II.1", "Ngày Nhà giáo Việt Nam", date(2024, 11, 21), date(2024, 11, 21), kind="ky-niem", slug=CONTEST
    )
    [found] = conflicts([TEACHERS, other])
    assert "được ghi nhiều ngày khác nhau: 20/11/2024, 21/11/2024" in found.said
    assert set(found.entries) == {TEACHERS, other}


def test_a_named_day_comes_round_without_contradicting_itself() -> None:
    next_year = replace(TEACHERS, uid="e" * 32, start=date(2025, 11, 20), end=date(2025, 11, 20))
    assert conflicts([TEACHERS, next_year]) == []


def test_what_is_festive_in_mourning_is_asked_about() -> None:
    mourning = entry("I.1", "Tổ chức Quốc tang", date(2024, 11, 19), date(2024, 11, 20), kind="dot")
    [found] = conflicts([TEACHERS, mourning])
    assert found.said.startswith("“Ngày Nhà giáo Việt Nam” trùng thời gian “Tổ chức Quốc tang”.")


@pytest.mark.parametrize(
    ("day", "why", "before"),
    [
        (date(2024, 11, 17), "Chủ nhật", "15/11/2024"),
        (date(2024, 9, 2), "ngày nghỉ", "30/8/2024"),
    ],
)
def test_a_deadline_on_a_day_off_says_the_working_day_before(day: date, why: str, before: str) -> None:
    [found] = conflicts([replace(REPORT, start=day, end=day)])
    assert why in found.said
    assert found.said.endswith(f"nên làm xong trước, ngày {before}.")


def test_a_deadline_on_a_working_day_is_no_conflict() -> None:
    assert day_off(date(2024, 11, 15)) == ""
    assert conflicts([REPORT]) == []


@given(st.dates(date(2020, 1, 1), date(2026, 1, 1)), st.integers(0, 500))
def test_the_index_leaves_out_nothing_that_a_range_shows(first: date, length: int) -> None:
    last = date.fromordinal(first.toordinal() + length)
    around = Timetable(ENTRIES).around(first, last)
    assert runs(around, first, last) == runs(ENTRIES, first, last)
    assert running(around, first) == running(ENTRIES, first)


@given(st.dates(date(2020, 1, 1), date(2026, 1, 1)), st.integers(0, 52))
def test_a_theme_is_on_in_a_week_exactly_where_it_has_a_run(first: date, count: int) -> None:
    begin = Week.of(first)
    weeks = weeks_between(begin, Week.of(date.fromordinal(begin.monday.toordinal() + 7 * count)))
    on = {(found.theme_uid, week) for found in rows(ENTRIES, weeks) for week in found.on}
    there = [one for one in ENTRIES if one.status == "confirmed"]
    assert on == {(r.entry.theme_uid, week) for week in weeks for r in runs(there, week.monday, week.sunday)}
