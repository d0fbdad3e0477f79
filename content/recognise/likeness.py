"""Key words as a scanner leaves them: without accents, without a space, or with one wrong letter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from content.folding import fold

_SIGNS = re.compile(r"[\W_]")


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """Return the letters and digits alone, folded."""
    return _SIGNS.sub("", fold(text))


def like(text: str, words: Iterable[str]) -> str | None:
    """Return which of the words a text is, at most one letter wrong; the exact one where there is one."""
    said, known = bare(text), list(words)
    exact = next((word for word in known if bare(word) == said), None)
    return exact or next((word for word in known if len(said) >= 6 and is_near(said, bare(word))), None)


def opens_like(text: str, word: str) -> bool:
    """Say whether a line opens with a word, at most one letter wrong."""
    said, known = bare(text[: 2 * len(word)]), bare(word)
    return said.startswith(known) or any(is_near(said[: len(known) + n], known) for n in (0, 1, -1))


def is_near(one: str, other: str) -> bool:
    """Say whether two words differ in one letter at most: wrong, missing or too many."""
    if abs(len(one) - len(other)) > 1:
        return False
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[same + 1 :] == other[same + 1 :] or one[same:] == other[same + 1 :] or one[same + 1 :] == other[same:]
