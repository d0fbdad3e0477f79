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


def test_what_is_kept_is_in_no_open_folder_and_is_not_little() -> None:
    opened, kept = ({p.stem for p in (HERE / half).glob("*.txt")} for half in ("open", "kept"))
    assert not opened & kept
    assert len(kept) >= 10


@pytest.mark.parametrize("half", HALVES)
def test_each_folder_has_a_decomposed_text_and_one_with_carriage_returns(half: str) -> None:
    texts = [p.read_bytes().decode("utf-8") for p in (HERE / half).glob("*.txt")]
    assert any(not unicodedata.is_normalized("NFC", text) for text in texts)
    assert any("\r\n" in text for text in texts)


def test_every_directive_is_named_in_the_readme() -> None:
    said = (HERE / "README.md").read_text(encoding="utf-8")
    assert [p.stem for p in directives() if f"`{p.stem}`" not in said] == []
