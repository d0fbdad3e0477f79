"""What an editor decided about a running item when a later directive came that may change it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class Carrying(SQLModel, table=True):
    """One decision in force about an older item and a later directive; taking it back removes the row.

    Who decided it, when and why it was taken back is kept with the decisions of both items.
    """

    __table_args__ = (UniqueConstraint("older_id", "directive_id"),)

    id: int | None = Field(default=None, primary_key=True)
    kind: str  # supersede, amend, continue, end, merge; none: the two have nothing to do with each other
    older_id: int = Field(foreign_key="item.id", index=True)
    directive_id: int = Field(foreign_key="directive.id", index=True)  # the later one
    newer_id: int | None = Field(default=None, foreign_key="item.id", index=True)  # None: the directive as a whole
    last_day: date | None = None  # of the older item, where it is superseded or ended
    reason: str = ""
    author: str
    decided_at: datetime
