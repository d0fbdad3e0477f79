"""Text without accents and case, letter for letter, so that a place in the fold is a place in the text."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    if letter in "đĐÐ":
        return "d"
    if letter.isspace():
        return " "
    if letter in "‐‑‒–—―−":
        return "-"
    bare = unicodedata.normalize("NFD", letter)[0].lower()
    return bare if len(bare) == 1 else letter


def fold(text: str) -> str:
    """Return the text in lower case without accents, of exactly the same length."""
    return "".join(map(_fold_letter, text))
