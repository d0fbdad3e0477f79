"""What independent parsers see in a feed, each in the same words."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import feedparser
import pytest
import vobject
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

NODE = Path(__file__).parents[1] / "node"


def icalendar_events(written: bytes) -> list[dict[str, Any]]:
    """Return the events the icalendar library reads, none of them broken."""
    calendar = Calendar.from_ical(written)
    assert [error for part in calendar.walk() for error in part.errors] == []
    return [
        {
            "uid": str(event["UID"]),
            "start": event.start.isoformat(),
            "end": event.end.isoformat(),
            "title": str(event["SUMMARY"]),
            "description": str(event["DESCRIPTION"]),
        }
        for event in calendar.events
    ]


def vobject_events(written: bytes) -> list[dict[str, Any]]:
    """Return the events vobject reads; it raises where a component lacks what RFC 5545 wants."""
    calendar = vobject.readOne(written.decode(), validate=True)
    return [
        {
            "uid": event.uid.value,
            "start": event.dtstart.value.isoformat(),
            "end": event.dtend.value.isoformat(),
            "title": event.summary.value,
            "description": event.description.value,
        }
        for event in calendar.contents.get("vevent", [])
    ]


def strict_events(written: bytes) -> list[dict[str, Any]]:
    """Return the events the strict parser of Home Assistant reads; it raises on any malformed value."""
    calendar = IcsCalendarStream.calendar_from_ics(written.decode())
    return [
        {
            "uid": event.uid,
            "start": event.dtstart.isoformat(),
            "end": event.dtend.isoformat() if event.dtend else "",
            "title": event.summary,
            "description": event.description,
        }
        for event in calendar.events
    ]


def feedparser_items(written: bytes) -> list[dict[str, Any]]:
    """Return the items feedparser reads, having found nothing wrong."""
    parsed = feedparser.parse(written)
    assert parsed.bozo is False, parsed.get("bozo_exception")
    return [{"id": item.id, "title": item.title, "link": item.get("link")} for item in parsed.entries]


def missing_node() -> str | None:
    """Return what keeps the JavaScript parsers from running, or None."""
    if not shutil.which("node"):
        return "node is not installed"
    return None if (NODE / "node_modules").is_dir() else "tests/node/node_modules is missing: npm ci in tests/node"


def read_with_node(paths: list[Path], zone: str = "UTC") -> dict[str, Any]:
    """Return what ical.js, node-ical and rss-parser see in the files, by path; skip when they are not there."""
    if reason := missing_node():
        pytest.skip(reason)
    command = ["node", str(NODE / "read.mjs"), *map(str, paths)]
    done = subprocess.run(command, check=True, capture_output=True, env={**os.environ, "TZ": zone})
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen
