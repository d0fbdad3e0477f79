"""kill -9 at any moment of publishing, while four readers pull: `python -m tests.promises.kill 200`."""

from __future__ import annotations

import json
import multiprocessing
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from calendar_app import tree
from tests.conftest import ROOT
from tests.promises.publisher import files, newest, publish_for_ever

FORK = multiprocessing.get_context("fork")
READERS = ("files", "files", "http", "http")


@dataclass
class Told:
    """What came of it: kills, releases that got out, files pulled, and everything that was wrong."""

    kills: int = 0
    releases: int = 0
    pulls: int = 0
    strays: int = 0
    wrong: list[str] | None = None


def run(public: Path, rounds: int, seed: int = 46) -> Told:
    """Kill a publisher `rounds` times, each time somewhere between its first release and its second."""
    chance, told = random.Random(seed), Told(wrong=[])
    tree.publish(public, "000001", files(1), datetime.now(UTC))
    with _readers(public, told):
        for _ in range(rounds):
            _publish_and_kill(public, chance)
            told.kills += 1
            told.strays += len(list((public / "trees").glob(".*.tmp")))
            (told.wrong or []).extend(_not_whole(public))
    told.releases = newest(public)
    return told


def _publish_and_kill(public: Path, chance: random.Random) -> None:
    before = tree.link(public)
    process = FORK.Process(target=publish_for_ever, args=(public,))
    process.start()
    began = time.monotonic()
    while tree.link(public) == before and process.is_alive():
        time.sleep(0.001)
    a_release = time.monotonic() - began  # on a busy disk many times what it takes on an idle one
    time.sleep(chance.uniform(0.0, a_release))
    process.kill()
    process.join()


@contextmanager
def _readers(public: Path, told: Told) -> Iterator[None]:
    command = [sys.executable, "-m", "tests.promises.reader", str(public)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    readers = [subprocess.Popen([*command, way], cwd=ROOT, **pipes) for way in READERS]  # type: ignore[call-overload]
    try:
        yield
    finally:
        for reader in readers:
            seen = json.loads(reader.communicate(b"stop\n", timeout=60)[0] or '{"pulls": 0, "wrong": ["died"]}')
            told.pulls += seen["pulls"]
            (told.wrong or []).extend(seen["wrong"])


def _not_whole(public: Path) -> Iterator[str]:
    folder = tree.current(public)
    if folder is None:
        yield "nothing is public"
        return
    for path, fact in tree.read_manifest(folder).items():
        if sha256((folder / path).read_bytes()).hexdigest() != fact.sha256:
            yield f"{folder.name}/{path} is not what its manifest says"


def main() -> None:
    """Print what came of it; exit status 1 where anything was wrong."""
    with TemporaryDirectory() as folder:
        told = run(Path(folder), int(sys.argv[1]) if len(sys.argv) > 1 else 200)
    print(told)  # noqa: T201
    raise SystemExit(1 if told.wrong else 0)


if __name__ == "__main__":
    main()
