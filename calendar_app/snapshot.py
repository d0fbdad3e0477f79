"""What is public, as one frozen value: the file `release.json` of the tree, from which all public pages are drawn.

Public code reads this and nothing else, so that a draft cannot reach a page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter

from feeds.view import Entry


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document that a directive names; its date is a fact about it."""

    kind: str
    number: str
    issued_on: date | None


@dataclass(frozen=True, slots=True)
class PublicDirective:
    """A directive of which something is public, with what its page shows.

    `title` names it for people ("Công văn số 853-CV/BTGTU ngày 22/6/2020 của Ban Tuyên giáo"); `forms` are the ways
    of communicating it asks for.
    """

    slug: str
    title: str
    subject: str
    issuer: str
    number: str
    place: str
    issued_on: date | None
    window_start: date | None
    window_end: date | None
    window_text: str
    recipients: tuple[str, ...]
    forms: tuple[str, ...]
    citations: tuple[CitedDocument, ...]
    received_at: datetime


@dataclass(frozen=True, slots=True)
class ShortFeed:
    """A feed under a short address of its own (`/feeds/k/xa-tan-canh.ics`): its title, and the filter it shows now.

    One that is not listed any more still answers: whoever subscribed to it keeps it.
    """

    name: str
    title: str
    filter: str
    changed_at: datetime
    listed: bool = True


@dataclass(frozen=True, slots=True)
class PublicUnit:
    """A unit of the registry: `kind` is an id of content.vocabulary.unit_kinds, `place` the slug of the area it serves.

    One that is no more (`valid` False) says in `now` the slugs of those who do its work. `province` is the name of the
    province it lies in, "" where that is not known: many communes have one name.
    """

    slug: str
    name: str
    kind: str
    place: str
    valid: bool = True
    now: tuple[str, ...] = ()
    province: str = ""


@dataclass(frozen=True, slots=True)
class PublicRelease:
    """The release whose state this is; `name` is its ISO week and count ("2024-W46.1")."""

    number: int
    name: str
    note: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The public state at `rendered_at`; it changes by the clock next at `next_change`.

    `gone` are the directives of which nothing is shown any more: their feeds stay, empty. `short` are the feeds under
    short addresses, `units` the registry, `airing` names the state of slots and decisions that plans were made of.
    """

    release: PublicRelease | None
    directives: tuple[PublicDirective, ...]
    entries: tuple[Entry, ...]
    rendered_at: datetime
    next_change: datetime
    gone: tuple[PublicDirective, ...] = ()
    short: tuple[ShortFeed, ...] = ()
    units: tuple[PublicUnit, ...] = ()
    airing: str = ""
    reach: tuple[tuple[str, ...], ...] = ()  # only in the file: see `dump`

    def directive(self, slug: str) -> PublicDirective | None:
        """Return the directive at an address, or None."""
        return next((d for d in self.directives if d.slug == slug), None)

    def cited(self, document: CitedDocument) -> PublicDirective | None:
        """Return the public directive of a document's number and day; a day that either leaves blank parts nothing."""
        days = (None, document.issued_on)
        same = (d for d in self.directives if d.number == document.number)
        return next((d for d in same if document.issued_on is None or d.issued_on in days), None)


_ADAPTER = TypeAdapter(Snapshot)
_DIRECTIVE = TypeAdapter(PublicDirective)


def dump(snapshot: Snapshot) -> bytes:
    """Return the snapshot as JSON, the same bytes for the same snapshot.

    Thousands of entries have the same hundreds of units: each such list is written once, in `reach`, and the entry
    says its number.
    """
    lists = dict.fromkeys(entry.units for entry in snapshot.entries if entry.units)
    reach = {units: str(number) for number, units in enumerate(lists)}
    entries = tuple(replace(e, units=(reach[e.units],)) if e.units else e for e in snapshot.entries)
    return _ADAPTER.dump_json(replace(snapshot, entries=entries, reach=tuple(reach)), indent=1)


def load(data: bytes) -> Snapshot:
    """Return the snapshot that `dump` wrote."""
    kept = _ADAPTER.validate_json(data)
    entries = tuple(replace(e, units=kept.reach[int(e.units[0])]) if e.units else e for e in kept.entries)
    return replace(kept, entries=entries, reach=())


def directive_to_json(directive: PublicDirective) -> dict[str, Any]:
    """Return a directive as the JSON that is kept with a release."""
    plain: dict[str, Any] = _DIRECTIVE.dump_python(directive, mode="json")
    return plain


def directive_from_json(plain: dict[str, Any]) -> PublicDirective:
    """Return the directive that `directive_to_json` wrote."""
    return _DIRECTIVE.validate_python(plain)
