"""Lines of a page that stand in two columns: the head and the foot of a directive are read column by column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as raw

Page = Any
_SPACE = re.compile(r"(?<=\S)\s+(?=\S)")
_HEAD_ENDS = re.compile(r"\s*k[iíỉ]nh\s+(?:gửi|chuyển)", re.IGNORECASE)
_FOOT_OPENS = re.compile(r"\W*nơi\s+nhận", re.IGNORECASE)
_HEAD_LINES, _LONGEST = 25, 120
_WIDE = 1.8


class Printed(NamedTuple):
    """A line, or one column of it, and where it stands on its page."""

    text: str
    base: float
    left: float = 0.0
    right: float = 0.0


def parts(page: Page, line: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield where in a line its columns begin and end: a gap wider than any space parts them."""
    begin = 0
    if len(line) <= _LONGEST:
        for gap in _SPACE.finditer(line):
            if _is_wide(page, start + gap.start() - 1, start + gap.end()):
                yield begin, gap.start()
                begin = gap.end()
    yield begin, len(line)


def _is_wide(page: Page, before: int, after: int) -> bool:
    size = raw.FPDFText_GetFontSize(page, after)
    gap = page.get_charbox(after)[0] - page.get_charbox(before)[2]
    return bool(gap > size * _WIDE)


def in_order(lines: list[Printed], width: float, *, first: bool) -> list[Printed]:
    """Return the lines of a page with its columns one after the other; rows of a table stay rows."""
    head = _head(lines) if first else 0
    foot = next((i for i, line in enumerate(lines) if _FOOT_OPENS.match(line.text)), len(lines))
    foot = max(foot, head)
    middle = width / 2
    return [*_by_column(lines[:head], middle), *_rows(lines[head:foot]), *_by_column(lines[foot:], middle)]


def _head(lines: list[Printed]) -> int:
    """Return how many lines the head has: it ends with the last line in two columns before the address."""
    end = 0
    for index, line in enumerate(lines[:_HEAD_LINES]):
        if _HEAD_ENDS.match(line.text):
            break
        end = index + 1 if index and _beside(lines[index - 1], line) else end
    return end


def _beside(one: Printed, other: Printed) -> bool:
    return abs(one.base - other.base) < 1 and one.right <= other.left


def _by_column(lines: list[Printed], middle: float) -> list[Printed]:
    if not any(_beside(a, b) for a, b in pairwise(lines)):
        return lines
    right = [line for line in lines if (line.left + line.right) / 2 > middle]
    return [line for line in lines if line not in right] + right


def _rows(lines: list[Printed]) -> list[Printed]:
    rows: list[Printed] = []
    for line in lines:
        if rows and _beside(rows[-1], line):
            before = rows.pop()
            line = Printed(f"{before.text} {line.text}", before.base, before.left, line.right)
        rows.append(line)
    return rows
