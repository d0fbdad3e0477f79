"""The programs that subscribers use are built on these parsers; they must all see the same."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import feedparser
import pytest
import recurring_ical_events
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from feeds.atom import atom
from feeds.ical import calendar
from feeds.memo import Memo
from feeds.news import news
from feeds.rss import rss
from feeds.variants import with_marks, with_tasks
from feeds.view import FeedView
from tests.feeds.cases import ALL, DEADLINE, GOLDEN, VIEWS
from tests.feeds.consumers import feedparser_items, icalendar_events, read_with_node, strict_events, vobject_events

COMMON = ("uid", "start", "end", "title", "description")


def titles_on(day: date) -> list[str]:
    found = recurring_ical_events.of(Calendar.from_ical(calendar(ALL))).at(day)
    return sorted(str(event["SUMMARY"]) for event in found)


@pytest.mark.parametrize(
    ("day", "there"),
    [
        (date(2024, 12, 15), True),
        (date(2024, 12, 16), False),
        (date(2024, 11, 15), True),
        (date(2024, 11, 14), False),
    ],
)
def test_a_period_is_on_its_last_day_and_not_on_the_next(day: date, there: bool) -> None:
    assert any("bình đẳng giới" in title for title in titles_on(day)) is there


@pytest.mark.parametrize(
    ("day", "there"),
    [
        (date(2024, 11, 13), False),
        (date(2024, 11, 18), True),
        (date(2024, 12, 30), True),
        (date(2025, 1, 6), False),
    ],
)
def test_a_weekly_item_is_on_its_days_within_its_window_only(day: date, there: bool) -> None:
    assert ("Điểm tin cải cách hành chính" in titles_on(day)) is there


def test_an_open_ended_entry_is_on_its_first_day_alone() -> None:
    assert titles_on(date(2024, 8, 5)) == ["Từ 05/8: Luật Đất đai năm 2024"]
    assert titles_on(date(2024, 8, 6)) == []


@pytest.mark.parametrize("write", [rss, atom])
def test_feedparser_reads_items_and_site(write: Callable[[FeedView], bytes]) -> None:
    told = news(ALL, Memo(), "rss").items
    expected = [{"id": item.id, "title": item.title, "link": item.url} for item in told]
    assert feedparser_items(write(ALL)) == expected
    parsed = feedparser.parse(write(ALL))
    assert parsed.feed.link == ALL.home_url
    assert {link.rel for link in parsed.feed.links} == {"self", "alternate"}


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_every_golden_feed_parses(name: str) -> None:
    for extension in ("rss", "atom"):
        feedparser_items((GOLDEN / f"{name}.{extension}").read_bytes())
    icalendar_events((GOLDEN / f"{name}.ics").read_bytes())


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.ics")), ids=lambda path: str(path.stem))
def test_two_other_parsers_see_the_same_events(path: Path) -> None:
    expected = icalendar_events(path.read_bytes())
    assert vobject_events(path.read_bytes()) == expected
    assert strict_events(path.read_bytes()) == expected


def test_a_strict_parser_reads_tasks() -> None:
    (task,) = IcsCalendarStream.calendar_from_ics(with_tasks(ALL).decode()).todos
    assert (task.uid, task.due) == (DEADLINE.uid, date(2020, 7, 14))


@pytest.mark.node
def test_javascript_calendars_see_every_golden_calendar(tmp_path: Path) -> None:
    (tmp_path / "marks.ics").write_bytes(with_marks(ALL))
    paths = [*sorted(GOLDEN.glob("*.ics")), tmp_path / "marks.ics"]
    for name, seen in read_with_node(paths, "Asia/Ho_Chi_Minh").items():
        expected = icalendar_events(Path(name).read_bytes())
        assert [{key: event[key] for key in COMMON} for event in seen["icalJs"]] == expected
        assert {event["uid"] for event in seen["nodeIcal"]} == {event["uid"] for event in expected}


@pytest.mark.node
@pytest.mark.parametrize("zone", ["UTC", "Asia/Ho_Chi_Minh", "America/New_York"])
def test_javascript_calendars_see_the_same_events(zone: str, tmp_path: Path) -> None:
    path = tmp_path / "all.ics"
    path.write_bytes(calendar(ALL))
    seen = read_with_node([path], zone)[str(path)]
    expected = icalendar_events(path.read_bytes())
    assert [{key: event[key] for key in COMMON} for event in seen["icalJs"]] == expected
    by_uid = sorted(seen["nodeIcal"], key=lambda event: event["uid"])
    assert [{key: event[key] for key in COMMON} for event in by_uid] == sorted(expected, key=lambda e: e["uid"])
    assert all(event["day"] for event in by_uid)


@pytest.mark.node
def test_a_javascript_reader_sees_the_same_items(tmp_path: Path) -> None:
    paths = [tmp_path / "all.rss", tmp_path / "all.atom"]
    paths[0].write_bytes(rss(ALL))
    paths[1].write_bytes(atom(ALL))
    for path, seen in read_with_node(paths).items():
        assert seen["rss"]["link"] == ALL.home_url
        items = [{key: item[key] for key in ("id", "title", "link")} for item in seen["rss"]["items"]]
        assert items == feedparser_items(Path(path).read_bytes())
        assert all(item["published"] == "2024-11-08T07:30:00.000Z" for item in seen["rss"]["items"])
