"""The log of every change: found by person, kind, subject, days and words; and walked to see that it is whole."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field
from sqlmodel import Session, select

from calendar_app import log, log_search, models
from calendar_app.errors import Problem
from calendar_app.web import guard
from calendar_app.web.api import names
from calendar_app.web.api.operations import operation
from calendar_app.web.api.shapes import JSON, Day, Page, Paged, Shape, page, shown

NONE = -1
"""The number of no row."""
LONGEST_WALK = 5000
"""Rows of one answer: hashed in a fraction of a second."""
WITHOUT_HEAD = "“after” cần cả “head” của cùng câu trả lời. Hãy gửi cả hai, hoặc đi lại từ đầu."
Word = Annotated[str, Field(max_length=200)]


class Change(Shape):
    """A change: who, when, what (`kind` is area and act), about what, why; of both sides only what differs.

    `hash` covers the row and, by `previous`, all before it.
    """

    number: int
    at: datetime
    author: str
    kind: str
    subject: str
    directive: str | None
    item: str | None
    unit: str
    reason: str
    before: JSON
    after: JSON
    previous: str
    hash: str


class OfUnit(Paged):
    """Which changes; days are inclusive."""

    author: Annotated[Word, Field(description="Only those of this person.")] = ""
    kind: Annotated[Word, Field(description="Only those of this kind, item.accept, or area, item.")] = ""
    since: Annotated[Day | None, Field(description="Only those of this day or later.")] = None
    until: Annotated[Day | None, Field(description="Only those of this day or earlier.")] = None
    words: Annotated[Word, Field(description="Words that are in them, each from its beginning.")] = ""


class Wanted(OfUnit):
    """Which changes; days are inclusive."""

    directive: Annotated[Word, Field(description="Only those about this directive (its slug).")] = ""
    item: Annotated[Word, Field(description="Only those about this item (its uid).")] = ""
    unit: Annotated[Word, Field(description="Only those about this unit (its slug).")] = ""


class From(Shape):
    """From where the chain is walked, and how far: from the beginning, or on from what an earlier answer proved."""

    after: Annotated[int, Field(ge=0, le=2**53, description="`rows` of the answer to go on from.")] = 0
    head: Annotated[str, Field(max_length=64, description="`head` of that answer: it must still be there.")] = log.ROOT
    limit: Annotated[int, Field(ge=1, le=LONGEST_WALK, description="How many rows at most.")] = LONGEST_WALK


class Broken(Shape):
    """The first row that is not as it was written, and what is wrong with it."""

    number: int
    said: str


class Walked(Shape):
    """Up to which row all are as they were written, its hash, and what was found broken, else null.

    Where it is not `ended`, the next part is asked for with these `rows` and this `head`.
    """

    rows: int
    head: str
    ended: bool
    broken: Broken | None


@operation("GET", "/log", may="read-log", query=Wanted, answer=Page[Change])
def every(query: Wanted) -> Page[Change]:
    """List changes, newest first; those of accounts only to who manages people."""
    with guard.store().reading() as session:
        about = {"directive_id": _directive(session, query.directive), "item_id": _item(session, query.item)}
        return _page(session, query, unit=query.unit, **about)


@operation("GET", "/units/<unit>/log", may="read-log", unit="unit", query=OfUnit, answer=Page[Change])
def of_unit(unit: str, query: OfUnit) -> Page[Change]:
    """List the changes that concern a unit, newest first."""
    with guard.store().reading() as session:
        return _page(session, query, unit=unit)


@operation("GET", "/log/verify", may="read-log", query=From, answer=Walked)
def verify(query: From) -> Walked:
    """Walk a part of the log: every row as it was written; at its end, the hash of every release on the chain."""
    if query.after and query.head == log.ROOT:
        raise Problem(WITHOUT_HEAD)
    with guard.store().reading() as session:
        found = log_search.walk(session, (), log_search.Place(query.after, query.head), query.limit)
    return shown(Walked, found, broken=shown(Broken, found.broken) if found.broken else None)


def _directive(session: Session, slug: str) -> int | None:
    """Return the number of a directive; one that is not there finds nothing."""
    there = session.exec(select(models.Directive.id).where(models.Directive.slug == slug)).first() if slug else None
    return there or (NONE if slug else None)


def _item(session: Session, uid: str) -> int | None:
    there = session.exec(select(models.Item.id).where(models.Item.uid == uid)).first() if uid else None
    return there or (NONE if uid else None)


def _page(session: Session, query: OfUnit, **about: object) -> Page[Change]:
    wanted = log_search.Wanted(
        author=query.author,
        kind=query.kind,
        first=query.since,
        last=query.until,
        words=query.words,
        private=guard.can("people"),
        **about,  # type: ignore[arg-type]
    )
    rows = log_search.page(session, wanted, query.cursor, query.limit + 1)
    slugs = names.slugs(session, (row.directive_id for row in rows))
    uids = names.uids(session, (row.item_id for row in rows))
    shapes = [shown(Change, row, directive=slugs.get(row.directive_id), item=uids.get(row.item_id)) for row in rows]
    return page(shapes, query.limit, [row.number for row in rows])
