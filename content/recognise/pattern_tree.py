"""Patterns taken apart, for what can be said of every match of one.

A fragment of fragments.py stands in the tree of a pattern as one letter and has a tree of its own, so that none is
parsed twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from content.recognise.fragments import PART, PARTS, plain

Strings = frozenset[str]
Tree = Iterable[tuple[Any, Any]]
ANYTHING: Strings = frozenset([""])
REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_FEW = 12
FIRST_FRAGMENT = 0xE100
_FRAGMENTS = {name: FIRST_FRAGMENT + number for number, name in enumerate(PARTS)}
_DIGITS = re.compile(r"\d+")
_CAPTURE = re.compile(r"\(\?P<(\w+)>")
_SHOWN = {op.CATEGORY_DIGIT: "0", op.CATEGORY_SPACE: " "}


def shape(text: str) -> str:
    """Return the text without spaces, with 0 for every number."""
    return _DIGITS.sub("0", text.replace(" ", ""))


@cache
def tree_of(pattern: str) -> list[tuple[Any, Any]]:
    """Parse a pattern, written as in the forms, with a letter for each fragment.

    A second group of a name loses it, since only regex lets two share one; what cannot be parsed may be anything.
    """
    known: set[str] = set()

    def named_once(found: re.Match[str]) -> str:
        again = found[1] in known
        known.add(found[1])
        return "(?:" if again else found[0]

    lettered = PART.sub(lambda found: chr(_FRAGMENTS[found[1]]), plain(pattern))
    try:
        return list(_parser.parse(_CAPTURE.sub(named_once, lettered)))
    except re.error:
        return [(op.ANY, None)]


@cache
def fragment(letter: int) -> list[tuple[Any, Any]]:
    """Return the tree of the fragment a letter stands for."""
    part = next(PARTS[name] for name, one in _FRAGMENTS.items() if one == letter)
    return tree_of(part.replace("#", ""))


def letters_of(members: Tree) -> Strings:
    """Return the few letters of a class; nothing where there are many, or fragments."""
    letters: set[str] = set()
    for kind, told in members:
        if kind is op.LITERAL and told < FIRST_FRAGMENT:
            letters.add(chr(told))
        elif kind is op.RANGE and told[1] - told[0] < _FEW:
            letters.update(chr(code) for code in range(told[0], told[1] + 1))
        elif kind is op.CATEGORY and told in _SHOWN:
            letters.add(_SHOWN[told])
        else:
            return frozenset()
    return frozenset(letters)


def joined(ends: Strings, letters: Iterable[str]) -> Strings:
    """Add one of the letters to what is there, written as by `shape`."""
    shown = {shape(letter) for letter in letters}
    return frozenset(end if letter == "0" and end.endswith("0") else end + letter for end in ends for letter in shown)
