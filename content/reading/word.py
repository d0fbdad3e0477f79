"""Word documents as they print: body in order, tables as lines, text boxes, counted numbers, footnotes at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from content.reading import letters, refusals
from content.reading.blocks import Block, joined, of_table
from content.reading.numbering import Numbering
from content.reading.package import check_package
from content.reading.styles import Styles

Element = Any
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_P, _R, _T, _BOX, _HOLDER = qn("w:p"), qn("w:r"), qn("w:t"), qn("w:txbxContent"), qn("w:sdt")
_VANISH, _CAPS, _RAISED = (f"{qn('w:rPr')}/{qn(name)}" for name in ("w:vanish", "w:caps", "w:vertAlign"))
_ALTERNATIVES, _CONTENT, _VALUE = f"{_MC}AlternateContent", qn("w:sdtContent"), qn("w:val")
_OPEN = frozenset((qn("w:ins"), qn("w:moveTo"), qn("w:customXml"), qn("w:smartTag")))
_REMOVED = frozenset((qn("w:del"), qn("w:moveFrom")))
_TABLE, _ROW, _CELL = qn("w:tbl"), qn("w:tr"), qn("w:tc")
_BREAKS = {
    qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-",
}  # fmt: skip
_UNSEEN = {qn("w:del"), qn("w:moveFrom"), _BOX, qn("w:pPr"), qn("w:rPr"), qn("w:instrText"), qn("w:delText")}
_NOTES = {qn("w:footnoteReference"): "w:footnote", qn("w:endnoteReference"): "w:endnote"}
_NOTE_PARTS = {"w:footnote": RELATIONSHIP_TYPE.FOOTNOTES, "w:endnote": RELATIONSHIP_TYPE.ENDNOTES}


def read_docx(data: bytes) -> str:
    """Return the text a reader of the document sees, an empty line between paragraphs.

    Footnotes stand at the end under their raised numbers: there they tear no sentence apart.
    """
    check_package(data)
    document = Document(BytesIO(data))
    _refuse_secret_edges(document)
    reader = _Reader(document)
    return joined([*reader.blocks(document.element.body), *reader.footnotes(document)])


def _refuse_secret_edges(document: Element) -> None:
    """A classification mark may stand in a page header, which the body does not show."""
    edges = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
    reader = _Reader(document)
    parts = [document.element.body]
    parts += [rel.target_part.element for rel in document.part.rels.values() if rel.reltype in edges]
    if any(refusals.is_secret_mark(reader.words(one)) for part in parts for one in part.iter(_P)):
        raise refusals.secret()


class _Reader:
    """Walks a document in order, counting its numbers and notes."""

    def __init__(self, document: Element) -> None:
        self._styles = Styles(document)
        self._numbering = Numbering(document, self._styles)
        self._notes: dict[tuple[str, str], int] = {}
        self._left = ""

    def blocks(self, holder: Element) -> Iterator[Block]:
        """Yield each paragraph and each line of a table; a text box follows the paragraph that holds it."""
        for child in _children(holder):
            if child.tag == _P:
                yield from self._paragraph(child)
            elif child.tag == _TABLE:
                yield from of_table([self._row(row) for row in _rows(child)])

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        words = self.words(paragraph)
        if _is_mark_deleted(paragraph):
            self._left += words
        elif (self._left + words).strip():
            sign = self._numbering.sign(paragraph)
            words, self._left = self._left + words, ""
            yield Block(f"{sign} {words}" if sign else words, _is_centred(paragraph))
        for box in _boxes(paragraph):
            yield from self.blocks(box)

    def _row(self, row: Element) -> list[list[Block]]:
        return [list(self.blocks(cell)) for cell in _cells(row)]

    def words(self, paragraph: Element) -> str:
        """Return the words of a paragraph, without the text boxes it holds."""
        return "".join(self._seen(paragraph, self._styles.of_paragraph(paragraph)))

    def _seen(self, element: Element, style: str) -> Iterator[str]:
        for child in _children(element):
            tag = child.tag
            if tag in _UNSEEN:
                continue
            if tag == _R:
                yield self._run(child, style)
            elif tag in _BREAKS:
                yield _BREAKS[tag]
            elif tag in _NOTES:
                yield self._note(_NOTES[tag], child.get(qn("w:id")) or "")
            elif tag == _T:
                yield child.text or ""
            else:
                yield from self._seen(child, style)

    def _run(self, run: Element, style: str) -> str:
        if _is_on(run, _VANISH):
            return ""
        words = letters.of_font("".join(self._seen(run, style)), self._styles.font(run, style))
        if _is_on(run, _CAPS):
            words = words.upper()
        raised = run.find(_RAISED)
        is_sign = raised is not None and raised.get(_VALUE) == "superscript" and words.strip().isdigit()
        return words.translate(_SUPERSCRIPT) if is_sign else words

    def _note(self, kind: str, number: str) -> str:
        """Return the sign of a note: notes are counted in the order of the text."""
        return str(self._notes.setdefault((kind, number), len(self._notes) + 1)).translate(_SUPERSCRIPT)

    def footnotes(self, document: Element) -> Iterator[Block]:
        """Yield the notes that the text refers to."""
        texts = {(kind, one.get(qn("w:id"))): one for kind in _NOTE_PARTS for one in _notes_of(document, kind)}
        for key, number in list(self._notes.items()):
            if key in texts:
                words = " ".join(self.words(p).strip() for p in texts[key].iter(_P)).strip()
                yield Block(f"{number} ".translate(_SUPERSCRIPT) + words)


def _children(element: Element) -> Iterator[Element]:
    """Yield what stands in an element: of two renderings of one thing the first, of a holder its content."""
    for child in element.iterchildren():
        if child.tag == _ALTERNATIVES:
            yield from _chosen(child)
        elif child.tag == _HOLDER:
            for content in child.iterchildren(_CONTENT):
                yield from _children(content)
        elif child.tag in _OPEN:
            yield from _children(child)
        else:
            yield child


def _chosen(alternatives: Element) -> Iterable[Element]:
    first = next(alternatives.iterchildren(f"{_MC}Choice", f"{_MC}Fallback"), None)
    return () if first is None else _children(first)


def _boxes(element: Element) -> Iterator[Element]:
    """Yield the text boxes that hang on a paragraph, each once."""
    for child in _children(element):
        if child.tag == _BOX:
            yield child
        elif child.tag not in _REMOVED:
            yield from _boxes(child)


def _is_on(run: Element, path: str) -> bool:
    mark = run.find(path)
    return mark is not None and mark.get(_VALUE) not in ("0", "false", "off")


def _is_mark_deleted(paragraph: Element) -> bool:
    """The end of a paragraph may be deleted like a letter: what follows then belongs to it."""
    return paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}") is not None


def _is_centred(paragraph: Element) -> bool:
    mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:jc')}")
    return mark is not None and mark.get(qn("w:val")) == "center"


def _rows(table: Element) -> Iterator[Element]:
    for row in _children(table):
        if row.tag == _ROW and row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None:
            yield row


def _cells(row: Element) -> Iterator[Element]:
    for cell in _children(row):
        if cell.tag == _CELL:
            merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            if merged is None or merged.get(qn("w:val")) == "restart":
                yield cell


def _notes_of(document: Element, kind: str) -> Iterator[Element]:
    for rel in document.part.rels.values():
        if rel.reltype == _NOTE_PARTS[kind]:
            yield from parse_xml(rel.target_part.blob).iterchildren(qn(kind))
