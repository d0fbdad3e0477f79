"""What a match of a pattern can begin with: short strings, written as by `shape`, of which it begins with one."""

from __future__ import annotations

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

_NO_ROOM = (op.AT, op.ASSERT, op.ASSERT_NOT)
_DEPTH = 5
_WIDE = 300


class _Opened(NamedTuple):
    """What a match can begin with: strings that go on, and strings after which anything may come."""

    going: Strings = frozenset()
    done: Strings = frozenset()


@cache
def openings(pattern: str) -> Strings:
    """Return strings of which every match begins with one, written as by `shape`."""
    read = _opened(tree_of(pattern), ANYTHING)
    every = read.going | read.done
    return frozenset(one for one in every if not any(one[:end] in every for end in range(len(one))))


def _opened(tree: Tree, going: Strings) -> _Opened:
    """Follow a sequence from what is read so far: what goes on after it, and what is certain by then."""
    done: Strings = frozenset()
    for kind, told in tree:
        read = _OPENERS.get(kind, _closed)(told, going)
        going = frozenset(one for one in read.going if len(one) < _DEPTH)
        done |= read.done | (read.going - going)
        if len(going) > _WIDE:
            done, going = done | going, frozenset()
    return _Opened(going, done)


def _closed(told: object, going: Strings) -> _Opened:
    """What comes next can be anything."""
    return _Opened(frozenset(), going)


def _passed(told: object, going: Strings) -> _Opened:
    return _Opened(going)


def _failed(told: object, going: Strings) -> _Opened:
    return _Opened()


@cache
def _spelt(code: int, going: Strings) -> _Opened:
    if code >= FIRST_FRAGMENT:
        return _opened(fragment(code), going)
    return _Opened(joined(going, [chr(code)]))


def _one_of(members: Tree, going: Strings) -> _Opened:
    letters = letters_of(members)
    return _Opened(joined(going, letters)) if letters else _closed(members, going)


def _repeated(told: tuple[int, int, Any], going: Strings) -> _Opened:
    least, most, body = told
    after: Strings = frozenset() if least else going
    done: Strings = frozenset()
    for count in range(1, min(most, _DEPTH) + 1):
        going, more = _opened(body, going)
        done |= more
        after |= going if count >= least else frozenset()
    return _Opened(after, done | (going if most > _DEPTH else frozenset()))


def _branched(told: tuple[object, Iterable[Tree | None]], going: Strings) -> _Opened:
    every = [_opened(body or [], going) for body in told[1]]
    return _Opened(*(frozenset().union(*sides) for sides in zip(*every, strict=True)))


def _grouped(told: tuple[object, int, int, Tree], going: Strings) -> _Opened:
    return _closed(told, going) if told[1] or told[2] else _opened(told[3], going)


_OPENERS: dict[object, Callable[[Any, Strings], _Opened]] = {
    op.LITERAL: _spelt,
    op.IN: _one_of,
    op.BRANCH: _branched,
    op.GROUPREF_EXISTS: lambda told, going: _branched((None, told[1:]), going),
    op.SUBPATTERN: _grouped,
    op.ATOMIC_GROUP: _opened,
    op.FAILURE: _failed,
    **dict.fromkeys(_NO_ROOM, _passed),
    **dict.fromkeys(REPEATS, _repeated),
}
