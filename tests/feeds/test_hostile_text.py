"""Whatever text an entry or a feed carries, every file stays whole: same lines, same properties, no script."""

import json
import re
from dataclasses import fields, replace
from pathlib import Path

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from lxml import etree

from feeds.atom import atom
from feeds.ical import calendar
from feeds.jsonfeed import jsonfeed
from feeds.opml import opml
from feeds.rss import rss
from feeds.view import Entry, FeedView, Source
from tests.feeds.cases import CANCELLED, OPEN_ENDED
from tests.feeds.consumers import feedparser_items, icalendar_events, read_with_node
from tests.feeds.samples import NEW, RELEASED, SOURCE, feed

SEPARATORS = ["\r", "\n", "\r\n", "\n\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
INVISIBLE = ["\x00", "\x07", "\x1b", "\u200b", "\u202e", "\u2066", "\ufeff", "\ud83d", "\uffff", "\u0300"]
ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "]]>",
    "<![CDATA[",
    "&amp;lt;script&gt;",
    "\\n\\,\\;",
    "END:VEVENT",
    "ATTACH:https://evil.example",
    "javascript:alert(1)",
    "https://a.vn/\r\nX-EVIL:1",
]
VIETNAMESE = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyÀẢÃÁẠằẳẵắặỪỬỮỨỰ ,;:.-–!'\"\\/", max_size=200)
FRAGMENTS = st.sampled_from([*SEPARATORS, *INVISIBLE, *ATTACKS, "Nguyễn\u0323", "Ê\u0309", " " * 90, "dài" * 400])
TEXTS = st.one_of(
    st.text(max_size=120), VIETNAMESE, st.lists(st.one_of(FRAGMENTS, VIETNAMESE), max_size=5).map("".join)
)

TEXT_FIELDS = ("kind_name", "title", "text", "when", "url", "reason")
LIST_FIELDS = ("channel_names", "audiences", "providers", "slogans", "links")
SOURCE_FIELDS = tuple(field.name for field in fields(Source))
FEED_FIELDS = ("title", "description", "author")


def spoilt(text: str) -> FeedView:
    """Return a feed that carries `text` in every field a person can fill."""
    bad = Source(**dict.fromkeys(SOURCE_FIELDS, text))
    texts: dict[str, object] = {**dict.fromkeys(TEXT_FIELDS, text), **dict.fromkeys(LIST_FIELDS, (text, text))}
    entries = [replace(entry, source=bad, **texts) for entry in (NEW, CANCELLED, OPEN_ENDED)]  # type: ignore[arg-type]
    entries = [replace(entry, uid=f"{number:032x}") for number, entry in enumerate(entries)]
    return replace(feed(*entries), **dict.fromkeys(FEED_FIELDS, text))  # type: ignore[arg-type]


def check_lines(written: bytes) -> None:
    """Fail unless each line has at most 75 octets of valid UTF-8 and ends with CRLF alone."""
    lines = written.split(b"\r\n")
    assert lines.pop() == b""
    for line in lines:
        assert len(line) <= 75
        text = line.decode()
        assert len(f"x{text}".splitlines()) == 1
        assert not re.search(r"(?<!\\)(\\\\)*\\$", text)


def properties(written: bytes) -> list[str]:
    """Return the name of every content line, in order."""
    unfolded = written.replace(b"\r\n ", b"").decode()
    return [re.split("[:;]", line)[0] for line in unfolded.splitlines()]


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_a_calendar_stays_whole(text: str) -> None:
    written = calendar(spoilt(text))
    check_lines(written)
    names = properties(written)
    assert [names.count(name) for name in ("SUMMARY", "DTSTART", "DTEND", "STATUS", "END")] == [3, 3, 3, 3, 4]
    assert set(names) <= KNOWN
    assert len(icalendar_events(written)) == 3


KNOWN = set(properties(calendar(feed(NEW))))


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_news_feeds_stay_whole(text: str) -> None:
    view = spoilt(text)
    for write in (rss, atom):
        assert len(feedparser_items(write(view))) == 3
    assert len(json.loads(jsonfeed(view))["items"]) == 3
    assert etree.fromstring(opml(text, text, [view], RELEASED)).tag == "opml"


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("field", [*TEXT_FIELDS, *LIST_FIELDS, *SOURCE_FIELDS, *FEED_FIELDS])
def test_no_separator_adds_a_property(field: str, separator: str) -> None:
    view, good = one_field(field, f"https://a.vn/a{separator}X-EVIL:1"), one_field(field, "https://a.vn/a X-EVIL:1")
    assert properties(calendar(view)) == properties(calendar(good))
    assert "X-EVIL" not in properties(calendar(view))


def one_field(field: str, text: str) -> FeedView:
    """Return a feed whose one field of that name is `text`."""
    if field in FEED_FIELDS and field != "title":
        return replace(feed(CANCELLED), **{field: text})
    if field in SOURCE_FIELDS and field not in TEXT_FIELDS:
        return feed(replace(CANCELLED, source=replace(SOURCE, **{field: text})))
    value: object = (text,) if field in LIST_FIELDS else text
    entry: Entry = replace(CANCELLED, **{field: value})  # type: ignore[arg-type]
    return feed(entry)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_script_reaches_a_portal(attack: str) -> None:
    view = spoilt(attack)
    contents = [item["content_html"] for item in json.loads(jsonfeed(view))["items"]]
    contents += [item.content[0].value for item in feedparser.parse(atom(view), sanitize_html=False).entries]
    contents += [item.content[0].value for item in feedparser.parse(rss(view), sanitize_html=False).entries]
    assert len(contents) == 9
    for content in contents:
        tree = etree.fromstring(f"<body>{content}</body>")
        assert {node.tag for node in tree.iter()} <= {"body", "p", "ul", "li", "a"}
        assert all(set(node.keys()) <= {"href"} for node in tree.iter())
        assert all(link.get("href").startswith(("https://", "http://")) for link in tree.iter("a"))


def test_what_is_written_is_escaped_once_and_read_back_as_meant() -> None:
    view = feed(replace(NEW, text="Điểm < 5 & > 3", title="A & B < C"))
    item = feedparser.parse(rss(view)).entries[0]
    assert item.title == "[20/11/2024] A & B < C"
    assert "<p>Điểm &lt; 5 &amp; &gt; 3</p>" in item.content[0].value


@pytest.mark.node
def test_javascript_parsers_count_the_same_properties(tmp_path: Path) -> None:
    texts = [*SEPARATORS, *INVISIBLE, *ATTACKS, "dài " * 400]
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.ics").write_bytes(calendar(spoilt(f"Ngày {text} hội")))
    paths = sorted(tmp_path.iterdir())
    for path, seen in read_with_node(paths).items():
        events = Calendar.from_ical(Path(path).read_bytes()).events
        assert [event["properties"] for event in seen["icalJs"]] == [
            len(event.property_items()) - 2 for event in events
        ]
        assert [event["title"] for event in seen["icalJs"]] == [str(event["SUMMARY"]) for event in events]
        assert len(seen["nodeIcal"]) == 3
