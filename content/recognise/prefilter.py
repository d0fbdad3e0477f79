"""Which forms can match a paragraph at all, and where: asked of all of them at once.

Most paragraphs hold no date, and few hold one of each form. At every word one automaton (automaton.py) says which forms
may begin there; only these are tried.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import regex

from content.recognise.automaton import Automaton

BEGINS = r"(?<![\w/.,\-])(?=\S)"
TAKEN = "\ue000"
"""A letter of words that hold no date of their own."""
REACH = 1500
"""No form is longer, in letters, with what it looks ahead for."""
_WORDS = regex.compile(rf"[\w/.,\-]+[^\s\w/.,\-{TAKEN}]?|[^\s\w/.,\-{TAKEN}]", regex.VERSION1)
"""At whose first letters BEGINS holds, but for those that are taken; "²" is a letter for `re` alone."""
_SHUT = "\x00"
_LONG, _MOST = 30, 20_000


class Prefilter:
    """Which of many patterns, each with a name, can match a text, and at which places."""

    def __init__(self, patterns: Mapping[str, str]) -> None:
        self._names = tuple(patterns)
        automaton = Automaton(patterns.values())
        self._possible, self._begins = automaton.possible, _Begins(automaton)

    def possible(self, text: str) -> dict[str, list[int]]:
        """Return the names of the patterns that can match, and where each can begin, from left to right."""
        letters, begins, first = _letters(text), self._begins, 0
        places: dict[str, list[int]] = defaultdict(list)
        for word in text.split(" "):
            for offset in begins[word]:
                start = first + offset
                for number in self._possible(letters[start : start + REACH]):
                    places[self._names[number]].append(start)
            first += len(word) + 1
        return places


class _Begins(dict[str, tuple[int, ...]]):
    """Where in a word any pattern can begin; worked out when it is first met, since a language has few words."""

    def __init__(self, automaton: Automaton) -> None:
        self._automaton = automaton

    def __missing__(self, word: str) -> tuple[int, ...]:
        letters, starts = _letters(word), (found.start() for found in _WORDS.finditer(word))
        places = tuple(start for start in starts if self._automaton.opens(letters[start:]))
        if len(word) <= _LONG:
            if len(self) >= _MOST:
                self.clear()
            self[word] = places
        return places


def _letters(text: str) -> bytes:
    return text.replace(TAKEN, _SHUT).encode("ascii", "replace")
