"""A page of a PDF as people see it on paper: a PNG picture, for the desk to show beside what was read."""

from __future__ import annotations

import struct
import zlib

import pypdfium2 as pdfium

from content.reading import refusals

_DPI, _POINTS = 110, 72
_MOST_DOTS = 4_000_000
_RGB_8_BIT = (8, 2, 0, 0, 0)


def page_picture(data: bytes, number: int) -> bytes:
    """Return page `number` (from 1) of a PDF as PNG; Unreadable where there is no such page or it cannot be drawn."""
    try:
        document = pdfium.PdfDocument(data)
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(_DPI / _POINTS, (_MOST_DOTS / max(width * height, 1)) ** 0.5)
        bitmap = page.render(scale=scale, rev_byteorder=True)
    except (pdfium.PdfiumError, IndexError) as error:
        raise refusals.damaged() from error
    dots, wide = bytes(bitmap.buffer), bitmap.width * 3
    rows = (dots[start : start + wide] for start in range(0, bitmap.stride * bitmap.height, bitmap.stride))
    head = struct.pack(">II5B", bitmap.width, bitmap.height, *_RGB_8_BIT)
    packed = zlib.compress(b"".join(b"\0" + row for row in rows))
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
