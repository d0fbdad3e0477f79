"""Trees of finished files; tests/promises kills and starves the process that writes them."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from calendar_app import tree

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


@pytest.mark.parametrize("name", ["a", "a.gz", tree.MANIFEST])
@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"torn")])
def test_damage_in_one_tree_does_not_reach_the_next(tmp_path: Path, name: str, damage: Callable[[Path], None]) -> None:
    old = tree.publish(tmp_path, "1", {"a": b"same"}, AT)
    damage(old / name)
    new = tree.publish(tmp_path, "2", {"a": b"same"}, AT)
    assert (new / "a").read_bytes() == b"same"
    assert gzip.decompress((new / "a.gz").read_bytes()) == b"same"
    assert tree.read_manifest(new)["a"].changed_at == AT.isoformat()


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


def draft(made_of: str, data: bytes, made: list[bytes]) -> tree.Draft:
    def make() -> bytes:
        made.append(data)
        return data

    return tree.Draft(made_of, make)


def test_a_draft_is_made_only_where_the_last_tree_has_none_made_of_the_same(tmp_path: Path) -> None:
    made: list[bytes] = []
    old = tree.publish(tmp_path, "1", {"a": draft("x", b"1", made), "b": draft("y", b"2", made)}, AT)
    new = tree.publish(tmp_path, "2", {"a": draft("x", b"1", made), "b": draft("z", b"3", made)}, LATER)
    assert made == [b"1", b"2", b"3"]
    assert (old / "a").stat().st_ino == (new / "a").stat().st_ino
    assert [(new / name).read_bytes() for name in "ab"] == [b"1", b"3"]
    assert tree.read_manifest(new)["a"] == tree.read_manifest(old)["a"]


@pytest.mark.parametrize("name", ["a", "a.gz"])
@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"")])
def test_a_draft_whose_old_file_is_not_whole_is_made_again(
    tmp_path: Path, name: str, damage: Callable[[Path], None]
) -> None:
    made: list[bytes] = []
    damage(tree.publish(tmp_path, "1", {"a": draft("x", b"same", made)}, AT) / name)
    new = tree.publish(tmp_path, "2", {"a": draft("x", b"same", made)}, LATER)
    assert len(made) == 2
    assert (new / "a").read_bytes() == gzip.decompress((new / "a.gz").read_bytes()) == b"same"
    assert tree.read_manifest(new)["a"].changed_at == AT.isoformat()


def test_a_file_that_cannot_be_made_leaves_the_old_tree_public(tmp_path: Path) -> None:
    tree.publish(tmp_path, "1", {"a": b"1"}, AT)

    def fail() -> bytes:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        tree.publish(tmp_path, "2", {"a": b"2", "b": tree.Draft("x", fail)}, LATER)
    assert (tmp_path / "current" / "a").read_bytes() == b"1"
