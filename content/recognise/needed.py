"""What a match of a pattern cannot be without: a few words, written as by `shape`, of which every match holds one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from re import _constants as op  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from content.recognise.pattern_tree import (
    ANYTHING,
    FIRST_FRAGMENT,
    REPEATS,
    Strings,
    Tree,
    fragment,
    joined,
    letters_of,
    tree_of,
)

_SIGNS = re.compile(r"[^a-z]")
_MOST = 24
_TELLING = 3


class _Held(NamedTuple):
    """All that a part can match, where that is little, and what it cannot be without."""

    whole: Strings | None
    needed: Strings


_EMPTY = _Held(ANYTHING, ANYTHING)
_OPEN = _Held(None, ANYTHING)


def needed(pattern: str) -> Strings:
    """Return the words; the empty one where there are none that tell much."""
    found = _sequence(tree_of(pattern)).needed
    return _shortest(found) if _weight(found)[0] >= _TELLING else ANYTHING


def _shortest(strings: Strings) -> Strings:
    return frozenset(one for one in strings if not any(other != one and other in one for other in strings))


@cache
def _weight(strings: Strings) -> tuple[int, int, list[str]]:
    """Numbers and signs are in every date: what tells is letters. Of sets that tell as much, one is always chosen."""
    return min(len(one) - len(_SIGNS.findall(one)) for one in strings), -len(strings), sorted(strings)


def _sequence(tree: Tree) -> _Held:
    whole: Strings | None = ANYTHING
    run = best = ANYTHING
    for kind, told in tree:
        part = _PARTS.get(kind, _open)(told)
        whole = whole and part.whole and _after(whole, part.whole)
        run = (part.whole and _after(run, part.whole)) or part.whole or ANYTHING
        best = max({best, run, part.needed}, key=_weight)
    return _Held(whole, best)


def _after(first: Strings, second: Strings) -> Strings | None:
    if len(first) * len(second) > _MOST:
        return None
    return frozenset(_run_on(one, end) for one in first for end in second)


def _run_on(one: str, end: str) -> str:
    return one + (end[1:] if one.endswith("0") and end.startswith("0") else end)


def _open(told: object) -> _Held:
    return _OPEN


def _of(strings: Strings) -> _Held:
    return _Held(strings, strings) if 0 < len(strings) <= _MOST else _OPEN


@cache
def _letter(code: int) -> _Held:
    return _sequence(fragment(code)) if code >= FIRST_FRAGMENT else _of(joined(ANYTHING, [chr(code)]))


def _repeated(told: tuple[int, int, Any]) -> _Held:
    least, most, body = told
    part = _sequence(body)
    if most > 1 or part.whole is None:
        return _Held(None, part.needed if least else ANYTHING)
    return part if least else _of(part.whole | ANYTHING)


def _branched(told: tuple[object, Iterable[Tree | None]]) -> _Held:
    every = [_sequence(body or []) for body in told[1]]
    whole = None if any(one.whole is None for one in every) else frozenset().union(*(one.whole or () for one in every))
    either = frozenset().union(*(one.needed for one in every))
    return _Held(whole if whole and len(whole) <= _MOST else None, either if len(either) <= _MOST else ANYTHING)


def _grouped(told: tuple[object, int, int, Tree]) -> _Held:
    return _OPEN if told[1] or told[2] else _sequence(told[3])


_PARTS: dict[object, Callable[[Any], _Held]] = {
    op.LITERAL: _letter,
    op.IN: lambda told: _of(joined(ANYTHING, letters_of(told))),
    op.BRANCH: _branched,
    op.GROUPREF_EXISTS: lambda told: _branched((None, told[1:])),
    op.SUBPATTERN: _grouped,
    op.ATOMIC_GROUP: _sequence,
    **dict.fromkeys((op.AT, op.ASSERT, op.ASSERT_NOT), lambda told: _EMPTY),
    **dict.fromkeys(REPEATS, _repeated),
}
