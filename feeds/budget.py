"""How much a feed holds: what programs still read whole, and a sentence for what was left out.

Google Calendar loses events of files over about 1 MB without a word, so a feed stays below and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from feeds.text import address, day
from feeds.view import Entry, FeedView

BYTES = 900_000
EVENTS = 700
ITEMS = 100
HEAD = 4_000
"""Room for a feed's own properties."""

Block = tuple[Entry, bytes]


def fit(entries: Sequence[Entry], write: Callable[[Entry], bytes], today: date) -> tuple[list[Block], list[Entry]]:
    """Return the entries that fit, each as it is written, in the order given, and the entries left out, not written.

    What has ended goes first, the oldest before the others; then what lies farthest ahead.
    """
    size, events, kept = HEAD, 0, {}
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
