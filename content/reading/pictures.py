"""Pages that are pictures: found by what they lack, drawn in grey at 200 dpi, and read by the clerk."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as raw

from content.errors import Unreadable
from content.reading import refusals
from content.reading.clerk import MOST_PAGES, Tools
from content.reading.scanned import tidied

Page = Any
FEW_LETTERS = 25
_DPI, _POINTS = 200, 72
_MOST_DOTS = 12_000_000
_OF_PAGE = 0.4
_MOST_OBJECTS, _MOST_INNER = 200, 20


def has_letters(text: str) -> bool:
    """Say whether a page has more letters than a page number or a stamp."""
    return sum(c.isalpha() for c in text) >= FEW_LETTERS


def is_pictured(page: Page) -> bool:
    """Say whether pictures cover much of a page, as they do where it was scanned."""
    width, height = page.get_size()
    first = range(min(raw.FPDFPage_CountObjects(page), _MOST_OBJECTS))
    area = sum(_area_pictured(raw.FPDFPage_GetObject(page, index)) for index in first)
    return bool(area >= width * height * _OF_PAGE)


def _area_pictured(thing: Any) -> float:  # noqa: ANN401 -- the library is untyped
    """Return how much of the page an object covers if it is a picture, or a group that holds one."""
    kind = raw.FPDFPageObj_GetType(thing)
    inner = range(min(raw.FPDFFormObj_CountObjects(thing), _MOST_INNER) if kind == raw.FPDF_PAGEOBJ_FORM else 0)
    kinds = {kind, *(raw.FPDFPageObj_GetType(raw.FPDFFormObj_GetObject(thing, index)) for index in inner)}
    if raw.FPDF_PAGEOBJ_IMAGE not in kinds:
        return 0.0
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(thing, left, bottom, right, top)
    return abs(right.value - left.value) * abs(top.value - bottom.value)


def recognise(document: Any, texts: list[str], pages: list[int], tools: Tools) -> bool:  # noqa: ANN401 -- untyped
    """Put the words of some pages in their place; False where no tool is there and other pages have words."""
    if len(pages) > MOST_PAGES:
        raise refusals.too_large(f"hơn {MOST_PAGES} trang quét")
    try:
        read = tidied([tools.text_of(_drawn(document[index])) for index in pages])
    except Unreadable as error:
        if error.code != refusals.scan().code or len(pages) == len(texts):
            raise
        return False
    for index, words in zip(pages, read, strict=True):
        texts[index] = words
    return True


def _drawn(page: Page) -> bytes:
    """Return the page as a PGM picture, smaller where a page is larger than any sheet of paper."""
    width, height = page.get_size()
    scale = min(_DPI / _POINTS, (_MOST_DOTS / max(width * height, 1)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    rows = bytes(bitmap.buffer)
    if bitmap.stride != bitmap.width:
        rows = b"".join(rows[y * bitmap.stride :][: bitmap.width] for y in range(bitmap.height))
    head = b"P5 %d %d 255\n" % (bitmap.width, bitmap.height)
    bitmap.close()
    return head + rows
