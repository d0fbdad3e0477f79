"""The pages that show entries one below the other: a range of days, and what is in force on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from flask import render_template, request

from calendar_app.almanac import YEARS
from calendar_app.errors import NotFound
from calendar_app.occurrences import Run, once_each, runs
from calendar_app.web import agenda
from calendar_app.web.selection import selection
from feeds.view import Entry

PER_PAGE = 100
MONTH = timedelta(days=30)
LONGEST = timedelta(days=400)
NO_DAY = "“{}” không phải là một ngày. Hãy viết năm-tháng-ngày, ví dụ ?{}=2024-11-20."
BACKWARDS = "Ngày cuối ({}) đứng trước ngày đầu ({}). Hãy đổi chỗ hai ngày."
TOO_LONG = f"Danh sách dài nhất {LONGEST.days} ngày. Hãy chọn khoảng ngắn hơn, hoặc xem lịch từng năm."
NO_PAGE = "Danh sách này có {} trang; không có trang “{}”. Hãy bỏ phần “{}” trong địa chỉ."

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """One page of a long list: what is on it, its number from 1, how many pages and how many things there are."""

    shown: tuple[T, ...]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class InForce:
    """An entry that is in force: since when, until when (None: no end is known)."""

    entry: Entry
    since: date
    until: date | None


def part(found: Sequence[T], per_page: int = PER_PAGE, name: str = "trang", *, shrinks: bool = False) -> Part[T]:
    """Return the page of a list that the address asks for (`?trang=2`); NotFound where it has no such page.

    Of a list that shrinks while people work on it, the last page is what comes after its end.
    """
    pages, said = max(1, -(-len(found) // per_page)), request.args.get(name, "1")
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0
    number = min(number, pages) if shrinks else number
    if not 1 <= number <= pages:
        raise NotFound(NO_PAGE.format(pages, said[:20], name))
    return Part(tuple(found[(number - 1) * per_page : number * per_page]), number, pages, len(found))


def list_page(today: date) -> str:
    """Return what has a day of a range (`?tu=…&den=…`), each entry once, by day; then what has no day."""
    first, last = _range(today)
    chosen = selection()
    entries = chosen.around(first, last)
    dated = sorted(once_each(runs(entries, first, last)), key=lambda run: (max(run.first, first), run.entry.title))
    undated = [Run(entry, date.max, date.max) for entry in agenda.undated(entries, first, last)]
    shown = part([*dated, *undated])
    return render_template(
        "public/list.html",
        first=first,
        last=last,
        today=today,
        chosen=chosen,
        scope=chosen.scope,
        part=shown,
        legend=chosen.marks.legend(run.entry for run in shown.shown),
        days=_by_day(shown.shown, first),
        undated=[run.entry for run in shown.shown if run.entry.start is None],
        open_before=len(agenda.running(entries, first)),
        length=last - first + agenda.ONE_DAY,
    )


def _by_day(found: Sequence[Run], first: date) -> list[tuple[date, list[Run]]]:
    listed: dict[date, list[Run]] = {}
    for run in found:
        if run.entry.start is not None:
            listed.setdefault(max(run.first, first), []).append(run)
    return list(listed.items())


def in_force_page(today: date) -> str:
    """Return all that is in force on a day (`?ngay=…`): what ends soonest first, what has no end last."""
    shown, chosen = day_asked("ngay", today), selection()
    listed = part(in_force(chosen.around(shown, shown), shown))
    return render_template(
        "public/in_force.html",
        day=shown,
        today=today,
        chosen=chosen,
        scope=chosen.scope,
        part=listed,
        legend=chosen.marks.legend(one.entry for one in listed.shown),
    )


def in_force(entries: Sequence[Entry], day: date) -> list[InForce]:
    """Return the confirmed entries whose first and last day enclose a day; what recurs is in force between its days."""
    found = [InForce(e, e.start, e.end) for e in entries if e.status == "confirmed" and e.start and _encloses(e, day)]
    return sorted(found, key=lambda one: (one.until or date.max, -one.since.toordinal(), one.entry.title))


def _encloses(entry: Entry, day: date) -> bool:
    return entry.start is not None and entry.start <= day and (entry.end is None or day <= entry.end)


def _range(today: date) -> tuple[date, date]:
    first = day_asked("tu", today)
    last = day_asked("den", min(first + MONTH, date(YEARS[-1], 12, 31)))
    if last < first:
        raise NotFound(BACKWARDS.format(last.isoformat(), first.isoformat()))
    if last - first > LONGEST:
        raise NotFound(TOO_LONG)
    return first, last


def day_asked(name: str, usual: date) -> date:
    """Return the day that a query names, the usual one where it names none; NotFound for what is no day."""
    said = request.args.get(name, "")
    if not said:
        return usual
    try:
        found = date.fromisoformat(said)
    except ValueError:
        raise NotFound(NO_DAY.format(said[:60], name)) from None
    if found.isoformat() != said or found.year not in YEARS:
        raise NotFound(NO_DAY.format(said[:60], name))
    return found
