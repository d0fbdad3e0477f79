"""Who decided what, when and why."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel


class Decision(SQLModel, table=True):
    """One person's decision about one item or directive; rows are added and never changed."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    author: str
    directive_id: int = Field(foreign_key="directive.id", index=True)
    item_id: int | None = Field(default=None, foreign_key="item.id", index=True)
    action: str  # review_undo.UNDONE, undo; a kind of Carrying, or undo- and that kind
    reason: str = ""
    before: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    after: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
