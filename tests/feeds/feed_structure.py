"""The W3C feed validator's rules on where elements, attributes and links may stand, under its own messages.

The words are ours. Where we are narrower, what passes here passes there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

from lxml import etree

from tests.feeds.feed_document import ATOM, ATTRIBUTES, CHILDREN, PREFIXES, Document, Rules

RELATIONS = {"alternate", "self", "hub", "current", "prev-archive", "next-archive"}

RULES = rule = Rules()


def repeated(values: Iterable[str]) -> list[str]:
    """Return the values that are there more than once."""
    return [value for value, count in Counter(values).items() if count > 1]


@rule("NotUTF8", "readers guess at any other encoding")
def _(d: Document) -> Iterable[str]:
    return [] if re.match(rb"<\?xml version='1.0' encoding='UTF-8'\?>", d.written) else [repr(d.written[:40])]


@rule("ContainsSystemEntity", "no reader should fetch a DTD")
def _(d: Document) -> Iterable[str]:
    return ["<!DOCTYPE"] if b"<!DOCTYPE" in d.written else []


@rule("BadCharacters", "C1 controls and U+FFFD are signs of a wrong decoding")
def _(d: Document) -> Iterable[str]:
    texts = [text for _, node in d.elements for text in (node.text or "", *map(str, node.attrib.values()))]
    return [text for text in texts if re.search("[\x80-\x9f\ufffd]", text)]


@rule("UnknownNamespace", "readers skip what they do not know")
def _(d: Document) -> Iterable[str]:
    return [name for _, name in d.declared if name not in PREFIXES]


@rule("NonstdPrefix", "some readers look for the prefix")
def _(d: Document) -> Iterable[str]:
    return [prefix for prefix, name in d.declared if prefix and PREFIXES.get(name, prefix) != prefix]


@rule("ReservedPrefix", "the same readers find something else under it")
def _(d: Document) -> Iterable[str]:
    return [prefix for prefix, name in d.declared if prefix in PREFIXES.values() and PREFIXES.get(name) != prefix]


@rule("AvoidNamespacePrefix", "readers without namespaces miss Atom's elements under a prefix")
def _(d: Document) -> Iterable[str]:
    return [prefix for prefix, name in d.declared if d.is_atom and prefix and name == ATOM]


# Elements and attributes


@rule("InvalidRSSVersion", "all else is read by 2.0")
def _(d: Document) -> Iterable[str]:
    return [node.get("version", "") for node in d.all("rss") if node.get("version") != "2.0"]


@rule("UndefinedElement", "it stands where no specification puts it")
def _(d: Document) -> Iterable[str]:
    for node in d.root.iterdescendants(etree.Element):
        if d.name(node) not in CHILDREN.get(d.name(node.getparent()), {}):
            yield d.name(node)


@rule("DuplicateElement", "readers take the first or the last")
def _(d: Document) -> Iterable[str]:
    for name, node in d.elements:
        for child in repeated(map(d.name, node.iterchildren(etree.Element))):
            if CHILDREN.get(name, {}).get(child) in {"1", "?"}:
                yield f"{name}/{child}"


@rule("MissingElement", "the specification wants it")
def _(d: Document) -> Iterable[str]:
    for name, node in d.elements:
        there = {d.name(child) for child in node.iterchildren(etree.Element)}
        wanted = {child for child, count in CHILDREN.get(name, {}).items() if count == "1"}
        yield from (f"{name}/{child}" for child in wanted - there)


@rule("UnexpectedAttribute", "it stands where no specification puts it")
def _(d: Document) -> Iterable[str]:
    for name, node in d.elements:
        yield from (f"{name}@{one}" for one in d.attributes(node).keys() - d.allowed(ATTRIBUTES, node).keys())


@rule("MissingAttribute", "the element says nothing without it (the validator calls a link's MissingHref)")
def _(d: Document) -> Iterable[str]:
    for name, node in d.elements:
        wanted = {one for one, count in d.allowed(ATTRIBUTES, node).items() if count == "1"}
        yield from (f"{name}@{one}" for one in wanted - d.attributes(node).keys())


@rule("UnexpectedText", "text between elements belongs to none")
def _(d: Document) -> Iterable[str]:
    for name, node in d.elements:
        around = [node.text if name in CHILDREN else "", node.tail]
        yield from (f"{name}: {text}" for text in around if text and text.strip())


@rule("NotBlank", "a list of items with empty titles helps nobody")
def _(d: Document) -> Iterable[str]:
    names = ("title", "generator", "name", "guid", "id", "summary", "content", "subtitle", "item/category")
    return [d.name(node) for node in d.all(*names) if not (node.text or "").strip()]


@rule("UnexpectedWhitespace", "identifiers and dates are compared letter by letter")
def _(d: Document) -> Iterable[str]:
    return [text for text in d.texts("id", "guid", "updated", "published", "pubDate", "link") if text != text.strip()]


@rule("MisplacedItem", "readers that stop at the items miss what is after them")
def _(d: Document) -> Iterable[str]:
    return [] if d.is_atom else _after(d, "item")


@rule("MisplacedMetadata", "Atom puts the feed's own elements before its entries")
def _(d: Document) -> Iterable[str]:
    return _after(d, "entry") if d.is_atom else []


def _after(d: Document, item: str) -> list[str]:
    names = [d.name(node) for node in d.top.iterchildren(etree.Element)]
    return [name for name in names[names.index(item) :] if name != item] if item in names else []


@rule("NeedDescriptionBeforeContent", "readers show the first they meet")
def _(d: Document) -> Iterable[str]:
    for node in d.all("item"):
        names = [d.name(child) for child in node]
        if "content:encoded" in names and "description" not in names[: names.index("content:encoded")]:
            yield "item"


@rule("ItemMustContainTitleOrDescription", "there is nothing to show")
def _(d: Document) -> Iterable[str]:
    return ["item" for node in d.all("item") if not {"title", "description"} & {d.name(child) for child in node}]


@rule("MissingTextualContent", "there is nothing to show")
def _(d: Document) -> Iterable[str]:
    return ["entry" for node in d.all("entry") if not {"content", "summary"} & {d.name(child) for child in node}]


@rule("MissingContentOrAlternate", "there is neither text nor a page to go to")
def _(d: Document) -> Iterable[str]:
    return ["entry" for node in d.all("entry") if not {"content", "link"} & {d.name(child) for child in node}]


# Links of the feed


@rule("MissingAtomSelfLink", "a saved copy no longer knows where it comes from (MissingSelf in Atom)")
def _(d: Document) -> Iterable[str]:
    return [] if d.links("self") else [d.name(d.top)]


@rule("SelfDoesntMatchLocation", "readers subscribe to what it names")
def _(d: Document) -> Iterable[str]:
    return [link["href"] for link in d.links("self") if link.get("href", d.address) != d.address]


@rule("RelativeSelf", "a saved copy has nothing it is relative to")
def _(d: Document) -> Iterable[str]:
    return [link["href"] for link in d.links("self") if not urlsplit(link.get("href", d.address)).netloc]


@rule("SelfNotAtom", "the feed itself is a feed")
def _(d: Document) -> Iterable[str]:
    wanted = "application/atom+xml" if d.is_atom else "application/rss+xml"
    return [link["type"] for link in d.links("self") if link.get("type", wanted) != wanted]


@rule("UnregisteredAtomLinkRel", "readers know the registered relations")
def _(d: Document) -> Iterable[str]:
    every = map(d.attributes, d.all("atom:link", "feed/link", "entry/link"))
    return [link["rel"] for link in every if link.get("rel", "alternate") not in RELATIONS]


@rule("InvalidMIMEType", "readers choose a link by it")
def _(d: Document) -> Iterable[str]:
    return [link["type"] for link in d.links() if not re.fullmatch(r"[\w.+-]+/[\w.+-]+", link.get("type", "a/b"))]


@rule("DuplicateAtomLink", "readers cannot tell two pages of one type apart")
def _(d: Document) -> Iterable[str]:
    if not d.is_atom:
        return []
    entries = [[link for link in d.all("entry/link") if link.getparent() is entry] for entry in d.all("entry")]
    kinds = [[link.get("type", "") for link in links] for links in (d.links("alternate"), *entries)]
    return [kind for each in kinds for kind in repeated(each)]


@rule("AtomLinkNotEmpty", "a link says all in its attributes")
def _(d: Document) -> Iterable[str]:
    return [text for text in d.texts("atom:link", "feed/link", "entry/link") if text.strip()]


@rule("FeedHistoryRelInEntry", "RFC 5005 relates feeds, not entries")
def _(d: Document) -> Iterable[str]:
    return [
        rel for rel in (node.get("rel", "") for node in d.all("entry/link")) if "archive" in rel or rel == "current"
    ]


@rule("ArchiveIncomplete", "an archive is one of a row")
def _(d: Document) -> Iterable[str]:
    return ["fh:archive"] if [*d.all("fh:archive")] and not d.links("prev-archive", "next-archive") else []


@rule("MissingCurrentInArchive", "whoever finds an archive wants to subscribe to the live feed")
def _(d: Document) -> Iterable[str]:
    return ["fh:archive"] if [*d.all("fh:archive")] and not d.links("current") else []
