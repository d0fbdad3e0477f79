"""A week as lines of plain text, for a terminal or a message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from content.almanac.weeks import Week
from feeds.view import Entry


def week_lines(entries: Sequence[Entry], week: Week) -> Iterator[str]:
    """Yield a week's entries: what falls into it by day, then what has been running since before."""
    yield week.label
    dated = sorted((e for e in entries if e.start is not None), key=lambda e: (e.start, e.title))
    begins = [e for e in dated if e.start and week.monday <= e.start <= week.sunday]
    runs = [e for e in dated if e.start and e.start < week.monday and _reaches(e, week)]
    yield from _block("Trong tuần", begins)
    yield from _block("Đang thực hiện", runs)
    if not begins and not runs:
        yield "Không có nội dung nào."


def _reaches(entry: Entry, week: Week) -> bool:
    return entry.end is None or entry.end >= week.monday


def _block(name: str, entries: Sequence[Entry]) -> Iterator[str]:
    if entries:
        yield f"{name}:"
    for entry in entries:
        mark = "HỦY " if entry.status == "cancelled" else ""
        yield f"  {mark}{entry.when} · {entry.kind_name} · {entry.title} ({entry.source.title}, {entry.source.place})"
