"""Which feeds there are and what each shows: all, this week, one per channel, kind and directive, one per year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from calendar_app import wording
from calendar_app.clock import day_of, start_of
from calendar_app.settings import Settings
from calendar_app.snapshot import Snapshot
from content.vocabulary import channels
from feeds.budget import last_day
from feeds.color import HEX
from feeds.entries import schema
from feeds.formats import FORMATS, MORE, media_type
from feeds.lifecycle import published
from feeds.memo import Memo
from feeds.opml import opml
from feeds.view import Entry, FeedView

ALL, WEEK = "tat-ca", "tuan"
JOIN = "_"
ARCHIVES = "feeds/nam/"
SCHEMA = "feeds/muc.schema.json"
_NOTHING_YET = datetime(2020, 1, 1, tzinfo=UTC)
_COLORS = tuple(HEX)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a feed is about: everything, or what has one channel, kind or directive (by slug), or a day of a week."""

    slug: str
    name: str
    channel: str | None = None
    kind: str | None = None
    directive: str | None = None
    monday: date | None = None
    color: str = _COLORS[0]

    def shows(self, entry: Entry) -> bool:
        """Whether an entry belongs into this feed."""
        return (
            self.channel in (None, *entry.channels)
            and self.kind in (None, entry.kind)
            and self.directive in (None, entry.source.slug)
            and (self.monday is None or _in_week(entry, self.monday))
        )


def canonical(slugs: Iterable[str]) -> str:
    """Return the one spelling of a filter's address: each scope once, in order, joined by "_"; all, when there is none.

    A filter shows what every dimension allows: any of its channels, of its kinds, and so on.
    """
    chosen = sorted(set(slugs) - {ALL})
    for slug in chosen:
        if not slug or not slug.isascii() or not slug.replace("-", "").isalnum() or slug != slug.lower():
            raise ValueError(f"no slug of a scope: {slug!r}")
    return JOIN.join(chosen) or ALL


def scopes() -> tuple[Scope, ...]:
    """Return the feeds that are always there, empty ones included: an address once given out always answers."""
    return (
        Scope(ALL, "Tất cả"),
        *(Scope(f"kenh-{c.slug}", c.name, channel=c.slug, color=_color(n)) for n, c in enumerate(channels())),
        *(Scope(f"loai-{k}", name, kind=k, color=_color(n)) for n, (k, name) in enumerate(wording.KINDS.items())),
    )


def scopes_of(snapshot: Snapshot) -> tuple[Scope, ...]:
    """Return every live feed: those that are always there, this week's, and one for each directive."""
    today = day_of(snapshot.rendered_at)
    week = Scope(WEEK, "Tuần này", monday=today - timedelta(days=today.weekday()))
    named = (Scope(f"van-ban-{d.slug}", d.title, directive=d.slug) for d in snapshot.directives)
    return (*scopes(), week, *named)


def years(snapshot: Snapshot) -> list[int]:
    """Return the years that have an archive: those of any entry's days or of its appearance in the news."""
    spans = ((e.start, last_day(e) if e.end else e.start) for e in snapshot.entries)
    dated = {year for first, last in spans if first and last for year in range(first.year, last.year + 1)}
    told = {day_of(at).year for e in snapshot.entries for at in (published(e), *(n.at for n in e.notices))}
    return sorted(dated | {year for year in told if year <= day_of(snapshot.rendered_at).year})


def view(scope: Scope, snapshot: Snapshot, settings: Settings) -> FeedView:
    """Return what a feed shows at the time of the snapshot."""
    path = f"{settings.public_url}/feeds/{scope.slug}"
    return FeedView(
        uid=uuid5(NAMESPACE_URL, path).hex,
        slug=scope.slug,
        title=settings.office if scope.slug == ALL else f"{settings.office} – {scope.name}",
        description=f"{scope.name}: nội dung tuyên truyền, ngày kỷ niệm, thời hạn theo văn bản chỉ đạo của tỉnh.",
        home_url=f"{settings.public_url}/",
        path=path,
        updated=start_of(scope.monday) if scope.monday else _NOTHING_YET,
        entries=tuple(e for e in snapshot.entries if scope.shows(e)),
        author=settings.office,
        as_of=snapshot.rendered_at,
        color=scope.color,
        archives=f"{settings.public_url}/feeds/nam",
        schema=f"{settings.public_url}/{SCHEMA}",
        hub=settings.hub,
    )


def topics(paths: Iterable[str]) -> list[str]:
    """Return which of a tree's files are topics of the hub: the live news feeds, which name it."""
    news = {form.media_type for form in FORMATS if form.news}
    live = (path for path in paths if path.startswith("feeds/") and not path.startswith(ARCHIVES))
    return [path for path in live if media_type(path) in news]


def archives(snapshot: Snapshot, settings: Settings) -> list[FeedView]:
    """Return the archive of each year, whole; those that have begun are linked in a row (RFC 5005)."""
    every = years(snapshot)
    begun = [year for year in every if year <= day_of(snapshot.rendered_at).year]
    whole = view(scopes()[0], snapshot, settings)
    return [_archive(whole, year, begun) for year in every]


def _archive(whole: FeedView, year: int, begun: list[int]) -> FeedView:
    path = f"{whole.archives}/{year}"
    return replace(
        whole,
        uid=uuid5(NAMESPACE_URL, path).hex,
        slug=f"nam/{year}",
        title=f"{whole.title} – năm {year}",
        description=f"Lưu trữ năm {year}, đầy đủ.",
        path=path,
        year=year,
        previous=next((f"{whole.archives}/{y}" for y in reversed(begun) if y < year), ""),
        next=next((f"{whole.archives}/{y}" for y in begun if y > year), ""),
        current=whole.path,
        hub="",
    )


def files_of(snapshot: Snapshot, settings: Settings, memo: Memo | None = None) -> dict[str, bytes]:
    """Return every feed in every format, and the list of them, by its path in the tree.

    Whoever renders again and again keeps a `memo` and hands it in, so that only changed entries are written anew.
    """
    remember = memo or Memo()
    remember.turn()
    old = archives(snapshot, settings)
    live = [view(scope, snapshot, settings) for scope in scopes_of(snapshot)]
    live[0] = replace(live[0], previous=_newest(old, snapshot))
    files = {
        f"feeds/{feed.slug}.{form.extension}": form.render(feed, remember)
        for feed in (*live, *old)
        for form in (*FORMATS, *MORE)
    }
    updated = max((e.changed_at for e in snapshot.entries), default=_NOTHING_YET)
    files["feeds.opml"] = opml(settings.office, settings.office, live, updated)
    files[SCHEMA] = schema(f"{settings.public_url}/{SCHEMA}")
    return files


def _newest(old: list[FeedView], snapshot: Snapshot) -> str:
    """Return the path of the newest archive of news, or ""."""
    this_year = day_of(snapshot.rendered_at).year
    return next((feed.path for feed in reversed(old) if feed.year and feed.year <= this_year), "")


def _in_week(entry: Entry, monday: date) -> bool:
    """Whether calendars show the entry on a day of the week; what is open-ended is shown on its first day."""
    return entry.start is not None and entry.start <= monday + timedelta(days=6) and last_day(entry) >= monday


def _color(number: int) -> str:
    return _COLORS[1 + number % (len(_COLORS) - 1)]
