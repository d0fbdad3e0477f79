"""Whom a directive reaches: its audiences as printed, resolved to units of the registry, and who does their work now.

Who is meant is asked as of the day of the directive, so that "UBND các huyện" of 2024 means the districts of 2024; who
does that work now follows from the successors. What nobody is known for is given back to be shown.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from calendar_app.clock import day_of
from calendar_app.models import Unit
from calendar_app.snapshot import PublicDirective
from calendar_app.units import Units
from content.almanac.provinces import named as province_named
from content.folding import fold
from content.vocabulary import channels
from content.vocabulary.audiences import AREA, Asked, as_addressed, asked, parts
from content.vocabulary.unit_kinds import AREAS, unit_kinds
from feeds.view import Entry

_CENTRAL = ("bo ", "cuc ", "tong cuc ", "chinh phu", "thu tuong", "quoc hoi", "van phong chinh phu")
_NOT_CENTRAL = ("bo chi huy", "bo doi")
_EVERYWHERE = ""


Ground = tuple[str, tuple[int, int], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Reach:
    """Slugs of the units that do the work now, and the words for which there is nobody."""

    units: tuple[str, ...]
    unresolved: tuple[str, ...]


class Audiences:
    """Resolves what directives say of their audiences, as of `today`.

    Directives of one place between two changes of the registry mean the same by the same words, which are then resolved
    once.
    """

    def __init__(self, units: Units, today: date) -> None:
        self._units = units
        self._today = today
        self._turns = sorted({day for unit in units for day in (unit.valid_from, unit.valid_until) if day})
        self._from: dict[str, tuple[date, str]] = {}
        self._known: dict[tuple[object, ...], Reach] = {}
        self._there: dict[str, list[Unit]] = {}

    def reach(self, directive: PublicDirective, audiences: Iterable[str], channels: Iterable[str]) -> Reach:
        """Return whom an entry of a directive reaches.

        Those it names, and below the communes and districts it names those that work by its channels. One that names
        nobody reaches whoever works by its channels; without channels, whoever the directive is addressed to.
        """
        asked_for, ways = tuple(audiences), tuple(channels)
        key = (*self.ground(directive), asked_for, ways)
        if key not in self._known:
            day, home = self._from[directive.slug]
            self._known[key] = self._reach(home, day, directive.recipients, asked_for, ways)
        return self._known[key]

    def ground(self, directive: PublicDirective) -> Ground:
        """Return what directives have in common that mean the same units by the same words."""
        if directive.slug not in self._from:
            self._from[directive.slug] = (day_of_directive(directive), self._home(directive))
        day, home = self._from[directive.slug]
        return home, self._turn(day), directive.recipients

    def marked(self, entry: Entry, directive: PublicDirective) -> Entry:
        """Return an entry with the units it reaches."""
        units = self.reach(directive, entry.audiences, map(_channel_ids().__getitem__, entry.channels)).units
        return entry if entry.units == units else replace(entry, units=units)

    def _turn(self, day: date) -> tuple[int, int]:
        """Return a name for all days on which the same units are there: how many first and last days lie before."""
        return bisect_left(self._turns, day), bisect_right(self._turns, day)

    def _reach(
        self, home: str, day: date, recipients: tuple[str, ...], audiences: tuple[str, ...], channels: tuple[str, ...]
    ) -> Reach:
        there = self._units_of(home)
        if not audiences and channels:
            return Reach(tuple(sorted(self._now(_as_of(self._working_by(channels, there), day)))), ())
        named: list[Unit] = []
        unresolved: list[str] = []
        for part in _parts(audiences or recipients, recipients):
            found = self._meant(part, there, day)
            named += found
            if not self._now(found):
                unresolved.append(part)
        working = self._working_by(channels, there)
        slugs = {*self._now(named), *self._now(self._below(named, _as_of(working, day)))}
        areas = [self._units.by_slug[slug] for slug in slugs]
        below = self._below(areas, self._working_by(channels, self._units))
        slugs |= {unit.slug for unit in below if unit.valid(self._today)}
        return Reach(tuple(sorted(slugs)), tuple(unresolved))

    def _meant(self, part: str, there: list[Unit], day: date) -> list[Unit]:
        own = {unit.slug for unit in there}
        by_name = [unit for unit in self._units.named(part) if unit.slug in own]
        if by_name:
            return _as_of(by_name, day)
        return [unit for one in asked(part) for unit in _as_of(self._of(one, there), day)]

    def _of(self, one: Asked, there: list[Unit]) -> list[Unit]:
        return [unit for unit in there if self._units.level(unit) in one.levels and _is_one_of(unit, one.kinds)]

    def _working_by(self, channels: tuple[str, ...], units: Iterable[Unit]) -> list[Unit]:
        kinds, level = unit_kinds(), self._units.level
        return [unit for unit in units if any(kinds[unit.kind].works_by(one, level(unit)) for one in channels)]

    def _below(self, areas: Iterable[Unit], units: Iterable[Unit]) -> list[Unit]:
        """Return the units that serve one of the communes and districts among `areas`."""
        places = frozenset(area.slug for area in areas if area.kind in AREAS[:2])
        return [unit for unit in units if self._units.lies_in(unit, places)]

    def _now(self, units: Iterable[Unit]) -> tuple[str, ...]:
        return tuple({heir for unit in units for heir in self._units.heirs(unit.slug, self._today)})

    def _units_of(self, home: str) -> list[Unit]:
        if home not in self._there:
            here = frozenset((home,))
            self._there[home] = [one for one in self._units if home == _EVERYWHERE or self._units.lies_in(one, here)]
        return self._there[home]

    def _home(self, directive: PublicDirective) -> str:
        """Return the place whose units a directive means, its issuer's; "" for a central body or an unknown one."""
        day, issuer = day_of_directive(directive), fold(directive.issuer)
        if issuer.startswith(_CENTRAL) and not issuer.startswith(_NOT_CENTRAL):
            return _EVERYWHERE
        province = province_named(directive.place, day)
        area = self._units.area(directive.issuer, day)
        if area or province is None:
            return area or self._units.town(directive.place, day) or _EVERYWHERE
        return self._units.province(province.code)


@lru_cache(maxsize=1)
def _channel_ids() -> dict[str, str]:
    return {channel.slug: channel.id for channel in channels()}


def day_of_directive(directive: PublicDirective) -> date:
    """Return the day of issue; where that is blank, the latest day it tells: of what it cites, of its window."""
    if directive.issued_on:
        return directive.issued_on
    received = day_of(directive.received_at)
    told = [cited.issued_on for cited in directive.citations if cited.issued_on and cited.issued_on <= received]
    return max([*told, *([directive.window_start] if directive.window_start else [])], default=received)


def _parts(audiences: Iterable[str], recipients: tuple[str, ...]) -> tuple[str, ...]:
    """Return the parts of audiences; what means everybody addressed stands for the recipients."""
    found: list[str] = []
    for part in (part for audience in audiences for part in parts(audience)):
        found += [one for name in recipients for one in parts(name)] if as_addressed(part) else [part]
    return tuple(dict.fromkeys(found))


def _as_of(units: list[Unit], day: date) -> list[Unit]:
    """Return those there on a day; where none was any more, those that had been, so that old words still reach."""
    return [unit for unit in units if unit.valid(day)] or [unit for unit in units if unit.ended(day)]


def _is_one_of(unit: Unit, kinds: tuple[str, ...]) -> bool:
    return unit.kind in kinds or (AREA in kinds and unit.kind in AREAS)
