"""Days that other days of a directive are counted from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import regex

from content.recognise.choose import mask
from content.recognise.citations import find
from content.recognise.form import Doubtful, Frame
from content.recognise.fragments import expand
from content.recognise.limits import TIMEOUT, TooSlow
from content.recognise.tidy import Piece

_POLLING = regex.compile(
    expand(
        r"(?:ngày (?:bầu cử|bỏ phiếu)[^.;\n]{0,140}?|bầu cử (?:[^.,;\n]{0,80} )?(?:vào|là)[^.;\n\d]{0,20})"
        r"(?<!\d){full1}"
    ),
    regex.VERSION1,
)


def polling_day(pieces: Iterable[Piece], frame: Frame) -> date | None:
    """Return the day of the election as the text names it first; None where it does not."""
    for piece in pieces:
        if "bầu cử" not in piece.text and "bỏ phiếu" not in piece.text:
            continue
        try:
            found = _POLLING.search(mask(piece.text, [(c.start, c.end) for c in find(piece)]), timeout=TIMEOUT)
            if found:
                return frame.day(found, "1")
        except (TooSlow, TimeoutError, Doubtful):
            continue
    return None
