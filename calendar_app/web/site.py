"""The public tree as the web sees it: loaded once per tree, never from the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from flask import Flask, current_app

from calendar_app import tree
from calendar_app.settings import Settings
from calendar_app.snapshot import Snapshot, load

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
EMPTY = Snapshot(release=None, directives=(), entries=(), rendered_at=_NEVER, next_change=_NEVER)


@dataclass(frozen=True, slots=True)
class PublicTree:
    """One finished tree: its folder, what its manifest says, and its snapshot."""

    folder: Path | None
    manifest: tree.Manifest
    snapshot: Snapshot


class Site:
    """Hands out the current tree; a swap is noticed at the next request."""

    def __init__(self, public: Path) -> None:
        self._public = public
        self._loaded = PublicTree(None, {}, EMPTY)

    def current(self) -> PublicTree:
        """Return the tree that is public now."""
        folder = tree.current(self._public)
        if folder != self._loaded.folder and folder is not None:
            snapshot = load((folder / "release.json").read_bytes())
            self._loaded = PublicTree(folder, tree.read_manifest(folder), snapshot)
        return self._loaded


def install(app: Flask, settings: Settings) -> None:
    """Give an application its site."""
    app.extensions["site"] = Site(settings.data / "public")


def public_tree() -> PublicTree:
    """Return the current tree of the running application."""
    return cast(Site, current_app.extensions["site"]).current()
