"""Text without accents and case, letter for letter, so that a place in the fold is a place in the text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LONG = 5000
_WORD = 30
_MOST = 20_000
_OTHER_SPELLING = re.compile(
    r"(?<![^\W\d_])(?:k[ìỉí]|lí|tỉ|quí)(?![^\W\d_])|(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?![^\W\d_])", re.IGNORECASE
)
_MAY_BE_OTHER = re.compile(r"[ìỉíàáảãạèéẻẽẹỳýỷỹỵÌỈÍÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ](?<=[kltouKLTOU].)(?![^\W\d_])")
"""Asked before, for it is quick: one set of letters comes first."""


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
    if letter in "‐‑‒–—―−→":
        return "-"
    bare = unicodedata.normalize("NFD", letter)[0].lower()
    return bare if len(bare) == 1 else letter


class _Words(dict[str, str]):
    """Word by word: a language has few, and they come again."""

    def __missing__(self, word: str) -> str:
        folded = respelled(word).translate(_LETTERS)
        if len(word) <= _WORD:
            if len(self) >= _MOST:
                self.clear()
            self[word] = folded
        return folded


_LETTERS = _Letters()
_WORDS = _Words()


def fold(text: str) -> str:
    """Return the text in lower case without accents, of exactly the same length."""
    return _folded(text) if len(text) > _LONG else _kept(text)


@lru_cache(maxsize=2048)
def _kept(text: str) -> str:
    return _folded(text)


def respelled(text: str) -> str:
    """Return the text letter for letter as most write it today: "kỳ họp" for "kì họp", "hủy" for "huỷ"."""
    return _OTHER_SPELLING.sub(lambda found: _respelled(found.group()), text) if _MAY_BE_OTHER.search(text) else text


def _respelled(letters: str) -> str:
    if letters[-1] in "ìỉíÌỈÍ":
        tone = unicodedata.normalize("NFD", letters[-1])[1]
        return letters[:-1] + unicodedata.normalize("NFC", ("y" if letters[-1].islower() else "Y") + tone)
    bare = unicodedata.normalize("NFD", letters[-1])
    return unicodedata.normalize("NFC", letters[0] + bare[1]) + bare[0]


def _folded(text: str) -> str:
    return " ".join(map(_WORDS.__getitem__, text.split(" ")))
