"""`/do-phu`: which themes are on in which weeks, what is missing, too much, said twice or contradictory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from flask import render_template, request

from calendar_app import coverage, planned, themes
from calendar_app.almanac import YEARS
from calendar_app.coverage import Finding, Row
from calendar_app.errors import NotFound
from calendar_app.planned import PublicPlan
from calendar_app.themes import Theme
from calendar_app.web.listings import part
from calendar_app.web.present import channel_word, opening
from calendar_app.web.selection import Selection, selection
from calendar_app.web.site import public_tree
from calendar_app.wording import year_length
from content.almanac.weeks import Week
from feeds.view import Entry

USUAL_WEEKS = 5
MOST_WEEKS = 53
PER_PAGE = 50
_TYPED_WEEK = re.compile(r"(?:tuần\s+)?([0-9]{1,2})/([0-9]{4})", re.IGNORECASE)
MOST_FINDINGS = 20
ON, LASTING, FREE = "on", "lasting", ""
NO_WEEK = "“{}” không phải là một tuần. Hãy viết số tuần và năm, ví dụ 46/2024.{}"
BACKWARDS = "Tuần cuối ({}) đứng trước tuần đầu ({}). Hãy đổi chỗ hai tuần."
TOO_LONG = f"Độ phủ dài nhất {MOST_WEEKS} tuần. Hãy chọn khoảng ngắn hơn."


@dataclass(frozen=True, slots=True)
class Span:
    """Weeks of a theme's row that are alike: it is on, or only lasting, or neither (FREE)."""

    state: str
    first: Week
    last: Week
    width: int


@dataclass(frozen=True, slots=True)
class Line:
    """A theme as a row of the table."""

    theme: Theme
    row: Row
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Findings of one kind: its anchor, its name, what it means when there are none, and how many are not shown."""

    anchor: str
    name: str
    none: str
    found: list[Finding]
    more: int


def page(this_week: Week) -> str:
    """Return the page of a range of weeks (`?tu=2024-W46&den=2024-W50`)."""
    first, last = _range(this_week)
    chosen, weeks = selection(), coverage.weeks_between(first, last)
    entries = chosen.around(first.monday, last.sunday)
    found = sorted(coverage.rows(entries, weeks), key=lambda row: themes.in_print(row.entries))
    shown = part(found, PER_PAGE)
    counted = coverage.load(found, weeks)
    return render_template(
        "public/coverage.html",
        weeks=weeks,
        this_week=this_week,
        chosen=chosen,
        scope=chosen.scope,
        length=timedelta(weeks=len(weeks)),
        part=shown,
        legend=chosen.marks.legend(entry for row in shown.shown for entry in row.entries),
        lines=[Line(_theme(row), row, spans(row, weeks)) for row in shown.shown],
        load=_load(counted, chosen),
        most=coverage.MOST_THEMES,
        sections=[
            _section("thieu", "Khoảng trống", "Nội dung nào cũng có kênh và đơn vị.",
                     coverage.gaps(found, lambda row: opening(_theme(row).title), bool(chosen.index.snapshot.units))),
            _section("qua-tai", "Quá tải", f"Không tuần nào có hơn {coverage.MOST_THEMES} nội dung trên một kênh.",
                     coverage.overloads(counted, weeks, lambda slug: _channel(slug, chosen))),
            _section("trung", "Trùng nhau", "Không nội dung nào có trong nhiều văn bản.", coverage.repeats(found)),
            _section("mau-thuan", "Mâu thuẫn, cần xem", "Không thấy ngày nào mâu thuẫn.",
                     coverage.conflicts(_within(found))),
        ],
        plan=_plan(chosen, weeks),
    )  # fmt: skip


def _within(found: Iterable[Row]) -> list[Entry]:
    return [entry for row in found for entry in row.entries]


def _section(anchor: str, name: str, none: str, found: list[Finding]) -> Section:
    return Section(anchor, name, none, found[:MOST_FINDINGS], len(found[MOST_FINDINGS:]))


def _theme(row: Row) -> Theme:
    [theme] = themes.by_theme(row.entries)
    return theme


def spans(row: Row, weeks: Sequence[Week]) -> tuple[Span, ...]:
    """Return the weeks of a row as few cells as can be, in order."""
    alike = groupby(weeks, lambda week: ON if week in row.on else LASTING if week in row.lasting else FREE)
    grouped = [(state, list(group)) for state, group in alike]
    return tuple(Span(state, group[0], group[-1], len(group)) for state, group in grouped)


def _load(counted: dict[str, list[int]], chosen: Selection) -> list[tuple[str, str, list[int]]]:
    """Return the channels by name, those without a channel last, with their counts."""
    found = [(slug, _channel(slug, chosen), counts) for slug, counts in counted.items()]
    return sorted(found, key=lambda one: (not one[0], one[1]))


def _channel(slug: str, chosen: Selection) -> str:
    scope = chosen.index.scopes.get(f"kenh-{slug}")
    return scope.name if scope else channel_word(slug, slug or "Chưa ghi kênh")


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """What a unit airs in the weeks shown: minutes left in each week (None: not planned), and what is not aired."""

    name: str
    left: tuple[int | None, ...]
    not_aired: tuple[planned.NotAired, ...]
    faults: tuple[str, ...]


def _plan(chosen: Selection, weeks: Sequence[Week]) -> UnitPlan | None:
    """Return the plan of the one unit that is chosen, where it has one."""
    units = [part for part in chosen.parts if "don-vi" in part.chosen]
    plan = public_tree().plan(units[0].value) if len(units) == 1 else None
    if plan is None:
        return None
    names = {week.id for week in weeks}
    missed = tuple(one for one in plan.not_aired if one.week in names)
    return UnitPlan(units[0].name, tuple(_left(plan, week) for week in weeks), missed, plan.faults)


def _left(plan: PublicPlan, week: Week) -> int | None:
    """Return how many minutes of a week's sessions are free; None where the week has no session."""
    ours = [one for one in plan.sessions if week.monday <= one.day <= week.sunday]
    free = (session.minutes - sum(airing.minutes for airing in session.airings) for session in ours)
    return sum(free) if ours else None


def _range(this_week: Week) -> tuple[Week, Week]:
    first = _week_asked("tu", this_week)
    usual = Week.of(first.monday + timedelta(weeks=USUAL_WEEKS - 1))
    last = _week_asked("den", usual)
    if last < first:
        raise NotFound(BACKWARDS.format(*(f"{one.number}/{one.year}" for one in (last, first))))
    if last.monday - first.monday >= timedelta(weeks=MOST_WEEKS):
        raise NotFound(TOO_LONG)
    return first, last


def _spelt(said: str) -> str:
    """Spell a week as addresses do where it was typed as people write it, "46/2024" or "tuần 46/2024"."""
    typed = _TYPED_WEEK.fullmatch(said.strip())
    return f"{typed[2]}-W{typed[1]:0>2}" if typed else said


def _week_asked(name: str, usual: Week) -> Week:
    said = request.args.get(name, "")
    if not said:
        return usual
    try:
        found = Week.parse(_spelt(said))
    except ValueError:
        raise NotFound(NO_WEEK.format(said[:60], year_length(_spelt(said)))) from None
    if found.year not in YEARS:
        raise NotFound(NO_WEEK.format(said[:60], ""))
    return found
