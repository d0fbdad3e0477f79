"""The formats a feed is written in, one line each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from feeds.atom import atom
from feeds.ical import calendar
from feeds.jsonfeed import jsonfeed
from feeds.rss import rss
from feeds.view import FeedView


@dataclass(frozen=True, slots=True)
class Format:
    """How a FeedView is written: the file's extension, its media type, its name for people, and who writes it.

    `news` formats show only what has appeared; the others also what is to come.
    """

    extension: str
    media_type: str
    name: str
    news: bool
    render: Callable[[FeedView], bytes]


FORMATS = (
    Format("ics", "text/calendar; charset=utf-8", "Lịch (iCal)", False, calendar),
    Format("rss", "application/rss+xml; charset=utf-8", "Tin RSS", True, rss),
    Format("atom", "application/atom+xml; charset=utf-8", "Tin Atom", True, atom),
    Format("json", "application/feed+json; charset=utf-8", "Tin JSON Feed", True, jsonfeed),
)
