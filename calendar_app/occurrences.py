"""On which days entries are: their runs in a range of inclusive days, and an index that finds those of a range."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice, takewhile

from dateutil.rrule import rrule, rrulestr  # type: ignore[import-untyped]

from calendar_app.clock import day_of
from feeds.recurrence import rule
from feeds.view import Entry

RANK = {"han-nop": 0, "ky-niem": 1, "su-kien": 2, "dot": 3, "bat-dau": 4, "dinh-ky": 5}
MOST_DAYS = 400
MOST_MOMENTS = 2_000
ONE_DAY = timedelta(days=1)
_LONG = 24  # months; what lasts longer is looked at for every range


@dataclass(frozen=True, slots=True)
class Run:
    """One run of an entry, with its own first and last day, uncut by the range; an open end lies at `date.max`."""

    entry: Entry
    first: date
    last: date

    @property
    def open(self) -> bool:
        """Whether the run has no end yet."""
        return self.last == date.max

    @property
    def one_day(self) -> bool:
        """Whether it is a mark on a day rather than a bar."""
        return self.first == self.last

    @property
    def lasting(self) -> bool:
        """Whether it begins and ends in a way worth telling; a rule comes and goes."""
        return not self.one_day and not self.entry.rrule

    def touches(self, first: date, last: date) -> bool:
        """Whether it has a day of a range."""
        return self.first <= last and first <= self.last


class Timetable:
    """Entries by when they are, so that a page need not look at all that there is."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self._entries = entries
        self._by_month: dict[int, list[int]] = {}
        self._always: list[int] = []
        for place, entry in enumerate(entries):
            for month in _months_of(entry):
                self._by_month.setdefault(month, []).append(place)
            if not _months_of(entry) or entry.cancelled_at:
                self._always.append(place)

    def around(self, first: date, last: date) -> tuple[Entry, ...]:
        """Return every entry that a page of these days can tell of, in the order given.

        That is what has a day of the range, what is open since before, what has no day and was released in it, and what
        was cancelled in it; some that lie near may be among them.
        """
        places = {place for month in range(_month(first), _month(last) + 1) for place in self._by_month.get(month, ())}
        places.update(place for place in self._always if _matters(self._entries[place], first, last))
        return tuple(self._entries[place] for place in sorted(places))


def _months_of(entry: Entry) -> range:
    """Return the months of what has a first and a last day; none for what is open, recurs, has no day or lasts long."""
    if entry.start is None or entry.end is None or entry.rrule:
        return range(0)
    months = range(_month(entry.start), _month(entry.end) + 1)
    return months if len(months) <= _LONG else range(0)


def _month(day: date) -> int:
    return day.year * 12 + day.month


def _matters(entry: Entry, first: date, last: date) -> bool:
    if entry.cancelled_at and first <= day_of(entry.cancelled_at) <= last:
        return True
    if entry.start is None:
        return first <= day_of(entry.released_at) <= last
    return entry.start <= last and (entry.end is None or entry.end >= first)


def days(first: date, last: date) -> tuple[date, ...]:
    """Return every day of a range."""
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))


def runs(entries: Iterable[Entry], first: date, last: date) -> list[Run]:
    """Return the runs that touch the range, what is due and commemorated first.

    What is open-ended counts where it begins; later it is `running`.
    """
    found = [run for entry in entries for run in _runs(entry, first, last)]
    return sorted(found, key=_order)


def running(entries: Iterable[Entry], day: date) -> list[Entry]:
    """Return what began before a day and has no end yet; what was cancelled is no longer in force."""
    return [e for e in entries if _open_since(e, day)]


def _open_since(entry: Entry, day: date) -> bool:
    in_force = entry.status == "confirmed" and entry.end is None and not entry.rrule
    return in_force and entry.start is not None and entry.start < day


def next_month(day: date) -> date:
    """Return the first day of the month after that of a day."""
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


def once_each(found: Iterable[Run]) -> list[Run]:
    """Return the first run of each entry."""
    first_runs: dict[str, Run] = {}
    for run in found:
        first_runs.setdefault(run.entry.uid, run)
    return list(first_runs.values())


def _order(run: Run) -> tuple[int, date, date, str]:
    return RANK.get(run.entry.kind, 9), run.first, run.last, run.entry.title


def _runs(entry: Entry, first: date, last: date) -> list[Run]:
    if entry.start is None or entry.start > last:
        return []
    if entry.rrule:
        on = _recurring(entry, entry.start, first - ONE_DAY, last + ONE_DAY)
        return [run for run in _joined(entry, on) if run.touches(first, last)]
    if entry.end is None:
        return [Run(entry, entry.start, date.max)] if first <= entry.start else []
    return [Run(entry, entry.start, entry.end)] if first <= entry.end else []


def _joined(entry: Entry, on: Iterable[date]) -> Iterator[Run]:
    """Yield neighbouring days as one run, so that what is on daily is a bar."""
    joined: Run | None = None
    for day in on:
        if joined and day - joined.last == ONE_DAY:
            joined = replace(joined, last=day)
            continue
        if joined:
            yield joined
        joined = Run(entry, day, day)
    if joined:
        yield joined


def _recurring(entry: Entry, start: date, first: date, last: date) -> list[date]:
    if entry.end and entry.end < first:
        return []
    found: list[date] = []
    for year in range(max(first, start).year, last.year + 1):
        of_year = _days_of_year(entry.rrule or "", start, entry.end, year)
        found += of_year[bisect_left(of_year, first) : bisect_right(of_year, last)]
    return found[:MOST_DAYS]


@lru_cache(maxsize=2048)
def _days_of_year(text: str, start: date, end: date | None, year: int) -> tuple[date, ...]:
    """Return the days of a rule in a year; kept, as working them out takes longer than finding one.

    A rule that cannot be read leaves the day it starts on, rather than a page nobody can open.
    """
    first, last = max(start, date(year, 1, 1)), date(year, 12, 31)
    try:
        rules = _rules(text, start, end, last)
    except ValueError:
        return (start,) if start.year == year else ()
    near = takewhile(lambda moment: moment.date() <= last, rules.xafter(_midnight(first), inc=True))
    return tuple(dict.fromkeys(moment.date() for moment in islice(near, MOST_MOMENTS)))


def _rules(text: str, start: date, end: date | None, last: date) -> rrule:
    """Return a rule that ends by a day, so that one that never comes true is not asked for ever."""
    recur = rule(text, start, end)
    if "COUNT" not in recur:
        recur["UNTIL"] = [min([last, *recur.get("UNTIL", [])])]
        for hours in ("BYHOUR", "BYMINUTE", "BYSECOND"):
            recur.pop(hours, None)
    bare = recur.to_ical().decode()  # type: ignore[no-untyped-call]
    return rrulestr(bare, dtstart=_midnight(start), ignoretz=True)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
