"""Kinds of units, and by which channels each works."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from content.folding import fold

AREAS = ("commune", "district", "province")
"""The kinds that are places themselves, the smallest first."""


@dataclass(frozen=True, slots=True)
class UnitKind:
    """A kind of unit: a stable id, its word in addresses, its name, how it reaches people, other names for it.

    `channels` has, by channel, the levels of place at which it works by that.
    """

    id: str
    slug: str
    name: str
    channels: Mapping[str, frozenset[str]]
    words: tuple[str, ...]

    def works_by(self, channel: str, level: str) -> bool:
        """Whether such a unit of a commune, district or province works by a channel."""
        return level in self.channels.get(channel, ())


@lru_cache(maxsize=1)
def unit_kinds() -> dict[str, UnitKind]:
    """Return every kind by its id, in the order to show them in."""
    with (Path(__file__).parent / "unit_kinds.csv").open(encoding="utf-8", newline="") as rows:
        return {row["id"]: _kind(row) for row in csv.DictReader(rows)}


def kind_named(text: str) -> UnitKind | None:
    """Return the kind that a word of a table means ("Đài, truyền thanh", "đài", "station"), None for any other."""
    return _names().get(" ".join(fold(text).split()))


@lru_cache(maxsize=1)
def _names() -> dict[str, UnitKind]:
    return {fold(name): kind for kind in unit_kinds().values() for name in (kind.id, kind.slug, kind.name, *kind.words)}


def _kind(row: dict[str, str]) -> UnitKind:
    """A channel stands alone, or with the levels it is meant for ("loudspeaker:commune+district")."""
    parts = [part.partition(":") for part in row["channels"].split("|") if part]
    channels = {name: frozenset(levels.split("+") if levels else AREAS) for name, _, levels in parts}
    return UnitKind(row["id"], row["slug"], row["name"], channels, tuple(row["words"].split("|")))
