"""A JSON Feed 1.1 (jsonfeed.org): what has been released, newest first."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from feeds.text import address, one_line
from feeds.view import Entry, FeedView
from feeds.wording import body, category_names, headline, modified, newest_first, second, summary, urn

VERSION = "https://jsonfeed.org/version/1.1"


def jsonfeed(view: FeedView) -> bytes:
    """Return `view` as a JSON Feed with its extension `_lich`, whose start and end are inclusive days.

    Raises ValueError when a uid is no UUID or an instant has no zone.
    """
    feed = {
        "version": VERSION,
        "title": one_line(view.title) or view.slug,
        "home_page_url": address(view.home_url),
        "feed_url": address(f"{view.path}.json"),
        "description": one_line(view.description),
        "authors": [{"name": one_line(view.author)}],
        "language": "vi",
        "items": [_item(entry, view) for entry in newest_first(view.entries)],
    }
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def _item(entry: Entry, view: FeedView) -> dict[str, Any]:
    return {
        "id": urn(entry.uid),
        "url": address(entry.url),
        "title": headline(entry),
        "content_html": str(body(entry)),
        "summary": summary(entry),
        "date_published": _instant(entry.appears_at),
        "date_modified": modified(entry).isoformat(),
        "tags": category_names(entry),
        "_lich": _extension(entry, view),
    }


def _extension(entry: Entry, view: FeedView) -> dict[str, Any]:
    return {
        "about": address(view.home_url),
        "start": _day(entry.start),
        "end": _day(entry.end),
        "all_day": True,
        "rrule": entry.rrule,
        "status": entry.status,
        "sequence": entry.sequence,
        "kind": entry.kind,
        "channels": list(entry.channels),
        "directive": one_line(entry.source.title),
    }


def _instant(instant: datetime) -> str:
    return second(instant).isoformat()


def _day(when: date | None) -> str | None:
    return when.isoformat() if when else None
