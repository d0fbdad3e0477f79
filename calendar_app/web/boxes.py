"""What a portal can show in a box of its own: a feed's scope, a week or a theme, and the order of what is in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from calendar_app import scopes, themes
from calendar_app.almanac import YEARS
from calendar_app.errors import NotFound
from calendar_app.snapshot import Snapshot
from calendar_app.web import agenda
from calendar_app.web.present import week_name
from calendar_app.web.selection import query_of
from content.almanac.weeks import Week
from feeds.view import Entry

THEME = "noi-dung-"
WEEK = "tuan-"
FAR = timedelta(days=366)
GONE = "Danh sách này không còn. Hãy lấy mã nhúng mới ở trang “Nhúng lịch”."


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its one spelling, its name, the page that shows all of it, and its entries in the order to show them."""

    slug: str
    name: str
    page: str
    entries: tuple[Entry, ...]

    @property
    def feed(self) -> str:
        """The path of the JSON Feed of the same scope, "" for a week or a theme, which have none."""
        return "" if self.slug.startswith((THEME, WEEK)) else f"/feeds/{self.slug}.json"


def box_of(spelling: str, snapshot: Snapshot, today: date) -> Box:
    """Return what an address names: `kenh-bao-chi`, `tuan-2024-w46_kenh-bao-chi`, `noi-dung-{theme}`.

    Boxes of feeds show what is on and to come; those of a week, a theme or a directive also what is over, last.
    Raises NotFound for everything else.
    """
    if spelling.startswith(THEME):
        return _of_theme(spelling, snapshot, today)
    parts = spelling.lower().split(scopes.JOIN)
    weeks = [week for week in map(_week, parts) if week]
    if len(weeks) > 1:
        raise NotFound(GONE)
    those = scopes.known(snapshot)
    rest = scopes.JOIN.join(part for part in parts if not _week(part)) or scopes.ALL
    scope = scopes.combined(scopes.spelt(rest, those), those)
    found = [entry for entry in snapshot.entries if scope.shows(entry)]
    if weeks:
        return _of_week(weeks[0], scope, _filter(scope, those), found, today)
    [*directives] = scope.chosen.get("van-ban", ())
    if len(scope.chosen) == len(directives) == 1 and snapshot.directive(directives[0]):
        return Box(scope.slug, scope.name, f"/van-ban/{directives[0]}", ordered(found, today))
    coming = ordered((entry for entry in found if next_day(entry, today)), today)
    return Box(scope.slug, scope.name, f"/{_filter(scope, those)}", coming)


def slug_of_week(week: Week) -> str:
    """Return the part of a box's address that names a week: "tuan-2024-w46"."""
    return f"{WEEK}{week.id.lower()}"


def _of_theme(spelling: str, snapshot: Snapshot, today: date) -> Box:
    uid = spelling.removeprefix(THEME)
    found = [entry for entry in snapshot.entries if entry.theme_uid == uid]
    if not found:
        raise NotFound(GONE)
    return Box(spelling, themes.by_theme(found)[0].title, f"/chu-de/{uid}", ordered(found, today))


def _of_week(week: Week, scope: scopes.Scope, query: str, found: Iterable[Entry], today: date) -> Box:
    runs = agenda.runs(found, week.monday, week.sunday)
    begin = today if week == Week.of(today) else week.monday
    entries = ordered({run.entry.uid: run.entry for run in runs}.values(), begin)
    slug = slug_of_week(week) if scope.slug == scopes.ALL else f"{slug_of_week(week)}{scopes.JOIN}{scope.slug}"
    name = week_name(week) if scope.slug == scopes.ALL else f"{week_name(week)} · {scope.name}"
    return Box(slug, name, f"/tuan/{week.id}{query}", entries)


def _filter(scope: scopes.Scope, those: Mapping[str, scopes.Scope]) -> str:
    """Return the query by which a page shows what a scope has, "" for one that no page can be filtered by."""
    parts = [those[slug] for slug in scope.slug.split(scopes.JOIN) if slug in those and those[slug].chosen]
    return f"?{urlencode(query_of(parts), doseq=True)}" if parts else ""


def _week(part: str) -> Week | None:
    try:
        found = Week.parse(part.removeprefix(WEEK).upper()) if part.startswith(WEEK) else None
    except ValueError:
        return None
    return found if found and found.year in YEARS else None


def ordered(entries: Iterable[Entry], today: date) -> tuple[Entry, ...]:
    """Return entries by the next day on which they begin, return or end; then the undated, then what is over."""
    return tuple(sorted((e for e in entries if not e.withdrawn), key=lambda entry: _place(entry, today)))


def _place(entry: Entry, today: date) -> tuple[int, int, int, str]:
    """Say where an entry stands; of what is over the last comes first."""
    upcoming, rank = next_day(entry, today), agenda.RANK.get(entry.kind, 9)
    if upcoming:
        return 0, upcoming.toordinal(), rank, entry.title
    if entry.start is None:
        return 1, 0, rank, entry.title
    return 2, -(entry.end or entry.start).toordinal(), rank, entry.title


def next_day(entry: Entry, today: date) -> date | None:
    """Return the next day, from today on, on which an entry begins, returns or ends.

    That is None for what is over or has no day, and the last of all days for what is on without an end.
    """
    if entry.start is None:
        return None
    if entry.rrule:
        found = agenda.runs([entry], today, today + FAR)
        return max(found[0].first, today) if found else None
    last = entry.end or date.max
    upcoming = entry.start if entry.start >= today else last
    return upcoming if upcoming >= today else None
