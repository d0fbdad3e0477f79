"""Calendars as the icalendar library alone writes them: what ours are compared with, byte for byte."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from icalendar import Calendar, Component, Event, Timezone, TimezoneStandard, Todo, vDuration, vText

from feeds import airtime, ical
from feeds.color import HEX
from feeds.lifecycle import VIETNAM
from feeds.recurrence import rule
from feeds.text import address, one_line
from feeds.view import Entry, FeedView, Session
from feeds.wording import category_names, second


def calendar(view: FeedView) -> bytes:
    """Return a view as a calendar."""
    whole = head(view)
    if view.sessions:
        whole.add_component(zone())
    for entry in ical.shown(view):
        if entry.start:
            whole.add_component(vevent(entry, entry.start))
    for session in view.sessions:
        whole.add_component(timed(session))
    written: bytes = whole.to_ical()
    return written


def head(view: FeedView) -> Calendar:
    """Return a calendar without its events."""
    made = Calendar()
    made.add("PRODID", ical.PRODID)
    made.add("VERSION", "2.0")
    made.add("CALSCALE", "GREGORIAN")
    made.add("UID", one_line(view.uid))
    for name in ("NAME", "X-WR-CALNAME"):
        made.add(name, vText(one_line(view.title, ical.NAME_LIMIT) or view.slug))
    for name in ("DESCRIPTION", "X-WR-CALDESC"):
        made.add(name, vText(one_line(view.description, ical.DESCRIPTION_LIMIT)))
    made.add("X-WR-TIMEZONE", airtime.ZONE)
    made.add("REFRESH-INTERVAL", vDuration(timedelta(hours=1)), parameters={"VALUE": "DURATION"})
    made.add("X-PUBLISHED-TTL", vDuration(timedelta(hours=1)))
    made.add("LAST-MODIFIED", second(view.updated))
    _url(made, "URL", view.home_url)
    _url(made, "SOURCE", f"{view.path}.ics")
    if view.color:
        made.add("COLOR", view.color)
        made.add("X-APPLE-CALENDAR-COLOR", HEX[view.color])
    return made


def vevent(entry: Entry, start: date) -> Event:
    """Return an entry that starts on a day as whole days."""
    block = Event()
    first, last = ical.span(entry, start)
    _about(block, entry)
    block.add("DTSTART", first)
    block.add("DTEND", last + timedelta(days=1))
    if entry.rrule:
        block.add("RRULE", rule(entry.rrule, entry.start, entry.end))
    block.add("STATUS", entry.status.upper())
    for name, value in ical.FREE.items():
        block.add(name, value)
    return block


def vtodo(entry: Entry, start: date) -> Todo:
    """Return a deadline as a task."""
    block = Todo()
    _about(block, entry)
    block.add("DUE", ical.span(entry, start)[1])
    block.add("STATUS", "CANCELLED" if entry.status == "cancelled" else "NEEDS-ACTION")
    return block


def timed(session: Session) -> Event:
    """Return a session."""
    block = Event()
    block.add("UID", one_line(session.uid))
    block.add("SEQUENCE", session.sequence)
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        block.add(name, second(session.changed_at))
    for name, at in (("DTSTART", session.start), ("DTEND", session.start + timedelta(minutes=session.minutes))):
        local = second(at).astimezone(VIETNAM).replace(tzinfo=None)
        block.add(name, local, parameters={"TZID": airtime.ZONE})
    block.add("SUMMARY", airtime.summary(session))
    block.add("DESCRIPTION", airtime.description(session))
    block.add("LOCATION", one_line(session.unit))
    block.add("CATEGORIES", [one_line(session.channel_name)])
    block.add("STATUS", "CANCELLED" if session.cancelled else "CONFIRMED")
    for name, value in airtime.FIXED.items():
        block.add(name, value)
    return block


def zone() -> Timezone:
    """Return the zone that timed events name."""
    offset = timedelta(hours=7)
    standard = TimezoneStandard()
    standard.add("DTSTART", datetime(1976, 1, 1))  # noqa: DTZ001  (local time, RFC 5545 3.6.5)
    standard.add("TZOFFSETFROM", offset)
    standard.add("TZOFFSETTO", offset)
    standard.add("TZNAME", "+07")
    found = Timezone()
    found.add("TZID", airtime.ZONE)
    found.add_component(standard)
    return found


def _about(block: Component, entry: Entry) -> None:
    block.add("UID", one_line(entry.uid))
    block.add("SEQUENCE", entry.sequence)
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        block.add(name, second(entry.changed_at))
    block.add("CREATED", second(entry.created_at))
    block.add("SUMMARY", ical.summary(entry))
    block.add("DESCRIPTION", ical.description(entry))
    block.add("CATEGORIES", category_names(entry))
    _url(block, "URL", entry.url)
    block.add("CLASS", "PUBLIC")


def _url(block: Component, name: str, url: str) -> None:
    if address(url):
        block.add(name, address(url), parameters={"VALUE": "URI"} if name == "SOURCE" else {})
