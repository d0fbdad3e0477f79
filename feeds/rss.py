"""An RSS 2.0 feed: what has been released, newest first."""

from __future__ import annotations

from feeds.syndication import feed, items
from feeds.view import FeedView
from feeds.wording import body, summary

MINUTES_TO_LIVE = 60


def rss(view: FeedView) -> bytes:
    """Return `view` as RSS 2.0 with an item for each entry given; ValueError when a uid is no UUID."""
    head = feed(view, "rss", "application/rss+xml")
    head.ttl(MINUTES_TO_LIVE)
    for item, entry in items(head, view.entries):
        item.description(summary(entry))
        item.content(str(body(entry)), type="html")
    written: bytes = head.rss_str(pretty=True)
    return written
