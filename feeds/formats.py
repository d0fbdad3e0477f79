"""The formats a feed is written in, one line each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from feeds.atom import atom
from feeds.entries import EXTENSION, entries
from feeds.ical import subscription
from feeds.jsonfeed import jsonfeed
from feeds.memo import Memo
from feeds.opml import MEDIA_TYPE as OPML
from feeds.rss import rss
from feeds.sheet import sheet
from feeds.variants import with_marks, with_tasks
from feeds.view import FeedView

CALENDAR = "text/calendar; charset=utf-8"


class Renderer(Protocol):
    """Writes a FeedView; with a memo, only what is not in it yet."""

    def __call__(self, view: FeedView, memo: Memo | None = None, /) -> bytes:
        """Return the file."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """How a FeedView is written: the file's extension, its media type, its name for people, and who writes it.

    `news` formats show only what has appeared; the others also what is to come.
    """

    extension: str
    media_type: str
    name: str
    news: bool
    render: Renderer


FORMATS = (
    Format("ics", CALENDAR, "Lịch (iCal)", False, subscription),
    Format("rss", "application/rss+xml; charset=utf-8", "Tin RSS", True, rss),
    Format("atom", "application/atom+xml; charset=utf-8", "Tin Atom", True, atom),
    Format("json", "application/feed+json; charset=utf-8", "Tin JSON Feed", True, jsonfeed),
)
"""What programs subscribe to."""

MORE = (
    Format("moc.ics", CALENDAR, "Lịch, đợt dài thành mốc", False, with_marks),
    Format("todo.ics", CALENDAR, "Lịch, hạn nộp thành việc cần làm", False, with_tasks),
    Format("csv", "text/csv; charset=utf-8", "Bảng CSV (Excel)", False, sheet),
    Format(EXTENSION, "application/json; charset=utf-8", "Dữ liệu JSON", False, entries),
)
"""The calendar in other shapes, and the entries as data."""


def media_type(path: str) -> str:
    """Return the media type of a feed's file by the longest extension that fits; KeyError for any other file."""
    types = {form.extension: form.media_type for form in (*FORMATS, *MORE)}
    types |= {"schema.json": "application/schema+json; charset=utf-8", "opml": OPML}
    name = path.rpartition("/")[2]
    fitting = [extension for extension in types if name.endswith(f".{extension}")]
    if not fitting:
        raise KeyError(path)
    return types[max(fitting, key=len)]
