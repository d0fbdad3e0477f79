"""Which forms can match a paragraph at all, and where: found from the patterns themselves.

Most paragraphs hold no date, and few hold one of each form. From the tree of a pattern come sets of short strings of
which every match holds at least one each, spaces left out and 0 for every number: "từ ngày 1/2" needs "tu" and one of
"0/0", "0-0", "0thang" …. A paragraph without one of them is not searched for that form (RE2 calls it a prefilter), and
a search passes over letters that no match begins with. What is not understood here needs nothing: nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from content.phrases import any_of

Needs = frozenset[str]
_Tree = Iterable[tuple[Any, Any]]
_ANYTHING: Needs = frozenset([""])
_NUMBER: Needs = frozenset(["0"])
_MOST = 32
_FEW = 12
_KEPT = 4
_DIGITS = re.compile(r"\d+")
_CAPTURE = re.compile(r"\(\?P<(\w+)>")
_SHOWN = {op.CATEGORY_DIGIT: "0", op.CATEGORY_SPACE: " "}
_CLASSES = {op.CATEGORY_DIGIT: r"\d", op.CATEGORY_SPACE: r"\s", op.CATEGORY_WORD: r"\w"}
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_NO_ROOM = (op.AT, op.ASSERT, op.ASSERT_NOT)


def required(pattern: str) -> tuple[Needs, ...]:
    """Return sets of strings: in what the pattern matches, written as by `shape`, each has one that is there."""
    found: list[Needs] = []
    found.append(_walk(_tree(pattern), _ANYTHING, found))
    return _least(found)


def opening(pattern: str) -> str:
    """Return a lookahead for the letters a match can begin with; nothing where it can begin with any."""
    letters = _first(_tree(pattern))
    return f"(?=[{''.join(sorted(letters))}])" if letters and "" not in letters else ""


def shape(text: str) -> str:
    """Return the text without spaces, with 0 for every number."""
    return _DIGITS.sub("0", text.replace(" ", ""))


class Prefilter:
    """Which of many patterns, each with a name and what it needs, can match a text."""

    def __init__(self, needs: Mapping[str, tuple[Needs, ...]]) -> None:
        bits = {one: 1 << place for place, one in enumerate({one for many in needs.values() for one in many})}
        self._meets: dict[str, int] = {}
        for one, bit in bits.items():
            for string in one:
                self._meets[string] = self._meets.get(string, 0) | bit
        for string in sorted(self._meets, key=len):
            for end in range(1, len(string)):
                self._meets[string] |= self._meets.get(string[:end], 0)
        self._find = re.compile(f"(?=({any_of(self._meets)}))").findall
        self._needs = [(name, sum(bits[one] for one in many)) for name, many in needs.items()]

    def possible(self, text: str) -> frozenset[str]:
        """Return the names of the patterns whose needs the text meets.

        The longest string at a place stands for all that it begins with.
        """
        met = 0
        for string in set(self._find(shape(text))):
            met |= self._meets.get(string, 0)
        return frozenset(name for name, needed in self._needs if needed & met == needed)


@lru_cache(maxsize=1)
def _tree(pattern: str) -> list[tuple[Any, Any]]:
    """A second group of a name loses it, since only regex lets two share one; what cannot be parsed may be anything."""
    known: set[str] = set()

    def named_once(found: re.Match[str]) -> str:
        again = found[1] in known
        known.add(found[1])
        return "(?:" if again else found[0]

    try:
        return list(_parser.parse(_CAPTURE.sub(named_once, pattern)))
    except re.error:
        return [(op.ANY, None)]


def _walk(tree: _Tree, ends: Needs, found: list[Needs]) -> Needs:
    """Follow a sequence: what is matched so far ends with one of `ends`; what is certain by then goes to `found`."""
    for kind, told in tree:
        if len(ends) > _MOST:
            found.append(ends)
            ends = _ANYTHING
        ends = _READERS.get(kind, _unknown)(told, ends, found)
    return ends


def _unknown(told: object, ends: Needs, found: list[Needs]) -> Needs:
    found.append(ends)
    return _ANYTHING


def _letter(code: int, ends: Needs, found: list[Needs]) -> Needs:
    return _joined(ends, [chr(code)])


def _class(members: _Tree, ends: Needs, found: list[Needs]) -> Needs:
    letters: set[str] = set()
    for kind, told in members:
        if kind is op.LITERAL:
            letters.add(chr(told))
        elif kind is op.RANGE and told[1] - told[0] < _FEW:
            letters.update(chr(code) for code in range(told[0], told[1] + 1))
        elif kind is op.CATEGORY and told in _SHOWN:
            letters.add(_SHOWN[told])
        else:
            return _unknown(members, ends, found)
    return _joined(ends, letters) if len(letters) <= _FEW else _unknown(members, ends, found)


def _joined(ends: Needs, letters: Iterable[str]) -> Needs:
    """Add one of the letters to what is there, written as by `shape`."""
    shown = {shape(letter) for letter in letters}
    return frozenset(end if letter == "0" and end.endswith("0") else end + letter for end in ends for letter in shown)


def _repeat(told: tuple[int, int, Any], ends: Needs, found: list[Needs]) -> Needs:
    least, most, body = told
    for _ in range(min(least, 4)):
        ends = _walk(body, ends, found)
    if least == most <= 4:
        return ends
    found.append(ends)
    return _shortest(ends | _walk(body, ends if most == 1 else _ANYTHING, []))


def _branch(told: tuple[None, list[_Tree]], ends: Needs, found: list[Needs]) -> Needs:
    """What one branch needs or another: from each its best; one that always fails does not count."""
    every: set[str] = set()
    together: set[str] = set()
    for body in (one for one in told[1] if not _fails(one)):
        own: list[Needs] = []
        last = _walk(body, ends, own)
        every |= last
        together |= max((*own, last), key=_worth)
    found.append(frozenset(together))
    return _shortest(every)


def _fails(body: _Tree) -> bool:
    """Say whether a sequence holds "(?!)", which nothing can match."""
    return any(kind is op.FAILURE or (kind is op.ASSERT_NOT and not list(told[1])) for kind, told in body)


def _whether(told: tuple[int, _Tree, _Tree | None], ends: Needs, found: list[Needs]) -> Needs:
    return _branch((None, [told[1], told[2] or []]), ends, found)


def _worth(strings: Iterable[str]) -> tuple[int, int]:
    lengths = [len(one) for one in strings]
    return min(lengths), -len(lengths)


def _shortest(strings: Iterable[str]) -> Needs:
    """What ends with one of the strings ends with one of those that have no other at their end."""
    known = frozenset(strings)
    return frozenset(one for one in known if not any(one[at:] in known for at in range(1, len(one) + 1)))


def _group(told: tuple[object, int, int, _Tree], ends: Needs, found: list[Needs]) -> Needs:
    """Flags of its own may change what letters mean."""
    _, added, removed, body = told
    return _unknown(told, ends, found) if added or removed else _walk(body, ends, found)


def _beside(told: tuple[int, _Tree], ends: Needs, found: list[Needs]) -> Needs:
    """What must stand before or after takes no room, but stands in the text."""
    found.append(_walk(told[1], _ANYTHING, found))
    return ends


def _nothing(told: object, ends: Needs, found: list[Needs]) -> Needs:
    return ends


_READERS: dict[object, Callable[[Any, Needs, list[Needs]], Needs]] = {
    op.LITERAL: _letter,
    op.IN: _class,
    op.BRANCH: _branch,
    op.GROUPREF_EXISTS: _whether,
    op.SUBPATTERN: _group,
    op.ATOMIC_GROUP: _walk,
    op.ASSERT: _beside,
    op.ASSERT_NOT: _nothing,
    op.AT: _nothing,
    **dict.fromkeys(_REPEATS, _repeat),
}


def _least(found: Iterable[Needs]) -> tuple[Needs, ...]:
    """Return the few sets that say most and do not follow from another; last, that a digit is there."""
    telling = sorted({_short(one) for one in found if "" not in one}, key=_worth, reverse=True)[:_KEPT]
    kept = [one for one in telling if not any(_implies(other, one) for other in telling if other != one)]
    if _NUMBER not in kept and any(_implies(one, _NUMBER) for one in kept):
        kept.append(_NUMBER)
    return tuple(kept)


def _short(strings: Needs) -> Needs:
    """Return what is quick to look for: beginnings or ends of many strings, and no string that holds another."""
    cut, length = strings, max(map(len, strings))
    while len(cut) > _MOST and length > 1:
        length -= 1
        cut = min(frozenset(one[:length] for one in strings), frozenset(one[-length:] for one in strings), key=len)
    return frozenset(one for one in cut if not any(other in one for other in cut if other != one))


def _implies(one: Needs, other: Needs) -> bool:
    return all(any(string in held for string in other) for held in one)


def _first(tree: _Tree) -> frozenset[str] | None:
    """Return what a sequence can begin with, as members of a class, "" where it can be empty; None for anything."""
    found = _ANYTHING
    for kind, told in tree:
        begins = _begins(kind, told)
        if begins is None:
            return None
        found = found - _ANYTHING | begins
        if "" not in begins:
            break
    return found


def _begins(kind: object, told: Any) -> frozenset[str] | None:  # noqa: ANN401
    if kind in (op.LITERAL, op.IN):
        return _members([(kind, told)] if kind is op.LITERAL else told)
    if kind in _NO_ROOM:
        return _ANYTHING
    if kind in _REPEATS:
        once = _first(told[2])
        return once if once is None or told[0] else once | _ANYTHING
    if kind is op.SUBPATTERN:
        return None if told[1] or told[2] else _first(told[3])
    return _any_of(told[1]) if kind is op.BRANCH else None


def _any_of(bodies: Iterable[_Tree]) -> frozenset[str] | None:
    every = [_first(body) for body in bodies]
    return None if None in every else frozenset().union(*(one for one in every if one))


def _members(members: _Tree) -> frozenset[str] | None:
    found = set()
    for kind, told in members:
        if kind is op.LITERAL:
            found.add(re.escape(chr(told)))
        elif kind is op.RANGE:
            found.add("-".join(re.escape(chr(code)) for code in told))
        elif kind is op.CATEGORY and told in _CLASSES:
            found.add(_CLASSES[told])
        else:
            return None
    return frozenset(found)
