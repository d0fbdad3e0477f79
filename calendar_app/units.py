"""The registry as a whole: what lies where, at which level, and who does the work of what is no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, cached_property

from calendar_app.models import Unit
from calendar_app.snapshot import PublicUnit
from content.almanac.provinces import named, provinces
from content.vocabulary.audiences import name_key
from content.vocabulary.unit_kinds import AREAS

_GOVERNMENT = "uy ban nhan dan "
_TITLES = ("xa ", "phuong ", "thi tran ", "dac khu ", "huyen ", "quan ", "thi xa ", "thanh pho ", "tp ")


class Units:
    """Every unit there is or was, and how they hang together. A place is an area unit's slug, or a province's code."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.by_slug = {unit.slug: unit for unit in sorted(units, key=lambda unit: unit.slug)}
        self._in_words: dict[str, list[Unit]] = {}  # communes and districts whose names stand in words, as last asked

    def __iter__(self) -> Iterator[Unit]:
        return iter(self.by_slug.values())

    def level(self, unit: Unit) -> str:
        """Return what kind of area a unit serves: "commune", "district", "province"; "" where that is not known."""
        place = place_of(unit)
        area = self.by_slug.get(place)
        if area is not None and area.kind in AREAS:
            return area.kind
        return "province" if place in provinces() else ""

    def lies_in(self, unit: Unit, places: frozenset[str]) -> bool:
        """Whether a unit serves one of some places, or a place within one."""
        return not places.isdisjoint(self._around[unit.slug])

    def heirs(self, slug: str, day: date) -> tuple[str, ...]:
        """Return who does a unit's work on a day: itself, else its successors; nobody where none is written down."""
        found, seen, open_ = set(), set(), [slug]
        while open_:
            one = open_.pop()
            unit = self.by_slug.get(one)
            if unit is None or one in seen:
                continue
            seen.add(one)
            if unit.ended(day):
                open_.extend(unit.successors)
            else:
                found.add(one)
        return tuple(sorted(found))

    def public(self, today: date) -> tuple[PublicUnit, ...]:
        """Return the registry as the public sees it on a day; of what is no more, who does its work."""
        return tuple(
            PublicUnit(
                unit.slug,
                unit.name,
                unit.kind,
                place_of(unit),
                valid=not unit.ended(today),
                now=self.heirs(unit.slug, today) if unit.ended(today) else (),
                province=self._province_of(unit),
            )
            for unit in self
        )

    def named(self, words: str) -> tuple[Unit, ...]:
        """Return the units that go by a name, in any spelling, with or without their province."""
        return self._by_name.get(name_key(words), ())

    def province(self, code: str) -> str:
        """Return the place that a province is here: its unit's slug, else its code."""
        return self._provinces.get(code, code)

    def area(self, words: str, day: date) -> str:
        """Return the commune or district, there on a day, whose name or title stands in some words; "" for none."""
        if words not in self._in_words:
            text = f" {name_key(words)} "
            self._in_words[words] = [unit for unit, key in self._towns if f" {key} " in text]
        return next((unit.slug for unit in self._in_words[words] if unit.valid(day)), "")

    def town(self, words: str, day: date) -> str:
        """Return the district, there on a day, that is called so without its title ("Đăk Hà"); "" for none."""
        wanted = name_key(words)
        there = ((unit, key) for unit, key in self._towns if unit.kind == "district" and unit.valid(day))
        return next((unit.slug for unit, key in there if wanted and _untitled(key) == wanted), "")

    def _province_of(self, unit: Unit) -> str:
        """Return the name of the province that a unit lies in, "" where that is not known."""
        return next((self._province_names[p] for p in sorted(self._around[unit.slug]) if p in self._province_names), "")

    @cached_property
    def _province_names(self) -> dict[str, str]:
        """The name of each province, by its code and by its unit's slug."""
        return {place: one.name for code, one in provinces().items() for place in (code, self.province(code))}

    @cached_property
    def _towns(self) -> list[tuple[Unit, str]]:
        return [(unit, area_key(unit)) for unit in self if unit.kind in ("commune", "district")]

    @cached_property
    def _around(self) -> dict[str, frozenset[str]]:
        return {unit.slug: frozenset(self._places_around(unit)) for unit in self}

    def _places_around(self, unit: Unit) -> set[str]:
        found: set[str] = set()
        open_ = [place_of(unit), unit.parent]
        while open_:
            place = open_.pop()
            if place and place not in found:
                found.add(place)
                area = self.by_slug.get(place)
                open_.extend((place_of(area), area.parent) if area else ())
        return found

    @cached_property
    def _provinces(self) -> dict[str, str]:
        own = ((unit, named(area_key(unit), unit.valid_until or date.max)) for unit in self if unit.kind == "province")
        return {found.code: unit.slug for unit, found in own if found}

    @cached_property
    def _by_name(self) -> dict[str, tuple[Unit, ...]]:
        found: dict[str, tuple[Unit, ...]] = {}
        for unit in self:
            for key in {key for name in (unit.name, *unit.aliases) for key in _keys(name)}:
                found[key] = (*found.get(key, ()), unit)
        return found


def place_of(unit: Unit) -> str:
    """Return the place a unit serves; an area serves itself."""
    return unit.place or (unit.slug if unit.kind in AREAS else "")


def area_key(unit: Unit) -> str:
    """Return the key of an area's own name: "xa dak ha" of "UBND xã Đăk Hà"."""
    return name_key(unit.name).removeprefix(_GOVERNMENT)


def _keys(name: str) -> Iterator[str]:
    """Yield the keys of a name, with and without the province at its end ("Sở Y tế tỉnh Kon Tum")."""
    whole = name_key(name)
    yield whole
    for ending in _province_keys():
        bare = whole.removesuffix(f" {ending}")
        if bare != whole and " " in bare:
            yield bare.removesuffix(" thanh pho")


@cache
def _province_keys() -> set[str]:
    return {name_key(one.name) for one in provinces().values()}


def _untitled(key: str) -> str:
    return next((key.removeprefix(title) for title in _TITLES if key.startswith(title)), key)
