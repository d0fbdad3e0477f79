"""What a unit airs, as the public sees it: the file `plans/{unit}.json` of the tree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from pydantic import TypeAdapter

from calendar_app.planning.model import Version


@dataclass(frozen=True, slots=True)
class PlannedAiring:
    """A theme in a session: which of its versions, the unit's own minutes, and why then, in Vietnamese."""

    theme_uid: str
    title: str
    version: Version
    minutes: int
    why: str


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """A session of the unit on a day, at a time in Vietnam, and what is aired in it, in order.

    `uid` is its calendar event's for life; `sequence` rises with every public change, `changed_at` is the last.
    """

    uid: str
    slot: str
    channel: str
    day: date
    start: time
    minutes: int
    airings: tuple[PlannedAiring, ...]
    sequence: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class NotAired:
    """A theme that a week (`2024-W46`) does not air, or not as asked: a stable code; what mends it, in Vietnamese."""

    week: str
    theme_uid: str
    code: str
    said: str


@dataclass(frozen=True, slots=True)
class PublicPlan:
    """What a unit airs from `first` to `last`, at its pace in syllables a minute, and what does not fit."""

    unit: str
    pace: int
    first: date
    last: date
    sessions: tuple[PlannedSession, ...]
    not_aired: tuple[NotAired, ...] = ()
    faults: tuple[str, ...] = ()


_ADAPTER = TypeAdapter(PublicPlan)


def dump(plan: PublicPlan) -> bytes:
    """Return a plan as JSON, the same bytes for the same plan."""
    return _ADAPTER.dump_json(plan, indent=1)


def load(data: bytes) -> PublicPlan:
    """Return the plan that `dump` wrote."""
    return _ADAPTER.validate_json(data)
