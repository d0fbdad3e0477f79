"""What a Word document prints is what is read: numbers, text boxes, notes, changes, old fonts."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from content.reading import extract

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BOX = f"""<w:r {W}><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
<mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p><w:r><w:t>HỎA TỐC</w:t></w:r></w:p></w:txbxContent></w:drawing>
</mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>HỎA TỐC</w:t></w:r></w:p></w:txbxContent></w:pict>
</mc:Fallback></mc:AlternateContent></w:r>"""
LEVELS = "".join(
    f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
    for i, (kind, pattern) in enumerate(
        [("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3."), ("lowerLetter", "%4)"), ("bullet", "\uf0b7")]
    )
)
NOTES = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {W}>
<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>
<w:footnote w:id="5"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>Kế hoạch số 12/KH-UBND.</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:t>Công văn số 7/SYT.</w:t></w:r></w:p></w:footnote></w:footnotes>"""
NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
NOTES_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def _text(document: object, **parts: str) -> str:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return extract(_with(buffer.getvalue(), parts) if parts else buffer.getvalue(), "a.docx").text


def _with(data: bytes, parts: dict[str, str]) -> bytes:
    """Add parts that the library cannot write: footnotes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode() if name.endswith((".xml", ".rels")) else old.read(name)
            if name == "[Content_Types].xml":
                kind = f'<Override PartName="/word/footnotes.xml" ContentType="{NOTES_TYPE}"/></Types>'
                content = str(content).replace("</Types>", kind)
            if name == "word/_rels/document.xml.rels":
                link = f'<Relationship Id="rId99" Type="{NOTES_REL}" Target="footnotes.xml"/></Relationships>'
                content = str(content).replace("</Relationships>", link)
            new.writestr(name, content)
        for name, text in parts.items():
            new.writestr(f"word/{name}.xml", text)
    return buffer.getvalue()


def _numbered(levels: list[int | None], restart: bool = False) -> str:
    document = docx.Document()
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="90">{LEVELS}</w:abstractNum>'))
    again = '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="1"/></w:lvlOverride>' if restart else ""
    root.append(parse_xml(f'<w:num {W} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))
    root.append(parse_xml(f'<w:num {W} w:numId="92"><w:abstractNumId w:val="90"/>{again}</w:num>'))
    number = 91
    for level in levels:
        if level is None:
            number = 92
            continue
        place = f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        document.add_paragraph("x")._p.get_or_add_pPr().append(parse_xml(place))
    return _text(document)


def test_numbers_of_all_levels_are_printed() -> None:
    assert _numbered([0, 1, 2, 2, 3, 3, 4, 1, 2, 0, 1]).split("\n\n") == [
        "I. x", "1. x", "1.1. x", "1.2. x", "a) x", "b) x", "- x", "2. x", "2.1. x", "II. x", "1. x",
    ]  # fmt: skip


@pytest.mark.parametrize(("restart", "last"), [(False, "3. x"), (True, "1. x")])
def test_a_second_list_goes_on_unless_it_begins_anew(restart: bool, last: str) -> None:
    assert _numbered([1, 1, None, 1], restart).split("\n\n")[-1] == last


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    document = docx.Document()
    document.add_paragraph("Kính gửi: Các xã.")._p.append(parse_xml(BOX))
    document.add_paragraph("1. Treo cờ.")
    assert _text(document) == "Kính gửi: Các xã.\n\nHỎA TỐC\n\n1. Treo cờ."


def test_notes_are_counted_in_the_order_of_the_text() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Thực hiện kế hoạch")
    paragraph._p.append(parse_xml(f'<w:r {W}><w:footnoteReference w:id="5"/></w:r>'))
    paragraph.add_run(" và công văn")
    paragraph._p.append(parse_xml(f'<w:r {W}><w:footnoteReference w:id="2"/></w:r>'))
    assert _text(document, footnotes=NOTES).split("\n\n") == [
        "Thực hiện kế hoạch¹ và công văn²", "¹ Kế hoạch số 12/KH-UBND.", "² Công văn số 7/SYT.",
    ]  # fmt: skip


def test_changes_are_read_as_accepted() -> None:
    document = docx.Document()
    first = document.add_paragraph("1. Treo cờ từ ngày")
    mark = f"<w:rPr {W}><w:del w:id='1' w:author='a'/></w:rPr>"
    first._p.get_or_add_pPr().append(parse_xml(mark))
    second = document.add_paragraph(" 01/5/2025")
    moved = f'<w:moveFrom {nsdecls("w")} w:id="3"><w:r><w:t> cũ</w:t></w:r></w:moveFrom>'
    arrived = f'<w:moveTo {nsdecls("w")} w:id="4"><w:r><w:t> đến 03/5/2025.</w:t></w:r></w:moveTo>'
    for change in (moved, arrived):
        second._p.append(parse_xml(change))
    assert _text(document) == "1. Treo cờ từ ngày 01/5/2025 đến 03/5/2025."


def test_a_deleted_row_is_no_row() -> None:
    document = docx.Document()
    table = document.add_table(0, 2)
    for words in (("TT", "Việc"), ("1", "Treo cờ"), ("2", "Bỏ")):
        for cell, text in zip(table.add_row().cells, words, strict=True):
            cell.text = text
    table.rows[2]._tr.get_or_add_trPr().append(parse_xml(f'<w:del {W} w:id="1" w:author="a"/>'))
    assert _text(document) == "TT | Việc\n\n1 | Treo cờ"


def test_old_fonts_capitals_and_raised_digits() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    paragraph.add_run("Uû ban nh©n d©n tØnh ").font.name = ".VnTime"
    paragraph.add_run("kế hoạch").font.all_caps = True
    paragraph.add_run("1").font.superscript = True
    assert _text(document) == "Uỷ ban nhân dân tỉnh KẾ HOẠCH¹"
