"""Releases that go out at an hour, and one item that goes out at once."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from flask import g
from pydantic import Field

from calendar_app import clock, scheduled, urgent
from calendar_app.errors import Conflict
from calendar_app.web import guard
from calendar_app.web.api import items, releases
from calendar_app.web.api.items import Seen
from calendar_app.web.api.operations import actor, number_of, operation, stale
from calendar_app.web.api.releases import Release
from calendar_app.web.api.shapes import Instant, Shape, Words, shown


class Scheduled(Shape):
    """A release with its hour: `said` is what it changes, later what became of it; the number of the release made."""

    id: int
    at: datetime
    note: str
    author: str
    created_at: datetime
    state: Literal["waiting", "done", "cancelled", "refused"]
    said: str
    ended_by: str
    ended_at: datetime | None
    release_number: int | None


class Every(Shape):
    """What waits, and what became of others in the last days, the latest hour first."""

    data: tuple[Scheduled, ...]


class Wanted(Shape):
    """When, why, and the name of what was seen (`seen` of `GET /releases/next`)."""

    at: Instant
    note: Words = ""
    seen: Annotated[str, Field(min_length=1, max_length=64)]


class Urgent(Seen):
    """The version of the item that was seen, and why it cannot wait."""

    reason: Words


WANTED = {"at": "2024-11-20T08:00:00+07:00", "note": "Tuần 47", "seen": "5f70bf18a086007016e948b04aed3b82…"}
URGENT = {"version": 2, "reason": "Bão vào đất liền đêm nay"}


@operation("GET", "/scheduled-releases", may="read-desk", answer=Every)
def every() -> Every:
    """List releases that wait for their hour, and what became of others lately."""
    with guard.store().reading() as session:
        return Every(data=tuple(shown(Scheduled, row) for row in scheduled.told(session, clock.now())))


@operation(
    "POST", "/scheduled-releases", may="release", body=Wanted, answer=Scheduled, status=201, conflicts=True,
    example=WANTED,
)  # fmt: skip
def make(body: Wanted) -> Scheduled:
    """Set an hour at which exactly what was seen goes out."""
    try:
        with guard.store().writing() as session:
            wanted = scheduled.Wanted(body.at, body.note, body.seen)
            row = scheduled.schedule(session, guard.settings(), wanted, actor())
            session.flush()
            return shown(Scheduled, row)
    except Conflict as conflict:
        raise stale(conflict, body.seen, releases.named()) from None


@operation("POST", "/scheduled-releases/<number>/cancel", may="release", answer=Scheduled, conflicts=True)
def cancel(number: str) -> Scheduled:
    """Call a release off that waits for its hour."""
    with guard.store().writing() as session:
        return shown(Scheduled, scheduled.cancel(session, number_of(number), actor()))


@operation(
    "POST", "/items/<uid>/release", may="release", body=Urgent, answer=Release, status=201, conflicts=True,
    example=URGENT,
)  # fmt: skip
def release_urgent(uid: str, body: Urgent) -> Release:
    """Make one accepted item public at once, alone and as urgent."""
    with guard.store().reading() as session:
        number = items.row_of(session, uid).id or 0
    wanted = urgent.Urgent(number, body.version, body.reason)
    try:
        made = urgent.release_urgent(guard.store(), guard.settings(), wanted, g.user.name, clock.now())
    except Conflict as conflict:
        raise stale(conflict, body.version, items.one(uid)) from None
    return releases.shown_of(made)
