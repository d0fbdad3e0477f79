"""Which forms can match a paragraph at all, and where: found from the patterns themselves.

Most paragraphs hold no date, and few hold one of each form. A form is tried only in a paragraph that holds what it
needs (needs.py; RE2 calls it a prefilter), and there only where one of the strings stands that it opens with
(openings.py). Both are strings without spaces and with 0 for every number: "từ ngày 1/2" needs "tu" and one of "0/0",
"0-0", "0thang" …, and opens with "tung".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from content.phrases import any_of
from content.recognise.needs import required
from content.recognise.openings import openings
from content.recognise.pattern_tree import shape

BEGINS = r"(?<![\w/.,\-])"


class Prefilter:
    """Which of many patterns, each with a name, can match a text, and at which places."""

    def __init__(self, patterns: Mapping[str, str]) -> None:
        needs = [required(pattern) for pattern in patterns.values()]
        every = {one: None for many in needs for one in many}
        bits = {one: 1 << place for place, one in enumerate(every)}
        self._meets = _marks((string, bit) for one, bit in bits.items() for string in one)
        self._find = re.compile(f"(?=({any_of(self._meets)}))").findall
        self._forms = [(name, 1 << n, sum(bits[one] for one in needs[n])) for n, name in enumerate(patterns)]
        self._opens = _marks(
            (string, 1 << n) for n, pattern in enumerate(patterns.values()) for string in openings(pattern)
        )
        self._places = re.compile(rf"{BEGINS}(?=({any_of(self._opens, _spaced)}))").finditer
        self._meeting = lru_cache(maxsize=4096)(self._that_meet)

    def possible(self, text: str) -> dict[str, list[int]]:
        """Return the names of the patterns that can match, and where each can begin.

        Of several strings at a place the longest stands for all that it begins with.
        """
        met = 0
        for string in set(self._find(shape(text))):
            met |= self._meets.get(string, 0)
        forms, wanted = self._meeting(met)
        if not forms:
            return {}
        opened = [(found.start(), self._opens[shape(found[1])] & wanted) for found in self._places(text)]
        opened = [one for one in opened if one[1]]
        places = ((name, [start for start, marks in opened if marks & mark]) for name, mark in forms)
        return {name: starts for name, starts in places if starts}

    def _that_meet(self, met: int) -> tuple[list[tuple[str, int]], int]:
        forms = [(name, mark) for name, mark, needed in self._forms if needed & met == needed]
        return forms, sum(mark for _, mark in forms)


def _marks(strings: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return the marks of each string together with those of its beginnings."""
    marks: dict[str, int] = {}
    for string, mark in strings:
        marks[string] = marks.get(string, 0) | mark
    for string in sorted(marks, key=len):
        for end in range(len(string)):
            marks[string] |= marks.get(string[:end], 0)
    return marks


def _spaced(letter: str) -> str:
    return " *+" + (r"\d++" if letter == "0" else re.escape(letter))
