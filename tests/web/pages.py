"""How tests look at a page: as a browser would find it."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from flask.testing import FlaskClient

from calendar_app.snapshot import Snapshot
from tests.web import examples


class Page(HTMLParser):
    """What a browser would find: tags with their attributes, the text people read, and data for machines."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.data: list[str] = []
        self.feed(html)
        self.text = " ".join(self.text.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.text += " " if tag in ("td", "th") else ""

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            self.data.append(data)
        else:
            self.text += data

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.tags if tag == name]

    @property
    def scripts(self) -> list[dict[str, str | None]]:
        """Scripts that run; a block of data does not."""
        return [attrs for attrs in self.all("script") if attrs.get("type") != "application/ld+json"]

    @property
    def links(self) -> list[str]:
        return [attrs["href"] or "" for attrs in self.all("a")]


def client_of(tmp_path: Path, shown: Snapshot | None) -> FlaskClient:
    """Return a browser on the public pages showing a state."""
    return examples.app_showing(tmp_path, shown).test_client()


def page(client: FlaskClient, path: str, status: int = 200) -> Page:
    """Return the page at a path, which must answer as expected."""
    answer = client.get(path)
    assert answer.status_code == status
    return Page(answer.text)
