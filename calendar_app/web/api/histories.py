"""What was decided, by whom, when and why."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from calendar_app import models
from calendar_app.web.api.shapes import JSON, Page, Paged, Shape, page, shown


class Decision(Shape):
    """A person's decision about an item (`item`) or, where that is null, a directive's header; before and after it.

    `number` names the state that stood after it, to go back to.
    """

    number: int
    at: datetime
    author: str
    item: str | None
    action: str
    reason: str
    before: JSON
    after: JSON


def found(session: Session, about: bool | ColumnElement[bool], query: Paged) -> Page[Decision]:
    """Return a page of the decisions that a condition names, newest first."""
    wanted = select(models.Decision, models.Item.uid).outerjoin(models.Item).where(about)
    if query.cursor:
        wanted = wanted.where(col(models.Decision.id) < query.cursor)
    rows = session.exec(wanted.order_by(col(models.Decision.id).desc()).limit(query.limit + 1)).all()
    shapes = [shown(Decision, row, item=uid, number=row.id) for row, uid in rows]
    return page(shapes, query.limit, [row.id or 0 for row, _ in rows])
