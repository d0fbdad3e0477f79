"""feedgen, held so that what it writes is valid, in our order and the same every time.

Left alone it dates feeds by the clock, puts the newest entry first, names its own version, and writes the
syndication module in the wrong case and the event module not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from feeds.text import address, one_line
from feeds.view import Entry, FeedView
from feeds.wording import category_names, headline, modified, newest_first, second, urn

EVENT = "http://purl.org/rss/1.0/modules/event/"
PERIOD = "http://purl.org/rss/1.0/modules/syndication/"
GENERATOR = "Lịch tuyên truyền"
LANGUAGE = "vi"


class FeedWords(BaseExtension):  # type: ignore[misc]
    """The syndication module: how often to come back."""

    def extend_ns(self) -> dict[str, str]:
        """Return the prefixes of both modules."""
        return {"sy": PERIOD, "ev": EVENT}

    def extend_rss(self, feed: etree._Element) -> etree._Element:
        """Add the period to the channel."""
        _child(feed[0], PERIOD, "updatePeriod", "hourly")
        _child(feed[0], PERIOD, "updateFrequency", "1")
        return feed


class EntryWords(BaseEntryExtension):  # type: ignore[misc]
    """The event module: first and last day (ISO 8601) and kind of what an item announces."""

    entry: Entry

    def extend_rss(self, feed: etree._Element) -> etree._Element:
        """Add the days and the kind to the item."""
        if self.entry.start:
            _child(feed, EVENT, "startdate", self.entry.start.isoformat())
        if self.entry.end:
            _child(feed, EVENT, "enddate", self.entry.end.isoformat())
        if one_line(self.entry.kind_name):
            _child(feed, EVENT, "type", one_line(self.entry.kind_name))
        return feed


def feed(view: FeedView, extension: str, media_type: str) -> FeedGenerator:
    """Return the head of `view`; its last link is the site, as RSS shows the last one set."""
    head = FeedGenerator()
    head.register_extension("words", FeedWords, EntryWords, atom=False, rss=True)
    head.id(urn(view.uid))
    head.title(one_line(view.title) or view.slug)
    head.description(one_line(view.description) or one_line(view.title) or view.slug)
    head.language(LANGUAGE)
    head.generator(GENERATOR)
    head.updated(second(view.updated))
    head.link(href=address(f"{view.path}.{extension}"), rel="self", type=media_type)
    head.link(href=address(view.home_url), rel="alternate", type="text/html")
    return head


def items(head: FeedGenerator, entries: Iterable[Entry]) -> Iterator[tuple[FeedEntry, Entry]]:
    """Add the entries to `head`, newest first, with what RSS and Atom share, and yield each for the rest."""
    for entry in newest_first(entries):
        item = head.add_entry(order="append")
        item.words.entry = entry
        item.id(urn(entry.uid))
        item.title(headline(entry))
        if address(entry.url):
            item.link(href=address(entry.url), rel="alternate")
        item.published(second(entry.appears_at))
        item.updated(modified(entry))
        for name in category_names(entry):
            item.category(term=name)
        yield item, entry


def _child(parent: etree._Element, namespace: str, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{namespace}}}{name}").text = text
