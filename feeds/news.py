"""What RSS, Atom and JSON Feed tell: entries that have appeared, and notices of their moves and cancellations."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID, uuid5

from feeds import budget
from feeds.lifecycle import VIETNAM, published, told
from feeds.memo import Memo
from feeds.text import address, one_line, shorten
from feeds.view import Entry, FeedView, Notice, NoticeKind
from feeds.wording import TITLE_LIMIT, body, headline, notice_body, notice_summary, second, summary, title, urn

SIGN: dict[NoticeKind, str] = {"moved": "sua", "cancelled": "huy", "reinstated": "lai"}
"""What the identifier of a notice is made of, before its count."""

SAID: dict[NoticeKind, str] = {"moved": "ĐIỀU CHỈNH", "cancelled": "HỦY", "reinstated": "KHÔI PHỤC"}


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a news feed; `id` is its own for life, `url` "" where it has no page.

    `room` is the most bytes that any format makes of it.
    """

    id: str
    url: str
    title: str
    published: datetime
    updated: datetime
    summary: str
    html: str
    entry: Entry
    room: int
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class News:
    """The items of a feed, newest first, when it last changed, and the sentence on what was left out, if any."""

    items: tuple[Item, ...]
    updated: datetime
    note: str


def news(view: FeedView, memo: Memo, extension: str) -> News:
    """Return what a view tells at its instant: the newest 100 items, or all of its year in an archive."""
    found = sorted(_told(view, memo), key=lambda one: one.order)
    whole = view.year is not None
    items = [_item(one, memo) for one in (found if whole else found[: budget.ITEMS])]
    kept = items if whole else items[: _room(items)]
    years = [_year(one) for one in found[len(kept) :]]
    updated = max([second(view.updated), *(item.updated for item in kept)])
    return News(tuple(kept), updated, budget.news_note(view, years, extension))


def blocks(told: News, memo: Memo, write: Callable[[Item], bytes]) -> Iterator[bytes]:
    """Yield what a format makes of each item; `write` depends on nothing else."""
    return (memo(write, item) if _asked_again(item.entry) else write(item) for item in told.items)


def entry_item(entry: Entry) -> Item:
    """Return the item of an entry itself."""
    begun, said, shown = published(entry), summary(entry), str(body(entry))
    return Item(
        id=urn(entry.uid),
        url=address(entry.url),
        title=headline(entry),
        published=begun,
        updated=max(second(entry.changed_at), begun),
        summary=said,
        html=shown,
        entry=entry,
        room=_room_of(said, shown),
    )


def notice_item(number: int, notice: Notice, entry: Entry) -> Item:
    """Return the item that tells one change of an entry, the `number`th of its kind."""
    when = one_line(notice.after or notice.before)
    days = f"[{when}] " if when else ""
    at, said, shown = second(notice.at), notice_summary(notice, entry), str(notice_body(notice, entry))
    return Item(
        id=_notice_name(number, notice, entry),
        url=address(entry.url),
        title=shorten(f"{SAID[notice.kind]}: {days}{title(entry)}", TITLE_LIMIT),
        published=at,
        updated=at,
        summary=said,
        html=shown,
        entry=entry,
        room=_room_of(said, shown),
        notice=notice,
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What an item tells: an entry from an instant on, or the `number`th notice of its kind; `order` is its place."""

    at: datetime
    entry: Entry
    order: tuple[float, bool, object, str]
    notice: Notice | None = None
    number: int = 0


def _told(view: FeedView, memo: Memo) -> list[_Told]:
    itself = (_itself(entry, memo) for entry in view.entries if not entry.withdrawn)
    found = [one for one in itself if one.at <= view.instant]
    for entry in view.entries:
        if entry.notices:
            found += [_change(number, one, entry) for number, one in told(entry, view.instant)]
    return [one for one in found if view.year in (None, _year(one))]


def _itself(entry: Entry, memo: Memo) -> _Told:
    return memo(_entry_told, entry) if _asked_again(entry) else _entry_told(entry)


def _entry_told(entry: Entry) -> _Told:
    at = published(entry)
    return _Told(at, entry, _newest_first(at, entry, urn(entry.uid)))


def _change(number: int, notice: Notice, entry: Entry) -> _Told:
    at = second(notice.at)
    return _Told(at, entry, _newest_first(at, entry, _notice_name(number, notice, entry)), notice, number)


def _item(one: _Told, memo: Memo) -> Item:
    if one.notice:
        return notice_item(one.number, one.notice, one.entry)
    return memo(entry_item, one.entry) if _asked_again(one.entry) else _of_one_feed(one.entry)


def _asked_again(entry: Entry) -> bool:
    """Whether further feeds tell of an entry; what belongs to no theme, as a unit's week sheet, is in one alone."""
    return bool(entry.theme_uid)


_of_one_feed = lru_cache(maxsize=16)(entry_item)  # its formats are written one after the other


def _year(one: _Told) -> int:
    return one.at.astimezone(VIETNAM).year


def _newest_first(at: datetime, entry: Entry, name: str) -> tuple[float, bool, object, str]:
    """Order by publication from the newest, those of one instant by start, then by identifier."""
    return -at.timestamp(), entry.start is None, entry.start or 0, name


def _notice_name(number: int, notice: Notice, entry: Entry) -> str:
    """Return the identifier of a notice, a UUID of its own, as nothing may follow that of a urn:uuid."""
    return uuid5(UUID(entry.uid), f"tin:{SIGN[notice.kind]}-{number}").urn


def _room(items: list[Item]) -> int:
    """Return how many of the items fit, at least one."""
    size = budget.HEAD
    for count, item in enumerate(items):
        size += item.room
        if size > budget.BYTES:
            return max(count, 1)
    return len(items)


def _room_of(said: str, shown: str) -> int:
    return 3_000 + len(html.escape(shown).encode()) + len(html.escape(said).encode())
