"""The bytes that subscribers got last: a change here is a change for all of them."""

import subprocess
import sys

import pytest

from tests.feeds.cases import GOLDEN, files

WRITTEN = files()


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_file_is_as_it_was(name: str) -> None:
    assert WRITTEN[name].decode() == (GOLDEN / name).read_bytes().decode()


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in GOLDEN.iterdir() if path.name[0] != "."} == set(WRITTEN)


def test_another_process_at_another_time_writes_the_same_bytes() -> None:
    code = (
        "import hashlib; from tests.feeds.cases import files; print(hashlib.sha256(repr(files()).encode()).hexdigest())"
    )
    seen = {subprocess.check_output([sys.executable, "-c", code], env={"PYTHONHASHSEED": s}) for s in "12"}
    assert len(seen) == 1


def test_the_clock_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    import time_machine

    with time_machine.travel("2031-01-01 00:00:00+00:00"):
        assert files() == WRITTEN
