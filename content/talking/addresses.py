"""Addresses on the net, as they are dictated."""

from __future__ import annotations

import re

from content.talking.form import Form, Found, Source, form
from content.talking.numbers import digits
from content.talking.table import letters

_SIGNS = {".": "chấm", "/": "gạch chéo", "-": "gạch ngang", "_": "gạch dưới", "@": "a còng"}
_TAIL = ".,;:!?…)/"
_SPELLED = {"vn", "tv"}


@form(
    r"(?i:(?:https?://|www\.)[^\s<>\"“”()]+|[a-z0-9._\-]{1,64}@[a-z0-9\-]{1,63}(?:\.[a-z0-9\-]{1,63}){1,8}"
    r"|[a-z0-9\-]{1,63}(?:\.[a-z0-9\-]{1,63}){0,8}\.(?:vn|com|net|org|gov|edu|info|io|tv)(?![\p{L}0-9])(?:/[^\s<>\"“”()]*)?)"
)
def address(found: Found, source: Source) -> str | None:
    """Say a page or a mail box: words as words, "vn" and what has no vowel by letters, signs by name.

    The scheme (https://) is not said. None where a sign has no name: such an address is left as it is.
    """
    bare = re.sub(r"(?i)^https?://", "", found.group().rstrip(_TAIL))
    tail = found.group()[len(found.group().rstrip(_TAIL)) :].replace("/", "")
    if not bare or re.search(r"[^\w./\-@]", bare) or re.search(r"[^\W0-9]", bare) is None:
        return None
    said = [_said(part) for part in re.findall(r"[0-9]+|[./\-_@]|[^\W\d_]+", bare)]
    return " ".join(said) + tail


ADDRESSES: tuple[Form, ...] = (address,)
LEFT = r"(?i:(?:https?://|www\.)[^\s<>\"“”()]*[^\s<>\"“”().,;:!?…])"


def _said(part: str) -> str:
    if part in _SIGNS or part.isdigit():
        return _SIGNS.get(part) or digits(part)
    spelled = part.lower() in _SPELLED or not re.search(r"[aeiouy]", part.lower())
    return letters(part) if spelled and part.isascii() else part.lower()
