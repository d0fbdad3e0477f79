"""What every match of a pattern holds: sets of short strings, written as by `shape`, of which one each is there.

What is not understood here needs nothing: nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from re import _constants as op  # type: ignore[attr-defined]
from typing import Any

from content.recognise.pattern_tree import (
    ANYTHING,
    FEW,
    FIRST_FRAGMENT,
    REPEATS,
    Strings,
    Tree,
    fragment,
    joined,
    letters_of,
    tree_of,
)

_NUMBER: Strings = frozenset(["0"])
_MOST = 32
_KEPT = 4


def required(pattern: str) -> tuple[Strings, ...]:
    """Return sets of strings: in what the pattern matches, written as by `shape`, each has one that is there."""
    found: list[Strings] = []
    found.append(_walk(tree_of(pattern), ANYTHING, found))
    return _least(found)


def _walk(tree: Tree, ends: Strings, found: list[Strings]) -> Strings:
    """Follow a sequence: what is matched so far ends with one of `ends`; what is certain by then goes to `found`."""
    for kind, told in tree:
        if len(ends) > _MOST:
            found.append(ends)
            ends = ANYTHING
        ends = _READERS.get(kind, _unknown)(told, ends, found)
    return ends


@cache
def _walked(letter: int, ends: Strings) -> tuple[Strings, list[Strings]]:
    found: list[Strings] = []
    return _walk(fragment(letter), ends, found), found


def _unknown(told: object, ends: Strings, found: list[Strings]) -> Strings:
    found.append(ends)
    return ANYTHING


def _letter(code: int, ends: Strings, found: list[Strings]) -> Strings:
    if code >= FIRST_FRAGMENT:
        ends, more = _walked(code, ends)
        found.extend(more)
        return ends
    return joined(ends, [chr(code)])


def _class(members: Tree, ends: Strings, found: list[Strings]) -> Strings:
    letters = letters_of(members)
    return joined(ends, letters) if 0 < len(letters) <= FEW else _unknown(members, ends, found)


def _repeat(told: tuple[int, int, Any], ends: Strings, found: list[Strings]) -> Strings:
    least, most, body = told
    for _ in range(min(least, 4)):
        ends = _walk(body, ends, found)
    if least == most <= 4:
        return ends
    found.append(ends)
    return _shortest(ends | _walk(body, ends if most == 1 else ANYTHING, []))


def _branch(told: tuple[None, list[Tree]], ends: Strings, found: list[Strings]) -> Strings:
    """What one branch needs or another: from each its best; one that always fails does not count."""
    every: set[str] = set()
    together: set[str] = set()
    for body in (one for one in told[1] if not _fails(one)):
        own: list[Strings] = []
        last = _walk(body, ends, own)
        every |= last
        together |= max((*own, last), key=_worth)
    found.append(frozenset(together))
    return _shortest(every)


def _fails(body: Tree) -> bool:
    """Say whether a sequence holds "(?!)", which nothing can match."""
    return any(kind is op.FAILURE or (kind is op.ASSERT_NOT and not list(told[1])) for kind, told in body)


def _whether(told: tuple[int, Tree, Tree | None], ends: Strings, found: list[Strings]) -> Strings:
    return _branch((None, [told[1], told[2] or []]), ends, found)


def _worth(strings: Iterable[str]) -> tuple[int, int]:
    lengths = [len(one) for one in strings]
    return min(lengths), -len(lengths)


def _shortest(strings: Iterable[str]) -> Strings:
    """What ends with one of the strings ends with one of those that have no other at their end."""
    known = frozenset(strings)
    return frozenset(one for one in known if not any(one[at:] in known for at in range(1, len(one) + 1)))


def _group(told: tuple[object, int, int, Tree], ends: Strings, found: list[Strings]) -> Strings:
    """Flags of its own may change what letters mean."""
    _, added, removed, body = told
    return _unknown(told, ends, found) if added or removed else _walk(body, ends, found)


def _beside(told: tuple[int, Tree], ends: Strings, found: list[Strings]) -> Strings:
    """What must stand before or after takes no room, but stands in the text."""
    found.append(_walk(told[1], ANYTHING, found))
    return ends


def _nothing(told: object, ends: Strings, found: list[Strings]) -> Strings:
    return ends


_READERS: dict[object, Callable[[Any, Strings, list[Strings]], Strings]] = {
    op.LITERAL: _letter,
    op.IN: _class,
    op.BRANCH: _branch,
    op.GROUPREF_EXISTS: _whether,
    op.SUBPATTERN: _group,
    op.ATOMIC_GROUP: _walk,
    op.ASSERT: _beside,
    op.ASSERT_NOT: _nothing,
    op.AT: _nothing,
    **dict.fromkeys(REPEATS, _repeat),
}


def _least(found: Iterable[Strings]) -> tuple[Strings, ...]:
    """Return the few sets that say most and do not follow from another; last, that a digit is there."""
    telling = sorted({_short(one) for one in found if "" not in one}, key=_worth, reverse=True)[:_KEPT]
    kept = [one for one in telling if not any(_implies(other, one) for other in telling if other != one)]
    if _NUMBER not in kept and any(_implies(one, _NUMBER) for one in kept):
        kept.append(_NUMBER)
    return tuple(kept)


@cache
def _short(strings: Strings) -> Strings:
    """Return what is quick to look for: beginnings or ends of many strings, and no string that holds another."""
    cut, length = strings, max(map(len, strings))
    while len(cut) > _MOST and length > 1:
        length -= 1
        cut = min(frozenset(one[:length] for one in strings), frozenset(one[-length:] for one in strings), key=len)
    return frozenset(one for one in cut if not any(other in one for other in cut if other != one))


@cache
def _implies(one: Strings, other: Strings) -> bool:
    return all(any(string in held for string in other) for held in one)
