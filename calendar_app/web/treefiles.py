"""The tree's files, answered from memory before Flask sees the request: no database, no session, no cookie.

A tree is read once, checked against its manifest, and kept whole; a swap is noticed by one `readlink` a request. A
tree that cannot be read whole is never shown: what was read last stays, and reading is tried again a second later.
What is no file of the tree but can be drawn from its snapshot is written on request (`filtered`).
"""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlencode

from calendar_app import tree
from calendar_app.feedset import topics
from calendar_app.settings import Settings
from calendar_app.site import plan_in
from calendar_app.web.filtered import Filtered
from calendar_app.web.finished import ALWAYS, File, answer, file

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger(__name__)

RETRY_SECONDS = 1.0
MOVED_SECONDS = 86_400
VARIANTS = {("todo", "1"): "todo.ics", ("kieu", "moc"): "moc.ics"}
"""What a query may ask of a calendar, and the file that has it; of two the first is given."""

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A tree in memory: what the link to it said, its files by their address, and when the clock changes them next."""

    link: str = ""
    files: Mapping[str, File] = field(default_factory=dict)
    next_change: datetime = _NEVER
    filtered: Filtered | None = None


class TreeFiles:
    """A WSGI application that answers GET and HEAD for feeds of the tree and hands everything else on."""

    def __init__(self, behind: WSGIApplication, settings: Settings) -> None:
        self._behind = behind
        self._settings = settings
        self._public = settings.data / "public"
        self._shelf = Shelf()
        self._reading = threading.Lock()
        self._not_before = 0.0

    def __call__(self, environ: WSGIEnvironment, start: StartResponse, /) -> Iterable[bytes]:
        """Answer one request."""
        path: str = environ["PATH_INFO"]
        if path.startswith("/feeds") and environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            shelf, asked = self._current(), environ.get("QUERY_STRING", "")
            wanted = _variant(path, asked) if asked else path
            found = shelf.files.get(wanted)
            right = path if found or shelf.filtered is None else shelf.filtered.address(path)
            if right and right != path:
                return _moved(environ, start, right, asked)
            if right and shelf.filtered:
                found = found or shelf.filtered.file(wanted)
            if found:
                return answer(environ, start, found, shelf.next_change)
        return self._behind(environ, start)

    def _current(self) -> Shelf:
        link = tree.link(self._public)
        if link != self._shelf.link and time.monotonic() >= self._not_before:
            with self._reading:
                self._read(link)
        return self._shelf

    def _read(self, link: str) -> None:
        """Take up the tree that is public now; at the start, where that is broken, the newest that is whole."""
        if link == self._shelf.link or time.monotonic() < self._not_before:
            return  # another thread was faster
        older = [] if self._shelf.files else tree.kept(self._public)
        for folder in (self._public / link, *older):
            try:
                self._shelf = self._shelf_of(folder, link if folder == self._public / link else "")
            except Exception:
                log.exception("%s cannot be read whole; what was read last stays", folder.name)
                self._not_before = time.monotonic() + RETRY_SECONDS
            else:
                return

    def _shelf_of(self, folder: Path, link: str) -> Shelf:
        """Read a tree; what it shares with the one before is not read again."""
        release, before = (folder / tree.SNAPSHOT).read_bytes(), self._shelf
        facts = tree.read_manifest(folder)
        told = set(topics(facts)) if self._settings.hub else set()
        files = {
            f"/{path}": _same(before.files.get(f"/{path}"), fact)
            or _file(folder, path, fact, self._link(path) if path in told else ())
            for path, fact in facts.items()
            if path.startswith(("feeds/", "feeds.opml"))
        }
        # Of two trees the later has a later file, so what is drawn from it is newer than all drawn before.
        changed_at = max(datetime.fromisoformat(fact.changed_at) for fact in facts.values())
        plan = partial(plan_in, folder.resolve(), facts)
        filtered = Filtered(release, self._settings, changed_at, before.filtered, plan)
        return Shelf(link, files, datetime.fromisoformat(json.loads(release)["next_change"]), filtered)

    def _link(self, path: str) -> tuple[tuple[str, str], ...]:
        """Return the header by which a subscriber of a feed finds its hub and its topic (WebSub, 4)."""
        return (("Link", f'<{self._settings.hub}>; rel="hub", <{self._settings.public_url}/{path}>; rel="self"'),)


def _asked(query: str) -> list[tuple[str, str]]:
    """Return the questions of a query that a calendar answers; others are passed over."""
    said = parse_qs(query)
    return [(name, value) for name, value in VARIANTS if value in said.get(name, ())]


def _variant(path: str, query: str) -> str:
    """Return the address of the bytes that a calendar's address and query ask for."""
    folder, slash, name = path.rpartition("/")
    stem, _, extension = name.partition(".")
    asked = _asked(query) if extension == "ics" else []
    return f"{folder}{slash}{stem}.{VARIANTS[asked[0]]}" if asked else path


def _moved(environ: WSGIEnvironment, start: StartResponse, path: str, query: str) -> list[bytes]:
    """Lead to the one address of a feed for good: clients save it on a 308."""
    asked = urlencode(_asked(query))
    place = quote(environ.get("SCRIPT_NAME", "") + path) + (f"?{asked}" if asked else "")
    head = [("Location", place), ("Content-Length", "0"), ("Cache-Control", f"public, max-age={MOVED_SECONDS}")]
    start("308 PERMANENT REDIRECT", [*head, *ALWAYS])
    return []


def _same(file: File | None, fact: tree.FileFacts) -> File | None:
    unchanged = file is not None and (file.sha256, file.changed_at.isoformat()) == (fact.sha256, fact.changed_at)
    return file if unchanged else None


def _file(folder: Path, path: str, fact: tree.FileFacts, link: tuple[tuple[str, str], ...]) -> File:
    packed = (folder / f"{path}.gz").read_bytes()
    plain = gzip.decompress(packed)
    if hashlib.sha256(plain).hexdigest() != fact.sha256:
        raise ValueError(f"{path} is not what the manifest says")
    return file(path, plain, packed, fact.sha256, datetime.fromisoformat(fact.changed_at), link)
