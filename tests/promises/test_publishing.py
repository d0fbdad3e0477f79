"""A release is there whole or not at all: killed at any moment, at any failing step, on a full disk."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from calendar_app import publish, tree
from calendar_app.settings import Settings
from calendar_app.store import Store
from tests.conftest import NOW
from tests.promises import kill
from tests.promises.publisher import FEEDS, files

FEED = "/feeds/tat-ca.ics"
CALLS = ("fsync", "link", "utime", "rename", "replace", "symlink", "mkdir")
STEPS = [(tree, "_force"), *((os, name) for name in CALLS)]


def test_killed_40_times_while_four_readers_pull(tmp_path: Path) -> None:
    """`python -m tests.promises.kill 200` is the full number."""
    told = kill.run(tmp_path, 40)
    assert told.wrong == []
    assert told.strays > 0, "no kill hit a tree half written"
    assert told.releases > 40
    assert told.pulls > 1000
    tree.publish(tmp_path, "last", files(1), NOW)
    assert not list((tmp_path / "trees").glob(".*.tmp"))


def test_whatever_step_fails_the_old_release_or_the_new_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1000):
        tree.publish(tmp_path, "1", files(1), datetime.now(UTC))
        with monkeypatch.context() as patch, suppress(OSError, tree.NotWritten):
            steps = _fail_at(patch, number)
            tree.publish(tmp_path, "2", files(2), datetime.now(UTC))
        assert _release(tmp_path) in (1, 2)
        if number == len(steps):
            break
    assert number > 2 * len(FEEDS)  # each feed alone is two files, each given its time
    assert "_force" in steps
    assert _release(tmp_path) == 2


def _fail_at(patch: pytest.MonkeyPatch, number: int) -> list[str]:
    """Let the step with a number fail, once; return the list in which steps are noted."""
    steps: list[str] = []
    for module, name in STEPS:
        real = getattr(module, name)

        def step(*args: Any, name: str = name, real: Any = real, **named: Any) -> Any:  # noqa: ANN401
            steps.append(name)
            if len(steps) == number + 1:
                raise OSError(5, "Input/output error")
            return real(*args, **named)

        patch.setattr(module, name, step)
    return steps


def _release(public: Path) -> int:
    """The release that is public, every file of it as its manifest says."""
    assert not list(kill._not_whole(public))
    numbers = {(public / "current" / path).read_bytes().split()[0] for path in FEEDS}
    assert len(numbers) == 1
    return int(numbers.pop())


@contextmanager
def _largest_file(size: int) -> Iterator[None]:
    """Let the system refuse to write any file longer than `size`."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_where_nothing_can_be_written_the_old_release_stays_and_the_error_is_shown(
    app: Flask, client: FlaskClient, store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish.render(store, settings, NOW)
    before = client.get(FEED).data
    public, link = settings.data / "public", tree.link(settings.data / "public")
    monkeypatch.setattr(settings, "office", "Tên khác")
    with _largest_file(100):
        said = app.test_cli_runner().invoke(args=["publish"])
        assert client.get(FEED).data == before
    assert said.exit_code == 1
    assert "Bản cũ vẫn công khai nguyên vẹn" in said.output
    assert tree.link(public) == link
    assert not list((public / "trees").glob(".*.tmp"))
    publish.render(store, settings, NOW)
    assert "Tên khác" in client.get(FEED).text


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 400 kB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(folder)]
    if os.getuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root can mount a small file system")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_keeps_the_old_release_and_recovers(small_disk: Path) -> None:
    first = {"feeds/a.ics": os.urandom(50_000)}
    tree.publish(small_disk, "1", first, NOW)
    with pytest.raises(tree.NotWritten, match="No space left on device"):
        tree.publish(small_disk, "2", {**first, "feeds/b.ics": os.urandom(300_000)}, NOW)
    assert not list(kill._not_whole(small_disk))
    assert tree.link(small_disk) == "trees/1"
    tree.publish(small_disk, "3", {**first, "feeds/b.ics": os.urandom(50_000)}, NOW)
    assert tree.link(small_disk) == "trees/3"
