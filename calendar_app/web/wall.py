"""A year on one sheet: what each of its days has, counted in one pass over the runs."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from calendar_app.occurrences import ONE_DAY, Run, days

COLUMNS = 37
"""A month begins on any of seven weekdays and has up to 31 days."""
NAMED = 8
_DENSE = (1, 5, 15)


@dataclass(frozen=True, slots=True)
class WallDay:
    """A day: what is due on it, what is a day of its own, what begins to last, how much is on (0 to 3)."""

    day: date
    due: int
    marked: int
    begins: int
    on: int


@dataclass(frozen=True, slots=True)
class WallMonth:
    """A month: free columns before and after its days, and the runs to name below, with how many there are more."""

    first: date
    before: int
    days: tuple[WallDay, ...]
    after: int
    named: tuple[Run, ...]
    more: int


def months(found: Iterable[Run], year: int) -> list[WallMonth]:
    """Return the months of a year; what was cancelled is not on its wall."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    there = [run for run in found if run.entry.status == "confirmed"]
    single = sorted((run for run in there if run.one_day), key=lambda run: (run.first, run.entry.kind, run.entry.title))
    due = Counter(run.first for run in single if run.entry.kind == "han-nop")
    marked = Counter(run.first for run in single if run.entry.kind != "han-nop")
    begins = Counter(run.first for run in there if run.lasting)
    on = _on([run for run in there if run.lasting and not run.open], first, last)
    told = {day: WallDay(day, due[day], marked[day], begins[day], _density(on[day])) for day in days(first, last)}
    return [_month(date(year, number, 1), told, single) for number in range(1, 13)]


def _on(lasting: list[Run], first: date, last: date) -> dict[date, int]:
    """Return how many runs are on each day: each counts where it begins and, once, after its end."""
    turns: Counter[date] = Counter()
    for run in lasting:
        turns[max(run.first, first)] += 1
        if run.last < last:
            turns[run.last + ONE_DAY] -= 1
    whole = days(first, last)
    return dict(zip(whole, accumulate(turns[day] for day in whole), strict=True))


def _density(count: int) -> int:
    return sum(count >= least for least in _DENSE)


def _month(first: date, told: dict[date, WallDay], single: list[Run]) -> WallMonth:
    before, count = first.weekday(), monthrange(first.year, first.month)[1]
    named = [run for run in single if (run.first.year, run.first.month) == (first.year, first.month)]
    shown = tuple(told[day] for day in days(first, first.replace(day=count)))
    return WallMonth(first, before, shown, COLUMNS - before - count, tuple(named[:NAMED]), len(named[NAMED:]))
