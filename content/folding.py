"""Text without accents and case, letter for letter, so that a place in the fold is a place in the text."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LONG = 5000


class _Letters(dict[int, str]):
    """Letter by letter, each worked out when first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_letter(chr(code))
        return folded


def _fold_letter(letter: str) -> str:
    if letter in "đĐÐ":
        return "d"
    if letter.isspace():
        return " "
    if letter in "‐‑‒–—―−":
        return "-"
    bare = unicodedata.normalize("NFD", letter)[0].lower()
    return bare if len(bare) == 1 else letter


_LETTERS = _Letters()


def fold(text: str) -> str:
    """Return the text in lower case without accents, of exactly the same length."""
    return text.translate(_LETTERS) if len(text) > _LONG else _kept(text)


@lru_cache(maxsize=2048)
def _kept(text: str) -> str:
    return text.translate(_LETTERS)
