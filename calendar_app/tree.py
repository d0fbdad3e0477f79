"""Trees of finished files: written aside, unchanged files linked from the last, swapped in by one rename.

var/public/trees/000003-20261121T085300Z/   a tree: manifest.json, release.json, state.json, feeds/…
var/public/current -> trees/000003-…        what is public; replaced, never edited

A tree may have tens of thousands of files: what a file would be made of says whether it must be made at all, and
several threads press and write, so that the disk's answers are waited for together.
"""

from __future__ import annotations

import ctypes
import gzip
import hashlib
import json
import os
import shutil
import zlib
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from calendar_app.errors import Problem

MANIFEST = "manifest.json"
SNAPSHOT = "release.json"
STATE = "state.json"
KEPT_TREES = 5
WRITERS = 16
IN_HAND = 64  # files made and not yet written
GZIP_LEVEL = 6
_LIBC = ctypes.CDLL(None, use_errno=True)  # for syncfs, which the module os does not have
NOT_WRITTEN = (
    "Không ghi được bản công khai mới ({}). Bản cũ vẫn công khai nguyên vẹn. "
    "Hãy dọn chỗ trên đĩa; hệ thống tự làm lại, không phải phát hành lần nữa."
)


class NotWritten(Problem):
    """The disk did not take a new tree; the old one stays public."""

    status = 503


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file of the tree: its sha256 (the ETag), its size in bytes, and when its bytes last changed."""

    sha256: str
    size: int
    changed_at: str
    made_of: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A file to be made where the last tree has none that was `made_of` the same: a name for all that it depends on."""

    made_of: str
    make: Callable[[], bytes]


Files = Mapping[str, bytes | Draft]
Manifest = dict[str, FileFacts]


def made(source: bytes | Draft) -> bytes:
    """Return the bytes of a file."""
    return source.make() if isinstance(source, Draft) else source


def link(public: Path) -> str:
    """Return what the link to the public tree says (`trees/000003-…`), or "" before the first release."""
    try:
        return os.readlink(f"{public}/current")  # asked at every request: a string is quicker than a Path
    except FileNotFoundError:
        return ""


def current(public: Path) -> Path | None:
    """Return the folder of the tree that is public now, or None before the first release."""
    link = public / "current"
    return link.resolve() if link.exists() else None


def kept(public: Path) -> list[Path]:
    """Return the finished trees that are still there, the newest first."""
    found = [p for p in (public / "trees").glob("*") if not p.name.startswith(".")]
    return sorted(found, key=lambda p: p.stat().st_mtime, reverse=True)


def read_manifest(tree: Path | None) -> Manifest:
    """Return what a tree says of its files; an absent tree has none."""
    if tree is None:
        return {}
    return parse_manifest((tree / MANIFEST).read_bytes())


def parse_manifest(data: bytes) -> Manifest:
    """Return what the bytes of a manifest say."""
    facts: dict[str, dict[str, str | int]] = json.loads(data)
    return {path: FileFacts(**fact) for path, fact in facts.items()}  # type: ignore[arg-type]


def publish(public: Path, name: str, files: Files, at: datetime) -> Path:
    """Write `files` as tree `name` and make it the public one; readers see the old tree or the new, whole.

    A crash at any step leaves the old tree public; strays are swept by the next call.
    """
    return swap(public, prepare(public, name, files, at))


def prepare(public: Path, name: str, files: Files, at: datetime) -> Path:
    """Write a tree aside, ready to be swapped in, and return its folder; NotWritten where the disk does not take it."""
    trees = public / "trees"
    trees.mkdir(parents=True, exist_ok=True)
    aside = trees / f".{name}.tmp"
    shutil.rmtree(aside, ignore_errors=True)
    try:
        write(aside, files, at, current(public))
    except OSError as error:
        shutil.rmtree(aside, ignore_errors=True)  # give the space back
        raise NotWritten(NOT_WRITTEN.format(error.strerror)) from error
    return aside


def swap(public: Path, aside: Path) -> Path:
    """Make a prepared tree the public one and return its folder."""
    trees = aside.parent
    final = _free_name(trees, aside.name[1:].removesuffix(".tmp"))
    aside.rename(final)
    _sync(trees)
    _point(public, final)
    _sweep(trees, final)
    return final


def write(tree: Path, files: Files, at: datetime, old: Path | None = None) -> None:
    """Write files, a gzip beside each, and the manifest; a file unchanged since `old` keeps its time and its inode."""
    before = _manifest_if_whole(old)
    for folder in {(tree / path).parent for path in files}:
        folder.mkdir(parents=True, exist_ok=True)
    manifest: Manifest = {}
    waiting: deque[Future[None]] = deque()
    with ThreadPoolExecutor(WRITERS) as pool:
        for path, source in sorted(files.items(), key=lambda one: one[0]):
            last = before.get(path)
            if old and last and isinstance(source, Draft) and _was_made_of(source, last, old / path):
                manifest[path] = last
                _link(old, tree, path)
                continue
            data = made(source)
            manifest[path] = fact = _facts(source, data, last, at)
            waiting.append(
                pool.submit(_put, tree, path, data, fact, old if last and last.sha256 == fact.sha256 else None)
            )
            if len(waiting) >= IN_HAND:
                waiting.popleft().result()
        for one in waiting:
            one.result()
    facts = {path: asdict(fact) for path, fact in manifest.items()}
    _write(f"{tree}/{MANIFEST}", json.dumps(facts, indent=1).encode(), at)
    _force(tree)


def _facts(source: bytes | Draft, data: bytes, last: FileFacts | None, at: datetime) -> FileFacts:
    digest = hashlib.sha256(data).hexdigest()
    changed = last.changed_at if last and last.sha256 == digest else _changed(last, at).isoformat()
    return FileFacts(digest, len(data), changed, source.made_of if isinstance(source, Draft) else "")


def _was_made_of(source: Draft, last: FileFacts, path: Path) -> bool:
    """Whether the old file can stand for a draft, as far as can be told without reading it."""
    try:
        return source.made_of == last.made_of and path.stat().st_size == last.size and _packed(path).stat().st_size > 0
    except OSError:
        return False


def _put(tree: Path, path: str, data: bytes, fact: FileFacts, old: Path | None) -> None:
    """Write both forms of a file, or share those of the old tree where they are undamaged."""
    if old and _holds(old, path, data):
        _link(old, tree, path)
        return
    changed = datetime.fromisoformat(fact.changed_at)
    _write(f"{tree}/{path}", data, changed)
    _write(f"{tree}/{path}.gz", gzip.compress(data, GZIP_LEVEL, mtime=0), changed)


def _packed(path: Path) -> Path:
    return path.with_name(f"{path.name}.gz")


def _manifest_if_whole(tree: Path | None) -> Manifest:
    try:
        return read_manifest(tree)
    except (OSError, ValueError, TypeError):
        return {}  # somebody damaged the old tree; the new one is written whole


def _holds(tree: Path, path: str, data: bytes) -> bool:
    """Whether both forms of a file are there undamaged, so that the next tree may share them."""
    try:
        packed = _packed(tree / path).read_bytes()
        return (tree / path).read_bytes() == data and gzip.decompress(packed) == data
    except (OSError, EOFError, zlib.error):
        return False


def _changed(last: FileFacts | None, at: datetime) -> datetime:
    """Other bytes have a later time, in whole seconds as HTTP tells it, even where the clock went back."""
    at = at.replace(microsecond=0)
    return at if last is None else max(at, datetime.fromisoformat(last.changed_at) + timedelta(seconds=1))


def _write(path: str, data: bytes, at: datetime) -> None:
    with open(path, "wb") as file:
        file.write(data)
        file.flush()
        os.utime(file.fileno(), (at.timestamp(), at.timestamp()))


def _link(old: Path, tree: Path, path: str) -> None:
    for name in (path, f"{path}.gz"):
        os.link(f"{old}/{name}", f"{tree}/{name}")


def _free_name(trees: Path, name: str) -> Path:
    """Two trees may fall into one second; the later one gets a count."""
    count = 0
    while (final := trees / (f"{name}.{count}" if count else name)).exists():
        count += 1
    return final


def _point(public: Path, tree: Path) -> None:
    aside = public / ".current.tmp"
    aside.unlink(missing_ok=True)
    aside.symlink_to(tree.relative_to(public))
    os.replace(aside, public / "current")
    _sync(public)


def _sync(folder: Path) -> None:
    """Make renames in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _force(folder: Path) -> None:
    """Bring all that was written to a folder's file system to the disk; OSError where that failed.

    One call for thousands of files, as a call for each took a sixth of a release. It tells of writes that failed since
    Linux 5.8 (syncfs(2)).
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        if _LIBC.syncfs(handle):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    finally:
        os.close(handle)


def _sweep(trees: Path, newest: Path) -> None:
    """Remove half-written trees and all but the last few; a reader that still holds a file open keeps it."""
    for stray in trees.glob(".*.tmp"):
        shutil.rmtree(stray, ignore_errors=True)
    kept = sorted((p for p in trees.iterdir() if p != newest), key=lambda p: p.stat().st_mtime)
    for tree in kept[: -KEPT_TREES + 1]:
        shutil.rmtree(tree, ignore_errors=True)
