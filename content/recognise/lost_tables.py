"""Tables that lost their rules: one cell a line, under "TT"."""

from __future__ import annotations

from content.folding import fold
from content.recognise.markers import marker
from content.recognise.tidy import Line, join

_COUNTED, _WORD = ("tt", "stt", "so tt"), 20


def rows_joined(printed: list[Line]) -> list[Line]:
    """A table that lost its rules (one cell a line, under `TT`) becomes a line a row again."""
    joined: list[Line] = []
    index = 0
    while index < len(printed):
        end = _table_end(printed, index) if _opens_table(printed[index].text) else index
        if end == index:
            joined.append(printed[index])
            index += 1
            continue
        joined.extend(_table_rows(printed[index:end]))
        index = end
    return joined


def _opens_table(text: str) -> bool:
    return text[:1] in "TtSs" and fold(text[:_WORD]).strip(".") in _COUNTED


def _table_end(printed: list[Line], start: int) -> int:
    """The table ends with its last row, which has as many cells as the others, or at the next sign of an item."""
    first = next((i for i in range(start + 1, min(start + 12, len(printed))) if printed[i].text in {"1", "01"}), None)
    if first is None:
        return start
    columns, expected, end, row = first - start, 1, first, first
    while end < len(printed) and end - row <= 3 * columns:
        line = printed[end]
        if line.text.isdigit() and int(line.text) == expected:
            expected, row = expected + 1, end
        elif marker(line.text) or (line.gap and end - row >= columns):
            break
        end += 1
    return end


def _table_rows(table: list[Line]) -> list[Line]:
    rows: list[list[Line]] = [[]]
    expected = 1
    for line in table:
        if line.text.isdigit() and int(line.text) == expected:
            rows.append([])
            expected += 1
        rows[-1].append(line)
    return [Line(join([cell.piece for cell in row], " | "), gap=True) for row in rows if row]
