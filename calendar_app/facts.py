"""What is said about one entry, as a value that is compared between releases and kept with them."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python


@dataclass(frozen=True, slots=True)
class FurtherSource:
    """Another directive that an entry comes from, and the place in it: its public slug, its name as it was then."""

    slug: str
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What is said about one entry, as far as a person decided it: the part that is compared between releases."""

    theme_uid: str
    kind: str
    title: str
    text: str
    start: date | None
    end: date | None
    rrule: str | None
    years: int | None
    channels: tuple[str, ...]
    audiences: tuple[str, ...]
    providers: tuple[str, ...]
    slogans: tuple[str, ...]
    links: tuple[str, ...]
    path: str
    words: str
    source: str = ""  # the document's name as it was then
    embargo_until: datetime | None = None
    also: tuple[FurtherSource, ...] = ()  # further directives that say the same, in the order they were joined

    def withheld(self) -> EntryFacts:
        """Return the facts without what an embargo or a withdrawal keeps from the public: title and days stay."""
        return replace(self, text="", slogans=(), links=(), words="")


_ADAPTER = TypeAdapter(EntryFacts)
_ADDED = {f.name: to_jsonable_python(f.default) for f in fields(EntryFacts) if f.default is not MISSING}


def to_json(facts: EntryFacts) -> dict[str, Any]:
    """Return facts as the JSON that is kept with a release."""
    plain: dict[str, Any] = _ADAPTER.dump_python(facts, mode="json")
    return plain


def from_json(plain: dict[str, Any]) -> EntryFacts:
    """Return the facts that `to_json` wrote."""
    return _ADAPTER.validate_python(plain)


def completed(plain: dict[str, Any]) -> dict[str, Any]:
    """Return facts kept by an earlier version with the fields that came later, as they would be kept today."""
    return {**_ADDED, **plain}
