"""What Word and PDF keep outside of the text: numbers Word counts, tables, deletions, raised signs, columns."""

import io
from datetime import date

import docx
import typst
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from content import read_directive
from content.directive import Reading
from tests.content.samples import TODAY

PAGE = """
#set page(paper: "a4", numbering: "1")
#set text(size: 13pt, lang: "vi", hyphenate: false)
#grid(columns: (1fr, 1.4fr), align: center,
  [UBND TỈNH HÀ TRUNG \\ SỞ Y TẾ], [CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM \\ Độc lập - Tự do - Hạnh phúc],
  [Số: 512/SYT-NVY \\ V/v tuyên truyền phòng, chống \\ bệnh dại mùa nắng nóng], [_Hà Trung, ngày 04 tháng 4 năm 2025_])

Kính gửi: Trung tâm Y tế các huyện, thành phố.

Thực hiện Công văn số 1020/BYT-DP ngày 28/3/2025 của Bộ Y tế#super[1], Sở Y tế đề nghị:

+ Phát trên loa truyền thanh từ ngày 10/4 đến hết ngày 30/4/2025 tại các xã, phường, thị trấn trên địa bàn.
+ Báo cáo kết quả trước ngày 05/5/2025.

#text(size: 9pt)[#super[1] Kế hoạch số 88/KH-UBND ngày 15/02/2025 của UBND tỉnh.]

#grid(columns: (1fr, 1fr), [_Nơi nhận:_ \\ - Như trên; \\ - Lưu: VT.],
  align(center)[KT. GIÁM ĐỐC \\ PHÓ GIÁM ĐỐC \\ \\ Lê Thị Na])
"""


def _word(document: object) -> Reading:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return read_directive(buffer.getvalue(), "a.docx", TODAY)


def test_the_numbers_word_counts_are_read() -> None:
    document = docx.Document()
    document.add_paragraph("Kính gửi: Các xã.")
    document.add_paragraph("Treo cờ ngày 02/9/2025.", style="List Number")
    document.add_paragraph("Tuyên truyền:", style="List Number")
    document.add_paragraph("Trên loa truyền thanh;", style="List Bullet")
    document.add_paragraph("Trên Zalo.", style="List Bullet")
    assert [item.path for item in _word(document).items] == ["1", "2.-1", "2.-2"]


def test_a_table_of_numbered_rows_is_a_list_of_items() -> None:
    document = docx.Document()
    document.add_paragraph("Kính gửi: Các xã.")
    document.add_paragraph("I. LỊCH HOẠT ĐỘNG")
    rows = [
        ("TT", "Hoạt động", "Thời gian"),
        ("1", "Lễ ra quân", "7h30, ngày 05/6/2025"),
        ("2", "Treo băng rôn", "Từ 01/6 đến 10/6/2025"),
    ]
    table = document.add_table(0, 3)
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    items = {item.path: [(m.role, m.start, m.end) for m in item.dates] for item in _word(document).items}
    assert items == {
        "I.1": [("event", date(2025, 6, 5), date(2025, 6, 5))],
        "I.2": [("period", date(2025, 6, 1), date(2025, 6, 10))],
    }


def test_a_head_set_in_a_table_is_read() -> None:
    document = docx.Document()
    left, right = document.add_table(1, 2).rows[0].cells
    left.text = "UBND TỈNH HÀ TRUNG\nSỞ Y TẾ\nSố: 9/SYT-NVY\nV/v tuyên truyền"
    right.text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nHà Trung, ngày 4 tháng 4 năm 2025"
    document.add_paragraph("Kính gửi: Các xã.")
    header = _word(document).header
    assert (header.issuer, header.number, header.issued_on) == ("Sở Y tế", "9/SYT-NVY", date(2025, 4, 4))


def test_deleted_and_hidden_words_are_not_read() -> None:
    document = docx.Document()
    document.add_paragraph("Kính gửi: Các xã.")
    paragraph = document.add_paragraph("1. Treo cờ ngày 02/9/2025")
    hidden = paragraph.add_run(" và ngày 03/9/2025")
    hidden.font.hidden = True
    deleted = f'<w:del {nsdecls("w")} w:id="1"><w:r><w:delText> và ngày 04/9/2025</w:delText></w:r></w:del>'
    inserted = f'<w:ins {nsdecls("w")} w:id="2"><w:r><w:t>, tháo trước ngày 06/9/2025.</w:t></w:r></w:ins>'
    for change in (deleted, inserted):
        paragraph._p.append(parse_xml(change))
    dates = [(mark.start, mark.end) for mark in _word(document).items[0].dates]
    assert dates == [(date(2025, 9, 2), date(2025, 9, 2)), (None, date(2025, 9, 5))]


def test_columns_and_raised_signs_of_a_page_are_told_apart() -> None:
    reading = read_directive(typst.compile(PAGE.encode()), "a.pdf", TODAY)
    header = reading.header
    assert (header.issuer, header.parent, header.number) == ("Sở Y tế", "UBND tỉnh Hà Trung", "512/SYT-NVY")
    assert header.subject == "tuyên truyền phòng, chống bệnh dại mùa nắng nóng"
    assert (header.copies, header.signer.name) == (("Như trên", "Lưu: VT"), "Lê Thị Na")
    assert [(c.number, c.date) for c in reading.citations] == [
        ("1020/BYT-DP", date(2025, 3, 28)),
        ("88/KH-UBND", date(2025, 2, 15)),
    ]
    assert [(m.role, m.start, m.end) for item in reading.items for m in item.dates] == [
        ("period", date(2025, 4, 10), date(2025, 4, 30)),
        ("deadline", None, date(2025, 5, 4)),
    ]
    assert "1020/BYT-DP" not in reading.items[0].text
