"""A JSON Feed 1.1 (jsonfeed.org): what has been released, newest first."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from feeds.memo import Memo
from feeds.news import Item, blocks, news
from feeds.syndication import GENERATOR, LANGUAGE
from feeds.text import address, one_line
from feeds.view import FeedView
from feeds.wording import category_names

VERSION = "https://jsonfeed.org/version/1.1"


def jsonfeed(view: FeedView, memo: Memo | None = None) -> bytes:
    """Return `view` as a JSON Feed with its extension `_lich`, whose start and end are inclusive days.

    Items are written once for all feeds; joined, they are what json writes of them in one go.
    Raises ValueError when a uid is no UUID or an instant has no zone.
    """
    remember = memo or Memo()
    told = news(view, remember, "json")
    feed = {
        "version": VERSION,
        "title": one_line(view.title) or view.slug,
        "home_page_url": address(view.home_url),
        "feed_url": address(f"{view.path}.json"),
        "description": one_line(f"{view.description} {told.note}"),
        "authors": [{"name": one_line(view.author) or GENERATOR}],
        "language": LANGUAGE,
        **_next(view),
        "items": [],
    }
    head = _json(_filled(feed))
    rows = b",\n".join(blocks(told, remember, _writer(address(view.home_url))))
    return head.removesuffix(b"]\n}") + (b"\n" + rows + b"\n ]\n}\n" if rows else b"]\n}\n")


@cache
def _writer(about: str) -> Callable[[Item], bytes]:
    """Return what writes an item as its lines in a feed of a site."""
    return lambda item: b"  " + _json(_item(item, about)).replace(b"\n", b"\n  ")


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _next(view: FeedView) -> dict[str, Any]:
    """Return where older items are and where to be told of new ones, as far as there is such a place."""
    older, hub = address(f"{view.previous}.json"), address(view.hub)
    said: dict[str, Any] = {"next_url": older} if older else {}
    return said | ({"hubs": [{"type": "WebSub", "url": hub}]} if hub else {})


def _filled(said: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is "", as an empty address is none."""
    return {name: value for name, value in said.items() if value != ""}


def _item(item: Item, about: str) -> dict[str, Any]:
    said = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "content_html": item.html,
        "summary": item.summary,
        "date_published": item.published.isoformat(),
        "date_modified": item.updated.isoformat(),
        "tags": category_names(item.entry),
        "_lich": _extension(item, about),
    }
    return _filled(said)


def _extension(item: Item, about: str) -> dict[str, Any]:
    entry = item.entry
    return {
        "about": about,
        "start": _day(entry.start),
        "end": _day(entry.end),
        "all_day": True,
        "rrule": entry.rrule,
        "status": entry.status,
        "sequence": entry.sequence,
        "kind": entry.kind,
        "channels": list(entry.channels),
        "subjects": list(entry.subjects),
        "directive": one_line(entry.source.title),
        **({"also": [one_line(one.title) for one in entry.also]} if entry.also else {}),
        **({"notice": item.notice.kind} if item.notice else {}),
    }


def _day(when: date | None) -> str | None:
    return when.isoformat() if when else None
