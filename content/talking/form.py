"""One way of writing that is read aloud in its own way: where it stands, and how it is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import regex

from content.folding import fold

_BEFORE, _AFTER = 60, 40


@dataclass(frozen=True, slots=True)
class Source:
    """The text that is read, with its fold."""

    text: str
    folded: str

    @classmethod
    def of(cls, text: str) -> Source:
        """Return a text with its fold."""
        return cls(text, fold(text))

    def before(self, place: int) -> str:
        """Return some of what stands before a place, without accents."""
        return self.folded[max(0, place - _BEFORE) : place]

    def after(self, place: int) -> str:
        """Return some of what stands after a place, without accents."""
        return self.folded[place : place + _AFTER]


Found = regex.Match[str]


@dataclass(frozen=True, slots=True)
class Form:
    """A pattern and how it is said; None where its surroundings show that it is something else."""

    pattern: regex.Pattern[str]
    say: Callable[[Found, Source], str | None]


def form(pattern: str) -> Callable[[Callable[[Found, Source], str | None]], Form]:
    """Make a form of a function that says what a pattern found."""
    return lambda say: Form(regex.compile(pattern), say)
