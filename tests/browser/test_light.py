"""No page is heavy on a slow line, and what is public asks nobody for an account."""

from __future__ import annotations

import urllib.request
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest

from tests.browser.whole_site import DESK, PUBLIC, Site

MOST = 150_000
"""Bytes of a page with its styles and scripts, uncompressed, without pictures."""


class Parts(HTMLParser):
    """The addresses of the styles and scripts of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "script":
            self.found += [told["src"] or ""] if "src" in told else []
        elif tag == "link" and told.get("rel") == "stylesheet":
            self.found.append(told["href"] or "")


def fetch(url: str, session: str = "") -> tuple[str, bytes]:
    """Return where an address leads and what is there, for somebody with a session or none."""
    asked = urllib.request.Request(url, headers={"Cookie": f"lich={session}"} if session else {})
    with urllib.request.urlopen(asked, timeout=20) as answer:
        return answer.url, answer.read()


def weight(url: str, session: str = "") -> int:
    where, html = fetch(url, session)
    assert where == url  # nobody was sent to log in
    parts = {urljoin(url, part) for part in Parts(html.decode()).found}
    return len(html) + sum(len(fetch(part)[1]) for part in parts)


@pytest.mark.parametrize("path", [path for path in PUBLIC if "khong-co" not in path])
def test_a_public_page_is_light_and_needs_no_account(whole: Site, path: str) -> None:
    assert weight(whole.at(path)) < MOST


@pytest.mark.parametrize("path", [path for path in DESK if "khong-co" not in path])
def test_a_page_of_the_desk_is_light(whole: Site, path: str) -> None:
    assert weight(whole.at(path), whole.admin) < MOST
