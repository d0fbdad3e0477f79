"""What RSS, Atom and JSON Feed tell: entries that have appeared, and notices of their moves and cancellations."""

from __future__ import annotations

import html
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from feeds import budget
from feeds.lifecycle import VIETNAM, in_news, published, told
from feeds.memo import Memo
from feeds.text import address, one_line, shorten
from feeds.view import Entry, FeedView, Notice, NoticeKind
from feeds.wording import TITLE_LIMIT, body, headline, notice_body, notice_summary, second, summary, title, urn

SIGN: dict[NoticeKind, str] = {"moved": "sua", "cancelled": "huy", "reinstated": "lai"}
"""What the identifier of a notice is made of, before its count."""

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
    found = sorted(_told(view), key=_newest_first)
    whole = view.year is not None
    items = [_item(one, memo) for one in (found if whole else found[: budget.ITEMS])]
    kept = items if whole else items[: _room(items)]
    years = [_year(one) for one in found[len(kept) :]]
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
        id=_name(_Told(notice.at, entry, notice, number)),
        url=address(entry.url),
        title=shorten(f"{SAID[notice.kind]}: {days}{title(entry)}", TITLE_LIMIT),
        published=at,
        updated=at,
        summary=notice_summary(notice, entry),
        html=str(notice_body(notice, entry)),
        entry=entry,
        notice=notice,
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What an item will tell: an entry from an instant on, or the `number`th notice of its kind."""

    at: datetime
    entry: Entry
    notice: Notice | None = None
    number: int = 0


def _told(view: FeedView) -> list[_Told]:
    found = [_Told(published(entry), entry) for entry in view.entries if in_news(entry, view.instant)]
    for entry in view.entries:
        if entry.notices:
            found += [_Told(second(one.at), entry, one, number) for number, one in told(entry, view.instant)]
    return [one for one in found if view.year in (None, _year(one))]


def _item(one: _Told, memo: Memo) -> Item:
    if one.notice:
        return notice_item(one.number, one.notice, one.entry)
    # What belongs to no theme, as a unit's week sheet, is in one feed alone: nothing asks for it again.
    return memo(entry_item, one.entry) if one.entry.theme_uid else entry_item(one.entry)


def _year(one: _Told) -> int:
    return one.at.astimezone(VIETNAM).year


def _newest_first(one: _Told) -> tuple[float, bool, object, str]:
    """Order by publication from the newest, those of one instant by start, then by identifier."""
    start, name = one.entry.start, _name(one)
    return -one.at.timestamp(), start is None, start or 0, name


def _name(one: _Told) -> str:
    """Return the identifier of an item; a notice has a UUID of its own, as nothing may follow that of a urn:uuid."""
    if not one.notice:
        return urn(one.entry.uid)
    return uuid5(UUID(one.entry.uid), f"tin:{SIGN[one.notice.kind]}-{one.number}").urn


def _room(items: list[Item]) -> int:
    """Return how many of the items fit, at least one; each is taken for the most bytes any format makes of it."""
    size = budget.HEAD
    for count, item in enumerate(items):
        size += 3_000 + len(html.escape(item.html).encode()) + len(html.escape(item.summary).encode())
        if size > budget.BYTES:
            return max(count, 1)
    return len(items)
