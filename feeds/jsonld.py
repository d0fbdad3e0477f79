"""Entries in the words of schema.org, as JSON-LD ready to stand in a page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from markupsafe import Markup

from feeds.ical import span
from feeds.lifecycle import seen
from feeds.text import address, one_line
from feeds.view import Entry
from feeds.wording import documents, summary, title, urn

Thing = dict[str, Any]

CONTEXT = {"@context": "https://schema.org"}
UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}
"""What could end a script element or begin a comment (WHATWG HTML, 4.12.1.3)."""


def thing(entry: Entry, office: str, place: str, as_of: datetime) -> Thing:
    """Return an entry as an Event, an undated one as a CreativeWork.

    `office` is the body that answers for it, `place` the area it is for. What is open-ended has no last day.
    """
    now = seen(entry, as_of)
    said = _event(now, now.start, office, place) if now.start else _work(now, office)
    common = {"@id": urn(now.uid), "name": title(now), "description": summary(now)}
    return {"@type": said.pop("@type"), **common, **said, "url": address(now.url), "inLanguage": "vi"}


def things_script(things: Sequence[Thing]) -> Markup:
    """Return the text of a `<script type="application/ld+json">` for a page about these, "" for none."""
    if not things:
        return Markup("")
    return _script(things[0] if len(things) == 1 else {"@graph": things})


def list_script(name: str, url: str, things: Sequence[Thing]) -> Markup:
    """Return the same for a page that lists things in their order; each is said in short, its own page says more."""
    items = [
        {"@type": "ListItem", "position": number, "item": {k: v for k, v in one.items() if k != "description"}}
        for number, one in enumerate(things, 1)
    ]
    about = {"@type": "ItemList", "name": one_line(name), "url": address(url), "numberOfItems": len(items)}
    return _script({**about, "itemListElement": items}) if items else Markup("")


def _event(entry: Entry, start: date, office: str, place: str) -> Thing:
    first, last = span(entry, start)
    end = {} if entry.end is None and not entry.rrule else {"endDate": last.isoformat()}
    area = {"location": {"@type": "AdministrativeArea", "name": one_line(place)}} if one_line(place) else {}
    return {
        "@type": "Event",
        "startDate": first.isoformat(),
        **end,
        "eventStatus": f"https://schema.org/{_status(entry)}",
        "organizer": _body(office),
        **area,
        "subjectOf": _directives(entry),
    }


def _work(entry: Entry, office: str) -> Thing:
    gone = {"creativeWorkStatus": "Đã hủy"} if entry.status == "cancelled" else {}
    return {"@type": "CreativeWork", **gone, "publisher": _body(office), "isBasedOn": _directives(entry)}


def _body(office: str) -> Thing:
    return {"@type": "GovernmentOrganization", "name": one_line(office)}


def _directives(entry: Entry) -> Thing | list[Thing]:
    works = [{"@type": "CreativeWork", "name": name, "url": address(url)} for url, name in documents(entry)]
    return works[0] if len(works) == 1 else works


def _status(entry: Entry) -> str:
    if entry.status == "cancelled":
        return "EventCancelled"
    return "EventRescheduled" if entry.notices else "EventScheduled"


def _script(value: Thing) -> Markup:
    text = json.dumps(CONTEXT | value, ensure_ascii=False)
    return Markup("".join(UNSAFE.get(char, char) for char in text))
