"""Units found by words of their name, their place or their province: there are too many to list on a page."""

from __future__ import annotations

from collections.abc import Iterable

from calendar_app.snapshot import PublicUnit
from content.folding import fold

MOST = 12
LONGEST = 80


def search(words: str, units: Iterable[PublicUnit]) -> list[PublicUnit]:
    """Return the units of which some word begins with each of those asked for, whatever their accents and case.

    Those that are there stand before those that are no more, those of whose name the words are a part before others.
    """
    wanted = fold(words[:LONGEST]).replace("-", " ").split()
    found = [unit for unit in units if wanted and all(f" {word}" in _told(unit) for word in wanted)]
    return sorted(found, key=lambda unit: (not unit.valid, " ".join(wanted) not in fold(unit.name), unit.name))


def _told(unit: PublicUnit) -> str:
    return fold(f" {unit.name} {unit.province} {unit.slug}").replace("-", " ")
