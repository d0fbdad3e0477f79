"""What a unit airs, as the public sees it: the file `plans/{unit}.json` of the tree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from pydantic import TypeAdapter

from calendar_app.planning.model import Version


@dataclass(frozen=True, slots=True)
class PlannedAiring:
    """A theme in a session: which of its versions, the unit's own minutes, and why then, in Vietnamese.

    `theme_uid` and `entry_uid` are `theme_uid` and `uid` of the public entry that is aired: a theme with three days has
    three entries, each with a title of its own.
    """

    theme_uid: str
    title: str
    version: Version
    minutes: int
    why: str
    entry_uid: str = ""


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """A session of the unit on a day, at a time in Vietnam, and what is aired in it, in order.

    `uid` is its calendar event's for life; `sequence` rises with every public change, `changed_at` is the last.
    `channel` is an id of content/vocabulary/channels.csv.
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
    entry_uid: str = ""


@dataclass(frozen=True, slots=True)
class PublicPlan:
    """What a unit airs from `first` to `last`, at its pace in syllables a minute, and what does not fit.

    `sessions` are in time order, those of the last four weeks too, as they were told; `cancelled` are those that had
    been told and are not held, for thirty days.
    """

    unit: str
    pace: int
    first: date
    last: date
    sessions: tuple[PlannedSession, ...]
    not_aired: tuple[NotAired, ...] = ()
    faults: tuple[str, ...] = ()
    cancelled: tuple[PlannedSession, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A unit's plan that is read only where something is to be made of it: `made_of` names all that is in it."""

    made_of: str
    read: Callable[[], PublicPlan]


def airs_in(slug: str) -> str:
    """Return the path in the tree of the plan of a unit."""
    return f"plans/{slug}.json"


_ADAPTER = TypeAdapter(PublicPlan)


def dump(plan: PublicPlan) -> bytes:
    """Return a plan as JSON, the same bytes for the same plan."""
    return _ADAPTER.dump_json(plan, indent=1)


def load(data: bytes) -> PublicPlan:
    """Return the plan that `dump` wrote."""
    return _ADAPTER.validate_json(data)
