"""The public tree copied to where another server serves it: a folder, or an object store that fsspec reaches.

Only files that the target's manifest does not already have are copied, each whole, the manifest last: until then the
target says what it said before, and a copy that was broken off is simply begun again. Nothing is ever removed there,
so that an address once given out keeps its last bytes.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

import fsspec  # type: ignore[import-untyped]

from calendar_app import tree
from calendar_app.errors import Problem
from feeds.formats import FORMATS

Shown = Callable[[Sequence[str]], AbstractContextManager[Iterable[str]]]

TYPES = {form.extension: form.media_type for form in FORMATS}
S3_CACHE = "public, max-age=300, stale-if-error=86400"


class Place(Protocol):
    """Where a tree can be copied to."""

    def manifest(self) -> tree.Manifest:
        """Return what this place says of its files; nothing where there are none."""

    def put(self, path: str, source: Path) -> None:
        """Write one file, so that readers see the old one or the new, whole."""


class Folder:
    """A folder of this machine, for any web server."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def manifest(self) -> tree.Manifest:
        """Return what the folder says of its files."""
        return tree.read_manifest(self._root) if (self._root / tree.MANIFEST).exists() else {}

    def put(self, path: str, source: Path) -> None:
        """Copy a file with its time, from which web servers make its ETag."""
        target = self._root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = target.with_name(f".{target.name}.tmp")
        shutil.copy2(source, aside)
        os.replace(aside, target)


class Store:
    """An object store under a URL such as s3://bucket/prefix; an object is replaced at once."""

    def __init__(self, url: str) -> None:
        self._files, self._root = fsspec.core.url_to_fs(url)

    def manifest(self) -> tree.Manifest:
        """Return what the store says of its files."""
        try:
            return tree.parse_manifest(self._files.cat_file(f"{self._root}/{tree.MANIFEST}"))
        except FileNotFoundError:
            return {}

    def put(self, path: str, source: Path) -> None:
        """Upload a file, with its media type where the store keeps one."""
        self._files.pipe_file(f"{self._root}/{path}", source.read_bytes(), **self._about(path))

    def _about(self, path: str) -> dict[str, Any]:
        if "s3" not in self._files.protocol:
            return {}
        kind = TYPES.get(path.rpartition(".")[2], "application/octet-stream")
        return {"ContentType": kind, "CacheControl": S3_CACHE}


def copy(folder: Path, target: str, shown: Shown) -> int:
    """Copy a tree to a folder or a URL and return how many files were copied; Problem where that fails."""
    try:
        place: Place = Store(target) if "://" in target else Folder(Path(target))
        paths = _changed(folder, place)
        with shown(paths) as told:
            for path in told:
                place.put(path, folder / path)
    except ImportError as error:
        raise Problem(f"Thiếu phần mềm để ghi tới {target} ({error}). Cách cài: docs/serving.md.") from error
    except Exception as error:  # every store has errors of its own
        said = str(error) or type(error).__name__
        raise Problem(f"Không chép được tới {target}: {said}. Sửa nguyên nhân rồi chạy lại lệnh này.") from error
    return len(paths)


def _changed(folder: Path, place: Place) -> list[str]:
    """Return what to copy, in order: each changed file and its gzip, and the manifest behind them."""
    ours, theirs = tree.read_manifest(folder), place.manifest()
    paths = [name for path in ours if ours[path] != theirs.get(path) for name in (path, f"{path}.gz")]
    return [*paths, tree.MANIFEST] if ours != theirs else []
