"""The calendar in two other shapes: deadlines as tasks, and long themes as marks instead of bars."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid5

from icalendar import Todo

from feeds.ical import Write, add_url, describe, event, fitted, identify, span, written
from feeds.memo import Memo
from feeds.view import Entry, FeedView
from feeds.wording import DEADLINE, title

LONG = timedelta(days=14)
"""What lasts longer is shown by marks."""


def with_tasks(view: FeedView, memo: Memo | None = None) -> bytes:
    """Return the calendar with each deadline as a VTODO in place of its VEVENT (Thunderbird, CalDAV)."""
    return fitted(view, memo or Memo(), _task_or_event, "todo.ics")


def with_marks(view: FeedView, memo: Memo | None = None) -> bytes:
    """Return the calendar with long themes marked where they begin, on each Monday and where they end."""
    return fitted(view, memo or Memo(), _marks_or_event, "moc.ics")


def task(entry: Entry) -> bytes | None:
    """Return a deadline as one VTODO, due on its last day; None when it is undated."""
    if entry.start is None:
        return None
    block = Todo()
    identify(block, entry)
    block.add("DUE", span(entry, entry.start)[1])
    describe(block, entry)
    block.add("STATUS", "CANCELLED" if entry.status == "cancelled" else "NEEDS-ACTION")
    add_url(block, "URL", entry.url)
    block.add("CLASS", "PUBLIC")
    return written(block)


def marks(entry: Entry) -> bytes | None:
    """Return the marks of an entry that lasts, one VEVENT each; None when it has no end."""
    first, last = entry.start, entry.end
    if first is None or last is None:
        return None
    days = [
        _mark(entry, "bat-dau", "Bắt đầu", first),
        *(_mark(entry, f"{monday:%G-W%V}", "Đang diễn ra", monday) for monday in _mondays(first, last)),
        _mark(entry, "ket-thuc", "Kết thúc", last),
    ]
    return b"".join(event(day) or b"" for day in days)


def _task_or_event(entry: Entry) -> Write:
    return task if entry.kind == DEADLINE else event


def _marks_or_event(entry: Entry) -> Write:
    if entry.start is None or entry.end is None or entry.rrule or entry.kind == DEADLINE:
        return event
    return marks if entry.end - entry.start >= LONG else event


def _mark(entry: Entry, name: str, words: str, day: date) -> Entry:
    """Return one day of a long entry, under a uid of its own that is the same each time."""
    uid = uuid5(UUID(entry.uid), f"moc:{name}").hex
    return replace(entry, uid=uid, title=f"{words}: {title(entry)}", start=day, end=day)


def _mondays(first: date, last: date) -> list[date]:
    """Return the Mondays between two days, neither of them included."""
    monday = first + timedelta(days=7 - first.weekday())
    return [monday + timedelta(days=7 * n) for n in range(((last - monday).days + 6) // 7)]
