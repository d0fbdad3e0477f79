"""What was told to others after releases: what arrived, what waits, what was given up, and the way to try again."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field
from sqlmodel import col, select

from calendar_app import models
from calendar_app.web import guard
from calendar_app.web.api.operations import operation
from calendar_app.web.api.shapes import Page, Paged, Shape, page, shown
from calendar_app.web.deliveries import send_again

What = Literal["webhook", "hub"]


class Delivery(Shape):
    """One thing to tell: settled, waiting for its next try, or parked until it is sent again.

    `subject` is the number of a release (webhook) or the path of a feed (hub), `error` why the last try failed.
    """

    what: What
    subject: str
    created_at: datetime
    attempts: int
    next_try_at: datetime
    settled_at: datetime | None
    parked_at: datetime | None
    error: str


class Wanted(Paged):
    """Which deliveries."""

    what: Annotated[What | None, Field(description="Only those of this kind.")] = None


class Again(Shape):
    """How much is due now."""

    count: int


@operation("GET", "/deliveries", may="read-desk", query=Wanted, answer=Page[Delivery])
def every(query: Wanted) -> Page[Delivery]:
    """List what was told to others, or is to be, newest first."""
    wanted = select(models.Delivery).order_by(col(models.Delivery.id).desc())
    if query.what:
        wanted = wanted.where(models.Delivery.what == query.what)
    if query.cursor:
        wanted = wanted.where(col(models.Delivery.id) < query.cursor)
    with guard.store().reading() as session:
        rows = session.exec(wanted.limit(query.limit + 1)).all()
    return page([shown(Delivery, row) for row in rows], query.limit, [row.id or 0 for row in rows])


@operation("POST", "/deliveries/<what>/resend", may="release", answer=Again)
def resend(what: str) -> Again:
    """Make everything of a kind that has not arrived due now."""
    return Again(count=send_again(what))
