"""What a later directive does to items that run: proposed, decided by a person, and taken back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field
from sqlmodel import Session, col, select

from calendar_app import carrying, carryover, clock, models
from calendar_app.accepted import decided as decided_rows
from calendar_app.errors import Conflict
from calendar_app.web import guard
from calendar_app.web.api import directives, items
from calendar_app.web.api.operations import actor, number_of, operation, stale
from calendar_app.web.api.shapes import Day, Shape, Words, shown

Kind = Literal["supersede", "amend", "continue", "end", "merge", "none"]
Version = Annotated[int, Field(ge=1, le=2**31)]
Uid = Annotated[str, Field(max_length=64)]


class Party(Shape):
    """An item that takes part, with its version."""

    uid: str
    directive: str
    title: str
    version: int


class Proposal(Shape):
    """What the directive may do to an older item that runs, and the words that rests on.

    Without `newer` the directive as a whole does it.
    """

    kind: Kind
    older: Party
    newer: Party | None
    reason: str
    quoted: str


class Carried(Shape):
    """A decision in force; `last_day` is that of the older item, where it is superseded or ended."""

    id: int
    kind: Kind
    older: Party
    newer: Party | None
    last_day: date | None
    reason: str
    author: str
    decided_at: datetime


class Carrying(Shape):
    """What waits for a decision, and what was decided."""

    proposed: tuple[Proposal, ...]
    decided: tuple[Carried, ...]


class Choice(Shape):
    """What is to become of an older item, with the versions that were seen; `none`: the two have nothing to do.

    Without `newer` the directive as a whole supersedes or ends it; without `last_day` it ends the day before the newer
    begins.
    """

    kind: Kind
    older: Uid
    older_version: Version
    newer: Uid | None = None
    newer_version: Version | None = None
    last_day: Day | None = None
    reason: Words = ""


class Seen(Shape):
    """The versions of both items that were seen."""

    older_version: Version
    newer_version: Version | None = None


class Both(Shape):
    """Both items as they are now."""

    older: items.Item
    newer: items.Item | None


CHOICE = {
    "kind": "supersede",
    "older": "0123456789abcdef0123456789abcdef",
    "older_version": 2,
    "newer": "fedcba9876543210fedcba9876543210",
    "newer_version": 1,
}
SEEN = {"older_version": 3, "newer_version": 2}


@operation("GET", "/directives/<directive>/carrying", may="read-desk", answer=Carrying)
def overview(directive: str) -> Carrying:
    """List what a directive may do to items that run, and what was decided of that."""
    with guard.store().reading() as session:
        paper = directives.row_of(session, directive)
        proposed = carryover.proposals(session, paper, clock.day_of(clock.now()))
        rows = [row for row in decided_rows(session, [paper.id or 0]) if row.directive_id == paper.id]
        there = _parties(session, [*map(_numbers, proposed), *map(_numbers, rows)])
        return Carrying(
            proposed=tuple(shown(Proposal, one, **_pair(there, one.older_id, one.newer_id)) for one in proposed),
            decided=tuple(shown(Carried, row, **_pair(there, row.older_id, row.newer_id)) for row in rows),
        )


@operation(
    "POST", "/directives/<directive>/carrying", may="review", body=Choice, answer=Carried, status=201, conflicts=True,
    example=CHOICE,
)  # fmt: skip
def decide(directive: str, body: Choice) -> Carried:
    """Decide what a directive does to an older item."""
    try:
        with guard.store().writing() as session:
            row = carryover.decide(session, _choice(session, directive, body), actor())
            there = _parties(session, [(row.older_id, row.newer_id)])
            return shown(Carried, row, **_pair(there, row.older_id, row.newer_id))
    except Conflict as conflict:
        raise stale(conflict, body.older_version, _both(body.older, body.newer)) from None


@operation(
    "POST", "/directives/<directive>/carrying/<number>/undo", may="review", body=Seen, answer=Carrying, conflicts=True,
    example=SEEN,
)  # fmt: skip
def undo(directive: str, number: str, body: Seen) -> Carrying:
    """Take such a decision back: the items publish again what they published before."""
    versions = body.older_version, body.newer_version or 0
    try:
        with guard.store().writing() as session:
            directives.row_of(session, directive)
            carryover.undo(session, number_of(number), versions, actor())
    except Conflict as conflict:
        raise stale(conflict, body.older_version, overview(directive)) from None
    return overview(directive)


def _choice(session: Session, directive: str, body: Choice) -> carryover.Choice:
    return carryover.Choice(
        kind=body.kind,
        older_id=items.row_of(session, body.older).id or 0,
        older_version=body.older_version,
        directive_id=directives.row_of(session, directive).id or 0,
        newer_id=items.row_of(session, body.newer).id if body.newer is not None else None,
        newer_version=body.newer_version or 0,
        last_day=body.last_day,
        reason=body.reason,
    )


def _both(older: str, newer: str | None) -> Both:
    return Both(older=items.one(older), newer=items.one(newer) if newer is not None else None)


def _parties(session: Session, pairs: Iterable[tuple[int, int | None]]) -> dict[int, Party]:
    """Return the items of some pairs, by number, with one query."""
    ids = {number for pair in pairs for number in pair if number}
    query = select(models.Item, models.Directive.slug).join(models.Directive).where(col(models.Item.id).in_(ids))
    return {item.id or 0: shown(Party, item, directive=slug) for item, slug in session.exec(query).all()}


def _numbers(one: carrying.Proposal | models.Carrying) -> tuple[int, int | None]:
    return one.older_id, one.newer_id


def _pair(there: dict[int, Party], older: int, newer: int | None) -> dict[str, Party | None]:
    return {"older": there[older], "newer": there[newer] if newer else None}
