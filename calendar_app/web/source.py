"""A directive's text cut into pieces, each knowing which item, date or citation it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from calendar_app.models import Directive, Item, ItemDate

T = TypeVar("T")
LONGEST_SENTENCE = 360
LEAST_PARAGRAPH = 60
_PARAGRAPH = re.compile(r"\S(?:.|\n(?!\s*\n))*")
_END = re.compile(r"[.;!?]\s|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring characters of the source with one meaning; `item_id` None is text that became nothing.

    `start` is their place in the text, `doubt` the number of the doubt about them; `names` are the anchors of the item,
    the date and the doubt whose words begin here.
    """

    text: str
    start: int
    item_id: int | None
    role: str | None  # a date's role, or "citation"
    date_id: int | None = None
    doubt: int | None = None
    names: tuple[str, ...] = ()
    paragraph: tuple[int, int] | None = None  # an unused paragraph, where this is its last piece
    page: int | None = None  # the page, from 1, that begins here; None also where the file has no pages


def pieces(
    directive: Directive, items: Sequence[Item], dates: dict[int, list[ItemDate]], doubts: Iterable[Sequence[int]] = ()
) -> list[Piece]:
    """Return the whole text, in order, cut wherever its meaning changes; `doubts` are spans, numbered from 0."""
    owners = [(a, b, item.id or 0) for item in items for a, b in item.spans]
    marks = [(m.span_start, m.span_end, m) for found in dates.values() for m in found if m.text]
    roles = [(a, b, mark.role) for a, b, mark in marks]
    roles += [(*_span(c["span"]), "citation") for c in directive.citations]
    doubted = [(*_span(span), number) for number, span in enumerate(doubts) if span[0] < span[1]]
    unused = {b: (a, b) for a, b in _unused(directive.text, owners)}
    pages = page_starts(directive.text)
    edges = {0, len(directive.text), *_edges(owners), *_edges(roles), *_edges(doubted), *unused, *pages}
    found: list[Piece] = []
    named: set[str] = set()
    for a, b in pairwise(sorted(e for e in edges if e <= len(directive.text))):
        mark, item_id, doubt = _at(marks, a), _at(owners, a), _at(doubted, a)
        date_id = mark.id if mark else None
        here = {"chu-muc": item_id, "chu-ngay": date_id, "chu-diem": doubt}
        names = tuple(f"{name}-{n}" for name, n in here.items() if n is not None and f"{name}-{n}" not in named)
        named.update(names)
        found.append(
            Piece(directive.text[a:b], a, item_id, _at(roles, a), date_id, doubt, names, unused.get(b), pages.get(a))
        )
    return found


def sentence(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return what stands in a sentence before, at and after a span, one line each."""
    floor, ceiling = max(0, start - LONGEST_SENTENCE // 2), min(len(text), end + LONGEST_SENTENCE // 2)
    ends = [m.end() for m in _END.finditer(text, floor, start)]
    first = ends[-1] if ends else floor
    close = _END.search(text, end, ceiling)
    last = close.start() + 1 if close else ceiling
    return _line(text[first:start]), _line(text[start:end]), _line(text[end:last])


def page_starts(text: str) -> dict[int, int]:
    """Return where each page of a text begins, with its number; nothing where it is not told in pages."""
    breaks = [found.end() for found in re.finditer("\f", text)]
    return {place: number for number, place in enumerate([0, *breaks], 1)} if breaks else {}


def _unused(text: str, owners: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs that no item has a word of, without titles and other short lines."""
    for found in _PARAGRAPH.finditer(text):
        a, b = found.span()
        if b - a >= LEAST_PARAGRAPH and not any(first < b and a < last for first, last, _ in owners):
            yield a, b


def _edges(spans: Iterable[tuple[int, int, object]]) -> Iterator[int]:
    return (edge for a, b, _ in spans for edge in (a, b))


def _at(spans: Sequence[tuple[int, int, T]], place: int) -> T | None:
    return next((what for a, b, what in spans if a <= place < b), None)


def _span(pair: Sequence[int]) -> tuple[int, int]:
    return pair[0], pair[1]


def _line(text: str) -> str:
    """One line, keeping a space at either end where the text had one."""
    return re.sub(r"\s+", " ", text)
