"""An entry's life by the clock: what of it calendars and news show at an instant, and when that changes next.

Releases make, change, cancel and reinstate entries; the clock alone ends an embargo, lets news carry an item, and takes
"[SỬA]" off again. Nothing here asks what time it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from feeds.text import day_and_month
from feeds.view import Entry, Notice
from feeds.wording import second

VIETNAM = timezone(timedelta(hours=7))
MARKED = timedelta(days=7)
"""How long a calendar says that an entry was moved."""


def local_day(instant: datetime) -> date:
    """Return the day it is in Vietnam."""
    return instant.astimezone(VIETNAM).date()


def seen(entry: Entry, as_of: datetime) -> Entry:
    """Return the entry as calendars and lists show it at `as_of`, with the notices that are still to be marked.

    Each change by the clock raises sequence and time of change, as clients pass over what has neither.
    """
    if not (entry.embargo_until or entry.withdrawn or entry.notices):
        return entry
    passed = [instant for instant in _steps(entry) if instant <= as_of]
    now = replace(
        entry,
        sequence=entry.sequence + len(passed),
        changed_at=max([entry.changed_at, *passed]),
        notices=tuple(notice for notice in entry.notices if _marked(notice, as_of)),
    )
    return withheld(now, as_of)


def embargoed(entry: Entry, as_of: datetime) -> bool:
    """Whether the content of an entry is still held back."""
    return entry.embargo_until is not None and as_of < entry.embargo_until


def withheld(entry: Entry, as_of: datetime) -> Entry:
    """Return the entry without what is not to be read yet, or not any more: title and days stay."""
    if not (entry.withdrawn or embargoed(entry, as_of)):
        return entry
    promised = "" if entry.withdrawn or entry.embargo_until is None else _promise(entry.embargo_until)
    return replace(entry, text=promised, slogans=(), links=(), source=replace(entry.source, words=""))


def published(entry: Entry) -> datetime:
    """Return the instant from which news feeds carry the entry, unless it is withdrawn."""
    return second(max(entry.appears_at, entry.embargo_until or entry.appears_at))


def told(entry: Entry, as_of: datetime) -> list[tuple[int, Notice]]:
    """Return the notices that news feeds carry, each with its count among those of its kind.

    None that an embargo or a withdrawal holds back; one from before an embargo ended tells nobody anything new.
    """
    if entry.withdrawn or embargoed(entry, as_of):
        return []
    counted = [(sum(n.kind == one.kind for n in entry.notices[: i + 1]), one) for i, one in enumerate(entry.notices)]
    return [(count, one) for count, one in counted if (entry.embargo_until or one.at) <= one.at <= as_of]


def phase(entry: Entry, as_of: datetime) -> int:
    """Return how many of the instants at which feeds change by the clock the entry has behind it."""
    return sum(at <= as_of for at in _instants(entry))


def next_change(entries: Iterable[Entry], as_of: datetime) -> datetime | None:
    """Return the next instant after `as_of` at which some feed of these entries changes by the clock, or None."""
    return min((at for entry in entries for at in _instants(entry) if at > as_of), default=None)


def _instants(entry: Entry) -> list[datetime]:
    return [published(entry), *(notice.at for notice in entry.notices), *_steps(entry)]


def _steps(entry: Entry) -> list[datetime]:
    """Return the instants at which calendars change by the clock."""
    unmarked = [notice.at + MARKED for notice in entry.notices if notice.kind == "moved"]
    return [entry.embargo_until, *unmarked] if entry.embargo_until else unmarked


def _marked(notice: Notice, as_of: datetime) -> bool:
    return notice.kind == "moved" and notice.at <= as_of < notice.at + MARKED


def _promise(until: datetime) -> str:
    return f"Nội dung công bố ngày {day_and_month(local_day(until))}."
