"""The pages that show days side by side: a week, a month, a year on one sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import render_template, request

from calendar_app import almanac, themes
from calendar_app.errors import NotFound
from calendar_app.occurrences import next_month, once_each
from calendar_app.scopes import DIMENSIONS, Dimension, Scope
from calendar_app.web import agenda, linked_data, present, wall
from calendar_app.web.selection import Query, Selection, selection
from content.almanac.weeks import Week
from feeds.view import Entry

GRID_ROWS = 14
GROUPS = 14
GROUP_ROWS, CROWDED_ROWS, CROWDED = 6, 2, 200
"""How many rows a group has, fewer where so many bars would be drawn that nobody could look through them."""
ARTICLES = 30
LISTED = 20
SOURCES = 40
BY_THEME = "noi-dung"
ROWS = {BY_THEME: "nội dung", "kenh": "kênh", "linh-vuc": "lĩnh vực", "don-vi": "đơn vị", "van-ban": "văn bản"}
"""What the rows of a week can be, as its address says it (`?theo=kenh`)."""

_SILENT = {
    "kenh": "Chưa ghi kênh",
    "chu-de": "Chưa rõ lĩnh vực",
    "van-ban": "Không rõ văn bản",
    "loai-don-vi": "Chưa rõ đơn vị",
    "don-vi": "Chưa rõ đơn vị",
}
_DIMENSIONS = {dimension.prefix: dimension for dimension in DIMENSIONS}


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of a week that belong to one channel, subject, unit or directive; `query` is the filter for it alone."""

    name: str
    query: Query | None
    channel: str | None
    count: int
    week: agenda.Stretch


def week_page(shown: Week, today: date) -> str:
    """Return the page of a week, its rows as the address asks for them."""
    chosen, by = selection(), _rows_by(request.args.get("theo", BY_THEME))
    first, last = shown.monday, shown.sunday
    entries = chosen.around(first, last + agenda.NEAR_DAYS)
    found = agenda.runs(entries, first, last)
    rows = agenda.rows_by_theme(found, first, last) if by == BY_THEME else []
    groups, more_groups = _groups(found, by, first, chosen) if by != BY_THEME else ([], 0)
    focus = agenda.focus(entries, first, last, today)
    gone = agenda.cancelled(entries, first, last)
    told = themes.by_theme(run.entry for run in found) if by == BY_THEME else []
    listed = [*(entry for theme in told[:ARTICLES] for entry in theme.entries), *gone]
    return render_template(
        "public/week.html",
        week=shown,
        today=today,
        chosen=chosen,
        scope=chosen.scope,
        first=first,
        last=last,
        by=by,
        ways=ROWS,
        focus=focus,
        ahead=themes.by_source(run.entry for run in focus if run.first > last),
        deadlines=agenda.deadlines(found, first, last),
        beginning=agenda.beginning(found, first, last),
        ending=agenda.ending(found, first, last),
        days=agenda.days(first, last),
        found=found,
        legend=chosen.marks.legend(run.entry for run in found),
        rows=rows[:GRID_ROWS],
        more_rows=len(rows[GRID_ROWS:]),
        groups=groups,
        more_groups=more_groups,
        whole=agenda.whole(found, first, last),
        by_day=agenda.by_day(found, first, last),
        themes=told[:ARTICLES],
        more_themes=len(told[ARTICLES:]),
        **_rest(agenda.running(entries, first), agenda.undated(entries, first, last)),
        cancelled=gone,
        linked_data=linked_data.listing(present.week_name(shown), chosen.path(f"/tuan/{shown.id}"), listed),
        oembed_links=linked_data.oembed_links(chosen.path(request.path)),
    )


def _rest(running: list[Entry], undated: list[Entry]) -> dict[str, object]:
    """Return what a page lists below its days, and how much more there is: the newest come first."""
    newest = sorted(running, key=lambda entry: (entry.start or date.min, entry.uid), reverse=True)
    return {
        "running": themes.by_source(newest[:LISTED]),
        "more_running": len(newest[LISTED:]),
        "undated": themes.by_source(undated[:LISTED]),
        "more_undated": len(undated[LISTED:]),
    }


def _rows_by(said: str) -> str:
    if said not in ROWS:
        ways = ", ".join(ROWS)
        raise NotFound(f"Không xếp tuần theo “{said[:60]}” được. Hãy chọn một trong các cách: {ways}.")
    return said


def _groups(found: list[agenda.Run], by: str, monday: date, chosen: Selection) -> tuple[list[Group], int]:
    """Return the rows by group, and how many groups there are more."""
    dimension, scopes = _scopes_for(found, by, chosen)
    there = [(s, runs) for s, runs in agenda.of_each(found, scopes, dimension) if runs or s in chosen.parts]
    shown = there[:GROUPS]
    bars = sum(len(runs) for _, runs in shown)
    most = GROUP_ROWS if bars < CROWDED else CROWDED_ROWS
    return [_group(scope, runs, dimension, monday, most, chosen) for scope, runs in shown], len(there[GROUPS:])


def _group(
    scope: Scope | None, runs: list[agenda.Run], dimension: Dimension, monday: date, most: int, chosen: Selection
) -> Group:
    week = agenda.stretch(runs, monday, most)
    if scope is None:
        return Group(_SILENT[dimension.prefix], None, None, len(runs), week)
    return Group(scope.name, chosen.with_only(scope), scope.channel, len(runs), week)


def _scopes_for(found: list[agenda.Run], by: str, chosen: Selection) -> tuple[Dimension, list[Scope]]:
    """Return what the rows are: those of the filter, where it names some, else all there are; of units their kinds."""
    prefix = {"linh-vuc": "chu-de"}.get(by, by)
    if by == "don-vi" and not any(prefix in part.chosen for part in chosen.parts):
        prefix = "loai-don-vi"
    named = [part for part in chosen.parts if prefix in part.chosen]
    if prefix == "van-ban" and not named:
        slugs = dict.fromkeys(f"van-ban-{run.entry.source.slug}" for run in found)
        named = [chosen.index.scopes[slug] for slug in slugs if slug in chosen.index.scopes]
    listed = next((scopes for d, scopes in chosen.index.choices if d.prefix == prefix), [])
    return _DIMENSIONS[prefix], named or listed


def month_page(first: date, today: date) -> str:
    """Return the page of a month, given its first day."""
    chosen, last = selection(), next_month(first) - agenda.ONE_DAY
    monday, sunday = Week.of(first).monday, Week.of(last).sunday
    entries = chosen.around(monday, sunday)
    found = agenda.runs(entries, first, last)
    once = once_each(found)
    return render_template(
        "public/month.html",
        first=first,
        last=last,
        today=today,
        chosen=chosen,
        scope=chosen.scope,
        previous=_previous_month(first),
        next=next_month(first),
        legend=chosen.marks.legend(run.entry for run in once),
        stretches=agenda.month(agenda.runs(entries, monday, sunday), monday, sunday),
        listed=agenda.by_first_day(found, first, last),
        sources=themes.by_source(run.entry for run in once[:SOURCES]),
        more_sources=len(once[SOURCES:]),
        **_rest(agenda.running(entries, first), []),
        observed=almanac.within(first, last),
    )


def day_page(shown: date, today: date) -> str:
    """Return the page of a day."""
    chosen = selection()
    entries = chosen.around(shown, shown)
    told = themes.by_theme(run.entry for run in agenda.runs(entries, shown, shown))
    listed = [entry for theme in told[:ARTICLES] for entry in theme.entries]
    return render_template(
        "public/day.html",
        day=shown,
        today=today,
        chosen=chosen,
        scope=chosen.scope,
        week=Week.of(shown),
        previous=shown - agenda.ONE_DAY,
        next=shown + agenda.ONE_DAY,
        themes=told[:ARTICLES],
        more_themes=len(told[ARTICLES:]),
        **_rest(agenda.running(entries, shown), []),
        observed=almanac.within(shown, shown),
        linked_data=linked_data.listing(present.full_day(shown), chosen.path(request.path), listed),
    )


def year_page(number: int, today: date) -> str:
    """Return a year on one sheet: a row a month, its days in columns of weekdays."""
    chosen = selection()
    first, last = date(number, 1, 1), date(number, 12, 31)
    entries = chosen.around(first, last)
    runs = agenda.runs((entry for entry in entries if not entry.rrule), first, last)
    return render_template(
        "public/year.html",
        year=number,
        today=today,
        chosen=chosen,
        scope=chosen.scope,
        months=(months := wall.months(runs, number)),
        legend=chosen.marks.legend(run.entry for month in months for run in month.named),
        columns=wall.COLUMNS,
        recurring=sum(1 for entry in entries if entry.rrule and entry.status == "confirmed"),
        years=almanac.YEARS,
    )


def _previous_month(first: date) -> date:
    return (first - agenda.ONE_DAY).replace(day=1)
