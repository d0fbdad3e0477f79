"""The log: every change, in the order in which it was made."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel


class LogEntry(SQLModel, table=True):
    """One change. The database refuses to change or remove a row; `hash` covers it and, by `previous`, all before."""

    __tablename__ = "log"

    number: int = Field(primary_key=True)  # 1, 2, 3 … without a gap
    at: datetime = Field(index=True)
    author: str = Field(index=True)
    kind: str = Field(index=True)  # area and act: item.accept, release.made, person.invited (log_kinds)
    subject: str  # what it is about, for people, as it was called then
    directive_id: int | None = Field(default=None, index=True)
    item_id: int | None = Field(default=None, index=True)
    unit: str = Field(default="", index=True)
    reason: str = ""
    before: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))  # what differs
    after: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    previous: str = Field(unique=True)  # hash of the row before
    hash: str
