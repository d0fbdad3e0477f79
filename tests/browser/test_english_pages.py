"""Every page of the English edition says which of its words are Vietnamese (WCAG 2.2, 3.1.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from lxml import html

from tests.browser.whole_site import DESK, PUBLIC, Site

LETTER = re.compile("[ăâđêôơưĩũàáãèéêìíòóõùúý\u1ea0-\u1ef9]", re.IGNORECASE)
PLAIN = {"title", "option", "textarea", "script", "style"}
"""Elements in which nothing can be marked."""


def page(url: str, session: str) -> html.HtmlElement:
    try:
        with urlopen(Request(url, headers={"Cookie": f"lich={session}"}), timeout=20) as answer:
            return html.document_fromstring(answer.read())
    except HTTPError as error:
        return html.document_fromstring(error.read())


def texts(root: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield each text that can be marked, and the language of where it stands."""
    for node in root.iter("*"):
        if node.tag not in PLAIN:
            yield node.text or "", language(node)
        if node.getparent() is not None and node.getparent().tag not in PLAIN:
            yield node.tail or "", language(node.getparent())


def language(node: html.HtmlElement) -> str:
    return str(next(one.get("lang") for one in (node, *node.iterancestors()) if one.get("lang")))


@pytest.mark.parametrize("path", [*PUBLIC, *DESK])
def test_what_stays_vietnamese_is_marked_and_no_tag_is_broken(whole: Site, path: str) -> None:
    found = page(whole.at(f"/en{path}"), whole.admin if path in DESK else "")
    assert found.get("lang") == "en"
    assert [text for text, said in texts(found) if LETTER.search(text) and said != "vi"] == []
    assert [text for text, _ in texts(found) if re.search(r"\[[a-z ]+\|[a-z ]+\]", text)] == []
    assert [value for node in found.iter("*") for value in node.attrib.values() if 'lang="' in value] == []
