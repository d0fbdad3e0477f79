"""Elements of HTML as paragraphs: what a browser would show, with the numbers and dashes it would print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from content.reading.blocks import Block, of_table
from content.reading.romans import roman

Element = Any
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article blockquote body center dd details div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6 "
        "hr html li main ol p pre section summary table tbody td tfoot th thead tr ul caption",
    )
)
_SPACE = re.compile(r"[^\S\xa0]+")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NOTE = re.compile(r"\s*[\[(]?(\d{1,3})[\])]?\s*")
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_BREAK = "\x00"


def blocks_of(element: Element) -> Iterator[Block]:
    """Yield the paragraphs of an element in order; a table gives rows or cells."""
    yield from _Reader().blocks(element, "")


class _Reader:
    """Collects the words of a paragraph until a block begins or ends."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._counts: dict[Element, int] = {}

    def blocks(self, element: Element, sign: str) -> Iterator[Block]:
        if sign:
            self._words.append(f"{sign} ")
        self._words.append(_spaced(element, element.text))
        for child in element:
            if child.tag in _BLOCKS:
                yield from self._flushed(element)
                yield from self._block(child)
                yield from self._flushed(child)
            else:
                yield from self._inline(child)
            self._words.append(_spaced(element, child.tail))
        yield from self._flushed(element)

    def _inline(self, child: Element) -> Iterator[Block]:
        if child.tag == "br":
            self._words.append(_BREAK)
        elif _is_note(child):
            self._words.append((_NOTE.fullmatch(child.text_content()) or [""])[1].translate(_SUPERSCRIPT))
        elif any(inner.tag in _BLOCKS for inner in child.iterdescendants()):
            yield from self.blocks(child, "")
        else:
            self._words.append(_spaced(child, child.text))
            for inner in child:
                yield from self._inline(inner)
                self._words.append(_spaced(child, inner.tail))

    def _block(self, child: Element) -> Iterator[Block]:
        if child.tag == "table":
            yield from of_table(_rows(child))
        elif child.tag == "li":
            yield from self.blocks(child, self._sign(child))
        else:
            yield from self.blocks(child, "")

    def _sign(self, item: Element) -> str:
        """Return what a browser prints before an item of a list."""
        above = item.getparent()
        if above is None or above.tag != "ol":
            nested = sum(1 for place in item.iterancestors("ul", "ol") if place.tag == "ul") > 1
            return "+" if nested else "-"
        following = self._counts.get(above, _number(above.get("start"), 1) - 1) + 1
        self._counts[above] = _number(item.get("value"), following)
        return _counted(above.get("type", "1"), self._counts[above])

    def _flushed(self, element: Element) -> Iterator[Block]:
        lines = "".join(self._words).split(_BREAK)
        self._words.clear()
        words = "\n".join(_SPACE.sub(" ", line).strip() for line in lines).strip("\n")
        if words.strip():
            yield Block(words, _is_centred(element))


def _spaced(element: Element, words: str | None) -> str:
    if not words:
        return ""
    return words.replace("\n", _BREAK) if element.tag == "pre" else _SPACE.sub(" ", words)


def _is_note(child: Element) -> bool:
    """A raised number, or a link to a note as Word writes it."""
    noted = child.tag == "sup" or (child.tag == "a" and "_ftn" in f"{child.get('href', '')}{child.get('name', '')}")
    return noted and _NOTE.fullmatch(child.text_content()) is not None


def _is_centred(element: Element) -> bool:
    centred = element.tag == "center" or element.get("align", "").lower() == "center"
    return centred or bool(_CENTRED.search(element.get("style", "")))


def _rows(table: Element) -> list[list[list[Block]]]:
    own = (row for row in table.iter("tr") if next(row.iterancestors("table")) is table)
    return [[list(blocks_of(cell)) for cell in row if cell.tag in ("td", "th")] for row in own]


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text.strip()) else otherwise


def _counted(kind: str, count: int) -> str:
    if kind in ("i", "I"):
        return f"{roman(count) if kind == 'I' else roman(count).lower()}."
    if kind in ("a", "A") and 1 <= count <= 26:
        return f"{chr(ord(kind) + count - 1)})"
    return f"{count}."
