"""Days, weeks and places as Vietnamese readers expect them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from calendar_app.web import present
from calendar_app.wording import place
from content.almanac.weeks import Week
from content.vocabulary import channels
from tests.web import examples

WEDNESDAY = date(2024, 11, 20)


def test_a_day_is_said_with_its_weekday() -> None:
    assert present.full_day(WEDNESDAY) == "thứ Tư, 20/11/2024"
    assert present.full_day(date(2024, 11, 17)) == "Chủ nhật, 17/11/2024"
    assert present.short_day(WEDNESDAY) == "T4 20/11"


def test_a_week_is_named_with_its_days() -> None:
    assert present.week_name(Week.parse("2024-W46")) == "Tuần 46 (11/11–17/11/2024)"


def test_a_week_over_new_year_says_both_years() -> None:
    assert present.week_name(Week.parse("2025-W01")) == "Tuần 1 (30/12/2024–05/01/2025)"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (WEDNESDAY, WEDNESDAY, "20/11/2024"),
        (WEDNESDAY, date(2024, 12, 31), "20/11–31/12/2024"),
        (date(2024, 12, 30), date(2025, 1, 5), "30/12/2024–05/01/2025"),
        (WEDNESDAY, None, "từ 20/11/2024"),
    ],
)
def test_a_range_says_no_more_than_it_must(first: date, last: date | None, said: str) -> None:
    assert present.day_range(first, last) == said


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2024, 11, 11), "còn 9 ngày"),
        (date(2024, 11, 19), "ngày mai"),
        (WEDNESDAY, "hôm nay"),
        (date(2024, 11, 21), ""),
    ],
)
def test_days_left_are_counted_from_today(today: date, said: str) -> None:
    assert present.days_left(WEDNESDAY, today) == said


def test_an_instant_is_said_in_vietnamese_time() -> None:
    assert present.instant(datetime(2024, 11, 19, 17, 30, tzinfo=UTC)) == "00h30, 20/11/2024"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=WEEKLY;BYDAY=MO", "thứ Hai hằng tuần"),
        ("FREQ=MONTHLY;BYMONTHDAY=20", "ngày 20 hằng tháng"),
        ("FREQ=DAILY;BYHOUR=5,17", "hằng ngày, lúc 05h00, 17h00"),
        ("nonsense", "định kỳ"),
    ],
)
def test_a_rule_is_said_in_words(rule: str, said: str) -> None:
    assert present.recurrence(rule) == said


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("I.2.7", "mục I.2.7"),
        ("III.2.-1", "mục III.2, gạch đầu dòng 1"),
        ("-3", "gạch đầu dòng 3"),
        ("1.a.-2.+1", "mục 1.a, gạch đầu dòng 2, dấu cộng 1"),
    ],
)
def test_a_place_says_its_dashes_in_words(path: str, said: str) -> None:
    assert place(path) == said


def test_an_entry_says_when_it_is() -> None:
    assert present.when(examples.FOOD) == "từ 11/11/2024"
    assert present.when(examples.TEACHERS) == "thứ Tư, 20/11/2024"
    assert present.when(examples.REPORT) == "hạn cuối thứ Sáu, 15/11/2024"
    assert present.when(examples.NEWS) == "chưa ấn định ngày"
    assert present.when(examples.COLUMN) == "thứ Ba, thứ Sáu hằng tuần, lúc 05h00, 17h00, từ 11/11/2024"
    assert present.when(replace(examples.FOOD, end=date(2024, 11, 30))) == "11/11–30/11/2024"


def test_every_channel_has_a_short_word() -> None:
    assert set(present.CHANNEL_WORDS) == {channel.slug for channel in channels()}


@pytest.mark.parametrize(
    ("link", "followed"),
    [
        ("https://dichvucong.gov.vn/p?q=1", True),
        ("http://kontum.gov.vn", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,x", False),
        ("//evil.example", False),
        ("https:evil", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_only_web_addresses_are_followed(link: str, followed: bool) -> None:
    assert present.is_web_link(link) is followed
