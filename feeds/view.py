"""What a feed shows: frozen facts handed in by the application, ready to be written as bytes.

Nothing here reads a clock, a database or the network; every instant is aware and UTC, every day a date.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Status = Literal["confirmed", "cancelled"]
NoticeKind = Literal["moved", "cancelled", "reinstated"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where an entry comes from, in words a reader can check.

    `title` names the document ("Công văn số 853-CV/BTGTU ngày 22/6/2020 của Ban Tuyên giáo"), `path` the
    printed numbering of the place in it ("III.2.-1") and `place` the same in words ("mục III.2, gạch đầu dòng 1"),
    `words` the words the date was read from, `url` its page.
    """

    slug: str
    title: str
    path: str
    place: str
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A published change that whoever has read an entry must hear of, at the instant `at`; it is never altered.

    One that moved says its old and new days in words ("20/11/2024"); one that was cancelled or reinstated says its
    days in `before`, and why, where a reason was given.
    """

    kind: NoticeKind
    at: datetime
    before: str = ""
    after: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One published thing: a theme's run, a commemorated day, a duty, a deadline.

    `uid` never changes; `sequence` rises on every published change and `changed_at` is when it last changed in
    public. `appears_at` is the instant from which news feeds carry it, never before its release.
    `start` and `end` are inclusive days: both None is undated (news feeds and pages only); `end` None with
    `start` set is open-ended. A deadline has its last valid day in both. `kind` is an ASCII slug
    ("ky-niem", "han-nop", ...), `kind_name` its Vietnamese name; `channels`, `subjects` and `units` are slugs.

    Until `embargo_until` calendars show title and days only, and news nothing. `withdrawn` is for what should never
    have been public: it is cancelled too, leaves the news, and calendars keep its title alone. `notices` are all its
    published moves, cancellations and reinstatements, oldest first; none is ever taken out. `also` are further
    documents that say the same, in the order they were joined.
    """

    uid: str
    theme_uid: str
    sequence: int
    status: Status
    kind: str
    kind_name: str
    title: str
    text: str
    start: date | None
    end: date | None
    rrule: str | None
    when: str
    channels: tuple[str, ...]
    channel_names: tuple[str, ...]
    audiences: tuple[str, ...]
    providers: tuple[str, ...]
    slogans: tuple[str, ...]
    links: tuple[str, ...]
    url: str
    source: Source
    created_at: datetime
    released_at: datetime
    appears_at: datetime
    changed_at: datetime
    cancelled_at: datetime | None = None
    reason: str = ""
    embargo_until: datetime | None = None
    withdrawn: bool = False
    notices: tuple[Notice, ...] = ()
    subjects: tuple[str, ...] = ()
    subject_names: tuple[str, ...] = ()
    also: tuple[Source, ...] = ()
    units: tuple[str, ...] = field(default=(), repr=False)  # no format shows them, so what is made of `repr` stays

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every document it comes from, the first one first."""
        return (self.source, *self.also)

    def __hash__(self) -> int:
        """Hash what tells entries apart, as thousands are looked up at a time; equality compares all of it."""
        return hash((self.uid, self.sequence))


@dataclass(frozen=True, slots=True)
class Aired:
    """What is read in a session: its title, the unit's minutes for it, and why it is read then, in Vietnamese."""

    title: str
    minutes: int
    why: str


@dataclass(frozen=True, slots=True)
class Session:
    """A unit's time on the air: from the instant `start`, so many minutes, and what is read in it, in order.

    `uid` never changes; `sequence` rises with every public change and `changed_at` is when it last changed. `unit` and
    `channel_name` are names. One that had been told and is not held is `cancelled`.
    """

    uid: str
    sequence: int
    changed_at: datetime
    start: datetime
    minutes: int
    unit: str
    channel_name: str
    airings: tuple[Aired, ...]
    cancelled: bool = False

    def __hash__(self) -> int:
        """Hash what tells sessions apart; equality compares all of it."""
        return hash((self.uid, self.sequence))


@dataclass(frozen=True, slots=True)
class FeedView:
    """A feed's name, addresses and entries.

    `path` is the address without its extension ("https://…/feeds/kenh-truyen-thanh"); each format adds its own.
    `uid` identifies the feed for life; `updated` is the least time of last change it gives, never the time of
    writing. `as_of` is the instant whose state is shown, by default `updated`.

    `hub` is a WebSub hub, `contact` an e-mail address, `image` a picture's address, `color` one of `feeds.color`.
    With a `year` the feed is the whole archive of that year. `previous`, `next` and `current` are the paths of the
    archives beside it and of the feed they belong to (RFC 5005); `archives` is the folder they are in, `schema`
    the address of the JSON Schema of `feeds.entries`. `sessions`, of calendars of units alone, are in time order.
    """

    uid: str
    slug: str
    title: str
    description: str
    home_url: str
    path: str
    updated: datetime
    entries: tuple[Entry, ...]
    author: str = "Lịch tuyên truyền"
    as_of: datetime | None = None
    hub: str = ""
    contact: str = ""
    image: str = ""
    color: str = ""
    year: int | None = None
    previous: str = ""
    next: str = ""
    current: str = ""
    archives: str = ""
    schema: str = ""
    sessions: tuple[Session, ...] = field(default=(), repr=False)

    @property
    def instant(self) -> datetime:
        """The instant whose state is shown."""
        return self.as_of or self.updated
