"""Which forms can match a paragraph at all, and where: found from the patterns themselves.

Most paragraphs hold no date, and few hold one of each form. A form is tried only where one of the strings stands that
it opens with (openings.py): "từ ngày 1/2" where "tung" does, "1/2/2024" where "0/0/0" does. One search finds the
places for all forms; and none is tried in a paragraph without the words it cannot be without (needed.py): "thứ Hai
hằng tuần" needs "hangtuan" (RE2 calls such a thing a prefilter).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

from content.phrases import any_of
from content.recognise.needed import needed
from content.recognise.openings import openings
from content.recognise.pattern_tree import shape

BEGINS = r"(?<![\w/.,\-])"
_GAP = " {0,4}+"
"""No form takes more than a few spaces between two signs, and more would take time at each of them."""


class Prefilter:
    """Which of many patterns, each with a name, can match a text, and at which places."""

    def __init__(self, patterns: Mapping[str, str]) -> None:
        opened: dict[str, list[str]] = defaultdict(list)
        for name, pattern in patterns.items():
            for string in openings(pattern):
                opened[string].append(name)
        self._opened = dict(opened)
        self._places = re.compile(rf"{BEGINS}(?=({any_of(opened, _signed, _GAP)}))").finditer
        self._begun = lru_cache(maxsize=4096)(self._begun_by)
        self._needed = cache(lambda name: tuple(needed(patterns[name])))

    def possible(self, text: str) -> dict[str, list[int]]:
        """Return the names of the patterns that can match, and where each can begin."""
        places: dict[str, list[int]] = defaultdict(list)
        for found in self._places(text):
            start = found.start()
            for name in self._begun(found[1]):
                places[name].append(start)
        return self._with_words(places, shape(text))

    def _with_words(self, places: dict[str, list[int]], squeezed: str) -> dict[str, list[int]]:
        """Leave out the patterns whose words stand nowhere; said in full, for it is asked of every form."""
        kept: dict[str, list[int]] = {}
        for name, at in places.items():
            for words in self._needed(name):
                if words in squeezed:
                    kept[name] = at
                    break
        return kept

    def _begun_by(self, words: str) -> tuple[str, ...]:
        """The longest string at a place stands for all that it begins with."""
        string = shape(words)
        return tuple(name for end in range(len(string) + 1) for name in self._opened.get(string[:end], ()))


def _signed(letter: str) -> str:
    return r"\d++(?: {1,4}+\d++){0,3}+" if letter == "0" else re.escape(letter)
