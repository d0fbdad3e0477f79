"""A feed as a validator sees it: its elements by name, and what may stand where in the feeds we write."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from lxml import etree

ATOM = "http://www.w3.org/2005/Atom"
PREFIXES = {
    ATOM: "atom",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/rss/1.0/modules/event/": "ev",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://purl.org/syndication/history/1.0": "fh",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
"""The namespaces we use, with the prefix each is known by."""

CHILDREN: dict[str, dict[str, str]] = {
    "rss": {"channel": "1"},
    "channel": {
        **dict.fromkeys(("title", "link", "description"), "1"),
        **dict.fromkeys(("language", "generator", "docs", "lastBuildDate", "managingEditor", "ttl", "image"), "?"),
        **dict.fromkeys(("sy:updatePeriod", "sy:updateFrequency", "fh:archive"), "?"),
        **dict.fromkeys(("atom:link", "item"), "*"),
    },
    "image": dict.fromkeys(("url", "title", "link"), "1"),
    "item": {
        **dict.fromkeys(("title", "link", "description", "content:encoded", "guid", "pubDate"), "?"),
        **dict.fromkeys(("ev:startdate", "ev:enddate", "ev:type"), "?"),
        "category": "*",
    },
    "feed": {
        **dict.fromkeys(("id", "title", "updated"), "1"),
        **dict.fromkeys(("generator", "subtitle", "fh:archive"), "?"),
        **dict.fromkeys(("author", "link", "entry"), "*"),
    },
    "author": {"name": "1"},
    "entry": {
        **dict.fromkeys(("id", "title", "updated"), "1"),
        **dict.fromkeys(("published", "summary", "content"), "?"),
        **dict.fromkeys(("link", "category"), "*"),
    },
}
"""What each element may hold: "1" once, "?" at most once, "*" any number; what is not named holds text alone."""

ATTRIBUTES = {
    "rss": {"version": "1"},
    "guid": {"isPermaLink": "?"},
    "atom:link": {"href": "1", "rel": "?", "type": "?"},
    "feed": {"xml:lang": "?"},
    "feed/link": {"href": "1", "rel": "?", "type": "?"},
    "entry/link": {"href": "1", "rel": "?", "type": "?"},
    "entry/category": {"term": "1"},
    **{name: {"type": "?"} for name in ("feed/title", "feed/subtitle", "entry/title", "entry/summary", "content")},
}
"""The attributes of each element, under its own name or with its parent's before it; others have none."""


@dataclass(frozen=True)
class Document:
    """A feed as written, the address it is found at, and the instant it is read."""

    written: bytes
    address: str
    now: datetime

    @cached_property
    def root(self) -> etree._Element:
        """The outermost element; XMLSyntaxError when the feed is not well-formed."""
        return etree.fromstring(self.written, etree.XMLParser(resolve_entities=False))

    @cached_property
    def is_atom(self) -> bool:
        """Whether it is Atom rather than RSS."""
        return bool(self.root.tag == f"{{{ATOM}}}feed")

    @cached_property
    def elements(self) -> list[tuple[str, etree._Element]]:
        """Every element under the name the tables give it, in order."""
        return [(self.name(node), node) for node in self.root.iter(etree.Element)]

    @cached_property
    def top(self) -> etree._Element:
        """What holds the items: channel or feed."""
        return self.root if self.is_atom else self.root[0]

    @cached_property
    def declared(self) -> list[tuple[str, str]]:
        """Every namespace declaration: prefix and name."""
        return [pair for _, pair in etree.iterparse(io.BytesIO(self.written), events=("start-ns",))]

    def name(self, node: etree._Element) -> str:
        """Return "title", "sy:updatePeriod"; Atom's own elements have no prefix in an Atom feed."""
        return self._short(str(node.tag))

    def attributes(self, node: etree._Element) -> dict[str, str]:
        """Return an element's attributes, named in the same way."""
        return {self._short(str(name)): str(value) for name, value in node.attrib.items()}

    def allowed(self, table: dict[str, dict[str, str]], node: etree._Element) -> dict[str, str]:
        """Return what a table allows an element."""
        parent = node.getparent()
        inner = f"{self.name(parent)}/{self.name(node)}" if parent is not None else ""
        return table.get(inner) or table.get(self.name(node), {})

    def all(self, *names: str) -> Iterator[etree._Element]:
        """Yield the elements of these names, with the parent's before it ("item/title") or without."""
        for name, node in self.elements:
            parent = node.getparent()
            if name in names or (parent is not None and f"{self.name(parent)}/{name}" in names):
                yield node

    def texts(self, *names: str) -> Iterator[str]:
        """Yield the texts of these elements."""
        return (node.text or "" for node in self.all(*names))

    def links(self, *relations: str) -> list[dict[str, str]]:
        """Return the attributes of the feed's own Atom links, those of some relations or all."""
        name = "feed/link" if self.is_atom else "atom:link"
        found = [self.attributes(node) for node in self.all(name)]
        return [link for link in found if not relations or link.get("rel", "alternate") in relations]

    def markup(self) -> list[str]:
        """Return every text that readers take for HTML."""
        declared = [node for node in self.all("content") if node.get("type") == "html"]
        return [*self.texts("item/description", "content:encoded"), *(node.text or "" for node in declared)]

    def _short(self, tag: str) -> str:
        qualified = etree.QName(tag)
        space = qualified.namespace
        if space is None or (space == ATOM and self.is_atom):
            return str(qualified.localname)
        return f"{PREFIXES.get(space, '?')}:{qualified.localname}"


Find = Callable[[Document], Iterable[str]]


class Rule(NamedTuple):
    """One rule: the validator's message, what finds the places that break it, and why it matters."""

    message: str
    find: Find
    why: str


class Rules(list[Rule]):
    """A table of rules; called on a message and a reason, it enters the function below."""

    def __call__(self, message: str, why: str) -> Callable[[Find], Find]:
        """Return what enters a function into the table."""

        def enter(find: Find) -> Find:
            self.append(Rule(message, find, why))
            return find

        return enter
