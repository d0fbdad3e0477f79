"""Print a table of what is fast compared with what."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from tempfile import TemporaryDirectory
from uuid import UUID

from calendar_app import create_app, publish
from calendar_app.settings import Settings
from calendar_app.store import Store
from feeds.ical import calendar, event
from feeds.view import Entry, FeedView
from tests.bench import desk, feeds, national, planning, reading, serving
from tests.conftest import ROOT
from tests.feeds import cases

EVENTS = 1000
HEAD = (
    "# Speed, measured",
    "",
    f"`make bench`, {datetime.now(UTC):%Y-%m-%d}: one run, side by side on one machine. Only ratios mean something.",
    "The national load writes some 100,000 files: `TMPDIR` names the folder. An ext4 without a journal makes new",
    "files up to ten times slower beside many just deleted ones; there let it be a new folder at the top of the disk.",
    "",
)


def main() -> None:
    """Run every comparison, print it, and keep it in docs/bench.md."""
    lines = []
    for line in _lines():
        print(line, flush=True)
        lines.append(line)
    (ROOT / "docs" / "bench.md").write_text("\n".join([*HEAD, *lines, ""]), encoding="utf-8")


def _lines() -> Iterator[str]:
    yield from ("| what | ours | against | times faster |", "| --- | --- | --- | --- |")
    for name, ours, theirs in (_joining(), _answering(), feeds.rewriting(), *reading.comparisons()):
        yield f"| {name} | {ours * 1e3:.3f} ms | {theirs * 1e3:.3f} ms | {theirs / ours:.0f} |"
    yield from ("", "| what | measured |", "| --- | --- |")
    for name, value in (*reading.figures(), *planning.figures(), *national.figures(), *desk.figures()):
        yield f"| {name} | {value} |"
    yield from ("", f"| {' | '.join(serving.HEADING)} |", "| --- | --- | --- | --- | --- |")
    for row in serving.rows(calendar(replace(_view(), entries=_entries()))):
        yield f"| {' | '.join(row)} |"


def _joining() -> tuple[str, float, float]:
    """A calendar of 1,000 events after one of them changed, against writing it whole with icalendar."""
    entries = _entries()
    view = replace(_view(), entries=entries)
    blocks = [block for entry in entries if (block := event(entry))]
    blocks[0] = event(replace(entries[0], title="Đã sửa")) or b""
    return f"{EVENTS} events, one changed", _best(lambda: calendar(view, blocks)), _best(lambda: calendar(view))


def _answering() -> tuple[str, float, float]:
    """A feed asked for again, unchanged (304), against building it for every request."""
    with TemporaryDirectory() as folder:
        settings = Settings(data=folder)  # type: ignore[arg-type]
        app = create_app(settings)
        store: Store = app.extensions["store"]
        store.migrate()
        publish.render(store, settings, cases.LATER)
        client = app.test_client()
        tag = client.get("/feeds/tat-ca.ics").headers["ETag"]
        again = _best(lambda: client.get("/feeds/tat-ca.ics", headers={"If-None-Match": tag}))
    view = replace(_view(), entries=_entries())
    return "a feed polled unchanged", again, _best(lambda: calendar(view))


def _entries() -> tuple[Entry, ...]:
    first = cases.NEW
    return tuple(
        replace(first, uid=UUID(int=n + 1).hex, start=first.start and first.start + timedelta(days=n % 300), end=None)
        for n in range(EVENTS)
    )


def _view() -> FeedView:
    return cases.VIEWS["new"]


def _best(work: Callable[[], object]) -> float:
    """The fastest of five tries, in seconds."""
    times = []
    for _ in range(5):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times)


if __name__ == "__main__":
    main()
