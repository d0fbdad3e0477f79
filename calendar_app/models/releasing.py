"""What is said about an item or a release before it goes out, and releases that wait for their hour."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel


class Comment(SQLModel, table=True):
    """One remark about an item, or about the release that was being prepared; rows are added and never changed."""

    id: int | None = Field(default=None, primary_key=True)
    item_id: int | None = Field(default=None, foreign_key="item.id", index=True)
    release_number: int | None = Field(default=None, index=True)  # of the release being prepared: not there yet
    text: str  # plain, with its line breaks
    author: str
    at: datetime


class ScheduledRelease(SQLModel, table=True):
    """A release that goes out at an instant: what was seen when it was set, and what became of it."""

    __tablename__ = "scheduled_release"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(index=True)
    note: str = ""
    author: str  # the release is made in their name
    created_at: datetime
    seen: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))  # by UID: prepared.name_of
    titles: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))  # by UID, to name what was held back
    directives: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))  # by number: snapshot.PublicDirective
    state: str = "waiting"  # waiting, done, cancelled, refused
    said: str = ""  # what it changes, later what became of it, for people
    ended_by: str = ""  # who cancelled it
    ended_at: datetime | None = None
    release_number: int | None = None
