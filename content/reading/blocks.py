"""Paragraphs and tables, however a file keeps them, as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

_HEADINGS = ("tt", "stt", "số tt", "s tt")
_LONG, _MANY = 600, 12


class Block(NamedTuple):
    """A paragraph or a row of a table."""

    words: str
    centred: bool = False


def joined(blocks: Iterable[Block]) -> str:
    """Return blocks as text, an empty line between them; centred lines that follow one another stay together."""
    text: list[str] = []
    was_centred = False
    for block in blocks:
        if text:
            text.append("\n" if block.centred and was_centred else "\n\n")
        text.append(block.words)
        was_centred = block.centred
    return "".join(text)


def of_table(rows: list[list[list[Block]]]) -> Iterator[Block]:
    """A table of numbered rows gives a line a row; any other one only places text, and gives it cell by cell."""
    filled = [[cell for cell in row if cell] for row in rows if any(row)]
    words = [[" ".join(" ".join(block.words for block in cell).split()) for cell in row] for row in filled]
    if _is_listing(words):
        yield from (Block(" | ".join(row)) for row in words)
    else:
        yield from (block for row in filled for cell in row for block in _placed(cell))


def _placed(cell: list[Block]) -> list[Block]:
    """The lines of a head or a foot belong together; a cell that holds a whole text is one of paragraphs."""
    if len(cell) > _MANY or sum(len(block.words) for block in cell) > _LONG:
        return cell
    return [Block("\n".join(block.words for block in cell))]


def _is_listing(rows: list[list[str]]) -> bool:
    if len(rows) < 2 or len(rows[0]) < 2:
        return False
    first = rows[0][0].strip().lower().rstrip(".")
    return first in _HEADINGS or sum(row[0].strip().rstrip(".").isdigit() for row in rows) * 2 > len(rows)
