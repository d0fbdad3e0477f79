"""What the marks of a view tell apart: channels, or by `?mau=…` subjects, units or directives; never colour alone.

A mark has a colour, a shape and a word in the legend. Its colour comes of what it stands for and of nothing else, so a
subject looks alike on every page and every day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zlib import crc32

from calendar_app.errors import NotFound
from calendar_app.scopes import DIMENSIONS, Scope
from feeds.view import Entry

CHANNEL = "kenh"
WAYS = {CHANNEL: "kênh", "linh-vuc": "lĩnh vực", "don-vi": "đơn vị", "van-ban": "văn bản"}
COLOURS, SHAPES = 7, 4
CLOSED = ("chu-de", "loai-don-vi")
"""Lists of which each value has a number of its own, so that no two look alike; of open ones the name makes it."""
UNKNOWN = "Không tô màu theo “{}” được. Hãy chọn một trong các cách: {}."
_PREFIXES = {CHANNEL: CHANNEL, "linh-vuc": "chu-de", "don-vi": "loai-don-vi", "van-ban": "van-ban"}
_DIMENSIONS = {dimension.prefix: dimension for dimension in DIMENSIONS}


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark and the word it stands for; a channel has its own."""

    name: str
    colour: int
    shape: int
    channel: str = ""


def way_asked(said: str) -> str:
    """Return what an address colours by; NotFound where it names no way."""
    if said not in WAYS:
        raise NotFound(UNKNOWN.format(said[:60], ", ".join(WAYS)))
    return said


class Marks:
    """The marks of entries by one way, given all scopes there are and the units that were chosen."""

    def __init__(self, way: str, scopes: Mapping[str, Scope], chosen: Iterable[Scope] = ()) -> None:
        self.way = way
        units = {part.slug: part for part in chosen if way == "don-vi" and "don-vi" in part.chosen}
        self._prefix = "don-vi" if units else _PREFIXES[way]
        self._scopes = units or scopes
        closed = [slug for slug in scopes if self._prefix in CLOSED and slug.startswith(f"{self._prefix}-")]
        self._numbers = {slug: number for number, slug in enumerate(closed)}

    def of(self, entry: Entry) -> list[Mark]:
        """Return the marks of an entry, none where nothing is known of it."""
        values = _DIMENSIONS[self._prefix].values(entry)
        if self._prefix == "loai-don-vi":
            kinds = (self._scopes[slug] for slug in self._numbers)
            return [self._mark(kind) for kind in kinds if not kind.chosen[self._prefix].isdisjoint(values)]
        slugs = (f"{self._prefix}-{value}" for value in values)
        return [self._mark(self._scopes[slug]) for slug in slugs if slug in self._scopes]

    def legend(self, entries: Iterable[Entry]) -> list[Mark]:
        """Return the marks that some entries have, each once, by name."""
        return sorted({mark for entry in entries for mark in self.of(entry)}, key=lambda mark: mark.name)

    def _mark(self, scope: Scope) -> Mark:
        number = self._numbers.get(scope.slug, crc32(scope.slug.encode()))
        return Mark(scope.name, number % COLOURS, number // COLOURS % SHAPES, scope.channel or "")
