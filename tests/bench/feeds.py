"""How fast feeds are written again after one change: beside icalendar alone, and all of them together."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count

from icalendar import Calendar

from calendar_app import feedset, tree, wording
from calendar_app.settings import Settings
from calendar_app.snapshot import Snapshot
from content.vocabulary import channels
from feeds.ical import calendar, subscription, vevent
from feeds.memo import Memo
from feeds.view import Entry, FeedView
from tests.feeds.samples import AS_OF, feed, sample

FITTING, ALL = 700, 1000


def rewriting() -> tuple[str, float, float]:
    """A calendar of 700 events after one changed, against building the same bytes with icalendar alone."""
    view, memo = feed(*entries(FITTING)), Memo()
    subscription(view, memo)
    edits = (_edited(view, number) for number in count(1))
    if subscription(edited := next(edits), memo) != _alone(edited):
        raise ValueError("not byte for byte what icalendar writes")
    ours = _fastest(lambda: subscription(next(edits), memo))
    return f"a calendar of {FITTING} events written again, one changed", ours, _fastest(lambda: _alone(edited))


def figures() -> Iterator[tuple[str, str]]:
    """Yield how long it takes to write every feed of 1,000 entries, at first and again after one change."""
    view, memo = feed(*entries(ALL)), Memo()
    files = _files(_snapshot(view), memo)
    yield f"{len(files)} files of {ALL} entries", f"{_fastest(lambda: _files(_snapshot(view), Memo()), 2):.2f} s"
    edits = (_snapshot(_edited(view, number)) for number in count(1))
    yield "the same again, one changed", f"{_fastest(lambda: _files(next(edits), memo), 2):.2f} s"


def _files(shown: Snapshot, memo: Memo) -> dict[str, bytes]:
    return {path: tree.made(source) for path, source in feedset.files_of(shown, Settings(), memo).items()}


def entries(number: int) -> tuple[Entry, ...]:
    """Return as many entries, spread over days, kinds and channels."""
    kinds, ways, first = list(wording.KINDS.items()), channels(), date(2024, 10, 1)
    return tuple(
        sample(
            n + 1,
            title=f"Chủ đề tuyên truyền số {n}",
            start=first + timedelta(days=n % 400),
            end=first + timedelta(days=n % 400 + n % 5),
            kind=kinds[n % len(kinds)][0],
            kind_name=kinds[n % len(kinds)][1],
            channels=(ways[n % len(ways)].slug, ways[(n + 1) % len(ways)].slug),
        )
        for n in range(number)
    )


def _edited(view: FeedView, number: int) -> FeedView:
    """Return the view after the `number`th edit of its first entry."""
    first, *others = view.entries
    return replace(view, entries=(replace(first, title=f"Đã sửa lần {number}", sequence=number), *others))


def _alone(view: FeedView) -> bytes:
    """Build the calendar with icalendar alone: every event a component, all of them written in one go."""
    whole = Calendar.from_ical(calendar(replace(view, entries=())))
    for entry in view.entries:
        if entry.start:
            whole.add_component(vevent(entry, entry.start))
    written: bytes = whole.to_ical()
    return written


def _snapshot(view: FeedView) -> Snapshot:
    return Snapshot(release=None, directives=(), entries=view.entries, rendered_at=AS_OF, next_change=AS_OF)


def _fastest(work: Callable[[], object], tries: int = 5) -> float:
    """The fastest of some tries, in seconds."""
    times = []
    for _ in range(tries):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times)
