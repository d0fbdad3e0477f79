"""The corpus itself is sound: texts, gold readings and the two halves."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from tests.corpus.check import HALVES, HERE, directives, faults_of


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("text_file", directives(), ids=name_of)
def test_a_gold_reading_says_only_what_its_text_says(text_file: Path) -> None:
    assert faults_of(text_file) == []


def test_every_gold_reading_has_its_text() -> None:
    golds = {p.with_suffix("") for half in HALVES for p in (HERE / half).glob("*.json")}
    assert golds == {p.with_suffix("") for p in directives()}


def test_the_two_halves_share_no_directive() -> None:
    names = [{p.stem for p in (HERE / half).glob("*.txt")} for half in HALVES]
    assert not names[0] & names[1]


def test_the_two_halves_are_of_one_size() -> None:
    assert [len(list((HERE / half).glob("*.txt"))) for half in HALVES] == [16, 16]


def test_each_half_has_a_decomposed_text_and_one_with_carriage_returns() -> None:
    for half in HALVES:
        texts = [p.read_bytes().decode("utf-8") for p in (HERE / half).glob("*.txt")]
        assert any(not unicodedata.is_normalized("NFC", text) for text in texts)
        assert any("\r\n" in text for text in texts)
