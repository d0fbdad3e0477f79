"""Lines of a page that end only because the paper does: the next word had no room left."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from content.reading.columns import Printed

_CLOSED = re.compile(r"[.;:!?…]['\"”’)]?$")
_COUNTED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,2}\s?[.)]|[IVX]{1,5}\s?[.\-–)]|[a-zđ]\)|\d{1,3}\.?\t)\s*\S")
_DASHED = re.compile(r"[-–+•]\s")
_AWAITS_NUMBER = re.compile(r"(?:\b(?:ngày|tháng|năm|số|điều|khoản|từ|đến|và)|[/\-–])$", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*$")
_LONG, _INDENT = 0.6, 3.0


def goes_on(before: str, after: str) -> bool:
    """Say whether words that fill their line may go on in the next. Addresses on the net are joined elsewhere."""
    if _ADDRESS.search(before) or not any(map(str.isalnum, after)):
        return False
    if _CLOSED.search(before):
        return after[:1].islower() and not _COUNTED.match(after)
    return not _COUNTED.match(after) or bool(_AWAITS_NUMBER.search(before))


class Sheet:
    """The margins of pages of one width, and the distance of the lines within their paragraphs."""

    def __init__(self, lines: Iterable[Printed], usual: float) -> None:
        edges = [(line.left, line.right) for line in lines]
        self._left = min((left for left, _ in edges), default=0.0)
        self._right = max((right for _, right in edges), default=0.0)
        self._usual = usual

    def part(self, before: Printed, after: Printed) -> bool:
        """Say whether more than the usual distance lies between two lines."""
        step = before.foot - after.base
        return step > self._usual * 1.25 + 0.5 or step < -1

    def joined(self, lines: list[Printed]) -> list[Printed]:
        """Return the lines, those that the margin broke in one again."""
        whole = lines[:1]
        for before, after in pairwise(lines):
            if self._breaks(before, after):
                first = whole.pop()
                whole.append(after._replace(text=f"{first.text} {after.text}", base=first.base))
            else:
                whole.append(after)
        return whole

    def _breaks(self, before: Printed, after: Printed) -> bool:
        if self.part(before, after) or not self._is_full(before, after) or _is_indented(before, after):
            return False
        return goes_on(before.text, after.text)

    def _is_full(self, line: Printed, following: Printed) -> bool:
        """A long line with too little room left for the first word of the next."""
        wide = (line.right - line.left) / max(len(line.text), 1)
        word = following.text.split(maxsplit=1)[0]
        is_long = line.right - line.left > (self._right - self._left) * _LONG
        return is_long and line.right + wide * (len(word) + 1) > self._right


def _is_indented(before: Printed, after: Printed) -> bool:
    """A paragraph may begin further in; below the words of a numbered one its other lines do."""
    return after.left > before.left + _INDENT and not (_COUNTED.match(before.text) or _DASHED.match(before.text))
