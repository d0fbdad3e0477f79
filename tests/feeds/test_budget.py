"""A feed stays below what programs read whole, and says what it leaves out."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import feedparser
import pytest
from icalendar import Calendar

from feeds import budget
from feeds.atom import atom
from feeds.entries import entries
from feeds.ical import subscription
from feeds.jsonfeed import jsonfeed
from feeds.rss import rss
from feeds.sheet import sheet
from feeds.variants import with_marks, with_tasks
from feeds.view import Entry, FeedView
from tests.feeds.samples import RELEASED, feed, sample

TODAY = date(2024, 11, 13)


def row(count: int, first: date, text: str = "chữ") -> list[Entry]:
    """Return entries on one day after another."""
    days = [first + timedelta(days=n) for n in range(count)]
    return [sample(n + 1, start=day, end=day, text=text) for n, day in enumerate(days)]


def days_in(written: bytes) -> list[date]:
    return [event.start for event in Calendar.from_ical(written).events]


@pytest.mark.parametrize("write", [subscription, with_marks, with_tasks])
def test_two_thousand_long_themes_stay_within_the_budget(write: Callable[[FeedView], bytes]) -> None:
    view = feed(*row(2000, date(2023, 1, 1), "tuyên truyền " * 99))
    written = write(view)
    assert len(written) <= budget.BYTES
    assert 500 < written.count(b"BEGIN:VEVENT") <= budget.EVENTS


def test_what_has_ended_goes_first_and_the_description_says_what_and_where() -> None:
    entries = row(750, TODAY - timedelta(days=100))
    written = subscription(feed(*entries))
    assert days_in(written) == [entry.start for entry in entries[50:]]
    said = str(Calendar.from_ical(written)["DESCRIPTION"])
    assert said.endswith(
        "Đã lược cho nhẹ: 50 mục đã qua (đến hết 23/9/2024). Xem đủ: https://lich.example.vn/feeds/nam/2024.ics"
    )


def test_when_nothing_has_ended_the_farthest_ahead_goes() -> None:
    entries = row(701, TODAY)
    written = subscription(feed(*entries))
    assert days_in(written) == [entry.start for entry in entries[:-1]]
    assert "1 mục còn xa (từ 14/10/2026)" in str(Calendar.from_ical(written)["X-WR-CALDESC"])


def test_what_fits_is_left_alone() -> None:
    written = subscription(feed(*row(700, TODAY)))
    assert written.count(b"BEGIN:VEVENT") == 700
    assert "Đã lược".encode() not in written


def test_an_archive_and_the_tables_are_whole() -> None:
    view = feed(*row(2000, date(2023, 1, 1), "tuyên truyền " * 99))
    assert subscription(replace(view, year=2024)).count(b"BEGIN:VEVENT") == 366
    assert len(subscription(replace(view, year=2024, entries=view.entries[365:366] * 900))) > budget.BYTES
    assert sheet(view).count(b"\r\n") == 2001
    assert len(json.loads(entries(view))["entries"]) == 2000


@pytest.mark.parametrize("write", [rss, atom, jsonfeed])
@pytest.mark.parametrize("text", ["chữ", "<&\"'>ữ " * 3000])
def test_news_carry_the_newest_hundred_within_the_budget(write: Callable[[FeedView], bytes], text: str) -> None:
    found = row(150, date(2024, 1, 1), text)
    found = [replace(e, appears_at=RELEASED - timedelta(days=9 * n)) for n, e in enumerate(found)]
    written = write(feed(*found))
    assert len(written) <= budget.BYTES
    if text == "chữ":
        assert found[99].uid[-12:].encode() in written
        assert found[100].uid[-12:].encode() not in written
        assert "Đã lược cho nhẹ: 50 tin cũ hơn. Xem đủ: https://lich.example.vn/feeds/nam/2021." in written.decode()


def test_one_item_is_always_there_however_long() -> None:
    view = feed(sample(1, text="chữ " * 400_000))
    assert len(feedparser.parse(rss(view)).entries) == 1
