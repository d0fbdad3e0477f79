"""What a plan is made from and what it is: frozen, days as dates, minutes as whole numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property
from typing import Literal
from zlib import crc32

from calendar_app.planning import phrases
from content.almanac.weeks import Week

Kind = Literal["regular", "thematic", "anniversary", "deadline"]
Priority = Literal["urgent", "priority", "normal"]
Version = Literal["short", "long"]

PACE = 180
"""Syllables a minute: the pace at which a theme's minutes are counted."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """How often a theme is to be aired: so many times a day or a week, or on the days of a rule of RFC 5545.

    With a rule, `times` is how often on each of its days; hours in it (`BYHOUR`) come first: one airing an hour.
    """

    times: int = 1
    per: Literal["day", "week"] = "week"
    rule: str = ""


@dataclass(frozen=True)
class Theme:
    """Something to talk about. `first` and `last` are inclusive; `last` None is open.

    `day` is the day commemorated, or the last day of a deadline, and `lead` how many days before it the theme is aired
    daily. `channels` are ids of content/vocabulary/channels.csv; none means any. `short` and `long` are the minutes its
    two versions take at `PACE`; where there is one version they are the same. What is `festive` (songs, greetings) is
    silent in every hold.
    """

    uid: str
    title: str
    kind: Kind
    first: date
    last: date | None
    short: int
    long: int
    day: date | None = None
    lead: int = 3
    priority: Priority = "normal"
    channels: frozenset[str] = frozenset()
    repeat: Repeat | None = None
    language: str = "vi"
    festive: bool = False

    @cached_property
    def until(self) -> date:
        """The last day it may be aired: a deadline never after it passed, an open commemoration not after its day."""
        if self.day and (self.kind == "deadline" or self.last is None):
            return min(self.day, self.last or date.max)
        return self.last or date.max

    @cached_property
    def home(self) -> int:
        """A number of its own, from which its usual session in a week is taken."""
        return crc32(self.uid.encode())


@dataclass(frozen=True, slots=True)
class Slot:
    """A session of a unit that comes back each week: on ISO weekdays (1 is Monday), at a time in Vietnam."""

    id: str
    weekdays: frozenset[int]
    start: time
    minutes: int
    channel: str
    language: str = "vi"
    valid_from: date | None = None
    valid_until: date | None = None

    @property
    def begins(self) -> int:
        """Minutes from midnight to its start."""
        return self.start.hour * 60 + self.start.minute

    def on(self, day: date) -> bool:
        """Whether it is held on a day."""
        there = (self.valid_from or date.min) <= day <= (self.valid_until or date.max)
        return there and day.isoweekday() in self.weekdays


@dataclass(frozen=True, slots=True)
class Unit:
    """Who airs: its slots, its pace in syllables a minute.

    A theme that asks for no number of airings has up to `turns` a week, while there are minutes.
    """

    slug: str
    slots: tuple[Slot, ...]
    pace: int = PACE
    turns: int = 3

    def minutes(self, minutes: int) -> int:
        """Return how many minutes it needs for what takes some minutes at `PACE`."""
        return -(-minutes * PACE // self.pace)


@dataclass(frozen=True, slots=True)
class Pin:
    """A person's decision: this theme in this slot on this day."""

    theme: str
    slot: str
    day: date

    @property
    def target(self) -> tuple[date, str]:
        """The day and the slot where the theme is wanted."""
        return self.day, self.slot


@dataclass(frozen=True, slots=True)
class Move:
    """A person's decision: this theme not there, but there."""

    theme: str
    slot: str
    day: date
    to_slot: str
    to_day: date

    @property
    def target(self) -> tuple[date, str]:
        """The day and the slot where the theme is wanted."""
        return self.to_day, self.to_slot


@dataclass(frozen=True, slots=True)
class Ban:
    """A person's decision: this theme not in this slot, or not on this day; None is any, and both None is never."""

    theme: str
    slot: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """A mourning hold: from `first` to `last` themes of the kinds `silent`, and all that is festive, are not aired.

    Themes in `allowed` and urgent ones are aired all the same.
    """

    first: date
    last: date
    silent: frozenset[Kind] = frozenset({"anniversary"})
    allowed: frozenset[str] = frozenset()

    def silences(self, theme: Theme, day: date) -> bool:
        """Whether a theme is silent on a day."""
        hit = self.first <= day <= self.last and (theme.festive or theme.kind in self.silent)
        return hit and theme.priority != "urgent" and theme.uid not in self.allowed


@dataclass(frozen=True, slots=True)
class Decisions:
    """All that people decided, for one unit."""

    pins: tuple[Pin, ...] = ()
    moves: tuple[Move, ...] = ()
    bans: tuple[Ban, ...] = ()
    holds: tuple[Hold, ...] = ()


@dataclass(frozen=True, slots=True)
class Because:
    """Why something is aired: the rule's name, and the facts its sentence needs."""

    rule: str
    day: date | None = None
    count: int = 0
    what: str = ""


@dataclass(frozen=True, slots=True)
class Airing:
    """A theme in a slot on a day. `minutes` are the unit's own."""

    theme: str
    slot: str
    day: date
    version: Version
    minutes: int
    because: Because

    @property
    def why(self) -> str:
        """Why it is aired then, in Vietnamese."""
        because = self.because
        return phrases.why(because.rule, self.day, because.day, because.count, because.what)


@dataclass(frozen=True, slots=True)
class Session:
    """A slot on a day, and what is aired in it, in order."""

    slot: Slot
    day: date
    airings: tuple[Airing, ...]

    @property
    def left(self) -> int:
        """Minutes that are free; negative where more was aired than there was room for."""
        return self.slot.minutes - sum(airing.minutes for airing in self.airings)


@dataclass(frozen=True, slots=True)
class NotFitting:
    """What should be aired in a week and is not, or not as often or not when it should: `code` is the stable reason.

    `day` is the day it concerns, `slot` the pinned slot, `count` of `asked` airings are there.
    """

    theme: Theme
    week: Week
    code: str
    day: date | None = None
    slot: str = ""
    count: int = 0
    asked: int = 0

    @property
    def said(self) -> str:
        """The reason and what mends it, in Vietnamese."""
        return phrases.not_fitting(self)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the input that cannot be right: a stable code and a Vietnamese sentence that says how to mend it."""

    code: str
    said: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a unit airs in a range of weeks, by day and time; `outside` was aired in slots that it has no more."""

    unit: str
    first: Week
    last: Week
    sessions: tuple[Session, ...]
    not_fitting: tuple[NotFitting, ...] = ()
    faults: tuple[Fault, ...] = ()
    outside: tuple[Airing, ...] = ()

    def airings(self) -> Iterator[Airing]:
        """Yield all airings in their sessions, in time order."""
        for session in self.sessions:
            yield from session.airings
