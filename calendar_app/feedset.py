"""Which feeds there are and what each shows: all, one per channel, one per kind; each in every format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from calendar_app import wording
from calendar_app.settings import Settings
from calendar_app.snapshot import Snapshot
from content.vocabulary import channels
from feeds.formats import FORMATS
from feeds.opml import opml
from feeds.view import Entry, FeedView

_NOTHING_YET = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a feed is about: everything, one channel (by slug) or one kind."""

    slug: str
    name: str
    channel: str | None = None
    kind: str | None = None

    def shows(self, entry: Entry) -> bool:
        """Whether an entry belongs into this feed."""
        return self.channel in (None, *entry.channels) and self.kind in (None, entry.kind)


def scopes() -> tuple[Scope, ...]:
    """Return every feed there is, empty ones included, so that an address once given out always answers."""
    return (
        Scope("tat-ca", "Tất cả"),
        *(Scope(f"kenh-{c.slug}", c.name, channel=c.slug) for c in channels()),
        *(Scope(f"loai-{kind}", name, kind=kind) for kind, name in wording.KINDS.items()),
    )


def view(scope: Scope, snapshot: Snapshot, settings: Settings, news: bool) -> FeedView:
    """Return what a feed shows; news feeds carry only what has appeared by the time of the snapshot."""
    entries = [e for e in snapshot.entries if scope.shows(e)]
    if news:
        entries = [e for e in entries if e.appears_at <= snapshot.rendered_at]
    times = [max(e.changed_at, e.appears_at) if news else e.changed_at for e in entries]
    path = f"{settings.public_url}/feeds/{scope.slug}"
    return FeedView(
        uid=uuid5(NAMESPACE_URL, path).hex,
        slug=scope.slug,
        title=settings.office if scope.slug == "tat-ca" else f"{settings.office} – {scope.name}",
        description=f"{scope.name}: nội dung tuyên truyền, ngày kỷ niệm, thời hạn theo văn bản chỉ đạo của tỉnh.",
        home_url=f"{settings.public_url}/",
        path=path,
        updated=max(times, default=_NOTHING_YET),
        entries=tuple(entries),
        author=settings.office,
    )


def files_of(snapshot: Snapshot, settings: Settings) -> dict[str, bytes]:
    """Return every feed in every format, and the list of them, by its path in the tree."""
    files: dict[str, bytes] = {}
    shown = []
    for scope in scopes():
        ahead, news = (view(scope, snapshot, settings, only_news) for only_news in (False, True))
        shown.append(news)
        for form in FORMATS:
            files[f"feeds/{scope.slug}.{form.extension}"] = form.render(news if form.news else ahead)
    updated = max(feed.updated for feed in shown)
    files["feeds.opml"] = opml(settings.office, settings.office, shown, updated)
    return files
