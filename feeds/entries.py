"""The entries as plain JSON, for programs that want facts and no feed; `SCHEMA` says what it holds."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from feeds.ical import shown
from feeds.memo import Memo
from feeds.text import address, one_line, plain
from feeds.view import Entry, FeedView, Source
from feeds.wording import second, title

EXTENSION = "muc.json"
_TEXTS: dict[str, Any] = {"type": "array", "items": {"type": "string"}}
_DAY: dict[str, Any] = {"type": ["string", "null"], "format": "date"}
_TEXT: dict[str, Any] = {"type": "string"}
_INSTANT: dict[str, Any] = {"type": "string", "format": "date-time"}
_DIRECTIVE: dict[str, Any] = {
    "type": "object",
    "properties": {"slug": _TEXT, "title": _TEXT, "path": _TEXT, "words": _TEXT, "url": _TEXT},
    "required": ["slug", "title", "path", "words", "url"],
    "additionalProperties": False,
}

_FIELDS: dict[str, dict[str, Any]] = {
    "uid": {"type": "string", "pattern": "^[0-9a-f]{32}$", "description": "never changes, as in the calendars"},
    "theme": {"type": "string", "description": "uid of the theme the entry belongs to"},
    "sequence": {"type": "integer", "minimum": 0, "description": "rises with every published change"},
    "status": {"enum": ["confirmed", "cancelled"]},
    "kind": {"type": "string", "pattern": "^[a-z-]+$"},
    "kind_name": _TEXT,
    "title": {"type": "string", "minLength": 1},
    "text": _TEXT,
    "start": {**_DAY, "description": "first day; null with end null: undated"},
    "end": {**_DAY, "description": "last day, inclusive; null after a start: open-ended"},
    "rrule": {"type": ["string", "null"], "description": "RFC 5545 recurrence rule of days"},
    "channels": {**_TEXTS, "description": "slugs, as in the addresses of feeds"},
    "channel_names": _TEXTS,
    "subjects": {**_TEXTS, "description": "slugs, as in the addresses of feeds"},
    "subject_names": _TEXTS,
    "audiences": _TEXTS,
    "providers": _TEXTS,
    "slogans": _TEXTS,
    "links": {"type": "array", "items": {"type": "string", "format": "uri"}},
    "url": {"type": "string", "description": "page of the entry"},
    "reason": {"type": "string", "description": "why it was cancelled"},
    "directive": {**_DIRECTIVE, "description": "the document the entry comes from, and the place in it"},
    "also": {"type": "array", "items": _DIRECTIVE, "description": "further documents that say the same"},
    "created": _INSTANT,
    "changed": _INSTANT,
}
"""What is known of each entry; readers must pass over fields they do not know, as later versions may add some."""


def schema(address_of_schema: str) -> bytes:
    """Return the JSON Schema (2020-12) of `entries`, published at the address given."""
    entry = {"type": "object", "properties": _FIELDS, "required": list(_FIELDS)}
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address(address_of_schema),
        "title": "Lịch tuyên truyền: các mục",
        "type": "object",
        "properties": {
            "$schema": {"type": "string", "format": "uri"},
            "title": _TEXT,
            "url": _TEXT,
            "entries": {"type": "array", "items": entry},
        },
        "required": ["$schema", "title", "url", "entries"],
    }
    return _json(whole)


def entries(view: FeedView, memo: Memo | None = None) -> bytes:
    """Return every entry of `view`, in the order given; nothing is left out."""
    remember = memo or Memo()
    whole = {
        "$schema": address(view.schema),
        "title": one_line(view.title) or view.slug,
        "url": address(f"{view.path}.{EXTENSION}"),
    }
    head = _json(whole).removesuffix(b"\n}\n")
    rows = b",\n".join(remember(_row, entry) for entry in shown(view))
    return head + b',\n "entries": [\n' + rows + b"\n ]\n}\n"


def _row(entry: Entry) -> bytes:
    return json.dumps(_facts(entry), ensure_ascii=False).encode()


def _facts(entry: Entry) -> dict[str, Any]:
    return {
        "uid": entry.uid,
        "theme": entry.theme_uid,
        "sequence": entry.sequence,
        "status": entry.status,
        "kind": entry.kind,
        "kind_name": one_line(entry.kind_name),
        "title": title(entry),
        "text": plain(entry.text),
        "start": _day(entry.start),
        "end": _day(entry.end),
        "rrule": entry.rrule,
        "channels": list(entry.channels),
        "channel_names": _lines(entry.channel_names),
        "subjects": list(entry.subjects),
        "subject_names": _lines(entry.subject_names),
        "audiences": _lines(entry.audiences),
        "providers": _lines(entry.providers),
        "slogans": _lines(entry.slogans),
        "links": [link for link in map(address, entry.links) if link],
        "url": address(entry.url),
        "reason": one_line(entry.reason),
        "directive": _directive(entry.source),
        "also": [_directive(one) for one in entry.also],
        "created": _instant(entry.created_at),
        "changed": _instant(entry.changed_at),
    }


def _directive(found: Source) -> dict[str, str]:
    return {
        "slug": one_line(found.slug),
        "title": one_line(found.title),
        "path": one_line(found.path),
        "words": one_line(found.words),
        "url": address(found.url),
    }


def _lines(texts: tuple[str, ...]) -> list[str]:
    return [line for line in map(one_line, texts) if line]


def _instant(instant: datetime) -> str:
    return second(instant).isoformat()


def _day(when: date | None) -> str | None:
    return when.isoformat() if when else None


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
