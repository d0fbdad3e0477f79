"""A subscriber that pulls without pause until it is told to stop, and reports what it saw that must not be.

`python -m tests.promises.reader FOLDER files|http`: "files" opens them through the link, as nginx does, and "http"
asks the application. It stops when its standard input is closed, and prints {"pulls": …, "wrong": […]}.
"""

from __future__ import annotations

import gzip
import json
import os
import select
import sys
from collections.abc import Callable
from pathlib import Path

from werkzeug.test import Client

from calendar_app import tree
from calendar_app.settings import Settings
from calendar_app.web.treefiles import TreeFiles
from tests.promises.publisher import FEEDS, LASTING

Pull = Callable[[str], bytes]


def main(public: Path, way: str) -> None:
    """Pull every file again and again."""
    pull = _from_files(public) if way == "files" else _over_http(public)
    pulls, last, wrong = 0, 0, list[str]()
    while not _told_to_stop():
        for path in (*FEEDS, LASTING):
            last = _check(path, pull(path), last, wrong)
            pulls += 1
        if way == "files":
            _check_release(public, wrong)
    print(json.dumps({"pulls": pulls, "wrong": wrong[:10]}))  # noqa: T201


def _told_to_stop() -> bool:
    return bool(select.select([sys.stdin], [], [], 0)[0])


def _from_files(public: Path) -> Pull:
    """Open the file and its gzip in turns, through the link, as another web server does."""
    turn = iter(range(10**9))

    def pull(path: str) -> bytes:
        if next(turn) % 2:
            return gzip.decompress((public / "current" / f"{path}.gz").read_bytes())
        return (public / "current" / path).read_bytes()

    return pull


def _over_http(public: Path) -> Pull:
    client = Client(TreeFiles(_nobody, Settings(data=public.parent)))

    def pull(path: str) -> bytes:
        answer = client.get(f"/{path}")
        return answer.data if answer.status_code == 200 else str(answer.status_code).encode()

    return pull


def _nobody(_environ: object, start: Callable[[str, list[tuple[str, str]]], object]) -> list[bytes]:
    start("404 NOT FOUND", [])
    return []


def _check(path: str, data: bytes, last: int, wrong: list[str]) -> int:
    """Note a file that is not whole, or older than what was seen before; return the release it is of."""
    words = data.split()
    if len(words) != 4000 or len(set(words)) != 1:
        wrong.append(f"{path}: torn, {len(data)} bytes, {sorted(set(words))[:3]}")
        return last
    if path == LASTING:
        return last
    number = int(words[0])
    if number < last:
        wrong.append(f"{path}: release {number} after {last}")
    return number


def _check_release(public: Path, wrong: list[str]) -> None:
    """Hold one release's folder and find every file of it in that release, as its manifest says."""
    folder = os.open(public / "current", os.O_RDONLY)
    try:
        told = tree.parse_manifest(_read(tree.MANIFEST, folder))
        numbers = {_read(path, folder).split()[0] for path in FEEDS}
        sizes = all(len(_read(path, folder)) == fact.size for path, fact in told.items())
    except FileNotFoundError:
        return  # five releases later this one was swept away
    finally:
        os.close(folder)
    if len(numbers) != 1 or not sizes:
        wrong.append(f"one release holds {sorted(numbers)}")


def _read(path: str, folder: int) -> bytes:
    with open(os.open(path, os.O_RDONLY, dir_fd=folder), "rb") as file:
        return file.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
