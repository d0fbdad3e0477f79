"""No spelling of an address makes a link that runs something or leads where no web address leads (row 11)."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from feeds.text import address
from tests.web import examples
from tests.web.examples import FOOD, WEEK_46
from tests.web.pages import Page, client_of

SPELLINGS = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\tjavascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java\rscript:alert(1)",
    "\x01javascript:alert(1)",
    "\x00javascript:alert(1)",
    "\u00a0javascript:alert(1)",
    "\u200bjavascript:alert(1)",
    "\ufeffjavascript:alert(1)",
    "javascript\x00:alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A&#x61;vascript:alert(1)",
    "%6aavascript:alert(1)",
    "javascript%3Aalert(1)",
    "javascript:%0aalert(1)",
    "javascript://a.vn/%0Aalert(1)",
    "javascript:/*http://*/alert(1)",
    "view-source:javascript:alert(1)",
    "ｊavascript:alert(1)",
    "javascript\uff1aalert(1)",
    "vbscript:msgbox(1)",
    "VBScript:x",
    "livescript:x",
    "mocha:x",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "DATA:,x",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "blob:https://a.vn/x",
    "file:///etc/passwd",
    "ftp://a.vn/x",
    "about:blank",
    "ws://a.vn/",
    "jar:http://a.vn!/x",
    "intent://a.vn#Intent;scheme=http;end",
    "tel:113",
    "smb://a.vn/x",
    "//a.vn/x",
    "/\\a.vn",
    "\\\\a.vn\\x",
    "http:a.vn",
    "http:///a.vn",
    "https://",
    "http://",
    "http:javascript:alert(1)",
    "x' onclick=alert(1)",
    "#x",
    "",
)
BREAKING = ('https://a.vn/"onmouseover=alert(1)', "https://a.vn/'><script>alert(1)</script>", "http://a.vn/\r\nX: y")


def as_browser(link: str) -> str:
    """Return an address as a browser reads it (WHATWG URL): no controls and spaces at its ends, no tabs and lines."""
    return re.sub(r"[\t\n\r]", "", link.strip("".join(map(chr, range(33))))).lower()


def test_there_are_forty_spellings_at_least() -> None:
    assert len(set(SPELLINGS)) >= 40


@pytest.mark.parametrize("link", SPELLINGS)
def test_what_is_no_web_address_is_none(link: str) -> None:
    assert address(link) == ""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A site whose every document and entry bears every spelling, as its link or its source."""
    links = (*SPELLINGS, *BREAKING)
    entries = [
        replace(FOOD, uid=f"{n:032x}", text=link, title=link, links=links, source=replace(FOOD.source, url=link))
        for n, link in enumerate(links)
    ]
    first = replace(entries[0], uid=FOOD.uid)
    return client_of(tmp_path_factory.mktemp("tree"), examples.snapshot(first, *entries))


PAGES = (
    "/tuan/2024-W46",
    "/thang/2024-11",
    "/danh-sach?tu=2024-11-01&den=2024-12-31",
    f"/van-ban/{WEEK_46}",
    "/van-ban/",
    "/ngay/2024-11-11",
    f"/chu-de/{FOOD.theme_uid}",
    "/nhung/tat-ca",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_a_page_leads_to_the_web_or_stays_here(client: FlaskClient, path: str) -> None:
    found = Page(client.get(path).text)
    links = [
        value or "" for _, attrs in found.tags for name, value in attrs.items() if name in ("href", "src", "action")
    ]
    assert links
    for link in links:
        plain = as_browser(link)
        assert plain.startswith(("/", "#", "?", "http://", "https://", "webcal:", "webcals:")), link
        assert not plain.startswith(("//", "/\\")), link
        assert urlsplit(plain).hostname or not plain.startswith("http"), link
    assert not [name for _, attrs in found.tags for name in attrs if name.startswith("on")]


def test_a_link_that_is_one_is_kept(client: FlaskClient) -> None:
    kept = [
        link for link in Page(client.get(f"/chu-de/{FOOD.theme_uid}").text).links if link.startswith("https://a.vn/")
    ]
    assert len(kept) == 2
