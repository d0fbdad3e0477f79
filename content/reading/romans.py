"""Numbers as Romans wrote them."""

from __future__ import annotations

_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"))
_ROMAN_ONES = ((9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_MOST = 3999


def roman(count: int) -> str:
    """Return a number as Romans wrote it; one they could not write, in digits."""
    if not 0 < count <= _MOST:
        return str(count)
    text = ""
    for value, letters in (*_ROMAN, *_ROMAN_ONES):
        times, count = divmod(count, value)
        text += letters * times
    return text
