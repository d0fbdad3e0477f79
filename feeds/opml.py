"""A list of feeds (OPML 2.0) that a reader imports at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime

from lxml import etree

from feeds.text import address, one_line
from feeds.view import FeedView
from feeds.wording import second

MEDIA_TYPE = "text/x-opml; charset=utf-8"


def opml(title: str, owner: str, feeds: Sequence[FeedView], updated: datetime) -> bytes:
    """Return the RSS addresses of `feeds`, in the order given; ValueError when `updated` is naive."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = one_line(title)
    etree.SubElement(head, "dateModified").text = format_datetime(second(updated), usegmt=True)
    etree.SubElement(head, "ownerName").text = one_line(owner)
    body = etree.SubElement(root, "body")
    for view in feeds:
        etree.SubElement(body, "outline", _outline(view))
    written: bytes = etree.tostring(root, pretty_print=True, encoding="UTF-8", xml_declaration=True)
    return written


def _outline(view: FeedView) -> dict[str, str]:
    return {
        "type": "rss",
        "text": one_line(view.title),
        "title": one_line(view.title),
        "description": one_line(view.description),
        "xmlUrl": address(f"{view.path}.rss"),
        "htmlUrl": address(view.home_url),
        "language": "vi",
        "version": "RSS2",
    }
