"""Faults of the libraries that `feeds` works around. When one of these fails, a new version may need no work-around."""

import re
from datetime import UTC, date, datetime, timedelta

import feedgen.feed
import pytest
from icalendar import Calendar, Event, vDuration, vText

HOUR = timedelta(hours=1)


def test_icalendar_crashes_on_a_bare_text_of_two_lines_in_an_x_property() -> None:
    calendar = Calendar()
    calendar.add("X-WR-CALNAME", "a\nb")
    with pytest.raises(AssertionError):
        calendar.to_ical()


def test_icalendar_writes_bare_names_unescaped_and_vtext_escaped() -> None:
    calendar = Calendar()
    calendar.add("X-WR-CALNAME", "a, b")
    calendar.add("NAME", vText("a, b"))
    assert b"X-WR-CALNAME:a, b\r\n" in calendar.to_ical()
    assert b"NAME:a\\, b\r\n" in calendar.to_ical()


def test_icalendar_leaves_out_the_type_of_a_refresh_interval() -> None:
    made = Calendar.new(refresh_interval=HOUR, uid="x")
    assert b"REFRESH-INTERVAL:PT1H" in made.to_ical()
    own = Calendar()
    own.add("REFRESH-INTERVAL", vDuration(HOUR), parameters={"VALUE": "DURATION"})
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in own.to_ical()


def test_icalendar_invents_uids_and_stamps() -> None:
    assert Event.new()["UID"] != Event.new()["UID"]
    assert "DTSTAMP" in Event.new()
    assert Calendar.new()["UID"] != Calendar.new()["UID"]


def test_icalendar_lets_an_event_of_no_days_through() -> None:
    day = date(2024, 11, 20)
    assert Event.new(start=day, end=day, uid="x", stamp=datetime(2024, 1, 1, tzinfo=UTC)).duration == timedelta(0)


def test_icalendar_lets_line_separators_through() -> None:
    event = Event()
    event.add("SUMMARY", "a\u2028b\x85c")
    assert len(event.to_ical().decode().splitlines()) > 3


def head() -> feedgen.feed.FeedGenerator:
    made = feedgen.feed.FeedGenerator()
    made.id("urn:x")
    made.title("t")
    made.description("d")
    made.link(href="https://a.vn/", rel="alternate")
    return made


def test_feedgen_shows_the_last_link_as_the_site() -> None:
    made = head()
    made.link(href="https://a.vn/feed", rel="self")
    assert b"<link>https://a.vn/feed</link>" in made.rss_str()


def test_feedgen_dates_a_feed_by_the_clock_and_names_its_version() -> None:
    written = head().rss_str().decode()
    assert re.search(f"<lastBuildDate>[^<]*{datetime.now(UTC).year}", written)
    assert "python-feedgen" in written


def test_feedgen_puts_a_new_entry_first_unless_told() -> None:
    made = head()
    for name, order in (("one", "append"), ("two", "append"), ("three", "prepend")):
        made.add_entry(order=order).title(name)
    assert [entry.title() for entry in made.entry()] == ["three", "one", "two"]
    made.add_entry().title("four")
    assert made.entry()[0].title() == "four"


def test_feedgen_writes_the_syndication_module_in_the_wrong_case() -> None:
    made = head()
    made.load_extension("syndication", atom=False)
    made.syndication.update_period("hourly")
    assert b"sy:UpdatePeriod" in made.rss_str()


def test_feedgen_leaks_cdata_as_a_type_into_atom() -> None:
    made = head()
    entry = made.add_entry()
    entry.id("urn:y")
    entry.title("t")
    entry.content("<p>x</p>", type="CDATA")
    assert b'type="CDATA"' in made.atom_str()


def test_feedgen_refuses_control_characters() -> None:
    made = head()
    made.title("a\x00")
    with pytest.raises(ValueError):
        made.rss_str()
