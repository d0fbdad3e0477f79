"""How much a feed holds: what programs still read whole, and a sentence for what was left out.

Google Calendar loses events of files over about 1 MB without a word, so a feed stays below and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from feeds.lifecycle import local_day
from feeds.text import address, day
from feeds.view import Entry, FeedView, Session

BYTES = 900_000
EVENTS = 700
ITEMS = 100
SESSION_BYTES, SESSION_EVENTS = 400_000, 300
"""The share of sessions in the calendar of a unit."""

HEAD = 4_000
"""Room for a feed's own properties."""

Block = tuple[Entry, bytes]


def fit_sessions(
    sessions: Sequence[Session], write: Callable[[Session], bytes], now: datetime
) -> tuple[list[bytes], list[Session]]:
    """Return the sessions that fit into their share, written, in the order given, and those left out.

    What is over goes first, the oldest before the others; then what lies farthest ahead.
    """
    size = 0
    kept: dict[str, bytes] = {}
    for one in sorted(sessions, key=lambda one: (one.start < now, abs(one.start - now))):
        block = write(one)
        size += len(block)
        if size > SESSION_BYTES or len(kept) == SESSION_EVENTS:
            break
        kept[one.uid] = block
    return [kept[one.uid] for one in sessions if one.uid in kept], [one for one in sessions if one.uid not in kept]


def fit(
    entries: Sequence[Entry], write: Callable[[Entry], bytes], today: date, taken: Sequence[bytes] = ()
) -> tuple[list[Block], list[Entry]]:
    """Return the entries that fit, each as it is written, in the order given, and the entries left out, not written.

    What has ended goes first, the oldest before the others; then what lies farthest ahead. `taken` are events that are
    there before them.
    """
    size, events, kept = HEAD + sum(map(len, taken)), len(taken), {}
    for entry in sorted(entries, key=lambda entry: _worth(entry, today), reverse=True):
        block = write(entry)
        size, events = size + len(block), events + _events(block)
        if size > BYTES or events > EVENTS:
            break
        kept[entry.uid] = block
    return [(e, kept[e.uid]) for e in entries if e.uid in kept], [e for e in entries if e.uid not in kept]


def last_day(entry: Entry) -> date:
    """Return the last day a calendar shows the entry on; what is open-ended is shown on its first day."""
    open_end = date.max if entry.rrule else entry.start
    return entry.end or open_end or date.max


def note(view: FeedView, left: Iterable[Entry], extension: str, today: date) -> str:
    """Say how many entries were left out and where they are, or ""."""
    entries = list(left)
    past = [last_day(entry) for entry in entries if last_day(entry) < today]
    ahead = [entry.start for entry in entries if last_day(entry) >= today and entry.start]
    said = [
        f"{len(past)} mục đã qua (đến hết {day(max(past))})" if past else "",
        f"{len(ahead)} mục còn xa (từ {day(min(ahead))})" if ahead else "",
    ]
    years = {entry.start.year for entry in entries if entry.start}
    return _sentence([part for part in said if part], view, years, extension)


def sessions_note(left: Sequence[Session], now: datetime) -> str:
    """Say how many sessions were left out, or ""."""
    ahead = [one.start for one in left if one.start >= now]
    return f"Đã lược cho nhẹ: {len(ahead)} buổi phát còn xa (từ {day(local_day(min(ahead)))})." if ahead else ""


def news_note(view: FeedView, years: Sequence[int], extension: str) -> str:
    """Say how many older items were left out, given the year of each, and where they are, or ""."""
    return _sentence([f"{len(years)} tin cũ hơn"] if years else [], view, set(years), extension)


def _sentence(said: list[str], view: FeedView, years: set[int], extension: str) -> str:
    if not said:
        return ""
    folder = address(view.archives)
    where = ", ".join(f"{folder}/{year}.{extension}" for year in sorted(years)) if folder else ""
    return f"Đã lược cho nhẹ: {', '.join(said)}." + (f" Xem đủ: {where}" if where else "")


def _worth(entry: Entry, today: date) -> tuple[int, int, str]:
    """Order entries by what may go first."""
    last = last_day(entry)
    if last < today:
        return 0, last.toordinal(), entry.uid
    return 1, -(entry.start or last).toordinal(), entry.uid


def _events(block: bytes) -> int:
    return block.count(b"BEGIN:V")
