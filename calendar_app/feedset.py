"""What each feed shows: those of one scope, of a combined filter, under a short address, and one for each year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache, partial
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import feeds
from calendar_app import almanac
from calendar_app.airing_feed import Read, Timed, sessions_of
from calendar_app.bulletins import bulletins
from calendar_app.clock import day_of, start_of
from calendar_app.planned import Kept
from calendar_app.scopes import ALL, Index, Scope, combined, known, scopes, scopes_of
from calendar_app.settings import Settings
from calendar_app.sheets import program
from calendar_app.snapshot import ShortFeed, Snapshot
from calendar_app.tree import Draft
from feeds.budget import last_day
from feeds.entries import schema
from feeds.formats import CALENDAR, FORMATS, MORE, Format, media_type
from feeds.lifecycle import phase, published
from feeds.memo import Memo
from feeds.opml import opml
from feeds.text import shorten
from feeds.view import Entry, FeedView

YEAR = "nam/"
ARCHIVES = f"feeds/{YEAR}"
SHORT = "k/"
SCHEMA = "feeds/muc.schema.json"
NAME_LENGTH = 200
_NOTHING_YET = datetime(2020, 1, 1, tzinfo=UTC)


def years(snapshot: Snapshot) -> list[int]:
    """Return the years that have an archive: those of any entry's days or of its appearance in the news."""
    spans = ((e.start, last_day(e) if e.end else e.start) for e in snapshot.entries)
    dated = {year for first, last in spans if first and last for year in range(first.year, last.year + 1)}
    told = {day_of(at).year for e in snapshot.entries for at in (published(e), *(n.at for n in e.notices))}
    return sorted(dated | {year for year in told if year <= day_of(snapshot.rendered_at).year})


def view(scope: Scope, snapshot: Snapshot, settings: Settings, index: Index | None = None) -> FeedView:
    """Return what a feed shows at the time of the snapshot; whoever asks for many has an index of its entries."""
    path = f"{settings.public_url}/feeds/{scope.slug}"
    name = shorten(scope.name, NAME_LENGTH)  # a long one would leave no room for what the budget has to say
    return FeedView(
        uid=uuid5(NAMESPACE_URL, path).hex,
        slug=scope.slug,
        title=settings.office if scope.slug == ALL else f"{settings.office} – {name}",
        description=f"{name}: nội dung tuyên truyền, ngày kỷ niệm, thời hạn theo văn bản chỉ đạo của tỉnh.",
        home_url=f"{settings.public_url}/",
        path=path,
        updated=start_of(scope.monday) if scope.monday else _NOTHING_YET,
        entries=index.of(scope) if index else tuple(e for e in snapshot.entries if scope.shows(e)),
        author=settings.office,
        as_of=snapshot.rendered_at,
        color=scope.color,
        archives=f"{settings.public_url}/feeds/nam",
        schema=f"{settings.public_url}/{SCHEMA}",
        hub=settings.hub,
    )


def view_of(spelling: str, snapshot: Snapshot, settings: Settings, read: Read) -> FeedView:
    """Return what a filter in its one spelling shows, or a year's archive ("nam/2024"); both may be empty.

    `read` gives the plan of a unit.

    It names no hub, as nobody tells the hub of a feed that is no file of the tree.
    """
    if spelling.startswith(YEAR):
        found = archive(int(spelling.removeprefix(YEAR)), snapshot, settings)
    else:
        scope = combined(spelling, known(snapshot))
        found = replace(view(scope, snapshot, settings), sessions=sessions_of(scope, snapshot, read))
    return replace(found, hub="")


def short_view(short: ShortFeed, snapshot: Snapshot, settings: Settings) -> FeedView:
    """Return what a short address shows; its own stay when its filter is another."""
    shown = view(combined(short.filter, known(snapshot)), snapshot, settings)
    path = f"{settings.public_url}/feeds/{SHORT}{short.name}"
    return replace(
        shown,
        uid=uuid5(NAMESPACE_URL, path).hex,
        slug=f"{SHORT}{short.name}",
        title=f"{settings.office} – {short.title}",
        path=path,
        updated=max(shown.updated, short.changed_at),
    )


def topics(paths: Iterable[str]) -> list[str]:
    """Return which of a tree's files are topics of the hub: the live news feeds, which name it."""
    news = {form.media_type for form in FORMATS if form.news}
    live = (path for path in paths if path.startswith("feeds/") and not path.startswith(ARCHIVES))
    return [path for path in live if media_type(path) in news]


def archives(snapshot: Snapshot, settings: Settings) -> list[FeedView]:
    """Return the archive of each year, whole; those that have begun are linked in a row (RFC 5005)."""
    every, whole = years(snapshot), view(scopes()[0], snapshot, settings)
    return [_archive(year, whole, every, snapshot) for year in every]


def archive(year: int, snapshot: Snapshot, settings: Settings) -> FeedView:
    """Return the archive of any year; empty for one of which nothing is known."""
    return _archive(year, view(scopes()[0], snapshot, settings), years(snapshot), snapshot)


def _archive(year: int, whole: FeedView, every: list[int], snapshot: Snapshot) -> FeedView:
    begun = [year for year in every if year <= day_of(snapshot.rendered_at).year]
    path = f"{whole.archives}/{year}"
    return replace(
        whole,
        uid=uuid5(NAMESPACE_URL, path).hex,
        slug=f"{YEAR}{year}",
        title=f"{whole.title} – năm {year}",
        description=f"Lưu trữ năm {year}, đầy đủ.",
        path=path,
        year=year,
        previous=next((f"{whole.archives}/{y}" for y in reversed(begun) if y < year), ""),
        next=next((f"{whole.archives}/{y}" for y in begun if y > year), ""),
        current=whole.path,
        hub="",
    )


def files_of(
    snapshot: Snapshot, settings: Settings, memo: Memo | None = None, plans: Mapping[str, Kept] | None = None
) -> dict[str, bytes | Draft]:
    """Return every feed in every format, to be made where it differs, and the list of them, by its path in the tree.

    `plans` are those of units, whose calendars show their sessions.
    Whoever renders again and again keeps a `memo` and hands it in, so that only changed entries are written anew.
    """
    remember = memo or Memo()
    remember.turn()
    old = archives(snapshot, settings)
    index = Index(snapshot.entries)
    every = scopes_of(snapshot)
    live = [view(scope, snapshot, settings, index) for scope in every]
    live[0] = replace(live[0], previous=_newest(old, snapshot))
    short = [short_view(one, snapshot, settings) for one in snapshot.short]
    signs = {entry.uid: _sign(entry, snapshot.rendered_at, remember) for entry in snapshot.entries}
    files: dict[str, bytes | Draft] = {}
    many = {scope.slug for scope in every if not scope.few}
    timed = Timed(snapshot, plans or {})
    weekly = _Weekly(snapshot, settings, every)
    for feed in (*live, *short, *old):
        made_of = _made_of(feed, signs)
        for form in FORMATS if feed.slug in many else (*FORMATS, *MORE):
            draft = Draft(made_of, partial(form.render, feed, remember))
            if form.news and weekly.has(feed):
                draft = Draft(f"{made_of} {weekly.sign(feed)}", partial(weekly.render, form, feed, remember))
            if form.media_type == CALENDAR and (airs := timed.made_of(feed)):
                draft = Draft(f"{made_of} {airs}", partial(timed.render, form, feed, remember))
            files[f"feeds/{feed.slug}.{form.extension}"] = draft
    files.update(_almanac(settings, snapshot.rendered_at, remember))
    updated = max((e.changed_at for e in snapshot.entries), default=_NOTHING_YET)
    listed = [*(feed for feed in live if feed.slug not in many), almanac.feed(settings, snapshot.rendered_at)]
    files["feeds.opml"] = opml(settings.office, settings.office, listed, updated)
    files[SCHEMA] = schema(f"{settings.public_url}/{SCHEMA}")
    return files


class _Weekly:
    """The week sheets in the news of units, drawn when a feed is written and only then."""

    def __init__(self, snapshot: Snapshot, settings: Settings, every: Iterable[Scope]) -> None:
        self._snapshot, self._settings = snapshot, settings
        self._units = {f"don-vi-{unit.slug}": unit for unit in snapshot.units}
        self._scopes = {scope.slug: scope for scope in every if scope.slug in self._units}
        self._directives = {directive.slug: repr(directive) for directive in snapshot.directives}
        self._of = lru_cache(maxsize=1)(self._drawn)  # the formats of a feed are written one after the other

    def has(self, feed: FeedView) -> bool:
        """Whether a feed tells of week sheets."""
        return feed.slug in self._scopes

    def sign(self, feed: FeedView) -> str:
        """Name what the sheets are made of besides the feed's entries and its day."""
        named = dict.fromkeys(entry.source.slug for entry in feed.entries)
        about = (repr(self._units[feed.slug]), *(self._directives.get(slug, "") for slug in named))
        return sha256("\n".join((program(), *about)).encode()).hexdigest()

    def render(self, form: Format, feed: FeedView, memo: Memo) -> bytes:
        """Write a feed with its sheets."""
        return form.render(replace(feed, entries=(*feed.entries, *self._of(feed))), memo)

    def _drawn(self, feed: FeedView) -> tuple[Entry, ...]:
        return bulletins(self._scopes[feed.slug], self._snapshot, self._settings, feed.entries)


def _almanac(settings: Settings, at: datetime, memo: Memo) -> Iterator[tuple[str, Draft]]:
    """Yield the almanac's feed in every format; within a year only its news change by the clock."""
    news = almanac.feed(settings, at)
    whole_year = replace(news, as_of=news.updated)
    names = {
        shown: _made_of(shown, {entry.uid: _sign(entry, shown.instant, memo) for entry in shown.entries})
        for shown in (news, whole_year)
    }
    for form in (*FORMATS, *MORE):
        shown = news if form.news else whole_year
        draft = Draft(names[shown], partial(almanac.written, form, shown))
        yield f"feeds/{almanac.SLUG}.{form.extension}", draft


def _made_of(feed: FeedView, signs: Mapping[str, str]) -> str:
    """Name all that a feed's bytes depend on: the program, its head, the day for its window, and its entries."""
    head = replace(feed, entries=(), as_of=None)
    parts = (_program(), repr(head), str(day_of(feed.instant)), *(signs[entry.uid] for entry in feed.entries))
    return sha256("\n".join(parts).encode()).hexdigest()


def _sign(entry: Entry, as_of: datetime, memo: Memo) -> str:
    return f"{memo(_digest, entry)} {phase(entry, as_of)}"


def _digest(entry: Entry) -> str:
    return sha256(repr(entry).encode()).hexdigest()


@lru_cache(maxsize=1)
def _program() -> str:
    """Name the code that writes feeds, so that another version of it writes them all anew."""
    ours = b"".join(path.read_bytes() for path in sorted(Path(feeds.__file__).parent.glob("*.py")))
    theirs = " ".join(version(name) for name in ("icalendar", "feedgen", "lxml"))
    return sha256(ours + theirs.encode()).hexdigest()


def _newest(old: list[FeedView], snapshot: Snapshot) -> str:
    """Return the path of the newest archive of news, or ""."""
    this_year = day_of(snapshot.rendered_at).year
    return next((feed.path for feed in reversed(old) if feed.year and feed.year <= this_year), "")
