"""What a text is about: the subjects of public communication, and the words that say them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from content.folding import fold

_WORD = re.compile(r"\w+")
MOST = 3
OPENING = 240
"""Characters of a text that say what it is about; further on it mentions much else in passing."""
KEPT = 16_384
"""Titles and openings of which it is kept what they say."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject: the word used in addresses, its name, terms that say it, names of offices and the like that do not."""

    slug: str
    name: str
    terms: tuple[str, ...]
    unless: tuple[str, ...]


@cache
def subjects() -> tuple[Subject, ...]:
    """Return every subject, in the order of the file, which is the order to show them in."""
    with (Path(__file__).parent / "subjects.csv").open(encoding="utf-8", newline="") as rows:
        return tuple(
            Subject(row["slug"], row["name"], _parts(row["terms"]), _parts(row["unless"]))
            for row in csv.DictReader(rows)
        )


def subject_names(slugs: Iterable[str]) -> tuple[str, ...]:
    """Return the names of subjects; KeyError for what is none."""
    names = _names()
    return tuple(names[slug] for slug in slugs)


@cache
def _names() -> dict[str, str]:
    return {subject.slug: subject.name for subject in subjects()}


def subjects_of(title: str, text: str) -> tuple[str, ...]:
    """Return the slugs of what is spoken of, at most `MOST`, the first named first; accents and case do not matter.

    The title decides; where it names no subject, the opening of the text does. "Hội Nông dân" is no "nông dân".
    """
    return _named(title) or _named(text[:OPENING])


@lru_cache(maxsize=KEPT)
def _named(text: str) -> tuple[str, ...]:
    words = " ".join(fold(text).split())
    named: dict[str, None] = {}
    behind: dict[str, int] = {}
    for start in _WORD.finditer(words):
        for phrase, slug, says in _phrases().get(start.group(), ()):
            if start.start() >= behind.get(slug, 0) and _stands(words, phrase, start.start()):
                behind[slug] = start.start() + len(phrase)
                named |= {slug: None} if says else {}
    return tuple(named)[:MOST]


def _stands(words: str, phrase: str, place: int) -> bool:
    """Whether a phrase stands at a place as whole words."""
    end = place + len(phrase)
    return words.startswith(phrase, place) and not words[end : end + 1].isalnum()


@cache
def _phrases() -> dict[str, list[tuple[str, str, bool]]]:
    """Return by its first word each phrase, its subject, and whether it says it; of one start the longest first."""
    found: dict[str, list[tuple[str, str, bool]]] = {}
    for subject in subjects():
        kinds = {**dict.fromkeys(subject.unless, False), **dict.fromkeys(subject.terms, True)}
        for phrase, says in sorted(kinds.items(), key=lambda one: -len(one[0])):
            bare = fold(phrase)
            found.setdefault(_WORD.findall(bare)[0], []).append((bare, subject.slug, says))
    return found


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))
