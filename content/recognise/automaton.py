"""Patterns as RE2 reads them: all of them asked at once which can match at a place.

RE2 looks neither ahead nor behind, remembers no group and pays for counting, so what is written here matches at least
where the pattern does: what looks around is left out, what may come often may come without end. Only what a pattern
looks ahead for at its very end is written, as what follows. Letters are single bytes, and "?" is any that is not of
ASCII.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import re2

from content.recognise.fragments import PART, PARTS, plain

Step = tuple[Any, Any]
Tree = Iterable[Step]
_MEMORY = 16 << 20
_ASCII = 128
_MANY = 5
_FIRST = 4
_END = r"\z"
_ANY = "(?s:.)"
_NONE = r"[^\x00-\xff]"
_FIRST_FRAGMENT = 0xE100
_FRAGMENTS = {name: _FIRST_FRAGMENT + number for number, name in enumerate(PARTS)}
_PARTS = {letter: PARTS[name] for name, letter in _FRAGMENTS.items()}
_CAPTURE = re.compile(r"\(\?P<(\w+)>")
_CLASSES = {
    op.CATEGORY_DIGIT: r"\d", op.CATEGORY_SPACE: r"\s", op.CATEGORY_WORD: r"\w",
    op.CATEGORY_NOT_DIGIT: r"\D", op.CATEGORY_NOT_SPACE: r"\S", op.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip


class Automaton:
    """Many patterns, written as in the forms, looked for together in time that grows with the text alone."""

    def __init__(self, patterns: Iterable[str]) -> None:
        options = re2.Options()
        options.encoding, options.max_mem = re2.Options.Encoding.LATIN1, _MEMORY
        self._set = re2.Set.MatchSet(options)
        first: set[str] = set()
        for tree in map(tree_of, patterns):
            self._set.Add(_written(tree, last=True))
            first.add(_first([*tree], 0))
        self._set.Compile()
        self._first = re2.compile("|".join(sorted(first)).encode(), options)
        _part.cache_clear()  # needed only to write the patterns; a child has little memory
        _fragment.cache_clear()

    def opens(self, word: bytes) -> bool:
        """Say whether any of the patterns may begin with a word."""
        return self._first.match(word) is not None

    def possible(self, letters: bytes) -> list[int]:
        """Return the numbers of the patterns that may match where the letters begin."""
        return self._set.Match(letters) or []


def _first(tree: list[Step], told: int) -> str:
    """Return what RE2 finds of the first letters of a pattern in a word: where the pattern matches, this does.

    So many of them are told already; a match never begins with a blank.
    """
    if not tree or told == _FIRST:
        return ""
    (kind, body), rest = tree[0], tree[1:]
    if kind is op.LITERAL and body in _PARTS:
        return _first([*_part(body), *rest], told)
    if kind in _WITHIN:
        return _first([*_WITHIN[kind](body), *rest], told)
    if kind is op.BRANCH:
        return f"(?:{'|'.join(_first([*(branch or ()), *rest], told) for branch in body[1])})"
    if kind in _REPEATS and (body[0] == 0 or len(body[2]) > 1):
        some = _first([*body[2], *(rest if body[1] == 1 else [(op.ANY, None)])], told)
        return some if body[0] else f"(?:{some}|{_first(rest, told)})"
    if tree[0] in _BLANK:
        return _END if told else _NONE
    if _may_be_blank(tree[0]):
        return ""
    return _WRITERS[kind](body, False) + _first(rest, told + (kind not in _AROUND))


def _may_be_blank(step: Step) -> bool:
    kind, body = step
    if kind in _REPEATS:
        return _may_be_blank(body[2][0])
    if kind is op.IN:
        return any(sort is op.NEGATE or one in _PARTS or one in _BLANKS for sort, one in body)
    return step in _BLANK or kind in (op.ANY, op.NOT_LITERAL, op.GROUPREF_EXISTS)


@cache
def _part(code: int) -> _parser.SubPattern:
    return tree_of(_PARTS[code].replace("#", ""))


def tree_of(pattern: str) -> _parser.SubPattern:
    """Parse a pattern, written as in the forms, with a letter for each fragment, so that none is parsed twice.

    A second group of a name loses it, since only regex lets two share one.
    """
    known: set[str] = set()

    def named_once(found: re.Match[str]) -> str:
        again = found[1] in known
        known.add(found[1])
        return "(?:" if again else found[0]

    lettered = PART.sub(lambda found: chr(_FRAGMENTS[found[1]]), plain(pattern))
    return _parser.parse(_CAPTURE.sub(named_once, lettered))


@cache
def _fragment(code: int, last: bool) -> str:
    return _written(_part(code), last=last)


def _written(tree: Tree, *, last: bool) -> str:
    """Write a tree; after the `last` of a pattern nothing more is to match, so that what it looks for may follow."""
    if not last:
        return "".join(_WRITERS[kind](told, False) for kind, told in tree)
    body = [*tree]
    around: list[Step] = []
    while body and body[-1][0] in _AROUND:
        around.insert(0, body.pop())
    ahead = next(filter(None, map(_ahead, around)), "")
    if ahead or not body:
        return _written(body, last=False) + ahead
    kind, told = body.pop()
    return _written(body, last=False) + _WRITERS[kind](told, True)


def _ahead(step: Step) -> str:
    """Return what follows where a step looks ahead; nothing where it looks elsewhere, or RE2 cannot say it."""
    kind, told = step
    if kind is op.AT:
        return rf"\n?{_END}" if told is op.AT_END else ""
    behind = told[0] < 0
    if kind is op.ASSERT:
        return "" if behind else _written(told[1], last=True)
    return _not_followed(told) if behind or not list(told[1]) else _no_letter(told[1])


def _no_letter(tree: Tree) -> str:
    """Of what may not follow, only single letters can be said: any other follows, or none."""
    steps = [*tree]
    branches = steps[0][1][1] if len(steps) == 1 and steps[0][0] is op.BRANCH else [steps]
    single = [branch[0] for branch in branches if len(branch) == 1]
    shut = [step for step in single if step[0] is op.LITERAL and step[1] not in _PARTS]
    for kind, members in single:
        if kind is op.IN and not any(sort is op.NEGATE or one in _PARTS for sort, one in members):
            shut += members
    return f"(?:{_one_of([(op.NEGATE, None), *shut])}|{_END})" if shut else ""


def _literal(code: int, last: bool) -> str:
    if code in _PARTS:
        return _fragment(code, last)
    return re.escape(chr(code)) if code < _ASCII else r"\?"


def _one_of(members: Sequence[tuple[Any, Any]], last: bool = False) -> str:
    """A class of letters; the parser makes one of fragments that stand for a choice too."""
    kinds = {kind for kind, _ in members}
    if op.NEGATE in kinds:
        shut = "".join(_member(kind, told) for kind, told in members if kind is not op.NEGATE).replace(r"\?", "")
        return f"[^{shut}]" if shut else _ANY
    open_ = "".join(_member(kind, told) for kind, told in members if told not in _PARTS)
    parts = [_fragment(told, last) for kind, told in members if told in _PARTS]
    return f"(?:{'|'.join([*parts, f'[{open_}]'] if open_ else parts)})"


def _member(kind: object, told: int | tuple[int, int]) -> str:
    if kind is op.CATEGORY:
        return _CLASSES[told] + r"\?"
    first, last = told if isinstance(told, tuple) else (told, told)
    if first >= _ASCII:
        return r"\?"
    return f"{re.escape(chr(first))}-{re.escape(chr(min(last, _ASCII - 1)))}" + (r"\?" if last >= _ASCII else "")


def _repeated(told: tuple[int, int, Tree], last: bool) -> str:
    least, most, body = told
    return f"(?:{_written(body, last=last and most == 1)}){{{least},{most if most < _MANY else ''}}}"


def _branched(told: tuple[object, Iterable[Tree | None]], last: bool) -> str:
    return f"(?:{'|'.join(_written(body or (), last=last) for body in told[1])})"


def _grouped(told: tuple[object, int, int, Tree], last: bool) -> str:
    return f"(?:{_written(told[3], last=last)})"


def _nothing(told: object, last: bool) -> str:
    return ""


def _not_followed(told: tuple[int, Tree]) -> str:
    """ "(?!)" is how a pattern says that here nothing matches."""
    return "" if list(told[1]) else _NONE


_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_AROUND = (op.AT, op.ASSERT, op.ASSERT_NOT)
_BLANKS = (op.CATEGORY_SPACE, op.CATEGORY_NOT_DIGIT, op.CATEGORY_NOT_WORD, ord(" "))
_BLANK = ((op.LITERAL, ord(" ")), (op.IN, [(op.CATEGORY, op.CATEGORY_SPACE)]))
_WITHIN: dict[object, Callable[[Any], Tree]] = {op.SUBPATTERN: lambda told: told[3], op.ATOMIC_GROUP: lambda told: told}
_WRITERS: dict[object, Callable[[Any, bool], str]] = {
    op.LITERAL: _literal,
    op.IN: _one_of,
    op.BRANCH: _branched,
    op.SUBPATTERN: _grouped,
    op.ATOMIC_GROUP: lambda told, last: f"(?:{_written(told, last=last)})",
    op.GROUPREF_EXISTS: lambda told, last: _branched((None, told[1:]), last),
    op.NOT_LITERAL: lambda code, last: _one_of([(op.NEGATE, None), (op.LITERAL, code)]),
    op.ANY: lambda told, last: _ANY,
    op.AT: _nothing,
    op.ASSERT: _nothing,
    op.ASSERT_NOT: lambda told, last: _not_followed(told),
    op.MAX_REPEAT: _repeated,
    op.MIN_REPEAT: _repeated,
    op.POSSESSIVE_REPEAT: _repeated,
}
