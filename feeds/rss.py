"""An RSS 2.0 feed: what has been released, newest first."""

from __future__ import annotations

from html import escape

from feeds.memo import Memo
from feeds.news import news
from feeds.syndication import feed, items
from feeds.text import address, one_line
from feeds.view import FeedView

MINUTES_TO_LIVE = 60


def rss(view: FeedView, memo: Memo | None = None) -> bytes:
    """Return `view` as RSS 2.0; ValueError when a uid is no UUID or an instant has no zone."""
    told = news(view, memo or Memo(), "rss")
    head = feed(view, told, "rss", "application/rss+xml")
    head.ttl(MINUTES_TO_LIVE)
    if one_line(view.contact):
        head.managingEditor(f"{one_line(view.contact)} ({one_line(view.author)})")
    if address(view.image):
        # Title and link are the channel's own; validators warn of any other.
        head.image(address(view.image), title=head.title(), link=address(view.home_url))
    for element, item in items(head, told):
        element.description(escape(item.summary, quote=False))  # readers take it for HTML
        element.content(item.html, type="html")
    written: bytes = head.rss_str(pretty=True)
    return written
