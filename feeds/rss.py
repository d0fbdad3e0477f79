"""An RSS 2.0 feed: what has been released, newest first."""

from __future__ import annotations

from html import escape

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from feeds.memo import Memo
from feeds.news import Item, News, blocks, news
from feeds.syndication import element, feed, rss_block
from feeds.text import address, one_line
from feeds.view import FeedView

MINUTES_TO_LIVE = 60
END = b"  </channel>\n</rss>\n"


def rss(view: FeedView, memo: Memo | None = None) -> bytes:
    """Return `view` as RSS 2.0; ValueError when a uid is no UUID or an instant has no zone.

    Items are written once for all feeds; joined, they are byte for byte what feedgen writes of them in one go.
    """
    remember = memo or Memo()
    told = news(view, remember, "rss")
    written: bytes = head_of(view, told).rss_str(pretty=True)
    return written.removesuffix(END) + b"".join(blocks(told, remember, _block)) + END


def head_of(view: FeedView, told: News) -> FeedGenerator:
    """Return the channel without its items."""
    head = feed(view, told, "rss", "application/rss+xml")
    head.ttl(MINUTES_TO_LIVE)
    if one_line(view.contact):
        head.managingEditor(f"{one_line(view.contact)} ({one_line(view.author)})")
    if address(view.image):
        # Title and link are the channel's own; validators warn of any other.
        head.image(address(view.image), title=head.title(), link=address(view.home_url))
    return head


def item_of(item: Item) -> FeedEntry:
    """Return an item as feedgen writes it."""
    made = element(item)
    made.description(escape(item.summary, quote=False))  # readers take it for HTML
    made.content(item.html, type="html")
    return made


def _block(item: Item) -> bytes:
    return rss_block(item_of(item))
