"""The tree's files, answered from memory before Flask sees the request: no database, no session, no cookie.

A tree is read once, checked against its manifest, and kept whole; a swap is noticed by one `readlink` a request. A
tree that cannot be read whole is never shown: what was read last stays, and reading is tried again a second later.
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
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from werkzeug.datastructures import Accept
from werkzeug.http import http_date, parse_accept_header, parse_date, parse_etags

from calendar_app import clock, tree
from feeds.formats import media_type

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger(__name__)

LONGEST = timedelta(minutes=15)
RETRY_SECONDS = 1.0
ALWAYS = (
    ("Vary", "Accept-Encoding"),
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "ETag"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Robots-Tag", "noindex"),
)
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Form:
    """A file as it goes out, plain or packed: its bytes, its tag, and the headers for a 304 and for a 200."""

    body: bytes
    tag: str
    brief: tuple[tuple[str, str], ...]
    full: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class File:
    """A file of the tree in both forms."""

    sha256: str
    changed_at: datetime
    last_modified: str
    plain: Form
    packed: Form


@dataclass(frozen=True, slots=True)
class Shelf:
    """A tree in memory: what the link to it said, its files by their address, and when the clock changes them next."""

    link: str = ""
    files: Mapping[str, File] = field(default_factory=dict)
    next_change: datetime = _NEVER


class TreeFiles:
    """A WSGI application that answers GET and HEAD for files of the tree and hands everything else on."""

    def __init__(self, behind: WSGIApplication, public: Path) -> None:
        self._behind = behind
        self._public = public
        self._shelf = Shelf()
        self._reading = threading.Lock()
        self._not_before = 0.0

    def __call__(self, environ: WSGIEnvironment, start: StartResponse, /) -> Iterable[bytes]:
        """Answer one request."""
        path: str = environ["PATH_INFO"]
        if path.startswith("/feeds") and environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            shelf = self._current()
            file = shelf.files.get(path)
            if file is not None:
                return _answer(environ, start, file, _cache_control(shelf.next_change))
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
                self._shelf = _shelf(folder, link if folder == self._public / link else "", self._shelf.files)
            except Exception:
                log.exception("%s cannot be read whole; what was read last stays", folder.name)
                self._not_before = time.monotonic() + RETRY_SECONDS
            else:
                return


def _shelf(folder: Path, link: str, before: Mapping[str, File]) -> Shelf:
    """Read a tree; what it shares with the one before is not read again."""
    said = json.loads((folder / tree.SNAPSHOT).read_bytes())
    files = {
        f"/{path}": _same(before.get(f"/{path}"), fact) or _file(folder, path, fact)
        for path, fact in tree.read_manifest(folder).items()
        if path.startswith(("feeds/", "feeds.opml"))
    }
    return Shelf(link, files, datetime.fromisoformat(said["next_change"]))


def _same(file: File | None, fact: tree.FileFacts) -> File | None:
    unchanged = file is not None and (file.sha256, file.changed_at.isoformat()) == (fact.sha256, fact.changed_at)
    return file if unchanged else None


def _file(folder: Path, path: str, fact: tree.FileFacts) -> File:
    packed = (folder / f"{path}.gz").read_bytes()
    plain = gzip.decompress(packed)
    if hashlib.sha256(plain).hexdigest() != fact.sha256:
        raise ValueError(f"{path} is not what the manifest says")
    changed_at = datetime.fromisoformat(fact.changed_at)
    modified, kind = http_date(changed_at), media_type(path)
    # A strong tag names exact bytes, so the packed form has a tag of its own (RFC 9110, 8.8.3).
    forms = _form(plain, fact.sha256[:32], modified, kind), _form(packed, f"{fact.sha256[:32]}-gz", modified, kind)
    return File(fact.sha256, changed_at, modified, *forms)


def _form(body: bytes, name: str, modified: str, kind: str) -> Form:
    tag = f'"{name}"'
    brief = (("ETag", tag), ("Last-Modified", modified), *ALWAYS)
    coding = (("Content-Encoding", "gzip"),) if name.endswith("-gz") else ()
    about = (("Content-Type", kind), ("Content-Length", str(len(body))), ("Accept-Ranges", "none"))
    return Form(body, tag, brief, (*about, *coding, *brief))


def _answer(environ: WSGIEnvironment, start: StartResponse, file: File, cache: str) -> list[bytes]:
    form = file.packed if _takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")) else file.plain
    if _has_it(environ, file, form):
        start("304 NOT MODIFIED", [*form.brief, ("Cache-Control", cache)])
        return []
    start("200 OK", [*form.full, ("Cache-Control", cache)])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [form.body]


def _has_it(environ: WSGIEnvironment, file: File, form: Form) -> bool:
    """Whether the client said that it holds these bytes: by tag, else by date (RFC 9110, 13.2.2)."""
    tags = environ.get("HTTP_IF_NONE_MATCH")
    if tags is not None:
        return bool(tags == form.tag or parse_etags(tags).contains_weak(form.tag[1:-1]))
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    return since is not None and (since == file.last_modified or _no_newer(file, since))


def _no_newer(file: File, since: str) -> bool:
    date = parse_date(since)
    return date is not None and file.changed_at.replace(microsecond=0) <= date


@lru_cache(maxsize=256)
def _takes_gzip(accepted: str) -> bool:
    codings = parse_accept_header(accepted, Accept)
    return codings.quality("gzip") > 0 and codings.quality("gzip") >= codings.quality("identity")


def _cache_control(next_change: datetime) -> str:
    """Keep no longer than until the clock next changes something, and at most 15 minutes."""
    fresh = min(LONGEST, max(next_change - clock.now(), timedelta(seconds=1)))
    return f"public, max-age={int(fresh.total_seconds())}, stale-if-error=86400"
