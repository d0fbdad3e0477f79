"""An entry as schema.org Event in JSON-LD, ready to stand in a page."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from feeds.ical import span
from feeds.lifecycle import seen
from feeds.text import address, one_line
from feeds.view import Entry
from feeds.wording import summary, title, urn

UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}
"""What could end a script element or begin a comment (WHATWG HTML, 4.12.1.3)."""


def jsonld(entry: Entry, office: str, place: str, as_of: datetime) -> str:
    """Return the text of a `<script type="application/ld+json">`, or "" for an undated entry.

    `office` is the body that answers for it, `place` the area it is for.
    """
    now = seen(entry, as_of)
    return _script(_event(now, office, place)) if now.start else ""


def _event(entry: Entry, office: str, place: str) -> dict[str, Any]:
    first, last = span(entry, entry.start) if entry.start else (None, None)
    area = {"location": {"@type": "AdministrativeArea", "name": one_line(place)}} if one_line(place) else {}
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": urn(entry.uid),
        "name": title(entry),
        "description": summary(entry),
        "startDate": first and first.isoformat(),
        "endDate": last and last.isoformat(),
        "eventStatus": f"https://schema.org/{_status(entry)}",
        "organizer": {"@type": "GovernmentOrganization", "name": one_line(office)},
        **area,
        "url": address(entry.url),
        "inLanguage": "vi",
    }


def _status(entry: Entry) -> str:
    if entry.status == "cancelled":
        return "EventCancelled"
    return "EventRescheduled" if entry.notices else "EventScheduled"


def _script(value: dict[str, Any]) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return "".join(UNSAFE.get(char, char) for char in text)
