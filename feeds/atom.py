"""An Atom feed (RFC 4287): what has been released, newest first."""

from __future__ import annotations

from feeds.syndication import GENERATOR, feed, items
from feeds.text import one_line
from feeds.view import FeedView
from feeds.wording import body, summary


def atom(view: FeedView) -> bytes:
    """Return `view` as Atom with an entry for each entry given; ValueError when a uid is no UUID."""
    head = feed(view, "atom", "application/atom+xml")
    head.author(name=one_line(view.author) or GENERATOR)
    for item, entry in items(head, view.entries):
        item.summary(summary(entry))
        item.content(str(body(entry)), type="html")
    written: bytes = head.atom_str(pretty=True)
    return written
