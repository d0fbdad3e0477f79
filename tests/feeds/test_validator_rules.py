"""The W3C feed validator's rules hold for all we write, and each of them catches what breaks it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from lxml import etree

from feeds.atom import atom
from feeds.rss import rss
from feeds.view import FeedView
from tests.conftest import NOW
from tests.feeds import feed_structure, feed_values
from tests.feeds.cases import GOLDEN, VIEWS
from tests.feeds.feed_document import Document
from tests.feeds.published import of
from tests.feeds.samples import NEW, feed
from tests.feeds.test_hostile_text import ATTACKS, TEXTS, spoilt

RULES = [*feed_structure.RULES, *feed_values.RULES]
ACCEPTED = {"DuplicateUpdated": "a release makes many entries public at one instant; any other would be made up"}
AS_THE_TEXT_IS = {"ContainsHTML", "ContainsEmail"}
"""Plain text that looks like something else stays what it is: it is declared as text, or escaped."""


def broken(document: Document) -> dict[str, str]:
    """Return the messages a feed earns, each with a place; no XML at all earns only one."""
    try:
        assert document.root is not None
    except etree.XMLSyntaxError as error:
        return {"SAXError": str(error)}
    return {rule.message: place for rule in RULES for place in rule.find(document)}


def written(view: FeedView, extension: str) -> Document:
    """Return a view as one of the two."""
    write = {"rss": rss, "atom": atom}[extension]
    return Document(write(view), f"{view.path}.{extension}", view.instant)


@pytest.mark.parametrize("extension", ["rss", "atom"])
@pytest.mark.parametrize("name", sorted(VIEWS))
def test_every_golden_feed_keeps_the_rules(name: str, extension: str) -> None:
    view = VIEWS[name]
    golden = (GOLDEN / f"{name}.{extension}").read_bytes()
    assert broken(Document(golden, f"{view.path}.{extension}", view.instant)).keys() <= ACCEPTED.keys()


@pytest.mark.parametrize("extension", ["rss", "atom"])
def test_every_feed_of_the_real_directives_keeps_the_rules(extension: str) -> None:
    feeds = of(extension)
    assert len(feeds) > 10
    found = {name: broken(Document(one.written, one.address, NOW)) for name, one in feeds.items()}
    assert {name: messages for name, messages in found.items() if messages.keys() - ACCEPTED.keys()} == {}


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_no_text_breaks_a_rule(text: str) -> None:
    view = replace(spoilt(text), contact="lich@example.vn", image="https://lich.example.vn/icon.png")
    for extension in ("rss", "atom"):
        assert broken(written(view, extension)).keys() <= ACCEPTED.keys() | AS_THE_TEXT_IS


@pytest.mark.parametrize("attack", [*ATTACKS, "R&D &copy; 5 < 6", "https://a.vn/a[1]|b^c", "chữ\ufffdmất"])
def test_no_attack_breaks_a_rule(attack: str) -> None:
    for extension in ("rss", "atom"):
        assert broken(written(spoilt(attack), extension)).keys() <= ACCEPTED.keys() | AS_THE_TEXT_IS


def test_a_lone_archive_is_the_only_one_that_is_not_one_of_a_row() -> None:
    alone = replace(VIEWS["archive"], previous="", next="")
    for extension in ("rss", "atom"):
        assert broken(written(alone, extension)).keys() - ACCEPTED.keys() == {"ArchiveIncomplete"}


GUID = '<guid isPermaLink="false">urn:uuid:00000000-0000-0000-0000-000000000001</guid>'
ID = "<id>urn:uuid:00000000-0000-0000-0000-000000000001</id>"
PUB_DATE = "<pubDate>Fri, 08 Nov 2024 07:30:00 +0000</pubDate>"
PUBLISHED = "<published>2024-11-08T07:30:00+00:00</published>"
PAGE = '<link href="https://lich.example.vn/e/00000000000000000000000000000001"/>'
CONTENT = "&lt;p&gt;Thời gian: ngày 20/11/2024.&lt;/p&gt;"
ITEM_TITLE = "<title>[20/11/2024] Ngày Nhà giáo Việt Nam</title>"
SUBTITLE = "<subtitle>Nội dung tuyên truyền cho đài truyền thanh cấp huyện, cấp xã.</subtitle>"
ITEM_LINK = "<link>https://lich.example.vn/e/00000000000000000000000000000001</link>"

BROKEN = [
    ("NotUTF8", "rss", "encoding='UTF-8'", "standalone='yes'"),
    ("ContainsSystemEntity", "rss", "<rss", '<!DOCTYPE rss SYSTEM "rss.dtd"><rss'),
    ("BadCharacters", "rss", "[20/11/2024]", "[20/11\ufffd2024]"),
    ("BadCharacters", "atom", 'term="Ngày', 'term="\x93Ngày'),
    ("UnknownNamespace", "rss", "<channel>", '<channel xmlns:x="https://x.vn/">'),
    ("NonstdPrefix", "rss", "<channel>", '<channel xmlns:event="http://purl.org/rss/1.0/modules/event/">'),
    ("ReservedPrefix", "rss", "<channel>", '<channel xmlns:content="https://x.vn/">'),
    ("AvoidNamespacePrefix", "atom", "<entry>", '<entry xmlns:atom="http://www.w3.org/2005/Atom">'),
    ("InvalidRSSVersion", "rss", 'version="2.0"', 'version="2.1"'),
    ("UndefinedElement", "rss", "<ttl>60</ttl>", "<timeToLive>60</timeToLive>"),
    ("UndefinedElement", "rss", "sy:updatePeriod", "sy:UpdatePeriod"),
    ("UndefinedElement", "atom", ITEM_TITLE, "<title><b>Ngày</b></title>"),
    ("DuplicateElement", "rss", "<ttl>60</ttl>", "<ttl>60</ttl><ttl>60</ttl>"),
    ("DuplicateElement", "atom", PUBLISHED, PUBLISHED * 2),
    ("MissingElement", "rss", "<url>https://lich.example.vn/static/icon.png</url>", ""),
    ("MissingElement", "atom", ID, ""),
    ("UnexpectedAttribute", "rss", "<ttl>", '<ttl unit="minute">'),
    ("UnexpectedAttribute", "atom", "<summary>", '<summary mode="escaped">'),
    ("MissingAttribute", "atom", ' href="https://hub.example.vn/"', ""),
    ("MissingAttribute", "atom", 'term="Ngày kỷ niệm"', ""),
    ("UnexpectedText", "rss", "<item>", "<item>tin mới"),
    ("NotBlank", "rss", "<category>Ngày kỷ niệm", "<category> "),
    ("NotBlank", "atom", "<name>Lịch tuyên truyền", "<name>"),
    ("UnexpectedWhitespace", "atom", PUBLISHED, PUBLISHED.replace(">2024", "> 2024")),
    ("MisplacedItem", "rss", "</item>", "</item><atom:link href='https://a.vn/' rel='hub'/>"),
    ("MisplacedMetadata", "atom", "</entry>", "</entry><subtitle>sau</subtitle>"),
    ("NeedDescriptionBeforeContent", "rss", None, "<item><content:encoded/><description>a</description></item>"),
    ("ItemMustContainTitleOrDescription", "rss", None, "<item><guid>tin-so-mot-hai</guid></item>"),
    ("MissingTextualContent", "atom", None, f"<entry>{ID}<title>a</title>{PAGE}</entry>"),
    ("MissingContentOrAlternate", "atom", None, f"<entry>{ID}<title>a</title><summary>b</summary></entry>"),
    ("InvalidRFC2822Date", "rss", PUB_DATE, "<pubDate>2024-11-08T07:30:00+00:00</pubDate>"),
    ("InvalidRFC2822Date", "rss", PUB_DATE, PUB_DATE.replace("08 Nov", "38 Nov")),
    ("IncorrectDOW", "rss", PUB_DATE, PUB_DATE.replace("Fri", "Sat")),
    ("InvalidRFC3339Date", "atom", PUBLISHED, PUBLISHED.replace("+00:00", "")),
    ("InvalidRFC3339Date", "atom", PUBLISHED, PUBLISHED.replace("11-08", "13-08")),
    ("InvalidISO8601DateTime", "rss", "<ev:startdate>2024-11-20", "<ev:startdate>20/11/2024"),
    ("InvalidISO8601DateTime", "rss", "<ev:enddate>2024-11-20", "<ev:enddate>2024-02-30"),
    ("ImplausibleDate", "rss", PUB_DATE, "<pubDate>Wed, 20 Nov 2024 00:00:00 +0000</pubDate>"),
    ("ImplausibleDate", "atom", PUBLISHED, PUBLISHED.replace("2024", "1984")),
    ("InvalidFullLink", "rss", ITEM_LINK, "<link>/e/1</link>"),
    ("InvalidUriChar", "atom", PAGE, '<link href="https://lich.example.vn/e/[1]"/>'),
    ("InvalidUUID", "atom", ID, ID.replace("</id>", "#sua-1</id>")),
    ("InvalidUUID", "atom", ID, "<id>tag:lich.example.vn,2024:e/1</id>"),
    ("NonCanonicalURI", "atom", ID, ID.replace("urn:uuid", "urn:UUID")),
    ("DuplicateValue", "rss", None, f"<item><title>a</title>{GUID}</item>"),
    ("DuplicateEntries", "atom", None, f"<entry>{ID}</entry>"),
    ("DuplicateUpdated", "atom", None, "<entry><updated>2024-11-08T07:30:00+00:00</updated></entry>"),
    ("MissingGuid", "rss", GUID, ""),
    ("InvalidBooleanAttribute", "rss", 'isPermaLink="false"', 'isPermaLink="no"'),
    ("InvalidPermalink", "rss", ' isPermaLink="false"', ""),
    ("NotSufficientlyUnique", "rss", GUID, '<guid isPermaLink="false">17</guid>'),
    ("InvalidPositiveInteger", "rss", "<ttl>60", "<ttl>một giờ"),
    ("InvalidPositiveInteger", "rss", "<sy:updateFrequency>1", "<sy:updateFrequency>0"),
    ("InvalidUpdatePeriod", "rss", "hourly", "PT1H"),
    ("InvalidLanguage", "rss", "<language>vi", "<language>vn"),
    ("InvalidLanguage", "atom", 'xml:lang="vi"', 'xml:lang="vn"'),
    ("MissingDCLanguage", "rss", "<language>vi</language>", ""),
    ("InvalidContact", "rss", "lich@example.vn (", "lich (at) example.vn ("),
    ("MissingRealName", "rss", "lich@example.vn (Lịch tuyên truyền)", "lich@example.vn"),
    ("ContainsEmail", "atom", "<name>Lịch", "<name>&lt;lich@example.vn&gt;"),
    ("ImageTitleDoesntMatch", "rss", "icon.png</url>\n      <title>", "icon.png</url>\n      <title>Ảnh "),
    ("ImageLinkDoesntMatch", "rss", "dang-ky</link>\n    </image>", "</link>\n    </image>"),
    ("ImageUrlFormat", "rss", "icon.png", "icon.svg"),
    ("MissingAtomSelfLink", "rss", ' rel="self"', ""),
    ("MissingAtomSelfLink", "atom", 'rel="self"', 'rel="alternate"'),
    ("SelfDoesntMatchLocation", "rss", "feeds/kenh-truyen-thanh.rss", "feeds/tat-ca.rss"),
    ("RelativeSelf", "atom", "https://lich.example.vn/feeds/kenh-truyen-thanh.atom", "/feeds/kenh-truyen-thanh.atom"),
    ("SelfNotAtom", "rss", "application/rss+xml", "text/html"),
    ("UnregisteredAtomLinkRel", "atom", 'rel="hub"', 'rel="websub"'),
    ("InvalidMIMEType", "atom", 'type="text/html"', 'type="html"'),
    ("DuplicateAtomLink", "atom", PAGE, PAGE * 2),
    ("AtomLinkNotEmpty", "atom", PAGE, PAGE.replace("/>", ">trang</link>")),
    ("FeedHistoryRelInEntry", "atom", PAGE, PAGE.replace("/>", ' rel="prev-archive"/>')),
    ("ArchiveIncomplete", "rss", "-archive", ""),
    ("MissingCurrentInArchive", "atom", 'rel="current"', 'rel="related"'),
    ("InvalidTextType", "atom", "<summary>", '<summary type="text/plain">'),
    ("ContainsHTML", "rss", ITEM_TITLE, "<title>&lt;b>Ngày&lt;/b></title>"),
    ("ContainsHTML", "rss", ITEM_TITLE, "<title>Phát thanh &amp;amp; truyền hình</title>"),
    ("ContainsHTML", "atom", SUBTITLE, "<subtitle>a&lt;br/>b</subtitle>"),
    ("NotHtml", "rss", CONTENT, "&lt;p&gt;không đóng"),
    ("NotHtml", "rss", CONTENT, "&lt;van-ban/&gt;"),
    ("NotHtml", "rss", "<description>Thời gian", "<description>Điểm &lt; 5 &amp;"),
    ("SecurityRisk", "atom", CONTENT, "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("SecurityRisk", "rss", "<description>Thời gian", "<description>&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("SecurityRiskAttr", "atom", CONTENT, '&lt;p onclick="x()"&gt;&lt;/p&gt;'),
    ("ContainsRelRef", "rss", CONTENT, '&lt;a href="/e/1"&gt;trang&lt;/a&gt;'),
]
"""Message, format, what of a good feed is replaced (None: something is added at its end), by what."""


def good(extension: str) -> Document:
    """Return a feed of one entry that has all a feed of ours can have."""
    head = VIEWS["hub-color-contact"]
    view = replace(head, year=2024, next=f"{head.archives}/2025", current="https://lich.example.vn/feeds/tat-ca")
    return written(view, extension)


@pytest.mark.parametrize("extension", ["rss", "atom"])
def test_the_feed_to_be_broken_is_whole(extension: str) -> None:
    assert broken(good(extension)) == {}


@pytest.mark.parametrize(("message", "extension", "old", "new"), BROKEN)
def test_a_rule_catches_what_breaks_it(message: str, extension: str, old: str | None, new: str) -> None:
    whole = good(extension)
    last = {"rss": "\n  </channel>", "atom": "\n</feed>"}[extension]
    text, part, other = whole.written.decode(), old or last, new if old else new + last
    assert part in text
    assert message in broken(replace(whole, written=text.replace(part, other).encode()))


def test_every_rule_is_shown_to_catch_something() -> None:
    assert {rule.message for rule in RULES} == {message for message, *_ in BROKEN}
    assert len({rule.message for rule in RULES}) == len(RULES)


def test_what_is_no_xml_is_caught_and_nothing_else_is_said_of_it() -> None:
    whole = good("rss")
    assert broken(replace(whole, written=whole.written.replace(b"</rss>", b""))).keys() == {"SAXError"}


def test_the_words_of_a_summary_are_no_markup_in_rss() -> None:
    document = written(feed(replace(NEW, when="trước <b>20/11</b> & sau")), "rss")
    assert next(iter(document.texts("item/description"))).startswith(
        "Thời gian: trước &lt;b&gt;20/11&lt;/b&gt; &amp; sau."
    )
