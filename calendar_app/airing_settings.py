"""What people set of airing, read from the tables as the plan takes it: units with their slots, and decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlmodel import Session, col, func, select

from calendar_app import planning
from calendar_app.models import AiringDecision, AiringSlot, AiringTheme, AiringUnit, Unit
from calendar_app.planning import Ban, Decisions, Hold, Move, Pin, Slot
from calendar_app.planning.model import PACE

TURNS = planning.Unit("", ()).turns
Airs = tuple[date, str, str]
"""An airing: its day, its session's code, and the UID of what is aired."""
AIRED, MISSED = REPORTS = ("aired", "missed")
"""What a unit says of an airing that is over; only what was missed changes what is planned."""
_TABLES = (AiringUnit, AiringSlot, AiringDecision, AiringTheme)


def sign(session: Session) -> str:
    """Return a name for the state of all slots, settings and decisions; "" while there are none."""
    every = {table: select(func.count(), func.sum(table.version)) for table in _TABLES}
    every[AiringDecision] = every[AiringDecision].where(AiringDecision.kind != AIRED)
    counted = (session.exec(query).one() for query in every.values())
    said = " ".join(f"{count}:{versions or 0}" for count, versions in counted)
    return said if said.strip("0: ") else ""


def stations(session: Session, there: set[str]) -> dict[str, planning.Unit]:
    """Return the units that have slots, as they are planned; slots end where their unit does."""
    slots = defaultdict[str, list[AiringSlot]](list)
    for row in session.exec(select(AiringSlot).order_by(col(AiringSlot.unit), col(AiringSlot.code))).all():
        if row.unit in there:
            slots[row.unit].append(row)
    if not slots:
        return {}
    own = {row.unit: row for row in session.exec(select(AiringUnit)).all()}
    units = {row.slug: row for row in session.exec(select(Unit).where(col(Unit.slug).in_(slots))).all()}
    found = {}
    for slug, rows in slots.items():
        pace, turns = (own[slug].pace, own[slug].turns) if slug in own else (PACE, TURNS)
        found[slug] = planning.Unit(slug, tuple(_slot(row, units[slug]) for row in rows), pace, turns)
    return found


def _slot(row: AiringSlot, unit: Unit) -> Slot:
    first = max(row.valid_from or date.min, unit.valid_from or date.min)
    last = min(row.valid_until or date.max, unit.valid_until or date.max)
    return Slot(row.code, frozenset(row.weekdays), row.start, row.minutes, row.channel, row.language, first, last)


def decided(session: Session) -> defaultdict[str, list[AiringDecision]]:
    """Return the decisions that stand, by unit; those for all under ""."""
    found = defaultdict[str, list[AiringDecision]](list)
    query = select(AiringDecision).where(
        col(AiringDecision.taken_back_at).is_(None), col(AiringDecision.kind).not_in(REPORTS)
    )
    for row in session.exec(query.order_by(col(AiringDecision.id))).all():
        found[row.unit].append(row)
    return found


def missed(session: Session, since: date) -> defaultdict[str, set[Airs]]:
    """Return what units say was not aired from a day on, by unit."""
    found = defaultdict[str, set[Airs]](set)
    query = select(AiringDecision).where(AiringDecision.kind == MISSED, col(AiringDecision.day) >= since)
    for row in session.exec(query.where(col(AiringDecision.taken_back_at).is_(None))).all():
        if row.day:
            found[row.unit].add((row.day, row.slot, row.entry))
    return found


def decisions_of(rows: Iterable[AiringDecision], known: set[str], monday: date) -> Decisions:
    """Return decisions as the plan takes them, without those of weeks that are over."""
    pins, moves, bans, holds = [], [], [], []
    for row in rows:
        if row.kind == "pin" and row.day and row.day >= monday:
            pins.append(Pin(row.entry, row.slot, row.day))
        elif row.kind == "move" and row.day and row.to_day and max(row.day, row.to_day) >= monday:
            moves.append(Move(row.entry, row.slot, row.day, row.to_slot, row.to_day))
        elif row.kind == "ban" and row.entry in known and (row.day or monday) >= monday:
            bans.append(Ban(row.entry, row.slot or None, row.day))
        elif row.kind == "hold" and row.day and row.to_day and row.to_day >= monday:
            holds.append(Hold(row.day, row.to_day, frozenset(row.silent), frozenset(row.allowed)))  # type: ignore[arg-type]
    return Decisions(tuple(pins), tuple(moves), tuple(bans), tuple(holds))
