"""What is public is one whole tree or the next, never a mixture, whenever the process dies."""

from __future__ import annotations

import gzip
import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from calendar_app import tree
from tests.conftest import ROOT

AT = datetime(2024, 11, 12, tzinfo=UTC)
LATER = datetime(2024, 11, 13, tzinfo=UTC)


def test_a_tree_holds_each_file_its_gzip_and_a_manifest(tmp_path: Path) -> None:
    folder = tree.publish(tmp_path, "1", {"feeds/a.ics": b"A" * 100}, AT)
    assert (folder / "feeds/a.ics").read_bytes() == b"A" * 100
    assert gzip.decompress((folder / "feeds/a.ics.gz").read_bytes()) == b"A" * 100
    fact = tree.read_manifest(folder)["feeds/a.ics"]
    assert (fact.sha256, fact.size) == (hashlib.sha256(b"A" * 100).hexdigest(), 100)


def test_an_unchanged_file_keeps_its_inode_and_its_time(tmp_path: Path) -> None:
    old = tree.publish(tmp_path, "1", {"a": b"same", "b": b"old"}, AT)
    new = tree.publish(tmp_path, "2", {"a": b"same", "b": b"new"}, LATER)
    assert (old / "a").stat().st_ino == (new / "a").stat().st_ino
    assert tree.read_manifest(new)["a"].changed_at == AT.isoformat()
    assert tree.read_manifest(new)["b"].changed_at == LATER.isoformat()


def test_the_last_trees_are_kept_and_older_ones_go(tmp_path: Path) -> None:
    for number in range(12):
        tree.publish(tmp_path, f"{number:02d}", {"a": str(number).encode()}, AT)
    assert len(list((tmp_path / "trees").iterdir())) == tree.KEPT_TREES
    current = tree.current(tmp_path)
    assert current is not None
    assert current.name == "11"


def test_two_trees_within_one_second_have_two_folders(tmp_path: Path) -> None:
    first, second = (tree.publish(tmp_path, "1", {"a": data}, AT) for data in (b"1", b"2"))
    assert first != second
    assert (tmp_path / "current" / "a").read_bytes() == b"2"


def test_other_bytes_have_a_later_whole_second_even_where_the_clock_went_back(tmp_path: Path) -> None:
    now = datetime(2024, 11, 12, 8, 0, 0, 700, tzinfo=UTC)
    for number, at in enumerate((now, now, now - timedelta(hours=1))):
        folder = tree.publish(tmp_path, str(number), {"a": str(number).encode()}, at)
        expected = datetime(2024, 11, 12, 8, 0, number, tzinfo=UTC)
        assert tree.read_manifest(folder)["a"].changed_at == expected.isoformat()
        assert [(folder / name).stat().st_mtime for name in ("a", "a.gz")] == [expected.timestamp()] * 2


_PUBLISHER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from calendar_app import tree
public, number = Path(sys.argv[1]), 0
while True:
    number += 1
    files = {f"feeds/{n}.ics": (f"{number} " * 2000).encode() for n in range(8)}
    tree.publish(public, f"{number:06d}-{sys.argv[2]}", files, datetime.now(UTC))
"""


def test_killed_at_any_moment_40_times_what_is_public_is_whole(tmp_path: Path) -> None:
    chance = random.Random(46)
    for round_number in range(40):
        child = subprocess.Popen([sys.executable, "-c", _PUBLISHER, str(tmp_path), str(round_number)], cwd=ROOT)
        _wait_for(tmp_path / "current", child)
        time.sleep(chance.uniform(0.0, 0.05))
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        _assert_whole(tmp_path)
    tree.publish(tmp_path, "last", {"a": b"1"}, AT)
    assert not list((tmp_path / "trees").glob(".*.tmp"))


def _wait_for(link: Path, child: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 20
    while not link.exists():
        assert child.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.005)


def _assert_whole(public: Path) -> None:
    folder = tree.current(public)
    assert folder is not None
    manifest = tree.read_manifest(folder)
    assert len(manifest) == 8
    contents = {(folder / path).read_bytes() for path in manifest}
    assert len(contents) == 1
    for path, fact in manifest.items():
        assert hashlib.sha256((folder / path).read_bytes()).hexdigest() == fact.sha256
