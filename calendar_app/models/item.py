"""What was read from a directive and what a person decided about it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel


class Item(SQLModel, table=True):
    """A theme, commemoration, task or form of communication: one leaf of the outline."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)  # 32 hex digits, for life; public as the theme's address
    directive_id: int = Field(foreign_key="directive.id", index=True)
    position: int  # order in the document
    path: str  # its printed numbering, "I.2.7"
    kind: str  # regular, thematic, anniversary, task, form
    title: str
    text: str
    duty: str = ""  # id of content.vocabulary.duties, empty where the words ask for nothing
    spans: list[list[int]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    audiences: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    channels: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    providers: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    slogans: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    links: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    doubts: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    embargo_until: datetime | None = None  # until then only title and days are public
    status: str = "draft"  # draft, accepted, refused; withdrawn: should never have been public; review.REMOVED
    version: int = 1  # rises with every change; a form that saw an older one is refused


class ItemDate(SQLModel, table=True):
    """One date of an item, beside the words it was read from."""

    __tablename__ = "item_date"

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)  # 32 hex digits, for life; the UID of its calendar entry
    item_id: int = Field(foreign_key="item.id", index=True)
    position: int
    role: str  # anniversary, event, period, start, deadline, recurring
    start: date | None = None
    end: date | None = None  # inclusive
    precision: str = "day"
    label: str = ""
    years: int | None = None
    observance: str = ""  # slug of the almanac's day that the label names
    rrule: str | None = None
    text: str = ""  # the words, empty where a person added the date
    span_start: int = 0
    span_end: int = 0
    rule: str = ""  # the form that read it, "tay" where a person set it
    reason: str = ""
    kept: bool = True  # False: a person refused this date and kept the item


def stable_uid(*parts: object) -> str:
    """Return a UID that the same file always gives, so that even a lost database gives subscribers no doubles."""
    return uuid5(NAMESPACE_URL, "/".join(("lich", *map(str, parts)))).hex
