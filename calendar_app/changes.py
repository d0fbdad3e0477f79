"""What each release changed, as public files of the tree (`releases/000007.json`): read here, written by `history`.

Public pages draw from them what changed and what people had been told on any past day; no person is named.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID, uuid5

from pydantic import TypeAdapter

from calendar_app import wording
from calendar_app.facts import EntryFacts, FurtherSource
from calendar_app.settings import Settings
from feeds.formats import FORMATS
from feeds.memo import Memo
from feeds.view import Entry, FeedView, Source

FOLDER = "releases"
FEED = "thay-doi"
IN_FEED = 100
ACTIONS = {"new": "MỚI", "changed": "ĐIỀU CHỈNH", "cancelled": "HỦY", "withdrawn": "RÚT LẠI", "reinstated": "ĐƯA LẠI"}
REFILED = "refiled"
"""What is only read from a corrected file now: no news, as words and days stay."""


@dataclass(frozen=True, slots=True)
class PublicChange:
    """What a release did to one entry; `before` None is new, `after` None is cancelled."""

    uid: str
    action: str
    reason: str
    slug: str
    before: EntryFacts | None
    after: EntryFacts | None

    @property
    def facts(self) -> EntryFacts:
        """What the entry is or was."""
        return self.after or self.before  # type: ignore[return-value]

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of the fields that differ."""
        if self.before is None or self.after is None:
            return ()
        names = self.after.__dataclass_fields__
        return tuple(name for name in names if getattr(self.before, name) != getattr(self.after, name))


@dataclass(frozen=True, slots=True)
class PublicChanges:
    """One release: its number, name, note and instant, all it changed, and the hash of its row in the log.

    The hash names the log up to there: whoever keeps this file can tell whether the log was cut or changed.
    """

    number: int
    name: str
    note: str
    created_at: datetime
    changes: tuple[PublicChange, ...]
    log_head: str = ""

    @property
    def news(self) -> tuple[PublicChange, ...]:
        """What people are told: whatever changed in words or days."""
        return tuple(change for change in self.changes if change.action != REFILED)


_ADAPTER = TypeAdapter(PublicChanges)


def path_of(number: int) -> str:
    """Return where the changes of a release lie in the tree."""
    return f"{FOLDER}/{number:06d}.json"


def dump(release: PublicChanges) -> bytes:
    """Return a release's changes as the bytes of its file."""
    return _ADAPTER.dump_json(release)


def read(folder: Path, number: int) -> PublicChanges:
    """Return what a release changed, from its file in a tree."""
    return _ADAPTER.validate_json((folder / path_of(number)).read_bytes())


def told_at(folder: Path, newest: int, instant: datetime) -> tuple[PublicChanges | None, dict[str, PublicChange]]:
    """Return the release in force at an instant and, by UID, the last word about each entry then announced."""
    state: dict[str, PublicChange] = {}
    in_force = None
    for number in range(1, newest + 1):
        release = read(folder, number)
        if release.created_at > instant:
            break
        in_force = release
        state.update({change.uid: change for change in release.changes})
    return in_force, {uid: change for uid, change in state.items() if change.after is not None}


def feeds(told: Iterable[tuple[PublicChanges, PublicChange]], settings: Settings, now: datetime) -> dict[str, bytes]:
    """Return the feed of changes, each told with its release, in every news format."""
    entries = [_entry(settings, release, change) for release, change in told]
    path = f"{settings.public_url}/feeds/{FEED}"
    view = FeedView(
        uid=uuid5(UUID(int=0), path).hex,
        slug=FEED,
        title=f"{settings.office} – Thay đổi",
        description="Mỗi bản phát hành đã thêm, điều chỉnh hay hủy những gì.",
        home_url=f"{settings.public_url}/thay-doi",
        path=path,
        updated=max((entry.changed_at for entry in entries), default=now),
        entries=tuple(entries),
        author=settings.office,
        hub=settings.hub,
    )
    memo = Memo()
    return {f"feeds/{FEED}.{form.extension}": form.render(view, memo) for form in FORMATS if form.news}


def sentence(change: PublicChange) -> str:
    """Say in one line what happened to an entry's days, empty where they did not change."""
    told = [wording.when(f.kind, f.start, f.end) or "không có ngày" for f in (change.before, change.after) if f]
    if change.action == "changed" and told[0] != told[-1]:
        return f"{told[0]} → {told[-1]}"
    return told[-1]


def _entry(settings: Settings, release: PublicChanges, change: PublicChange) -> Entry:
    facts = change.facts
    base = settings.public_url
    said = [sentence(change), f"Lý do: {change.reason}" if change.reason else "", f"Bản phát hành {release.name}."]
    return Entry(
        uid=uuid5(UUID(change.uid), str(release.number)).hex,
        theme_uid=facts.theme_uid,
        sequence=0,
        status="confirmed",
        kind=facts.kind,
        kind_name=wording.KINDS[facts.kind],
        title=f"{ACTIONS[change.action]}: {facts.title}",
        text=" ".join(part for part in said if part),
        start=None,
        end=None,
        rrule=None,
        when="",
        channels=(),
        channel_names=(),
        audiences=(),
        providers=(),
        slogans=(),
        links=(),
        url=f"{base}/thay-doi#{release.name}",
        source=_source(base, change),
        also=tuple(further(base, one) for one in facts.also),
        created_at=release.created_at,
        released_at=release.created_at,
        appears_at=release.created_at,
        changed_at=release.created_at,
    )


def _source(base: str, change: PublicChange) -> Source:
    facts = change.facts
    return Source(
        slug=change.slug,
        title=facts.source,
        path=facts.path,
        place=wording.place(facts.path),
        words=facts.words,
        url=f"{base}/van-ban/{change.slug}",
    )


def further(base: str, found: FurtherSource) -> Source:
    """Return a further directive of an entry as a source, its words not told again."""
    place = wording.place(found.path)
    return Source(found.slug, found.title, found.path, place, words="", url=f"{base}/van-ban/{found.slug}")


def within(changes: Iterable[PublicChange], first: date, last: date) -> list[EntryFacts]:
    """Return the entries announced for some day from first to last, by their own first day."""
    announced = [c.after for c in changes if c.after and c.after.start]
    found = [f for f in announced if f.start and f.start <= last and (f.end is None or f.end >= first)]
    return sorted(found, key=lambda f: (str(f.start), f.title))
