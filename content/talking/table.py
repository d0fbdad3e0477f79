"""How abbreviations, units and letters are said: data files of the vocabulary."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

_VOCABULARY = Path(__file__).parent.parent / "vocabulary"
_LETTERS = {
    "A": "a", "Ă": "á", "Â": "ớ", "B": "bê", "C": "xê", "D": "dê", "Đ": "đê", "E": "e", "Ê": "ê", "F": "ép-phờ",
    "G": "giê", "H": "hát", "I": "i", "J": "gi", "K": "ca", "L": "e-lờ", "M": "em-mờ", "N": "en-nờ", "O": "o",
    "Ô": "ô", "Ơ": "ơ", "P": "pê", "Q": "quy", "R": "e-rờ", "S": "ét-sì", "T": "tê", "U": "u", "Ư": "ư", "V": "vê",
    "W": "vê kép", "X": "ích-xì", "Y": "i dài", "Z": "dét",
}  # fmt: skip


@lru_cache(maxsize=1)
def abbreviations() -> dict[str, str]:
    """Return what abbreviations in running text stand for."""
    return {row["abbreviation"]: row["spoken"] for row in _rows("abbreviations") if row["where"] != "symbol"}


@lru_cache(maxsize=1)
def codes() -> dict[str, str]:
    """Return what abbreviations in a document's symbol stand for."""
    return {row["abbreviation"]: row["spoken"] for row in _rows("abbreviations") if row["where"] != "text"}


@lru_cache(maxsize=1)
def units() -> dict[str, str]:
    """Return how units of measure and money are said."""
    return {row["unit"]: row["spoken"] for row in _rows("spoken_units")}


def letters(text: str) -> str:
    """Return letters by their names; a character that has none stands for itself."""
    return " ".join(_LETTERS.get(one, one) for one in text.upper())


def _rows(name: str) -> list[dict[str, str]]:
    with (_VOCABULARY / f"{name}.csv").open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))
