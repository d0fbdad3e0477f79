"""What units say of what they aired: of each airing of a session that is over, whether it was, and if not, why."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from sqlmodel import Session

from calendar_app import airing_reports, clock
from calendar_app.airing_decisions import At
from calendar_app.airing_reports import Report
from calendar_app.review import Actor
from calendar_app.web import at_once, guard
from calendar_app.web.api import units
from calendar_app.web.api.airing import Code, Decision, Entry
from calendar_app.web.api.operations import operation
from calendar_app.web.api.shapes import Day, Shape, Words, shown


class OfDays(Shape):
    """Of which days, inclusive."""

    since: Annotated[Day | None, Field(description="From this day on; without it four weeks before the last.")] = None
    until: Annotated[Day | None, Field(description="Up to this day; without it today.")] = None


class Aired(Shape):
    """Whether an entry was aired, and where it was not, why."""

    entry: Entry
    aired: bool
    reason: Words = ""


class Told(Shape):
    """What became of a session that has begun: of each entry planned in it, or of some."""

    slot: Code
    day: Day
    airings: Annotated[tuple[Aired, ...], Field(min_length=1, max_length=200)]


class Reports(Shape):
    """What a unit says of what it aired, by day: `kind` is aired or missed, `reason` why it was missed."""

    data: tuple[Decision, ...]


TOLD = {
    "slot": "sang",
    "day": "2024-11-18",
    "airings": [{"entry": "0123456789abcdef0123456789abcdef", "aired": False, "reason": "Mất điện"}],
}


@operation("GET", "/units/<unit>/airing/reports", may="read-unit", unit="unit", query=OfDays, answer=Reports)
def reports(unit: str, query: OfDays) -> Reports:
    """List what a unit says of what it aired."""
    last = query.until or clock.day_of(clock.now())
    first = query.since or last - airing_reports.USUAL
    with guard.store().reading() as session:
        units.row_of(session, unit)
        rows = airing_reports.reports(session, unit, first, last)
        return Reports(data=tuple(shown(Decision, row) for row in rows))


@operation(
    "POST", "/units/<unit>/airing/reports", may="report", unit="unit", body=Told, answer=Reports, conflicts=True,
    example=TOLD,
)  # fmt: skip
def report(unit: str, body: Told) -> Reports:
    """Say what was aired in a session, and why the rest was not; taken back as decisions are."""
    at, said = At(body.slot, body.day), [Report(one.entry, one.aired, one.reason) for one in body.airings]

    def verb(session: Session, by: Actor) -> Reports:
        units.row_of(session, unit)
        rows = airing_reports.report(session, unit, at, said, by)
        return Reports(data=tuple(shown(Decision, row) for row in rows))

    return at_once.write(verb)
