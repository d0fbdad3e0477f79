"""What a unit airs when: its slots, what people decided of them and of themes, and the sessions as last told.

No row is ever removed, and `version` rises with every change of it: count and sum of versions name a state of a table.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel


class AiringUnit(SQLModel, table=True):
    """How a unit airs, where that is not as everywhere."""

    __tablename__ = "airing_unit"

    unit: str = Field(primary_key=True, foreign_key="unit.slug")
    pace: int  # syllables a minute
    turns: int  # how often a week a theme is aired that asks for no number, while there are minutes
    author: str
    changed_at: datetime
    version: int = 1


class AiringSlot(SQLModel, table=True):
    """A session that comes back each week, at a time in Vietnam. One that is held no more gets a last day."""

    __tablename__ = "airing_slot"
    __table_args__ = (UniqueConstraint("unit", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    unit: str = Field(foreign_key="unit.slug", index=True)
    code: str  # for life: it is part of the UID of each of its sessions
    weekdays: list[int] = Field(sa_column=Column(JSON, nullable=False))  # ISO: 1 is Monday
    start: time
    minutes: int
    channel: str  # id of content/vocabulary/channels.csv
    language: str = "vi"
    valid_from: date | None = None  # None: since ever
    valid_until: date | None = None  # inclusive; None: without an end
    author: str
    changed_at: datetime
    version: int = 1


class AiringDecision(SQLModel, table=True):
    """A person's pin, move, ban or hold, or what a unit says of an airing; taken back it stays, with who did so."""

    __tablename__ = "airing_decision"

    id: int | None = Field(default=None, primary_key=True)
    unit: str = ""  # empty: for all (holds only)
    kind: str  # pin, move, ban, hold; of what is over aired, missed
    entry: str = ""  # UID of the entry it is about; none of a hold
    slot: str = ""  # code; of a ban empty: in any
    day: date | None = None  # of a ban None: on any; of a hold its first
    to_slot: str = ""
    to_day: date | None = None  # of a hold its last
    silent: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))  # kinds, of a hold
    allowed: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))  # UIDs of entries
    reason: str = ""
    author: str
    at: datetime
    taken_back_by: str = ""
    taken_back_at: datetime | None = None
    version: int = 1


class AiringTheme(SQLModel, table=True):
    """What an editor set for the airing of an entry, for all units."""

    __tablename__ = "airing_theme"

    entry: str = Field(primary_key=True)  # UID
    priority: str = "normal"  # normal, priority, urgent
    urgent_on: date | None = None  # since when it is urgent
    repeat: str = ""  # "2 lần/ngày"; empty: as its own words say
    lead: int | None = None  # days; None: as usual
    language: str = "vi"
    festive: bool = False
    author: str
    changed_at: datetime
    version: int = 1


class AiringPlan(SQLModel, table=True):
    """The last plan of a unit: a name for all that it was made of, its weeks, and what does not fit in them."""

    __tablename__ = "airing_plan"

    unit: str = Field(primary_key=True, foreign_key="unit.slug")
    number: int  # rises with every making
    made_of: str
    first: date
    last: date
    pace: int
    not_aired: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))  # planned.NotAired
    faults: list[str] = Field(sa_column=Column(JSON, nullable=False))


class AiringSession(SQLModel, table=True):
    """A session as last told to the public. Once it has begun it is never rewritten."""

    __tablename__ = "airing_session"
    __table_args__ = (Index("ix_airing_session_unit_day", "unit", "day"),)

    uid: str = Field(primary_key=True)
    unit: str = Field(foreign_key="unit.slug")
    day: date
    slot: str
    start: time
    minutes: int
    channel: str
    airings: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))  # airing.Told
    sequence: int
    changed_at: datetime
    cancelled_at: datetime | None = None
