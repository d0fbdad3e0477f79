"""Files as offices and portals make them, from plain text: a page of a portal, a scan of printed pages."""

import html
import io
import re
import struct
import zlib
from functools import lru_cache

import docx
import pypdfium2 as pdfium
import typst

PORTAL = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>Cổng thông tin điện tử</title>
<script>var notice = "1. Treo cờ ngày 01/01/2001";</script><style>p {{ color: red }}</style></head>
<body><form id="aspnetForm">
<div class="banner">CỔNG THÔNG TIN ĐIỆN TỬ</div><div id="clock">Thứ 3, Ngày 25/06/2024 08:15</div>
<ul class="menu"><li><a href="/">Trang chủ</a></li><li><a href="/gioi-thieu">Giới thiệu</a></li></ul>
<table width="100%"><tr><td><div><h3>Tin mới</h3><ul>
<li><a href="/1">Lễ ra quân ngày 12/5/2024 tại thành phố</a></li><li><a href="/2">Kỷ niệm 30/4</a></li></ul></div>
</td>
<td><div class="detail"><h1>Văn bản chỉ đạo, điều hành</h1><div>Ngày đăng 08/12/2020 | 15:21</div>
<div>Xem với cỡ chữ A- A A+</div><div class="noi-dung">
{body}
</div><div>Lượt xem: 82925</div>
<div class="tin-lien-quan"><h3>Tin liên quan</h3><p><a href="/3">Hội thi ngày 05/01/2024</a></p></div></div>
</td></tr></table>
<div class="footer">Địa chỉ: số 12 đường Trần Phú. Giấy phép số 3/GP-TTĐT ngày 01/02/2019.</div></form></body></html>
"""
DPI = 200
RULE = re.compile(r"[\s|:+-]*--[\s|:+-]*")
EMPHASIS = re.compile(r"\*{1,3}(?=[^\s*])([^*]*[^\s*])\*{1,3}")


def as_html(text: str) -> bytes:
    """Return a page of a portal that holds a text and its tables, with menus, clocks and other news around it."""
    return PORTAL.format(body="\n".join(map(_marked_up, _blocks(text)))).encode()


def _blocks(text: str) -> list[str]:
    return [block.strip("\n") for block in re.split(r"\n\s*\n", text) if block.strip()]


def _rows(block: str) -> list[list[str]]:
    """The cells of a block that is a table, row by row: between tabs or bars as they remain where one is copied."""
    lines = [line for line in block.splitlines() if not RULE.fullmatch(line)]
    sign = next((sign for sign in "\t|" if all(line.count(sign) > 1 for line in lines)), None)
    rows = [[cell.strip() for cell in line.strip(" |").split(sign)] for line in lines] if sign else []
    return rows if len(rows) > 1 and len({len(row) for row in rows}) == 1 else []


def _marked_up(block: str) -> str:
    if rows := _rows(block):
        cells = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in rows)
        return "<table border=1>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"
    return "<p>" + re.sub(r"[ \t]*\n", "<br>\n", _kept_gaps(html.escape(block.strip()))) + "</p>"


def _kept_gaps(line: str) -> str:
    return re.sub(r" {3,}|\t", lambda found: "&nbsp;" * max(len(found.group()), 3), line)


@lru_cache(maxsize=64)
def as_word(text: str) -> bytes:
    """Return a Word document with a paragraph for each paragraph, breaks between its lines, and its tables."""
    document = docx.Document()
    for block in _blocks(text):
        rows = _rows(block)
        table = document.add_table(len(rows), len(rows[0])) if rows else document.add_paragraph(block)
        for number, cells in enumerate(rows):
            for cell, words in zip(table.rows[number].cells, cells, strict=True):
                cell.text = words
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@lru_cache(maxsize=64)
def as_page(text: str) -> bytes:
    """Return printed pages; where a text parts two columns by space, so do they."""
    blocks = [block.strip("\n") for block in re.split(r"\n\s*\n", text) if block.strip()]
    source = '#set page(paper: "a4", numbering: "1")\n#set text(size: 13pt, lang: "vi", hyphenate: false)\n'
    source += "\n\n".join(" \\\n".join(map(_typeset, block.splitlines())) for block in blocks)
    return bytes(typst.compile(source.encode()))


def _typeset(line: str) -> str:
    """Typst's words for a line: marks of emphasis are set in bold, as they were before the text was taken."""
    line = EMPHASIS.sub("\x01\\1\x02", line.strip())
    parts = [re.sub(r"([\\#$*_`<>@\[\]~=/\-+\"'])", r"\\\1", part) for part in re.split(r" {3,}|\t", line)]
    parts[0] = re.sub(r"^(\x01?\d+)\.", r"\1\\.", parts[0])  # a number that is printed, not a list of typst's own
    return " #h(3em) ".join(parts).replace("\x01", "#strong[").replace("\x02", "]")


@lru_cache(maxsize=16)
def as_scan(document: bytes) -> bytes:
    """Return the pages of a PDF as pictures of 200 dots an inch, in a PDF without a text layer."""
    pages = [_grey(page) for page in pdfium.PdfDocument(document)]
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    kids = []
    for width, height, rows in pages:
        packed = zlib.compress(rows)
        head = b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray" % (width, height)
        objects.append(_stream(head + b"/BitsPerComponent 8/Filter/FlateDecode", packed))
        size = (width * 72 / DPI, height * 72 / DPI)
        objects.append(_stream(b"<<", b"q %.1f 0 0 %.1f 0 0 cm /I Do Q" % size))
        box = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.1f %.1f]" % size
        objects.append(
            box + b"/Contents %d 0 R/Resources<</XObject<</I %d 0 R>>>>>>" % (len(objects), len(objects) - 1)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    return _document(objects)


def as_picture(document: bytes) -> bytes:
    """Return the first page of a PDF as a PNG picture."""
    width, height, rows = _grey(pdfium.PdfDocument(document)[0])
    lines = b"".join(b"\x00" + rows[y * width : (y + 1) * width] for y in range(height))
    size = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", size), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


def _grey(page: pdfium.PdfPage) -> tuple[int, int, bytes]:
    drawn = page.render(scale=DPI / 72, grayscale=True)
    data = bytes(drawn.buffer)
    rows = b"".join(data[y * drawn.stride :][: drawn.width] for y in range(drawn.height))
    return drawn.width, drawn.height, rows


def _stream(head: bytes, content: bytes) -> bytes:
    return head + b"/Length %d>>stream\n" % len(content) + content + b"\nendstream"


def _document(objects: list[bytes]) -> bytes:
    text, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(text))
        text += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    return text + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(text))
