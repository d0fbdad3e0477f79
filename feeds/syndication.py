"""feedgen, held so that what it writes is valid, in our order and the same every time.

Left alone it dates feeds by the clock, puts the newest entry first, names its own version, and writes the
syndication module in the wrong case and the event module not at all.
"""

from __future__ import annotations

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from feeds.news import Item, News
from feeds.text import address, one_line
from feeds.view import Entry, FeedView
from feeds.wording import category_names, urn

ATOM = "http://www.w3.org/2005/Atom"
HISTORY = "http://purl.org/syndication/history/1.0"
EVENT = "http://purl.org/rss/1.0/modules/event/"
PERIOD = "http://purl.org/rss/1.0/modules/syndication/"
RSS_PREFIXES = {"sy": PERIOD, "ev": EVENT, "atom": ATOM, "content": "http://purl.org/rss/1.0/modules/content/"}
GENERATOR = "Lịch tuyên truyền"
LANGUAGE = "vi"


class Period(BaseExtension):  # type: ignore[misc]
    """How often to come back (syndication module)."""

    def extend_ns(self) -> dict[str, str]:
        """Return the prefixes of both modules."""
        return {"sy": PERIOD, "ev": EVENT}

    def extend_rss(self, feed: etree._Element) -> etree._Element:
        """Add the period to the channel."""
        _child(feed[0], PERIOD, "updatePeriod", "hourly")
        _child(feed[0], PERIOD, "updateFrequency", "1")
        return feed


class Neighbours(BaseExtension):  # type: ignore[misc]
    """Where to be told of changes (WebSub) and where older items are (RFC 5005).

    feedgen refuses these relations or, in RSS, takes them for the site.
    """

    view: FeedView
    file: str

    def extend_ns(self) -> dict[str, str]:
        """Return the prefix of archives."""
        return {} if self.view.year is None else {"fh": HISTORY}

    def extend_rss(self, feed: etree._Element) -> etree._Element:
        """Add the links to the channel."""
        self._add(feed[0], f"{{{ATOM}}}link")
        return feed

    def extend_atom(self, feed: etree._Element) -> etree._Element:
        """Add the links to the feed, whose elements feedgen names without their namespace."""
        self._add(feed, "link")
        return feed

    def _add(self, parent: etree._Element, name: str) -> None:
        if self.view.year is not None:
            etree.SubElement(parent, f"{{{HISTORY}}}archive")
        for relation, target in links(self.view, self.file).items():
            etree.SubElement(parent, name, rel=relation, href=target)


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


def links(view: FeedView, extension: str) -> dict[str, str]:
    """Return the addresses of the hub and of the feeds beside this one, by relation."""
    paths = {"prev-archive": view.previous, "next-archive": view.next, "current": view.current}
    named = {relation: address(f"{path}.{extension}") for relation, path in paths.items()}
    return {name: target for name, target in {"hub": address(view.hub), **named}.items() if target}


def feed(view: FeedView, told: News, extension: str, media_type: str) -> FeedGenerator:
    """Return the head of `view`; its last link is the site, as RSS shows the last one set."""
    head = FeedGenerator()
    head.register_extension("period", Period, atom=False, rss=True)
    head.register_extension("neighbours", Neighbours, atom=True, rss=True)
    head.neighbours.view, head.neighbours.file = view, extension
    head.id(urn(view.uid))
    head.title(one_line(view.title) or view.slug)
    head.description(one_line(f"{view.description} {told.note}") or one_line(view.title) or view.slug)
    head.language(LANGUAGE)
    head.generator(GENERATOR)
    head.updated(told.updated)
    head.link(href=address(f"{view.path}.{extension}"), rel="self", type=media_type)
    head.link(href=address(view.home_url), rel="alternate", type="text/html")
    return head


def element(item: Item) -> FeedEntry:
    """Return an item with what RSS and Atom share."""
    made = FeedEntry()
    made.register_extension("words", EntryWords, atom=False, rss=True)
    made.words.entry = item.entry
    made.id(item.id)
    made.title(item.title)
    if item.url:
        made.link(href=item.url, rel="alternate")
    made.published(item.published)
    made.updated(item.updated)
    for name in category_names(item.entry):
        made.category(term=name)
    return made


def rss_block(made: FeedEntry) -> bytes:
    """Return an item as its lines in a channel."""
    feed = etree.Element("rss", nsmap=RSS_PREFIXES)
    etree.SubElement(feed, "channel").append(made.rss_entry())
    return _lines(feed, b"    <item", b"  </channel>")


def atom_block(made: FeedEntry) -> bytes:
    """Return an entry as its lines in a feed."""
    feed = etree.Element("feed")
    feed.append(made.atom_entry())
    return _lines(feed, b"  <entry", b"</feed>")


def _lines(feed: etree._Element, first: bytes, after: bytes) -> bytes:
    written: bytes = etree.tostring(feed, pretty_print=True, encoding="UTF-8")
    return written[written.index(first) : written.rindex(after)]


def _child(parent: etree._Element, namespace: str, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{namespace}}}{name}").text = text
