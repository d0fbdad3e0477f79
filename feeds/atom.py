"""An Atom feed (RFC 4287): what has been released, newest first."""

from __future__ import annotations

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from feeds.memo import Memo
from feeds.news import Item, News, blocks, news
from feeds.syndication import GENERATOR, atom_block, element, feed
from feeds.text import one_line
from feeds.view import FeedView

END = b"</feed>\n"


def atom(view: FeedView, memo: Memo | None = None) -> bytes:
    """Return `view` as Atom; ValueError when a uid is no UUID or an instant has no zone.

    Entries are written once for all feeds; joined, they are byte for byte what feedgen writes of them in one go.
    """
    remember = memo or Memo()
    told = news(view, remember, "atom")
    written: bytes = head_of(view, told).atom_str(pretty=True)
    return written.removesuffix(END) + b"".join(blocks(told, remember, _block)) + END


def head_of(view: FeedView, told: News) -> FeedGenerator:
    """Return the feed without its entries."""
    head = feed(view, told, "atom", "application/atom+xml")
    head.author(name=one_line(view.author) or GENERATOR)
    return head


def entry_of(item: Item) -> FeedEntry:
    """Return an entry as feedgen writes it."""
    made = element(item)
    made.summary(item.summary)
    made.content(item.html, type="html")
    return made


def _block(item: Item) -> bytes:
    return atom_block(entry_of(item))
