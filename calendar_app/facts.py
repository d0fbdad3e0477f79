"""What is said about one entry, as a value that is compared between releases and kept with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter


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


_ADAPTER = TypeAdapter(EntryFacts)


def to_json(facts: EntryFacts) -> dict[str, Any]:
    """Return facts as the JSON that is kept with a release."""
    plain: dict[str, Any] = _ADAPTER.dump_python(facts, mode="json")
    return plain


def from_json(plain: dict[str, Any]) -> EntryFacts:
    """Return the facts that `to_json` wrote."""
    return _ADAPTER.validate_python(plain)
