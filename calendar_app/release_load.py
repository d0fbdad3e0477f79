"""Whether units have the minutes for what a release adds, by what the airing plan last found due in each week.

No plan is made for it: a week is full where every theme due in it, once and in its short version, takes more minutes
than the sessions still to come, or where the plan had no room for some already.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import text
from sqlmodel import Session, col, select

from calendar_app.airing import WEEKS_AHEAD
from calendar_app.airing_settings import stations
from calendar_app.airing_themes import Themes
from calendar_app.models import AiringPlan, AiringTheme, Item
from calendar_app.planning import Slot, Theme, Unit
from calendar_app.preview import Preview
from calendar_app.release_checks import OVERLOAD, Caution
from calendar_app.snapshot import Snapshot
from content.almanac.weeks import Week

_DUE = text(
    """
    SELECT unit, monday, SUM(minutes) FROM (
        SELECT held.unit, date(held.day, 'weekday 0', '-6 days') AS monday, min(held.day) AS first,
               json_extract(aired.value, '$.entry_uid') AS entry,
               min(iif(json_extract(aired.value, '$.version') = 'short', json_extract(aired.value, '$.minutes'), NULL))
                   AS minutes
        FROM airing_session AS held, json_each(held.airings) AS aired
        WHERE held.unit IN (SELECT value FROM json_each(:units)) AND held.day BETWEEN :first AND :last
              AND held.cancelled_at IS NULL
        GROUP BY held.unit, monday, entry
    )
    WHERE first >= :today AND entry NOT IN (SELECT value FROM json_each(:touched))
    GROUP BY unit, monday
    """
)
"""Minutes of the themes whose turn in a week is still to come, each once. One that is long whenever it is aired had
room to be so: it is not counted, so that nobody is warned of a week with minutes to spare."""


@dataclass(frozen=True, slots=True)
class Full:
    """A unit's week that does not hold what is due: minutes there are, minutes asked for, themes already left out."""

    unit: str
    week: Week
    minutes: int
    asked: int
    left_out: int


def overloads(session: Session, preview: Preview) -> list[Caution]:
    """Return a sentence for each week of this one and the next four in which units cannot air what the release adds."""
    by_week: dict[Week, list[Full]] = defaultdict(list)
    for full in fulls(session, preview):
        by_week[full.week].append(full)
    return [Caution(OVERLOAD, _said(week, found, preview)) for week, found in sorted(by_week.items())]


def fulls(session: Session, preview: Preview) -> list[Full]:
    """Return the weeks of units that do not hold what the release adds, by unit."""
    units = stations(session, {slug for slug in preview.by_unit if preview.units[slug].valid})
    if not units:
        return []
    weeks = [Week.of(preview.today + timedelta(weeks=n)) for n in range(WEEKS_AHEAD + 1)]
    due, left_out = _due(session, preview, units, weeks), _left_out(session, units)
    added = _added(session, preview, weeks)
    found = []
    for slug, unit in units.items():
        for week in weeks:
            minutes = _minutes(unit, week, preview.today)
            adds = sum(unit.minutes(theme.short) for theme in added[slug] if _due_in(theme, unit, week, preview.today))
            asked = due.get((slug, week.monday), 0) + adds
            if adds and (asked > minutes or left_out[slug, week.id]):
                found.append(Full(slug, week, minutes, asked, left_out[slug, week.id]))
    return found


def _due(session: Session, preview: Preview, units: Iterable[str], weeks: list[Week]) -> dict[tuple[str, date], int]:
    """Return the minutes that are due already, by unit and Monday, without the entries that the release touches."""
    asked = {
        "units": json.dumps(list(units)),
        "touched": json.dumps([one.difference.uid for one in preview.shown]),
        "first": weeks[0].monday.isoformat(),
        "last": weeks[-1].sunday.isoformat(),
        "today": preview.today.isoformat(),
    }
    rows = session.connection().execute(_DUE, asked)
    return {(unit, date.fromisoformat(monday)): minutes or 0 for unit, monday, minutes in rows}


def _left_out(session: Session, units: Collection[str]) -> Counter[tuple[str, str]]:
    """Return how many themes the last plan had no room for, by unit and week."""
    query = select(AiringPlan.unit, AiringPlan.not_aired).where(col(AiringPlan.unit).in_(units))
    return Counter((unit, one["week"]) for unit, left in session.exec(query) for one in left if one["code"] == "full")


def _added(session: Session, preview: Preview, weeks: list[Week]) -> dict[str, list[Theme]]:
    """Return the themes that a release adds or changes, by unit; tasks are for those who do them and are not aired."""
    rows = {row.entry: row for row in session.exec(select(AiringTheme)).all()}
    ours = col(Item.directive_id).in_(preview.directives)
    tasks = set(session.exec(select(Item.uid).where(Item.kind == "task", ours)).all())
    directives = tuple(preview.directives.values())
    snapshot = Snapshot(None, directives, (), rendered_at=preview.at, next_change=preview.at)
    themes = Themes(snapshot, rows, weeks[0].monday, weeks[-1].sunday)
    found: dict[str, list[Theme]] = defaultdict(list)
    for entry in (one.after for one in preview.shown if one.after and one.after.theme_uid not in tasks):
        if made := themes.of(entry):
            for slug in entry.units:
                found[slug].append(made[0])
    return found


def _minutes(unit: Unit, week: Week, today: date) -> int:
    """Return the minutes of a unit's sessions of a week from a day on."""
    return sum(slot.minutes for slot in unit.slots for day in _still(week, today) if slot.on(day))


def _due_in(theme: Theme, unit: Unit, week: Week, today: date) -> bool:
    """Whether a unit has a session of a week, from a day on, that a theme may have."""
    days = [day for day in _still(week, today) if theme.first <= day <= theme.until]
    ways = [slot for slot in unit.slots if _fits(theme, slot)]
    return any(slot.on(day) for slot in ways for day in days)


def _fits(theme: Theme, slot: Slot) -> bool:
    return theme.language == slot.language and (not theme.channels or slot.channel in theme.channels)


def _still(week: Week, today: date) -> list[date]:
    days = (week.monday + timedelta(days=n) for n in range(7))
    return [day for day in days if day >= today]


def _said(week: Week, found: list[Full], preview: Preview) -> str:
    """Say of a week which units are full, the fullest by name."""
    worst = max(found, key=lambda full: (full.asked - full.minutes, full.left_out, full.unit))
    name = preview.units[worst.unit].name
    many = f"{len(found)} đơn vị quá tải, nặng nhất là {name}" if len(found) > 1 else f"{name} quá tải"
    left = f", đã có {worst.left_out} nội dung không còn chỗ" if worst.left_out else ""
    return (
        f"{week.label}: {many} (còn {worst.minutes} phút phát, nội dung đến hạn cần {worst.asked} phút{left})."
        " Hãy thêm buổi phát, hoặc bớt nội dung."
    )
