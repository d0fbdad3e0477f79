"""A text as it is read aloud."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from content.talking.addresses import ADDRESSES, LEFT
from content.talking.dates import DATES
from content.talking.figures import FIGURES, unit
from content.talking.form import Form, Source
from content.talking.papers import PAPERS, UNNUMBERED
from content.talking.pauses import PAUSES
from content.talking.words import WORDS, unknown, word

_LETTER: tuple[Form, ...] = (*ADDRESSES, unit, *UNNUMBERED, *WORDS)
_DIGIT: tuple[Form, ...] = (*ADDRESSES, *PAPERS, *DATES, *FIGURES)
_SIGN: tuple[Form, ...] = (*FIGURES, unit, *PAUSES)
_LEFT = regex.compile(LEFT)
_TORN = regex.compile(r"[0-9]{1,2}\s?/\s?[0-9]{1,2}\s?/\s?[0-9]{3}(?![0-9])")
_HELD = "\ue000"
_MARKS = "!?….:;,"
_RUN = re.compile(rf"[{_MARKS}](?:[^\S\n]?[{_MARKS}])+")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text as it is read aloud, and what in it could not be read, in order, each as it stands in the text."""

    text: str
    unread: tuple[str, ...] = ()


def spoken(text: str) -> Spoken:
    """Return Vietnamese text as an announcer reads it: numbers, dates, abbreviations and signs in words.

    Words stay as they are, foreign ones too; lines stay lines. Nothing is left out but signs that nobody says (bullets,
    stars, the "https://" of an address, invisible characters): what has no reading here, or would be read wrongly, as a
    year of three digits, stays in the text and is named in `unread`.
    """
    source = Source.of(_clean(text))
    said: list[str] = []
    unread: list[str] = []
    for piece, read in _pieces(source):
        if not read and said and said[-1] == _HELD and not piece[0].isalnum():
            unread[-1] += piece
            continue
        unread += [] if read else [piece]
        piece = piece if read else _HELD
        apart = said and _ends_word(said[-1]) and _ends_word(piece[:1])
        said += [" ", piece] if apart else [piece] if piece else []
    return Spoken(_held_back(_tidy("".join(said)), unread), tuple(unread))


def _clean(text: str) -> str:
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).replace(_HELD, "\ufffd")
    kinds = {"Cf": "", "Cc": " "}
    return "".join(one if one == "\n" else kinds.get(unicodedata.category(one), one) for one in text)


def _pieces(source: Source) -> Iterator[tuple[str, bool]]:
    """Yield what is said, piece by piece, and whether it could be read."""
    place = 0
    while place < len(source.text):
        piece, read, place = _next(source, place)
        yield piece, read


def _next(source: Source, place: int) -> tuple[str, bool, int]:
    if torn := _TORN.match(source.text, place):
        return torn.group(), False, torn.end()
    opening = source.text[place]
    forms = _LETTER if opening.isalpha() else _DIGIT if opening.isdigit() else _SIGN
    for one in (*forms, *PAUSES) if opening == "x" else forms:
        found = one.pattern.match(source.text, place)
        piece = one.say(found, source) if found else None
        if found and piece is not None:
            return piece, True, found.end()
    return _left(source, place)


def _left(source: Source, place: int) -> tuple[str, bool, int]:
    """Return a word as it is, or what cannot be read."""
    address = _LEFT.match(source.text, place)
    capitals = unknown.pattern.match(source.text, place)
    if address or (capitals and unknown.say(capitals, source)):
        found = address or capitals
        assert found
        return found.group(), False, found.end()
    plain = word.pattern.match(source.text, place)
    return (plain.group(), True, plain.end()) if plain else (source.text[place], False, place + 1)


def _ends_word(piece: str) -> bool:
    return bool(piece) and (piece[-1].isalnum() or piece[-1] == _HELD)


def _tidy(text: str) -> str:
    """Of marks that meet keep the strongest; no space before a mark, one after; no pause at either end of a line."""
    text = re.sub(r"[^\S\n]+", " ", text)
    text = _RUN.sub(lambda run: next(mark for mark in _MARKS if mark in run.group()), text)
    text = re.sub(rf"[^\S\n]([{_MARKS}])", r"\1", text)
    text = re.sub(rf"(?<=[{_MARKS}])(?=[^\s])", " ", text)
    lines = (re.sub(r"^[,;: ]+|[, ]+$", "", line) for line in text.split("\n"))
    return "\n".join(lines).strip()


def _held_back(text: str, unread: list[str]) -> str:
    """Put what could not be read back where it was held."""
    first, *rest = text.split(_HELD)
    return first + "".join(left + after for left, after in zip(unread, rest, strict=True))
