"""What units air when: their slots, pace and plan; what people decide of it; holds; settings of what is aired."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, PlainSerializer
from pydantic_core import PydanticCustomError
from sqlmodel import Session

from calendar_app import airing_decisions, clock, models
from calendar_app.airing_decisions import LANGUAGES, At, WantedSlot, WantedTheme
from calendar_app.airing_settings import TURNS
from calendar_app.errors import Conflict, NotFound, Problem
from calendar_app.planned import NotAired, PlannedAiring
from calendar_app.planning import week_named
from calendar_app.planning.model import PACE
from calendar_app.review import Actor
from calendar_app.web import at_once, guard
from calendar_app.web.airing import entry_of, theme_of
from calendar_app.web.api import units
from calendar_app.web.api.items import Channel
from calendar_app.web.api.operations import number_of, operation, stale
from calendar_app.web.api.shapes import Day, Shape, Words, shown
from calendar_app.web.site import public_tree

NO_PLAN = "Đơn vị này chưa có lịch phát. Hãy đặt buổi phát cho đơn vị trước."
WAYS = "Ghim và chuyển cần “slot” và “day”; chuyển cần cả “to_slot” và “to_day”."


def _spoken(code: str) -> str:
    if code not in LANGUAGES:
        raise PydanticCustomError("literal_error", "no language")
    return code


Language = Annotated[str, AfterValidator(_spoken), Field(json_schema_extra={"enum": sorted(LANGUAGES)})]
Time = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Clock = Annotated[time, PlainSerializer("{:%H:%M}".format, return_type=Time)]
"""A time in Vietnam, answered as it is asked for: JSON Schema knows no time without an offset."""
Code = Annotated[str, Field(max_length=40)]
Version = Annotated[int, Field(ge=0, le=2**31)]
Number = Annotated[int, Field(ge=0, le=2**31)]
Entry = Annotated[str, Field(max_length=64)]
Silent = Literal["anniversary", "thematic", "regular", "deadline"]


class Slot(Shape):
    """A session that comes back each week, at a time in Vietnam; `weekdays` are 1 (Monday) to 7."""

    code: str
    weekdays: tuple[int, ...]
    start: Clock
    minutes: int
    channel: str
    language: str
    valid_from: date | None
    valid_until: date | None
    version: int


class Decision(Shape):
    """A pin, move, ban or hold; one that was taken back stays, with who did so. A hold for all units has no unit."""

    id: int
    kind: str
    unit: str
    entry: str
    slot: str
    day: date | None
    to_slot: str
    to_day: date | None
    silent: tuple[str, ...]
    allowed: tuple[str, ...]
    reason: str
    author: str
    at: datetime
    taken_back_by: str
    taken_back_at: datetime | None


class Airing(Shape):
    """How a unit airs: syllables a minute, turns a week, slots, and what was decided about it, newest first."""

    unit: str
    pace: int
    turns: int
    slots: tuple[Slot, ...]
    decisions: tuple[Decision, ...]


class Held(Shape):
    """A session on a day, and what is aired in it, in order; `uid` is its calendar event's."""

    uid: str
    slot: str
    channel: str
    day: date
    start: Clock
    minutes: int
    airings: tuple[PlannedAiring, ...]


class Plan(Shape):
    """What a unit airs from `first` to `last`: sessions, and what does not fit; with a week asked for, its alone."""

    unit: str
    pace: int
    first: date
    last: date
    sessions: tuple[Held, ...]
    not_aired: tuple[NotAired, ...]


class OfWeek(Shape):
    """Of which week."""

    week: Annotated[str, Field(max_length=20, description="Only what is aired in a week, 2024-W46.")] = ""


class Put(Shape):
    """A slot as a person wants it; `version` is that of the slot to change, null to add one."""

    version: Version | None = None
    code: Code
    weekdays: Annotated[tuple[Annotated[int, Field(ge=1, le=7)], ...], Field(min_length=1, max_length=7)]
    start: Time
    minutes: Number
    channel: Channel
    language: Language = "vi"
    valid_from: Day | None = None
    valid_until: Day | None = None


class Pace(Shape):
    """Syllables a minute, and how often a week what asks for no number is aired."""

    pace: Number
    turns: Number


class Decide(Shape):
    """Pin an entry to a session, move it to another, or ban it: from a slot, a day, a session, or for good."""

    kind: Literal["pin", "move", "ban"]
    entry: Entry
    slot: Code = ""
    day: Day | None = None
    to_slot: Code = ""
    to_day: Day | None = None
    reason: Words = ""


class Hold(Shape):
    """Silence from a day to a day: what is festive, and the kinds named; of one unit, or of all where none is named."""

    unit: Annotated[str, Field(max_length=80)] = ""
    first: Day
    last: Day
    silent: Annotated[tuple[Silent, ...], Field(max_length=4)] = ()
    allowed: Annotated[tuple[Entry, ...], Field(max_length=200)] = ()
    reason: Words


class Decisions(Shape):
    """What was decided, newest first."""

    data: tuple[Decision, ...]


class Theme(Shape):
    """How an entry is aired everywhere; `version` is 0 where nothing was set."""

    entry: str
    priority: str
    urgent_on: date | None
    repeat: str
    lead: int | None
    language: str
    festive: bool
    version: int


class SetTheme(Shape):
    """How an entry is to be aired; `repeat` "" is as its own words say, `lead` null as usual."""

    version: Version
    priority: Literal["normal", "priority", "urgent"] = "normal"
    repeat: Words = ""
    lead: Number | None = None
    language: Language = "vi"
    festive: bool = False


PUT = {"code": "sang", "weekdays": [1, 3, 5], "start": "05:30", "minutes": 30, "channel": "loudspeaker"}
PACE_WANTED = {"pace": 160, "turns": 3}
DECIDE = {"kind": "pin", "entry": "0123456789abcdef0123456789abcdef", "slot": "sang", "day": "2024-11-20"}
HOLD = {"first": "2024-11-25", "last": "2024-11-26", "silent": ["anniversary"], "reason": "Quốc tang"}
SET_THEME = {"version": 0, "priority": "priority", "repeat": "2 lần/ngày"}


@operation("GET", "/units/<unit>/airing", may="read-unit", unit="unit", answer=Airing)
def airing(unit: str) -> Airing:
    """Say how a unit airs, and what was decided of that."""
    with guard.store().reading() as session:
        units.row_of(session, unit)
        own = session.get(models.AiringUnit, unit)
        rows = airing_decisions.decisions(session, (unit,), ("pin", "move", "ban", "hold"))
        return Airing(
            unit=unit,
            pace=own.pace if own else PACE,
            turns=own.turns if own else TURNS,
            slots=tuple(shown(Slot, slot) for slot in airing_decisions.slots_of(session, unit)),
            decisions=tuple(shown(Decision, row) for row in rows),
        )


@operation("GET", "/units/<unit>/plan", may="read-unit", unit="unit", query=OfWeek, answer=Plan)
def plan(unit: str, query: OfWeek) -> Plan:
    """Return what a unit airs, as the public sees it."""
    week, found = week_named(query.week) if query.week else None, public_tree().plan(unit)
    if found is None:
        raise NotFound(NO_PLAN)
    sessions = (shown(Held, one) for one in found.sessions if week is None or week.monday <= one.day <= week.sunday)
    left = (one for one in found.not_aired if week is None or one.week == week.id)
    return shown(Plan, found, sessions=tuple(sessions), not_aired=tuple(left))


@operation("POST", "/units/<unit>/slots", may="plan", unit="unit", body=Put, answer=Slot, conflicts=True, example=PUT)
def put_slot(unit: str, body: Put) -> Slot:
    """Add a slot to a unit, or change the one of that code."""
    told = body.model_dump(exclude={"version", "start"})
    wanted = WantedSlot(**told, start=time.fromisoformat(body.start))
    try:
        return at_once.write(
            lambda session, by: shown(Slot, airing_decisions.put_slot(session, unit, wanted, body.version, by))
        )
    except Conflict as conflict:
        with guard.store().reading() as session:
            row = airing_decisions.slot_of(session, unit, body.code)
        raise stale(conflict, body.version or 0, shown(Slot, row)) from None


@operation("POST", "/units/<unit>/airing", may="plan", unit="unit", body=Pace, answer=Airing, example=PACE_WANTED)
def set_unit(unit: str, body: Pace) -> Airing:
    """Set a unit's pace and turns."""
    at_once.write(lambda session, by: airing_decisions.set_unit(session, unit, body.pace, body.turns, by))
    return airing(unit)


@operation(
    "POST", "/units/<unit>/airing/decisions", may="plan", unit="unit", body=Decide, answer=Decision, status=201,
    example=DECIDE,
)  # fmt: skip
def decide(unit: str, body: Decide) -> Decision:
    """Pin, move or ban an entry at a unit."""
    return at_once.write(lambda session, by: shown(Decision, _decide(session, unit, body, by)))


@operation("POST", "/airing-decisions/<number>/take-back", may="plan", unit=guard.EACH, answer=Decision, conflicts=True)
def take_back(number: str) -> Decision:
    """Take a pin, move, ban or hold back."""

    def verb(session: Session, by: Actor) -> Decision:
        there = session.get(models.AiringDecision, number_of(number))
        if there is not None:
            guard.unit(there.unit)
        return shown(Decision, airing_decisions.take_back(session, number_of(number), by))

    return at_once.write(verb)


@operation("GET", "/holds", may="plan", answer=Decisions)
def holds() -> Decisions:
    """List the holds, those taken back too."""
    with guard.store().reading() as session:
        rows = airing_decisions.holds(session)
    return Decisions(data=tuple(shown(Decision, row) for row in rows))


@operation("POST", "/holds", may="plan", body=Hold, answer=Decision, status=201, names=True, example=HOLD)
def hold(body: Hold) -> Decision:
    """Begin a hold."""
    allowed = [entry_of(uid).uid for uid in body.allowed]
    days = body.first, body.last
    return at_once.write(
        lambda session, by: shown(
            Decision, airing_decisions.hold(session, body.unit, days, body.silent, body.reason, by, allowed)
        )
    )


@operation("GET", "/themes/<entry>", may="plan", answer=Theme)
def theme(entry: str) -> Theme:
    """Say how a public entry is aired everywhere."""
    uid = entry_of(entry).uid
    with guard.store().reading() as session:
        row = session.get(models.AiringTheme, uid)
    return shown(Theme, row or models.AiringTheme(entry=uid, author="", changed_at=clock.now(), version=0))


@operation("POST", "/themes/<entry>", may="plan", body=SetTheme, answer=Theme, conflicts=True, example=SET_THEME)
def set_theme(entry: str, body: SetTheme) -> Theme:
    """Set how a public entry is aired everywhere."""
    uid, wanted = entry_of(entry).uid, WantedTheme(**body.model_dump(exclude={"version"}))
    try:
        return at_once.write(
            lambda session, by: shown(Theme, airing_decisions.set_theme(session, uid, wanted, body.version, by))
        )
    except Conflict as conflict:
        raise stale(conflict, body.version, theme(entry)) from None


def _decide(session: Session, unit: str, body: Decide, by: Actor) -> models.AiringDecision:
    units.row_of(session, unit)
    aired = theme_of(session, unit, body.entry)
    if body.kind == "ban":
        return airing_decisions.ban(session, unit, aired, body.slot, body.day, body.reason, by)
    here = _at(body.slot, body.day)
    if body.kind == "pin":
        return airing_decisions.pin(session, unit, aired, here, body.reason, by)
    return airing_decisions.move(session, unit, aired, (here, _at(body.to_slot, body.to_day)), body.reason, by)


def _at(slot: str, day: date | None) -> At:
    if not slot or day is None:
        raise Problem(WAYS)
    return At(slot, day)
