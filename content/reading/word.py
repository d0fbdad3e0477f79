"""Word documents: body in order, tables as lines, the numbers Word counts by itself, footnotes at the end."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from content.reading import refusals
from content.reading.numbering import Numbering
from content.reading.package import check_package

Element = Any
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_P, _TABLE, _ROW, _CELL, _HOLDER = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:sdt")
_BREAKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_UNSEEN = {
    qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), qn("w:pPr"), qn("w:instrText"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}  # fmt: skip
_HEADINGS = ("tt", "stt", "số tt", "s tt")


def read_docx(data: bytes) -> str:
    """Return the text a reader of the document sees, an empty line between paragraphs."""
    check_package(data)
    document = Document(BytesIO(data))
    _refuse_secret_edges(document)
    text, was_centred = "", False
    for centred, words in _blocks(document.element.body, Numbering(document)):
        text += (("\n" if centred and was_centred else "\n\n") if text else "") + words
        was_centred = centred
    return text + _footnotes(document)


def _refuse_secret_edges(document: Element) -> None:
    """A classification mark may stand in a page header or a text box, which the body does not show."""
    edges = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
    parts = [document.element.body]
    parts += [rel.target_part.element for rel in document.part.rels.values() if rel.reltype in edges]
    if any(refusals.is_secret_mark(_words(one)) for part in parts for one in part.iter(_P)):
        raise refusals.secret()


def _blocks(holder: Element, numbering: Numbering) -> Iterator[tuple[bool, str]]:
    """Yield (centred, words) of each paragraph and each line of a table."""
    for child in holder.iterchildren():
        if child.tag == _P:
            words = _numbered(child, numbering)
            if words.strip():
                yield _is_centred(child), words
        elif child.tag == _TABLE:
            yield from ((False, words) for words in _table(child, numbering))
        elif child.tag == _HOLDER:
            for content in child.iterchildren(qn("w:sdtContent")):
                yield from _blocks(content, numbering)


def _numbered(paragraph: Element, numbering: Numbering) -> str:
    words = _words(paragraph)
    sign = numbering.sign(paragraph) if words.strip() else ""
    return f"{sign} {words}" if sign else words


def _words(paragraph: Element) -> str:
    return "".join(_seen(paragraph))


def _seen(element: Element) -> Iterator[str]:
    for child in element.iterchildren():
        tag = child.tag
        if tag in _UNSEEN or (tag == qn("w:r") and _is_hidden(child)):
            continue
        if tag == qn("w:t"):
            yield child.text or ""
        elif tag in _BREAKS:
            yield _BREAKS[tag]
        elif tag == qn("w:footnoteReference"):
            yield (child.get(qn("w:id")) or "").translate(_SUPERSCRIPT)
        else:
            yield from _seen(child)


def _is_hidden(run: Element) -> bool:
    mark = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return mark is not None and mark.get(qn("w:val")) not in ("0", "false")


def _is_centred(paragraph: Element) -> bool:
    mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:jc')}")
    return mark is not None and mark.get(qn("w:val")) == "center"


def _table(table: Element, numbering: Numbering) -> Iterator[str]:
    """A table of numbered rows gives a line a row; any other one only places text, and gives it cell by cell."""
    rows = [[_cell(cell, numbering) for cell in _cells(row)] for row in table.iter(_ROW) if _owner(row) is table]
    filled = [row for row in rows if any(row)]
    if _is_listing(filled):
        yield from (" | ".join(" ".join(cell.split()) for cell in row if cell) for row in filled)
    else:
        yield from (cell for row in filled for cell in row if cell)


def _owner(row: Element) -> Element:
    return next(row.iterancestors(_TABLE))


def _is_listing(rows: list[list[str]]) -> bool:
    if len(rows) < 2 or len(rows[0]) < 2:
        return False
    first = rows[0][0].strip().lower().rstrip(".")
    return first in _HEADINGS or sum(row[0].strip().rstrip(".").isdigit() for row in rows) * 2 > len(rows)


def _cells(row: Element) -> Iterator[Element]:
    for cell in row.iter(_CELL):
        if next(cell.iterancestors(_ROW)) is row:
            merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            if merged is None or merged.get(qn("w:val")) == "restart":
                yield cell


def _cell(cell: Element, numbering: Numbering) -> str:
    return "\n".join(words for _, words in _blocks(cell, numbering)).strip()


def _footnotes(document: Element) -> str:
    """Return the footnotes, each a paragraph under its raised number."""
    text = ""
    for rel in document.part.rels.values():
        if rel.reltype != RELATIONSHIP_TYPE.FOOTNOTES:
            continue
        for note in parse_xml(rel.target_part.blob).iterchildren(qn("w:footnote")):
            words = " ".join(_words(p).strip() for p in note.iter(_P)).strip()
            number = note.get(qn("w:id")) or ""
            if words and note.get(qn("w:type")) is None:
                text += f"\n\n{number.translate(_SUPERSCRIPT)} {words}"
    return text
