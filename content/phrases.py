"""Many phrases looked for at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable


def any_of(phrases: Iterable[str], written: Callable[[str], str] = re.escape, gap: str = "") -> str:
    """Return a pattern that matches the longest of the phrases at a place.

    It is a tree of their letters, so that a place where none begins costs one look and not one a phrase. `written`
    says how a letter is written in the pattern, `gap` what may stand before each.
    """
    return _tails(sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase)), written, gap)


def _tails(phrases: list[str], written: Callable[[str], str], gap: str) -> str:
    heads: dict[str, list[str]] = {}
    for phrase in filter(None, phrases):
        heads.setdefault(phrase[0], []).append(phrase[1:])
    parts = [written(head) + _tails(tails, written, gap) for head, tails in heads.items()]
    body = gap + (parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})")
    return body if "" not in phrases else f"(?:{body})?" if parts else ""
