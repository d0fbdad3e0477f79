"""The W3C feed validator's rules on dates, addresses, identifiers, words and markup, under its own messages.

The words are ours. Where we are narrower (four HTML tags, one kind of identifier), what passes here passes there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from lxml import etree
from lxml.html import defs

from tests.feeds.feed_document import Document, Rules
from tests.feeds.feed_structure import repeated

RFC_2822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d ([+-]\d\d[03]0|GMT)")
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
URI = re.compile(r"[0-9A-Za-z;/?:@&=+$.\-_!~*'()%,#]+")
UUID = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
EMAIL = r"[\w.+'-]+@([A-Za-z0-9-]+\.)+[A-Za-z0-9-]+"
OUR_TAGS = {"p", "ul", "li", "a"}
PLAIN = ("title", "subtitle", "summary", "generator", "language", "category", "name", "managingEditor")

RULES = rule = Rules()


def _when(text: str) -> datetime | None:
    try:
        read = datetime.fromisoformat(text) if text[:1].isdigit() else parsedate_to_datetime(text)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _nodes(document: Document) -> Iterator[etree._Element]:
    """Yield the nodes of all HTML that can be read."""
    for text in document.markup():
        try:
            yield from etree.fromstring(f"<div>{text}</div>").iterdescendants()
        except etree.XMLSyntaxError:
            continue


@rule("InvalidRFC2822Date", "readers fall back to the time they fetched it")
def _(d: Document) -> Iterable[str]:
    dates = d.texts("pubDate", "lastBuildDate")
    return [text for text in dates if not RFC_2822.fullmatch(text) or _when(text) is None]


@rule("IncorrectDOW", "the day of the week contradicts the date")
def _(d: Document) -> Iterable[str]:
    read = ((text, _when(text)) for text in d.texts("pubDate", "lastBuildDate"))
    return [text for text, when in read if when and f"{when:%a}" != text[:3]]


@rule("InvalidRFC3339Date", "Atom knows no other form")
def _(d: Document) -> Iterable[str]:
    dates = d.texts("updated", "published")
    return [text for text in dates if not RFC_3339.fullmatch(text) or _when(text) is None]


@rule("InvalidISO8601DateTime", "the event module knows no other form")
def _(d: Document) -> Iterable[str]:
    for text in d.texts("ev:startdate", "ev:enddate"):
        try:
            date.fromisoformat(text if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else "")
        except ValueError:
            yield text


@rule("ImplausibleDate", "what is dated ahead stays on top or is hidden")
def _(d: Document) -> Iterable[str]:
    for text in d.texts("pubDate", "lastBuildDate", "updated", "published"):
        when = _when(text)
        if when and not datetime(1990, 1, 1, tzinfo=UTC) <= when <= d.now + timedelta(minutes=10):
            yield text


def _addresses(d: Document) -> list[str]:
    of_links = [link.get("href", "") for link in map(d.attributes, d.all("atom:link", "feed/link", "entry/link"))]
    return [*(text for text in d.texts("link", "url", "docs") if not d.is_atom), *of_links]


@rule("InvalidFullLink", "a relative address means another page in every reader")
def _(d: Document) -> Iterable[str]:
    return [text for text in _addresses(d) if not re.match(r"https?://[^/]", text, re.IGNORECASE)]


@rule("InvalidUriChar", "RFC 2396 leaves these characters no place in an address")
def _(d: Document) -> Iterable[str]:
    return [text for text in _addresses(d) if text and not URI.fullmatch(text)]


@rule("InvalidUUID", "our identifiers are urn:uuid and nothing after it")
def _(d: Document) -> Iterable[str]:
    return [text for text in d.texts("id") if not UUID.fullmatch(text)]


@rule("NonCanonicalURI", "the same identifier spelt otherwise is another")
def _(d: Document) -> Iterable[str]:
    return [text for text in d.texts("id") if text != text.lower()]


@rule("DuplicateValue", "readers show only one of two items with the same guid")
def _(d: Document) -> Iterable[str]:
    return repeated(d.texts("guid"))


@rule("DuplicateEntries", "readers show only one of two entries with the same id")
def _(d: Document) -> Iterable[str]:
    return repeated(d.texts("entry/id"))


@rule("DuplicateUpdated", "some readers tell entries apart by it")
def _(d: Document) -> Iterable[str]:
    return repeated(d.texts("entry/updated"))


@rule("MissingGuid", "readers take an edited item for a new one")
def _(d: Document) -> Iterable[str]:
    return ["item" for node in d.all("item") if "guid" not in {d.name(child) for child in node}]


@rule("InvalidBooleanAttribute", "isPermaLink is true or false")
def _(d: Document) -> Iterable[str]:
    said = (node.get("isPermaLink", "true") for node in d.all("guid"))
    return [value for value in said if value not in {"true", "false"}]


@rule("InvalidPermalink", "a urn is no page")
def _(d: Document) -> Iterable[str]:
    guids = d.all("guid")
    return [node.text or "" for node in guids if node.get("isPermaLink") != "false" and UUID.match(node.text or "")]


@rule("NotSufficientlyUnique", "a short number is soon another feed's too")
def _(d: Document) -> Iterable[str]:
    return [text for text in d.texts("guid") if text.isdigit() and len(text) < 9]


@rule("InvalidPositiveInteger", "readers ignore other values")
def _(d: Document) -> Iterable[str]:
    return [text for text in d.texts("ttl", "sy:updateFrequency") if not text.isdecimal() or int(text) < 1]


@rule("InvalidUpdatePeriod", "the module names five")
def _(d: Document) -> Iterable[str]:
    known = {"hourly", "daily", "weekly", "monthly", "yearly"}
    return [text for text in d.texts("sy:updatePeriod") if text not in known]


@rule("InvalidLanguage", "the feed is in Vietnamese")
def _(d: Document) -> Iterable[str]:
    said = [*d.texts("language"), *filter(None, [d.attributes(d.root).get("xml:lang")])]
    return [text for text in said if text.split("-")[0] != "vi"]


@rule("MissingDCLanguage", "readers choose fonts and voices by it")
def _(d: Document) -> Iterable[str]:
    return [] if [*d.texts("language")] or "xml:lang" in d.attributes(d.root) else [d.root.tag]


@rule("InvalidContact", "mail to it does not arrive")
def _(d: Document) -> Iterable[str]:
    return [text for text in d.texts("managingEditor") if not re.match(EMAIL + r"(\s|$)", text)]


@rule("MissingRealName", "the name goes in brackets after the address")
def _(d: Document) -> Iterable[str]:
    return [text for text in d.texts("managingEditor") if not text.endswith(")")]


@rule("ContainsEmail", "a name is no address")
def _(d: Document) -> Iterable[str]:
    return [text for text in d.texts("name") if re.search(f"<{EMAIL}>", text)]


@rule("ImageTitleDoesntMatch", "the picture stands for the channel")
def _(d: Document) -> Iterable[str]:
    return _unlike(d, "title")


@rule("ImageLinkDoesntMatch", "the picture stands for the channel")
def _(d: Document) -> Iterable[str]:
    return _unlike(d, "link")


def _unlike(d: Document, name: str) -> list[str]:
    own = list(d.texts(f"channel/{name}"))
    return [text for text in d.texts(f"image/{name}") if text not in own]


@rule("ImageUrlFormat", "readers show these")
def _(d: Document) -> Iterable[str]:
    return [text for text in d.texts("url") if not re.search(r"\.(jpe?g|gif|png)$", text, re.IGNORECASE)]


# Words and markup


@rule("InvalidTextType", "Atom's titles and summaries are text, html or xhtml")
def _(d: Document) -> Iterable[str]:
    nodes = d.all("feed/title", "feed/subtitle", "entry/title", "entry/summary", "content")
    return [kind for kind in (node.get("type", "text") for node in nodes) if kind not in {"text", "html"}]


@rule("ContainsHTML", "some readers would show the tags, others obey them (ContainsUndeclaredHTML in Atom)")
def _(d: Document) -> Iterable[str]:
    for text in d.texts(*PLAIN, "channel/description"):
        if any(tag.lower() in defs.tags for tag in re.findall(r"</?(\w+)[^<>]*>", text)) or re.search(r"&#?\w+;", text):
            yield text


@rule("NotHtml", "what is declared as HTML is read as such")
def _(d: Document) -> Iterable[str]:
    for text in d.markup():
        try:
            etree.fromstring(f"<div>{text}</div>")
        except etree.XMLSyntaxError:
            yield text
    yield from (str(node.tag) for node in _nodes(d) if node.tag not in defs.tags)


@rule("SecurityRisk", "readers cut such elements or are attacked by them; we need four")
def _(d: Document) -> Iterable[str]:
    return [str(node.tag) for node in _nodes(d) if node.tag not in OUR_TAGS]


@rule("SecurityRiskAttr", "the same of attributes (DangerousStyleAttr for style); we need one")
def _(d: Document) -> Iterable[str]:
    return [str(name) for node in _nodes(d) for name in node.attrib if name != "href"]


@rule("ContainsRelRef", "a relative address means another page in every reader")
def _(d: Document) -> Iterable[str]:
    return [link for link in (node.get("href", "") for node in _nodes(d) if node.tag == "a") if not _absolute(link)]


def _absolute(link: str) -> bool:
    return bool(re.match(r"https?://[^/]", link, re.IGNORECASE))
