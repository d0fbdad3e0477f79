"""The week sheet as a Word document on A4, in styles that people can change at one place."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from feeds.sheets import code
from feeds.sheets.model import Block, Board, Line, Lines, Readings, Sheet, Theme, Themes, facts, foot, mark, short_day

FONT = "Times New Roman"
BLACK = RGBColor(0, 0, 0)
SIZES = {"Normal": 12, "Title": 22, "Subtitle": 12, "Heading 1": 14, "Heading 2": 12, "Header": 10, "Footer": 10}
POINT, CELL, SMALL = Pt(16), Pt(10.5), Pt(10)
UNDATED = datetime(2020, 1, 1, tzinfo=UTC)


def word(sheet: Sheet) -> bytes:
    """Return the sheet as a .docx; the same bytes for the same sheet."""
    document = Document()
    _page(document, sheet)
    _head(document, sheet)
    for block in sheet.blocks:
        _block(document, block)
    about, made = document.core_properties, sheet.released_at or UNDATED
    about.author, about.title, about.language = sheet.office, f"{sheet.title} – {sheet.reader}", "vi"
    about.created = about.modified = made
    return _steady(document, made)


def _page(document: Word, sheet: Sheet) -> None:
    for name, size in SIZES.items():
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), BLACK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in list(fonts.attrib):
            del fonts.attrib[script]
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(script), FONT)
        form = style.paragraph_format
        form.space_before, form.space_after, form.line_spacing = Pt(0), Pt(2), 1.0
        for line in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
            style.element.pPr.remove(line)
    for name, before in (("Heading 1", 8), ("Heading 2", 4)):
        document.styles[name].paragraph_format.space_before = Pt(before)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(16)
    section.header.paragraphs[0].text = f"{sheet.office} – {sheet.title} ({sheet.days})"
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run(f"{foot(sheet)} · Trang ")
    _field(footer, "PAGE")
    footer.add_run(" trên ")
    _field(footer, "NUMPAGES")


def _field(paragraph: Paragraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)


def _head(document: Word, sheet: Sheet) -> None:
    table = document.add_table(1, 2)
    table.autofit = False
    left, right = table.rows[0].cells
    for column, wide in zip(table.columns, (150, 24), strict=True):
        column.width = column.cells[0].width = Mm(wide)
    left.paragraphs[0].style = "Title"
    left.paragraphs[0].add_run(sheet.title)
    left.add_paragraph(sheet.days, "Subtitle")
    left.add_paragraph(sheet.reader, "Subtitle").runs[0].bold = True
    right.paragraphs[0].add_run().add_picture(io.BytesIO(code.png(sheet.url)), width=Mm(22))
    if sheet.notice:
        document.add_paragraph(sheet.notice)


def _block(document: Word, block: Block) -> None:
    heading = document.add_heading(block.heading, 1)
    if isinstance(block, Lines):
        for number, one in enumerate(block.lines, 1):
            paragraph = document.add_paragraph(mark(block, number))
            _line(paragraph, one, block.weight)
    elif isinstance(block, Board):
        _board(document, block)
    elif isinstance(block, Themes):
        for theme in block.themes:
            _theme(document, theme)
    else:
        heading.paragraph_format.page_break_before = True
        _readings(document, block)


def _line(paragraph: Paragraph, line: Line, weight: str) -> None:
    if line.day:
        paragraph.add_run(f"{short_day(line.day)}: ").bold = True
    paragraph.add_run(line.text).bold = weight == "large" or None
    if line.more:
        paragraph.add_run(f" ({line.more})")
    for run in paragraph.runs:
        run.font.size = {"large": POINT, "small": SMALL}.get(weight)
    if weight == "framed":
        _frame(paragraph)


def _frame(paragraph: Paragraph) -> None:
    borders = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "8"), ("space", "3"), ("color", "000000")):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    paragraph._p.get_or_add_pPr().append(borders)


def _board(document: Word, board: Board) -> None:
    if board.note:
        document.add_paragraph(board.note)
    if not board.rows:
        return
    table = document.add_table(1, 1 + len(board.columns), "Table Grid")
    for cell, name in zip(table.rows[0].cells, ("Ngày", *board.columns), strict=True):
        _cell(cell, (name,), bold=True)
    repeat = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    for row in board.rows:
        cells = table.add_row().cells
        _cell(cells[0], (short_day(row.day),), bold=True)
        for cell, said in zip(cells[1:], row.cells, strict=True):
            _cell(cell, said)
    table.autofit = False
    for number, column in enumerate(table.columns):
        wide = Mm((174 - 22) / len(board.columns)) if number else Mm(22)
        column.width = wide
        for cell in column.cells:
            cell.width = wide


def _cell(cell: _Cell, said: tuple[str, ...], bold: bool = False) -> None:
    for number, one in enumerate(said):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(one)
        run.bold, run.font.size = bold or None, CELL


def _theme(document: Word, theme: Theme) -> None:
    heading = document.add_heading(f"{theme.number}. {theme.name}", 2)
    heading.paragraph_format.keep_with_next = True
    if theme.when:
        document.add_paragraph(theme.when)
    for line in theme.days:
        _line(document.add_paragraph("– "), line, "")
    for label, said in facts(theme):
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}: ").italic = True
        paragraph.add_run(said).bold = label == "Khẩu hiệu" or None


def _readings(document: Word, readings: Readings) -> None:
    document.add_paragraph(readings.note)
    for theme in readings.themes:
        if theme.aloud:
            document.add_heading(f"{theme.number}. {theme.name} ({theme.aloud.short})", 2)
            for paragraph in theme.aloud.text.split("\n"):
                document.add_paragraph(paragraph)


def _steady(document: Word, made: datetime) -> bytes:
    """Return the file with the release's time on every part, as python-docx writes the clock's."""
    loose, steady = io.BytesIO(), io.BytesIO()
    document.save(loose)
    with zipfile.ZipFile(loose) as parts, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as kept:
        for part in parts.infolist():
            named = zipfile.ZipInfo(part.filename, made.timetuple()[:6])
            named.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(named, parts.read(part))
    return steady.getvalue()
