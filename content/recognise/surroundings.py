"""A date among the words of its paragraph, and what cues stand there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from content.recognise.cues import Hit, hits
from content.recognise.form import Dated

_FAR = 3000
_RUN_IN = 220
_LONG = 9
_SEVERAL = 3
_OPENING = re.compile(r"(?:(?:tính |kể )?từ|vào|lúc|trong|ngày)\b", re.IGNORECASE)
_STOP = re.compile(r"[.!?;\n](?:(?<=\n)|(?=\s|$))")
"""One set of letters first: the engine then skips what is none of them."""


class Surroundings(NamedTuple):
    """A date's place among the words of its paragraph, and the headings above, the nearest last.

    `since` is where the date before it ended. `own` are the words of the date itself, `before` and `after` those of its
    sentence around it, `near` those before it since the last date, or since the sentence began.
    """

    text: str
    start: int
    end: int
    titles: str
    sentence: tuple[int, int]
    since: int
    own: str
    before: str
    near: str
    after: str

    @property
    def opening(self) -> str:
        """The word the date begins with, where it belongs to what stands before it ("tổ chức từ …")."""
        word = _OPENING.match(self.own)
        return self.own[: word.end()] if word else ""

    @property
    def heading(self) -> str:
        """The run-in heading of the paragraph, where it holds no date and a sentence stands between it and this one."""
        words, colon, _ = self.text[: min(_RUN_IN, self.sentence[0])].partition(": ")
        return words if colon and not any(map(str.isdigit, words)) else ""

    @property
    def bracket(self) -> int | None:
        """Where the bracket opens in which the date stands; None where it stands in none."""
        opened = self.text.rfind("(", self.sentence[0], self.start + 1)
        return opened if opened >= 0 and ")" not in self.text[opened : self.start] else None

    @property
    def in_brackets(self) -> bool:
        """Whether nothing but the date and a "từ" or "ngày" stands in its bracket."""
        opened = self.bracket
        return opened is not None and len(self.text[opened : self.start].strip("( ")) <= 8


def surroundings(text: str, start: int, end: int, titles: str, since: int) -> Surroundings:
    """Return what stands around a place."""
    sentence = first, last = sentence_around(text, start, end)
    words = (text[start:end], text[first:start], text[max(since, first) : start], text[end:last])
    return Surroundings(text, start, end, titles, sentence, since, *words)


@lru_cache(maxsize=64)
def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch between the full stops or semicolons around a place; those inside brackets do not count."""
    first, last = max(0, start - _FAR), min(len(text), end + _FAR)
    opened = first
    for stop in _STOP.finditer(text, first, last):
        if text.count("(", opened, stop.start()) > text.count(")", opened, stop.start()):
            continue
        if stop.end() <= start:
            first = opened = stop.end()
        elif stop.start() >= end:
            last = stop.start()
            break
    return first, last


def said(words: str, kinds: Iterable[str]) -> list[Hit]:
    """Return the cues in the words that say one of the kinds, in order."""
    return [hit for hit in _all_said(words) if hit.cue.says in kinds]


@lru_cache(maxsize=512)
def _all_said(words: str) -> tuple[Hit, ...]:
    return tuple(hit for hit in hits(words) if hit.cue.says != "none")


def saying(words: str, read: Dated, strength: int) -> list[Hit]:
    """Return the cues that say event or period of such a day or stretch, of that strength at least, in order."""
    days = "day" if read.start == read.end or read.listed else "range"
    shapes = ("", days, "long" if is_long(read) else "short", "several" if lasts(read, _SEVERAL) else "")
    return [hit for hit in said(words, ("event", "period")) if hit.cue.strength >= strength and hit.cue.shape in shapes]


def is_long(read: Dated) -> bool:
    """Say whether it is a stretch of ten days and more, given by its days, or a quarter."""
    return lasts(read, _LONG) or read.precision == "quarter"


def lasts(read: Dated, days: int) -> bool:
    """Say whether it is a stretch, given by its days, whose last is so many days and more after its first."""
    return bool(read.start and read.end and read.precision == "day" and (read.end - read.start).days >= days)


def letters(words: str) -> int:
    """Return how many letters stand in the words."""
    return sum(map(str.isalpha, words))
