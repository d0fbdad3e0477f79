"""Damaged files end as a reading or as Unreadable, soon. `python -m tests.content.damage 10000` reads ten thousand."""

import tempfile
import time
from contextlib import suppress
from pathlib import Path

import pytest

from calendar_app import jail
from calendar_app.errors import Unreadable
from tests.content.damage import SECONDS, damaged, outcome
from tests.content.samples import TODAY

NUMBERS = [n for n in range(440) if n // 4 % 6 < 5 or (n < 200 and damaged(n)[0] != "pdf")]  # the others, in the jail
BATCH = 20


@pytest.mark.parametrize("first", range(0, len(NUMBERS), BATCH))
def test_nothing_but_a_reading_or_a_refusal_comes_out(first: int) -> None:
    for number in NUMBERS[first : first + BATCH]:
        began = time.process_time()
        assert outcome(number), number
        assert time.process_time() - began < SECONDS, number


def test_the_same_number_is_the_same_file() -> None:
    assert [damaged(n) for n in range(24)] == [damaged(n) for n in range(24)]


def test_the_jail_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for number in range(1, 1000, 41):
        ending, data = damaged(number)
        with suppress(Unreadable):
            assert jail.read(data, f"a.{ending}", TODAY)["text"]
    assert list(tmp_path.iterdir()) == []
