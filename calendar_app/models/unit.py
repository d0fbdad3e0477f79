"""The registry of units: who airs, publishes, hangs and reports."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel


class Unit(SQLModel, table=True):
    """A station, portal, newspaper, centre, office, commune, district or province. None is ever deleted: it ends."""

    slug: str = Field(primary_key=True)  # public in its addresses, never changed
    name: str
    kind: str  # id of content.vocabulary.unit_kinds
    place: str = ""  # slug of the commune, district or province it serves; empty for one that is such an area itself
    parent: str = ""  # slug of the unit above it
    aliases: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))  # as directives name it
    valid_from: date | None = None  # None: since ever
    valid_until: date | None = None  # inclusive; None: still there
    successors: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))  # slugs
    author: str = ""
    changed_at: datetime

    def begun(self, day: date) -> bool:
        """Whether it is there on a day, or was."""
        return (self.valid_from or date.min) <= day

    def ended(self, day: date) -> bool:
        """Whether it is no more on a day."""
        return day > (self.valid_until or date.max)

    def valid(self, day: date) -> bool:
        """Whether it is there on a day."""
        return self.begun(day) and not self.ended(day)
