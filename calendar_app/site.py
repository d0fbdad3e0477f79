"""The public tree, loaded once per tree and never from the database."""

from __future__ import annotations

import gc
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from calendar_app import tree
from calendar_app.planned import PublicPlan, airs_in
from calendar_app.planned import load as load_plan
from calendar_app.snapshot import Snapshot, load

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
EMPTY = Snapshot(release=None, directives=(), entries=(), rendered_at=_NEVER, next_change=_NEVER)


@dataclass(frozen=True, slots=True)
class PublicTree:
    """One finished tree: its folder, what its manifest says, and its snapshot."""

    folder: Path | None
    manifest: tree.Manifest
    snapshot: Snapshot
    _plans: dict[str, PublicPlan | None] = field(default_factory=dict, compare=False, repr=False)

    def plan(self, slug: str) -> PublicPlan | None:
        """Return what a unit airs, None for one without slots; read once."""
        if slug not in self._plans:
            self._plans[slug] = plan_in(self.folder, self.manifest, slug)
        return self._plans[slug]


def plan_in(folder: Path | None, manifest: tree.Manifest, slug: str) -> PublicPlan | None:
    """Return what a unit airs by a tree, None for one without slots."""
    path = airs_in(slug)
    return load_plan((folder / path).read_bytes()) if folder and path in manifest else None


class Site:
    """Hands out the current tree; a swap is noticed at the next call."""

    def __init__(self, public: Path) -> None:
        self._public = public
        self._loaded = PublicTree(None, {}, EMPTY)

    def current(self) -> PublicTree:
        """Return the tree that is public now."""
        folder = tree.current(self._public)
        if folder is not None and folder != self._loaded.folder:
            snapshot = load((folder / tree.SNAPSHOT).read_bytes())
            self._loaded = PublicTree(folder, tree.read_manifest(folder), snapshot)
            gc.collect()
            gc.freeze()  # it stays: no need to look for cycles in it again and again
        return self._loaded
