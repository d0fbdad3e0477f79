"""Days, weeks and months that are observed: what they are, when they fall, and which one a text names."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Literal

from content.almanac import lunar, naming

_FILE = Path(__file__).parent / "observances.csv"


@dataclass(frozen=True, slots=True)
class Observance:
    """A row of observances.csv, as docs/almanac.md explains it.

    `day` None is the month's last day; `last` is the (month, day) on which a week or month of action ends.
    `origin_year` is the year anniversaries are counted from, `since` the first year in which the day was kept.
    `place` is a province's name before July 2025.
    """

    slug: str
    name: str
    aliases: tuple[str, ...]
    calendar: Literal["solar", "lunar"]
    month: int
    day: int | None
    last: tuple[int, int] | None
    origin_year: int | None
    since: int | None
    scope: str
    place: str
    subject: str
    source: str


@dataclass(frozen=True, slots=True)
class ObservedDay:
    """An observance in one year: its first and last day, and how many years are counted by then, if any are."""

    observance: Observance
    day: date
    last: date
    years: int | None

    @property
    def round(self) -> bool:
        """Whether this is a "năm tròn": the count ends in 0."""
        return self.years is not None and self.years > 0 and self.years % 10 == 0

    @property
    def half_round(self) -> bool:
        """Whether the count ends in 5, "năm lẻ 5": often marked, but no năm tròn."""
        return self.years is not None and self.years % 10 == 5


@dataclass(frozen=True, slots=True)
class _Name:
    """One key of an observance and its words; `alone` where it says enough without a day."""

    key: str
    words: frozenset[str]
    alone: bool
    observance: Observance


@lru_cache(maxsize=1)
def observances() -> tuple[Observance, ...]:
    """Return the whole almanac, in the order of the file."""
    with _FILE.open(encoding="utf-8", newline="") as rows:
        return tuple(_observance(row) for row in csv.DictReader(rows))


def day_of(observance: Observance, year: int) -> date | None:
    """Return the day on which an observance falls or begins in a solar year; None where it was not yet kept."""
    found = observed(observance, year)
    return found.day if found else None


def observed(observance: Observance, year: int) -> ObservedDay | None:
    """Return an observance in a solar year; None where it was not yet kept."""
    day = _solar(observance, year) if observance.calendar == "solar" else _lunar(observance, year)
    if day is None or year < (observance.since or observance.origin_year or year):
        return None
    last = date(year, *observance.last) if observance.last else day
    return ObservedDay(observance, day, last, _years(observance, day))


def year(number: int) -> tuple[ObservedDay, ...]:
    """Return what is observed in a solar year, by day."""
    found = (observed(observance, number) for observance in observances())
    return tuple(sorted(filter(None, found), key=lambda one: (one.day, one.last, one.observance.slug)))


def named(text: str, day: date | None) -> Observance | None:
    """Return the observance a text names, the longest name first; with a day, only one that is kept on that day.

    A day alone names nothing. Without a day a name has to say enough by itself; with one, a short form of it will do,
    and so will a name with one letter read wrongly.
    """
    words = naming.key(text)
    said = frozenset(words.split())
    if day is None:
        telling = (one for word in said for one in _telling().get(word, ()) if naming.within(one.key, words))
        best = min(telling, key=_precedence, default=None)
        return best.observance if best else None
    names = [one for one in _names_on(day) if len(one.words - said) <= 1]
    found = (one.observance for same in (naming.within, naming.nearly) for one in names if same(one.key, words))
    return next(found, None)


@lru_cache(maxsize=1)
def _names() -> tuple[_Name, ...]:
    """Every name: what says enough alone first, then single days before whole weeks, then the longest."""
    names = {
        _Name(key, frozenset(map(sys.intern, key.split())), alone, observance)
        for observance in observances()
        for name in (observance.name, *observance.aliases)
        for key, alone in naming.keys(name)
    }
    return tuple(sorted(names, key=_precedence))


@lru_cache(maxsize=1)
def _telling() -> dict[str, list[_Name]]:
    """The names that say enough alone, each under that of its words which the fewest names have."""
    names = [one for one in _names() if one.alone]
    common = Counter(word for one in names for word in one.words)
    found: dict[str, list[_Name]] = {}
    for one in names:
        found.setdefault(min(one.words, key=lambda word: (common[word], word)), []).append(one)
    return found


@lru_cache(maxsize=366)
def _names_on(day: date) -> tuple[_Name, ...]:
    """The names of what is kept on a day."""
    kept = _kept_in(day.year).get(day, ())
    return tuple(sorted((name for slug in kept for name in _names_of().get(slug, ())), key=_precedence))


@lru_cache(maxsize=64)
def _kept_in(number: int) -> dict[date, list[str]]:
    """The slugs of what is kept on each day of a year."""
    found: dict[date, list[str]] = {}
    for one in year(number):
        for past in range((one.last - one.day).days + 1):
            found.setdefault(one.day + timedelta(days=past), []).append(one.observance.slug)
    return found


@lru_cache(maxsize=1)
def _names_of() -> dict[str, list[_Name]]:
    found: dict[str, list[_Name]] = {}
    for one in _names():
        found.setdefault(one.observance.slug, []).append(one)
    return found


def _precedence(one: _Name) -> tuple[bool, bool, int, str, str]:
    return not one.alone, one.observance.last is not None, -len(one.key), one.key, one.observance.slug


def _solar(observance: Observance, year: int) -> date | None:
    return date(year, observance.month, observance.day) if observance.day else None


def _lunar(observance: Observance, year: int) -> date | None:
    """Return the day of a solar year; months 11 and 12 of the lunar year before may lie in it."""
    for lunar_year in (year - 1, year):
        for number in (observance.day,) if observance.day else (30, 29):
            with suppress(ValueError):
                day = lunar.solar(lunar_year, observance.month, number)
                if day.year == year:
                    return day
                break
    return None


def _years(observance: Observance, day: date) -> int | None:
    """Count from the year of origin; a lunar day counts by the lunar year."""
    if observance.origin_year is None:
        return None
    return (day.year if observance.calendar == "solar" else lunar.lunar(day)[0]) - observance.origin_year


def _observance(row: dict[str, str]) -> Observance:
    return Observance(
        slug=row["slug"],
        name=row["name"],
        aliases=tuple(filter(None, row["aliases"].split("|"))),
        calendar="lunar" if row["calendar"] == "lunar" else "solar",
        month=int(row["month"]),
        day=None if row["day"] == "last" else int(row["day"]),
        last=_month_and_day(row["last"]),
        origin_year=int(row["origin_year"]) if row["origin_year"] else None,
        since=int(row["since"]) if row["since"] else None,
        scope=row["scope"],
        place=row["place"],
        subject=row["subject"],
        source=row["source"],
    )


def _month_and_day(written: str) -> tuple[int, int] | None:
    """Read "31/5" as (5, 31)."""
    day, _, month = written.partition("/")
    return (int(month), int(day)) if written else None
