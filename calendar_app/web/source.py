"""A directive's text cut into pieces, each knowing which item, date or citation it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from calendar_app.models import Directive, Item, ItemDate

T = TypeVar("T")
LONGEST_SENTENCE = 360
_END = re.compile(r"[.;!?]\s|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring characters of the source with one meaning; `item_id` None is text that became nothing."""

    text: str
    item_id: int | None
    role: str | None  # a date's role, or "citation"


def pieces(directive: Directive, items: Sequence[Item], dates: dict[int, list[ItemDate]]) -> list[Piece]:
    """Return the whole text, in order, cut wherever its meaning changes."""
    owners = [(a, b, item.id or 0) for item in items for a, b in item.spans]
    roles = [(m.span_start, m.span_end, m.role) for marks in dates.values() for m in marks if m.text]
    roles += [(*_span(c["span"]), "citation") for c in directive.citations]
    edges = {
        0,
        len(directive.text),
        *(e for a, b, _ in owners for e in (a, b)),
        *(e for a, b, _ in roles for e in (a, b)),
    }
    return [
        Piece(directive.text[a:b], _at(owners, a), _at(roles, a))
        for a, b in pairwise(sorted(e for e in edges if e <= len(directive.text)))
    ]


def sentence(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return what stands in a sentence before, at and after a span, one line each."""
    floor, ceiling = max(0, start - LONGEST_SENTENCE // 2), min(len(text), end + LONGEST_SENTENCE // 2)
    ends = [m.end() for m in _END.finditer(text, floor, start)]
    first = ends[-1] if ends else floor
    close = _END.search(text, end, ceiling)
    last = close.start() + 1 if close else ceiling
    return _line(text[first:start]), _line(text[start:end]), _line(text[end:last])


def _at(spans: Sequence[tuple[int, int, T]], place: int) -> T | None:
    return next((what for a, b, what in spans if a <= place < b), None)


def _span(pair: Sequence[int]) -> tuple[int, int]:
    return pair[0], pair[1]


def _line(text: str) -> str:
    """One line, keeping a space at either end where the text had one."""
    return re.sub(r"\s+", " ", text)
