"""Signs that only their neighbours tell: letters before Roman numbers, notes, bare numbers, stars under dashes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from content.recognise.markers import BRACKETED, DASH, LETTER, NUMBER, STAR, Marker, marker
from content.recognise.tidy import Piece

if TYPE_CHECKING:
    from content.recognise.outline import Node

_BARE_NUMBER = regex.compile(r"(?P<n>\d{1,2})\s(?=\p{Lu})")
_REFERENCE = re.compile(r"[^\W\d_][”\"]?\s?\(1\)")
_BEFORE_ROMAN = {"i": "h", "v": "u", "x": "v"}
_STARS_UNDER_DASHES = re.compile(r"(?:-[*]+){2,}")


@dataclass(frozen=True, slots=True)
class Signs:
    """What the whole of some paragraphs says of their signs.

    `noted`: words refer to notes "(1)"; `bare`: numbers without a sign that open headings; `low`: stars stand under
    dashes, which elsewhere stand under stars.
    """

    noted: bool
    bare: dict[int, Marker]
    low: bool

    @classmethod
    def of(cls, body: Sequence[Piece]) -> Signs:
        """Look through the paragraphs of a body or an appendix."""
        noted = any("(1)" in piece.text and _REFERENCE.search(piece.text) for piece in body)
        return cls(noted, _bare_numbers(body), _stars_are_low(body))

    def sign(self, piece: Piece, top: Node | None) -> Marker | None:
        """Return the sign of a paragraph; where words refer to notes "(1)", a number in brackets opens one of these.

        "i)" is the letter after "h)", else the first small Roman number, which stands under letters.
        """
        sign = marker(piece.text)
        if sign and self.noted and sign.level == BRACKETED and sign.number.isdigit():
            return None
        if sign and sign.level == LETTER and sign.number in _BEFORE_ROMAN and not _follows(top, sign.number):
            return Marker(BRACKETED, sign.number, sign.end)
        if sign and sign.level == STAR and self.low:
            return Marker(DASH + 1, sign.number, sign.end)
        return sign


def _stars_are_low(body: Sequence[Piece]) -> bool:
    """Say whether stars stand under dashes: each dash of a list has its own ("- Tổ 1 ⏎ * Sáng: … ⏎ - Tổ 2 ⏎ * …")."""
    lists = [""]
    for sign in map(marker, (piece.text for piece in body)):
        if sign and sign.level < STAR:
            lists.append("")
        elif sign and sign.level in (STAR, DASH):
            lists[-1] += "*" if sign.level == STAR else "-"
    return any(map(_STARS_UNDER_DASHES.fullmatch, lists)) and not any(one.startswith("*") for one in lists)


def _bare_numbers(body: Sequence[Piece]) -> dict[int, Marker]:
    """Return the numbers without a sign that open headings: "1 Xuống giống" over "1.1 Vùng trũng", then "2 …"."""
    found: dict[int, Marker] = {}
    for index, piece in enumerate(body):
        number = _BARE_NUMBER.match(piece.text)
        if number and int(number["n"]) == len(found) + 1:
            if not found and (index + 1 == len(body) or not body[index + 1].text.startswith("1.1")):
                break
            found[index] = Marker(NUMBER, number["n"], number.end())
    return found if len(found) > 1 else {}


def _follows(top: Node | None, letter: str) -> bool:
    """Say whether the last letter over or beside a place is the one before `letter`."""
    while top is not None and top.level != LETTER:
        top = top.parent
    return top is not None and top.path.endswith(f".{_BEFORE_ROMAN[letter]}")
