"""Files on their way in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel


class Arrival(SQLModel, table=True):
    """One file that was sent in, from its arrival to what became of it.

    Until it is read the file lies in the folder `incoming` under `token`; one that is refused is not kept.
    """

    id: int | None = Field(default=None, primary_key=True)
    batch: str = Field(index=True)  # what was sent together
    token: str  # name of the waiting file
    name: str  # as the sender named it; shown, never used as a path
    state: str = Field(index=True)  # waiting, reading, done, refused
    said: str = ""  # what became of it, for people
    directive_id: int | None = Field(default=None, foreign_key="directive.id", index=True)
    known: dict[str, str] = Field(
        default_factory=dict, sa_column=Column(JSON, nullable=False)
    )  # content.directive.Known
    annexes: list[dict[str, str]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))  # name, sha256
    replaces: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))  # numbers of documents
    author: str
    arrived_at: datetime
    begun_at: datetime | None = None
