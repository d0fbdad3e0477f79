"""The airing plan in the application: from what is public, slots and decisions to sessions as the public is told them.

A unit's plan is made only where what it is made of is another, or the week is; then it is compared with what had been
told. What has begun is never rewritten: it is what was aired. docs/planning.md, "In the application".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, partial
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session, col, select

from calendar_app import planning
from calendar_app.airing_settings import Airs, decided, decisions_of, missed, stations
from calendar_app.airing_themes import Themes, spelt
from calendar_app.clock import PEOPLE, day_of
from calendar_app.models import AiringPlan, AiringSession, AiringTheme, Item
from calendar_app.planned import Kept, NotAired, PlannedAiring, PlannedSession, PublicPlan, airs_in, dump
from calendar_app.planning import Airing, Because, Decisions, Plan, Theme
from calendar_app.snapshot import Snapshot
from calendar_app.tree import Draft
from content.almanac.weeks import Week
from feeds.view import Entry

WEEKS_AHEAD = 4
SHOWN = timedelta(weeks=4)
"""How long past sessions stay in a plan, and how long after its end a theme that was never aired is named."""

CANCELLED = timedelta(days=30)
"""How long after its day a session stays that had been told and was not held."""

REMEMBERED = timedelta(weeks=53)
"""How far back is asked what was aired, for whose turn it is."""

_OF_SESSIONS = UUID("5b8a1f0c-3c55-4c0e-9d67-0f6f1f3b7c11")


@dataclass(frozen=True, slots=True)
class Made:
    """A plan newly made: its row, and the rows of the sessions that are to be told anew."""

    plan: AiringPlan
    sessions: tuple[AiringSession, ...]


def make(session: Session, snapshot: Snapshot) -> list[Made]:
    """Plan this week and the next four for every unit with slots whose plan is not the right one any more.

    Nothing is written, so that nobody waits for it: `keep` does that.
    """
    units = stations(session, {unit.slug for unit in snapshot.units if unit.valid})
    if not units:
        return []
    week = Week.of(day_of(snapshot.rendered_at))
    reach = _reach(session, snapshot.entries, units.keys())
    known = {row.unit: row for row in session.exec(select(AiringPlan)).all()}
    themes = _themes(session, snapshot, week)
    said, not_aired = decided(session), missed(session, week.monday - REMEMBERED)
    made = []
    for slug, unit in units.items():
        ours = [(entry, *found) for entry in reach[slug] if (found := themes.of(entry))]
        decisions = decisions_of((*said[slug], *said[""]), {entry.uid for entry, _, _ in ours}, week.monday)
        made_of = _name(
            week.id, spelt(unit), spelt(decisions), *(about for _, _, about in ours), *map(str, sorted(not_aired[slug]))
        )
        if slug not in known or known[slug].made_of != made_of:
            entries, ready = {entry.uid: entry for entry, _, _ in ours}, [theme for _, theme, _ in ours]
            work = _Work(unit, entries, ready, decisions, not_aired[slug])
            made.append(work.made(session, week, known.get(slug), made_of, snapshot.rendered_at))
    return made


def themes_for(session: Session, snapshot: Snapshot, slug: str) -> list[tuple[Entry, Theme]]:
    """Return what one unit has to air in these weeks, by title."""
    themes = _themes(session, snapshot, Week.of(day_of(snapshot.rendered_at)))
    entries = _reach(session, snapshot.entries, (slug,))[slug]
    found = [(entry, known[0]) for entry in entries if (known := themes.of(entry))]
    return sorted(found, key=lambda one: (one[0].title, one[0].uid))


def keep(session: Session, made: Iterable[Made]) -> None:
    """Write plans down as what is told to the public from now on."""
    for one in made:
        _put(session, AiringPlan, [one.plan.model_dump()], "unit")
        _put(session, AiringSession, [row.model_dump() for row in one.sessions], "uid")


def plans(session: Session, snapshot: Snapshot) -> dict[str, Kept]:
    """Return the plan of every unit that has one, by its slug."""
    there = {unit.slug for unit in snapshot.units if unit.valid}
    rows = session.exec(select(AiringPlan).order_by(col(AiringPlan.unit))).all()
    read = cache(partial(public_plan, session))
    return {
        row.unit: Kept(f"{row.unit} {row.number} {row.made_of}", partial(read, row.unit))
        for row in rows
        if row.unit in there
    }


def files(kept: Mapping[str, Kept]) -> dict[str, Draft]:
    """Return the file of every plan, by its path in the tree."""
    return {airs_in(slug): Draft(one.made_of, partial(_written, one)) for slug, one in kept.items()}


def public_plan(session: Session, slug: str) -> PublicPlan:
    """Return a unit's plan as the public is told it; KeyError where it has none."""
    row = session.get(AiringPlan, slug)
    if row is None:
        raise KeyError(slug)
    query = select(AiringSession).where(AiringSession.unit == slug, col(AiringSession.day) >= row.first - CANCELLED)
    order = col(AiringSession.day), col(AiringSession.start), col(AiringSession.slot)
    rows = session.exec(query.order_by(*order)).all()
    held = [one for one in rows if one.cancelled_at is None and one.day >= row.first - SHOWN]
    gone = [one for one in rows if one.cancelled_at]
    return PublicPlan(
        unit=slug,
        pace=row.pace,
        first=min([row.first, *(Week.of(one.day).monday for one in held[:1])]),
        last=row.last,
        sessions=tuple(map(_session, held)),
        not_aired=tuple(NotAired(**one) for one in row.not_aired),
        faults=tuple(row.faults),
        cancelled=tuple(map(_session, gone)),
    )


class _Work:
    """What one unit's plan is made from."""

    def __init__(
        self,
        unit: planning.Unit,
        entries: Mapping[str, Entry],
        themes: Sequence[Theme],
        decisions: Decisions,
        missed: Container[Airs],
    ) -> None:
        self._unit, self._entries, self._themes, self._decisions = unit, entries, themes, decisions
        self._missed = missed

    def made(self, session: Session, week: Week, before: AiringPlan | None, made_of: str, at: datetime) -> Made:
        """Plan from a week on, and compare with the sessions that have been told."""
        now, slug = at.astimezone(PEOPLE), self._unit.slug
        today, since = moment = (now.date(), now.time())
        query = select(AiringSession).where(
            AiringSession.unit == slug, col(AiringSession.day) >= week.monday - REMEMBERED
        )
        told = session.exec(query.order_by(col(AiringSession.day), col(AiringSession.start))).all()
        begun = [row for row in told if (row.day, row.start) < moment]
        aired = [airing for row in begun if row.cancelled_at is None for airing in self._aired(row)]
        last = _last(week)
        plan = planning.plan(self._unit, self._themes, week, last, today, self._decisions, aired, since)
        coming = {row.uid: row for row in told if moment <= (row.day, row.start) and row.day <= last.sunday}
        over = {row.uid for row in begun}
        wanted = [row for row in self._rows(plan, moment, at) if row.uid not in over]
        row = AiringPlan(
            unit=slug,
            number=before.number + 1 if before else 1,
            made_of=made_of,
            first=week.monday,
            last=last.sunday,
            pace=self._unit.pace,
            not_aired=[asdict(one) for one in self._not_aired(plan)],
            faults=[fault.said for fault in plan.faults],
        )
        return Made(row, tuple(_changes(coming, wanted, at)))

    def _rows(self, plan: Plan, moment: tuple[date, time], at: datetime) -> Iterator[AiringSession]:
        """Yield the sessions that have not begun."""
        for one in plan.sessions:
            if (one.day, one.slot.start) >= moment:
                yield AiringSession(
                    uid=uid_of(plan.unit, one.slot.id, one.day),
                    unit=plan.unit,
                    day=one.day,
                    slot=one.slot.id,
                    start=one.slot.start,
                    minutes=one.slot.minutes,
                    channel=one.slot.channel,
                    airings=[asdict(self._airing(airing)) for airing in one.airings],
                    sequence=0,
                    changed_at=at,
                )

    def _aired(self, row: AiringSession) -> Iterator[Airing]:
        """Yield what was aired in a session; why it was is told with the session, and no rule asks it again."""
        for one in row.airings:
            if (row.day, row.slot, one["entry_uid"]) not in self._missed:
                yield Airing(one["entry_uid"], row.slot, row.day, one["version"], one["minutes"], Because("turn"))

    def _airing(self, airing: Airing) -> PlannedAiring:
        entry = self._entries[airing.theme]
        return PlannedAiring(entry.theme_uid, entry.title, airing.version, airing.minutes, airing.why, entry.uid)

    def _not_aired(self, plan: Plan) -> Iterator[NotAired]:
        for one in plan.not_fitting:
            entry = self._entries[one.theme.uid]
            yield NotAired(one.week.id, entry.theme_uid, one.code, one.said, entry.uid)


def uid_of(unit: str, slot: str, day: date) -> str:
    """Return the UID of a session for life, also where the database is lost."""
    return uuid5(_OF_SESSIONS, f"{unit} {slot} {day}").hex


def _changes(before: dict[str, AiringSession], wanted: list[AiringSession], at: datetime) -> Iterator[AiringSession]:
    """Yield what is to be told anew: new sessions, changed ones with a higher sequence, and those no longer held."""
    for row in wanted:
        old = before.pop(row.uid, None)
        if old is None:
            yield row
        elif old.cancelled_at or _facts(old) != _facts(row):
            row.sequence, row.changed_at = old.sequence + 1, _later(old, at)
            yield row
    for old in before.values():
        if old.cancelled_at is None:
            at_last = _later(old, at)
            told = old.model_dump()
            yield AiringSession(
                **{**told, "sequence": old.sequence + 1, "changed_at": at_last, "cancelled_at": at_last}
            )


def _later(old: AiringSession, at: datetime) -> datetime:
    """A later state has a later time, even where the clock went back."""
    return max(at, old.changed_at + timedelta(seconds=1))


def _facts(row: AiringSession) -> tuple[Any, ...]:
    return row.start, row.minutes, row.channel, row.airings


def _session(row: AiringSession) -> PlannedSession:
    airings = tuple(PlannedAiring(**one) for one in row.airings)
    return PlannedSession(
        row.uid, row.slot, row.channel, row.day, row.start, row.minutes, airings, row.sequence, row.changed_at
    )


def _themes(session: Session, snapshot: Snapshot, week: Week) -> Themes:
    rows = {row.entry: row for row in session.exec(select(AiringTheme)).all()}
    return Themes(snapshot, rows, week.monday - SHOWN, _last(week).sunday)


def _last(week: Week) -> Week:
    return Week.of(week.monday + timedelta(weeks=WEEKS_AHEAD))


def _name(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()


def _written(kept: Kept) -> bytes:
    return dump(kept.read())


def _put(session: Session, table: type[AiringPlan] | type[AiringSession], rows: list[dict[str, Any]], key: str) -> None:
    """Add rows, or write them over those that are there."""
    if rows:
        adding = insert(table)
        set_ = {name: adding.excluded[name] for name in rows[0] if name != key}
        session.connection().execute(adding.on_conflict_do_update(index_elements=[key], set_=set_), rows)


def _reach(session: Session, entries: Iterable[Entry], slugs: Iterable[str]) -> dict[str, list[Entry]]:
    """Return the entries that reach each of some units; those of tasks are for whoever does them, not for listeners."""
    tasks = set(session.exec(select(Item.uid).where(Item.kind == "task")).all())
    wanted, found = frozenset(slugs), defaultdict[str, list[Entry]](list)
    ours: dict[int, frozenset[str]] = {}  # by identity: thousands of entries share hundreds of lists
    for entry in entries:
        if entry.theme_uid in tasks:
            continue
        if id(entry.units) not in ours:
            ours[id(entry.units)] = wanted.intersection(entry.units)
        for slug in ours[id(entry.units)]:
            found[slug].append(entry)
    return found
