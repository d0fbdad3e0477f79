"""Feeds of a tree that are no files of it, written when somebody asks: combined filters, and what has gone empty.

They are drawn from the tree's snapshot alone, so the same tree gives every process the same bytes. What was written is
kept, within bounds, for as long as the tree is public.
"""

from __future__ import annotations

import gzip
import hashlib
import logging
import re
import threading
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property

from calendar_app.airing_feed import Read
from calendar_app.errors import Problem
from calendar_app.feedset import SHORT, YEAR, view_of
from calendar_app.scopes import Scope, known, spelt
from calendar_app.settings import Settings
from calendar_app.snapshot import Snapshot, load
from calendar_app.web.finished import File, file
from feeds.formats import FORMATS, MORE
from feeds.memo import Memo

log = logging.getLogger(__name__)

KEPT = 64
"""Feeds kept in memory; each has a megabyte at most, but for tables."""

FOLDER = "/feeds/"
_YEAR = re.compile(rf"{YEAR}20\d\d")
_FORMATS = {form.extension: form for form in (*FORMATS, *MORE)}


def parted(path: str) -> tuple[str, str] | None:
    """Return the filter and the extension that an address of a feed names, in any case; None for other addresses."""
    name, dot, extension = path.removeprefix(FOLDER).partition(".")
    written = path.startswith(FOLDER) and dot and extension.lower() in _FORMATS
    return (name, extension.lower()) if written else None


def address(name: str, extension: str, snapshot: Snapshot, those: Mapping[str, Scope]) -> str:
    """Return the one address of a feed that is named in any spelling, given its snapshot and what that knows.

    Raises NotFound where a part of it was never a scope, TooMany where there are too many.
    """
    lower = name.lower()
    own = _YEAR.fullmatch(lower) or lower.removeprefix(SHORT) in {short.name for short in snapshot.short}
    return f"{FOLDER}{lower if own else spelt(name, those)}.{extension}"


class Filtered:
    """The feeds on request of one tree; `before` are those of the tree before it, of which what is unchanged stays."""

    def __init__(
        self, release: bytes, settings: Settings, changed_at: datetime, before: Filtered | None, plan: Read
    ) -> None:
        self._release = release
        self._plan = plan
        self._settings = settings
        self._changed_at = changed_at
        self._memo: Memo = before._memo if before else Memo()
        self._writing: threading.Lock = before._writing if before else threading.Lock()
        self._last = before._made if before else {}
        self._made: dict[str, File] = {}

    def address(self, path: str) -> str | None:
        """Return the one address of the feed that an address in any spelling means; None for what was never one."""
        asked = parted(path)
        try:
            return address(*asked, self._snapshot, self._known) if asked else None
        except Problem:
            return None

    def file(self, path: str) -> File:
        """Return the feed at an address in its one spelling; where it cannot be written, as it was in the last tree."""
        found = self._made.get(path)
        if found is None:
            with self._writing:
                found = self._made.get(path) or self._keep(path)
        return found

    @cached_property
    def _known(self) -> dict[str, Scope]:
        return known(self._snapshot)

    @cached_property
    def _snapshot(self) -> Snapshot:
        return load(self._release)

    def _keep(self, path: str) -> File:
        if not self._made:
            self._memo.turn()
        try:
            found = self._write(path)
        except Exception:
            if path not in self._last:
                raise
            log.exception("%s cannot be written; its last bytes stay", path)
            found = self._last[path]
        while len(self._made) >= KEPT:
            del self._made[next(iter(self._made))]
        self._made[path] = found
        return found

    def _write(self, path: str) -> File:
        name, _, extension = path.removeprefix(FOLDER).partition(".")
        plain = _FORMATS[extension].render(view_of(name, self._snapshot, self._settings, self._plan), self._memo)
        return file(path, plain, gzip.compress(plain, 6, mtime=0), hashlib.sha256(plain).hexdigest(), self._changed_at)
