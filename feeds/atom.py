"""An Atom feed (RFC 4287): what has been released, newest first."""

from __future__ import annotations

from feeds.memo import Memo
from feeds.news import news
from feeds.syndication import GENERATOR, feed, items
from feeds.text import one_line
from feeds.view import FeedView


def atom(view: FeedView, memo: Memo | None = None) -> bytes:
    """Return `view` as Atom; ValueError when a uid is no UUID or an instant has no zone."""
    told = news(view, memo or Memo(), "atom")
    head = feed(view, told, "atom", "application/atom+xml")
    head.author(name=one_line(view.author) or GENERATOR)
    for element, item in items(head, told):
        element.summary(item.summary)
        element.content(item.html, type="html")
    written: bytes = head.atom_str(pretty=True)
    return written
