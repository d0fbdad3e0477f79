"""What is on which days: pure selection from entries, for a range of inclusive days."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from calendar_app.clock import day_of
from calendar_app.occurrences import ONE_DAY as ONE_DAY
from calendar_app.occurrences import RANK as RANK
from calendar_app.occurrences import Run as Run
from calendar_app.occurrences import days as days
from calendar_app.occurrences import once_each
from calendar_app.occurrences import running as running
from calendar_app.occurrences import runs as runs
from calendar_app.scopes import Dimension, Scope
from feeds.view import Entry

NEAR = ("han-nop", "ky-niem", "su-kien")
NEAR_DAYS = timedelta(days=14)
FOCUS = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row of days: `width` days; `before` and `after` say that the run goes on beyond the row."""

    day: date
    width: int = 1
    run: Run | None = None
    before: bool = False
    after: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """A week: its days, the rows that are shown, and how many runs more each day has."""

    days: tuple[date, ...]
    rows: tuple[tuple[Cell, ...], ...]
    more: tuple[int, ...]


def undated(entries: Iterable[Entry], first: date, last: date) -> list[Entry]:
    """Return what has no day and was released in the range."""
    return [e for e in entries if e.start is None and first <= day_of(e.released_at) <= last]


def cancelled(entries: Iterable[Entry], first: date, last: date) -> list[Entry]:
    """Return what was cancelled in the range or would have been on in it."""
    gone = [e for e in entries if e.status == "cancelled"]
    shown = {run.entry.uid for run in runs(gone, first, last)}
    return [e for e in gone if e.uid in shown or (e.cancelled_at and first <= day_of(e.cancelled_at) <= last)]


def deadlines(found: Iterable[Run], first: date, last: date) -> list[Run]:
    """Return what is due in the range, by day."""
    due = (run for run in found if run.entry.kind == "han-nop" and first <= run.last <= last)
    return sorted(due, key=lambda run: run.last)


def beginning(found: Iterable[Run], first: date, last: date) -> list[Run]:
    """Return what begins in the range and lasts longer than a day, by day."""
    return sorted((r for r in _lasting(found) if first <= r.first <= last), key=lambda r: r.first)


def ending(found: Iterable[Run], first: date, last: date) -> list[Run]:
    """Return what lasted longer than a day and ends in the range, by day."""
    return sorted((r for r in _lasting(found) if first <= r.last <= last), key=lambda r: r.last)


def _lasting(found: Iterable[Run]) -> list[Run]:
    return [run for run in found if run.lasting and run.entry.status == "confirmed"]


def focus(entries: Iterable[Entry], first: date, last: date, today: date) -> list[Run]:
    """Return the few points of a week: near deadlines and days first, then what ends soonest, then what begins."""
    confirmed = [e for e in entries if e.status == "confirmed"]
    start = max(first, today) if today <= last else first
    ahead = [r for r in runs(confirmed, start, last + NEAR_DAYS) if r.entry.kind in NEAR and r.first >= start]
    near = sorted(ahead, key=lambda run: run.first)
    rest = [r for r in runs(confirmed, first, last) if r.last >= start and r.lasting]
    return once_each([*near, *sorted(rest, key=lambda run: run.last)])[:FOCUS]


def whole(found: Iterable[Run], first: date, last: date) -> list[Run]:
    """Return the runs that cover every day of the range."""
    return [run for run in found if run.first <= first and run.last >= last]


def by_day(found: Sequence[Run], first: date, last: date) -> list[tuple[date, list[Run]]]:
    """Return each day with what is on, without what covers the whole range."""
    part = [run for run in found if run.first > first or run.last < last]
    return [(day, [run for run in part if run.touches(day, day)]) for day in days(first, last)]


def by_first_day(found: Sequence[Run], first: date, last: date) -> list[tuple[date, list[Run]]]:
    """Return the days on which something first shows, each run once."""
    shown = [(day, [run for run in found if max(run.first, first) == day]) for day in days(first, last)]
    return [(day, here) for day, here in shown if here]


def rows_by_theme(found: Sequence[Run], first: date, last: date) -> list[tuple[Cell, ...]]:
    """Return the rows of a grid: a row a theme, more where its own runs overlap."""
    themes: dict[str, list[Run]] = {}
    for run in found:
        themes.setdefault(run.entry.theme_uid, []).append(run)
    return [cells(lane, first, last) for theme in themes.values() for lane in lanes(theme)[0]]


def lanes(found: Iterable[Run], most: int = sys.maxsize) -> tuple[list[list[Run]], list[Run]]:
    """Return the runs in as few rows as the order allows, none overlapping in its row, and those beyond `most` rows."""
    rows: list[list[Run]] = []
    hidden: list[Run] = []
    for run in found:
        free = (row for row in rows if not any(run.touches(other.first, other.last) for other in row))
        row = next(free, None)
        if row is not None:
            row.append(run)
        elif len(rows) < most:
            rows.append([run])
        else:
            hidden.append(run)
    return rows, hidden


def cells(lane: Iterable[Run], first: date, last: date) -> tuple[Cell, ...]:
    """Return a row as cells from the first day to the last, an empty one for each free day."""
    row: list[Cell] = []
    day = first
    for run in sorted((r for r in lane if r.touches(first, last)), key=lambda r: r.first):
        begin, end = max(run.first, first), min(run.last, last)
        row += [Cell(free) for free in days(day, begin - ONE_DAY)]
        row.append(Cell(begin, (end - begin).days + 1, run, run.first < begin, run.last > end))
        day = end + ONE_DAY
    return (*row, *(Cell(free) for free in days(day, last)))


def month(found: Iterable[Run], first: date, last: date, most: int = 4) -> list[Stretch]:
    """Return the weeks of a month whose grid runs from a Monday to a Sunday, at most `most` lines a day.

    What is open-ended is a mark on the day it begins.
    """
    marks = [replace(run, last=run.first) if run.open else run for run in found]
    return [stretch(marks, monday, most) for monday in days(first, last)[::7]]


def stretch(found: Iterable[Run], monday: date, most: int) -> Stretch:
    """Return a week as rows of cells, at most `most`, none of whose runs overlap."""
    sunday = monday + 6 * ONE_DAY
    lined, hidden = lanes((run for run in found if run.touches(monday, sunday)), most)
    week = days(monday, sunday)
    more = tuple(sum(run.touches(day, day) for run in hidden) for day in week)
    return Stretch(week, tuple(cells(lane, monday, sunday) for lane in lined), more)


def of_each(
    found: Sequence[Run], groups: Iterable[Scope], dimension: Dimension
) -> list[tuple[Scope | None, list[Run]]]:
    """Return the runs of each scope of a dimension, and under None, last, those of which it says nothing."""
    places: dict[str, list[int]] = {}
    for place, run in enumerate(found):
        for value in dimension.values(run.entry):
            places.setdefault(value, []).append(place)
    said = [(scope, [found[place] for place in _of(scope.chosen[dimension.prefix], places)]) for scope in groups]
    silent = [run for run in found if not dimension.values(run.entry)]
    return [*said, *([(None, silent)] if silent else [])]


def _of(values: Iterable[str], places: dict[str, list[int]]) -> list[int]:
    return sorted({place for value in values for place in places.get(value, ())})
