"""Lines of a page that stand in two columns: the head and the foot of a directive are read column by column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as raw

Page = Any
_SPACE = re.compile(r"(?<=\S)\s+(?=\S)")
_BLANK = re.compile(r"(?:\bsố|ngày|tháng|năm|…)\W*$", re.IGNORECASE)
_NATION = re.compile(r"CỘNG H(?:ÒA|OÀ)|Độc lập\s?[-–]|ĐẢNG CỘNG SẢN|[^,]{2,40},\s*ngày\b")
_HEAD_ENDS = re.compile(r"\s*k[iíỉ]nh\s+(?:gửi|chuyển)", re.IGNORECASE)
_FOOT_OPENS = re.compile(r"\W*nơi\s+nhận", re.IGNORECASE)
_HEAD_LINES, _LONGEST = 25, 120
_WIDE, _NEAR = 1.8, 5


class Printed(NamedTuple):
    """A line, or one column of it, and where it stands on its page; `foot` is the height at which it ends."""

    text: str
    base: float
    left: float
    right: float
    foot: float


def parts(page: Page, line: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield where in a line its columns begin and end: a gap wider than any space parts them."""
    begin = 0
    if len(line) <= _LONGEST:
        for gap in _SPACE.finditer(line):
            if _may_part(line, gap) and _is_wide(page, start + gap.start() - 1, start + gap.end()):
                yield begin, gap.start()
                begin = gap.end()
    yield begin, len(line)


def _may_part(line: str, gap: re.Match[str]) -> bool:
    """A space left for a number or a day parts nothing; a column begins with a capital letter."""
    first = next((c for c in line[gap.end() : gap.end() + 4] if c.isalpha()), "")
    return first.isupper() and not _BLANK.search(line[: gap.start()])


def _is_wide(page: Page, before: int, after: int) -> bool:
    size = raw.FPDFText_GetFontSize(page, after)
    gap = page.get_charbox(after)[0] - page.get_charbox(before)[2]
    return bool(gap > size * _WIDE)


def in_order(lines: list[Printed], *, first: bool) -> list[Printed]:
    """Return the lines of a page with its columns one after the other; rows of a table stay rows."""
    head = _head(lines) if first else 0
    foot = next((i for i, line in enumerate(lines) if _FOOT_OPENS.match(line.text)), len(lines))
    foot = max(foot, head)
    return [*_by_column(lines[:head]), *_rows(lines[head:foot]), *_by_column(lines[foot:])]


def _head(lines: list[Printed]) -> int:
    """Return how many lines the head has: it ends with the last line in two columns before the address."""
    if not any(_beside(a, b) and _NATION.search(b.text) for a, b in pairwise(lines[:_HEAD_LINES])):
        return 0
    end = 0
    for index, line in enumerate(lines[:_HEAD_LINES]):
        if _HEAD_ENDS.match(line.text):
            break
        end = index + 1 if index and _beside(lines[index - 1], line) else end
    return end


def _beside(one: Printed, other: Printed) -> bool:
    return abs(one.base - other.base) < 1 and one.right <= other.left


def _by_column(lines: list[Printed]) -> list[Printed]:
    """Put the left column before the right one; a line that stands alone belongs where it begins."""
    pairs = {index for index, (one, other) in enumerate(pairwise(lines)) if _beside(one, other)}
    if not pairs:
        return lines
    edge = min(lines[index + 1].left for index in pairs)
    right = [i for i, line in enumerate(lines) if i - 1 in pairs or (i not in pairs and line.left > edge - _NEAR)]
    return [line for i, line in enumerate(lines) if i not in right] + [lines[i] for i in right]


def _rows(lines: list[Printed]) -> list[Printed]:
    rows: list[Printed] = []
    for line in lines:
        if rows and _beside(rows[-1], line):
            before = rows.pop()
            line = line._replace(text=f"{before.text}\t{line.text}", base=before.base, left=before.left)
        rows.append(line)
    return rows
