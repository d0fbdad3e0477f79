"""What RSS, Atom and JSON Feed tell: entries that have appeared, and notices of their moves and cancellations."""

from __future__ import annotations

import html
from dataclasses import dataclass
from datetime import datetime

from feeds import budget
from feeds.lifecycle import VIETNAM, in_news, published, told
from feeds.memo import Memo
from feeds.text import address, one_line, shorten
from feeds.view import Entry, FeedView, Notice, NoticeKind
from feeds.wording import TITLE_LIMIT, body, headline, notice_body, notice_summary, second, summary, title, urn

SIGN: dict[NoticeKind, str] = {"moved": "sua", "cancelled": "huy", "reinstated": "lai"}
"""What ends the identifier of a notice, before its count."""

SAID: dict[NoticeKind, str] = {"moved": "ĐIỀU CHỈNH", "cancelled": "HỦY", "reinstated": "KHÔI PHỤC"}


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a news feed; `id` is its own for life, `url` "" where it has no page."""

    id: str
    url: str
    title: str
    published: datetime
    updated: datetime
    summary: str
    html: str
    entry: Entry
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class News:
    """The items of a feed, newest first, when it last changed, and the sentence on what was left out, if any."""

    items: tuple[Item, ...]
    updated: datetime
    note: str


def news(view: FeedView, memo: Memo, extension: str) -> News:
    """Return what a view tells at its instant: the newest 100 items, or all of its year in an archive."""
    found = sorted(_items(view, memo), key=_newest_first)
    kept = found if view.year is not None else found[: _room(found)]
    years = [_year(item) for item in found[len(kept) :]]
    updated = max([second(view.updated), *(item.updated for item in kept)])
    return News(tuple(kept), updated, budget.news_note(view, years, extension))


def entry_item(entry: Entry) -> Item:
    """Return the item of an entry itself."""
    begun = published(entry)
    return Item(
        id=urn(entry.uid),
        url=address(entry.url),
        title=headline(entry),
        published=begun,
        updated=max(second(entry.changed_at), begun),
        summary=summary(entry),
        html=str(body(entry)),
        entry=entry,
    )


def notice_item(number: int, notice: Notice, entry: Entry) -> Item:
    """Return the item that tells one change of an entry, the `number`th of its kind."""
    when = one_line(notice.after or notice.before)
    days = f"[{when}] " if when else ""
    at = second(notice.at)
    return Item(
        id=f"{urn(entry.uid)}#{SIGN[notice.kind]}-{number}",
        url=address(entry.url),
        title=shorten(f"{SAID[notice.kind]}: {days}{title(entry)}", TITLE_LIMIT),
        published=at,
        updated=at,
        summary=notice_summary(notice, entry),
        html=str(notice_body(notice, entry)),
        entry=entry,
        notice=notice,
    )


def _items(view: FeedView, memo: Memo) -> list[Item]:
    found = [memo(entry_item, entry) for entry in view.entries if in_news(entry, view.instant)]
    for entry in view.entries:
        found += [notice_item(number, notice, entry) for number, notice in told(entry, view.instant)]
    return [item for item in found if view.year in (None, _year(item))]


def _year(item: Item) -> int:
    return item.published.astimezone(VIETNAM).year


def _newest_first(item: Item) -> tuple[float, bool, object, str]:
    """Order items by publication from the newest, those of one instant by start, then by identifier."""
    start = item.entry.start
    return -item.published.timestamp(), start is None, start or 0, item.id


def _room(items: list[Item]) -> int:
    """Return how many of the items fit, at least one; each is taken for the most bytes any format makes of it."""
    size = budget.HEAD
    for count, item in enumerate(items[: budget.ITEMS]):
        size += 3_000 + len(html.escape(item.html).encode()) + len(html.escape(item.summary).encode())
        if size > budget.BYTES:
            return max(count, 1)
    return min(len(items), budget.ITEMS)
