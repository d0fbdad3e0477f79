"""What is public, and every change that made it so."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel


class Release(SQLModel, table=True):
    """A numbered, immutable state of what is public: the sum of all changes up to it."""

    number: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)  # ISO week of its making and a count, "2024-W46.1"
    note: str = ""
    author: str
    created_at: datetime
    log_head: str = ""  # hash of the log's row of its making: the log up to there; empty before there was a log
    decided_up_to: int = 0  # the last decision it has taken in; an earlier one where it went back to an earlier state


class Published(SQLModel, table=True):
    """One entry as the public knows it now. A cancelled entry stays, marked; a UID is never used again."""

    uid: str = Field(primary_key=True)
    sequence: int = 0  # rises with every published change
    status: str = "confirmed"  # confirmed, cancelled, withdrawn
    directive_id: int = Field(foreign_key="directive.id", index=True)
    facts: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))  # entries.EntryFacts
    released_at: datetime  # when it first became public
    appears_at: datetime  # from when news feeds carry it; once past, it never changes again
    changed_at: datetime  # when it last changed in public: DTSTAMP and LAST-MODIFIED
    cancelled_at: datetime | None = None
    reason: str = ""  # why it was last moved or cancelled


class PublishedDirective(SQLModel, table=True):
    """A directive as its last release showed it; what an editor corrects later waits for the next release."""

    __tablename__ = "published_directive"

    directive_id: int = Field(primary_key=True, foreign_key="directive.id")
    facts: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))  # snapshot.PublicDirective


class Change(SQLModel, table=True):
    """What one release did to one entry: before is null for a new one, after for a cancelled one."""

    id: int | None = Field(default=None, primary_key=True)
    release_number: int = Field(foreign_key="release.number", index=True)
    uid: str = Field(index=True)
    directive_id: int = Field(foreign_key="directive.id")
    action: str  # differences.Action
    reason: str = ""
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    after: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
