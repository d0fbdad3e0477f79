"""Pages that are pictures: found by what they lack, drawn in grey at 200 dpi, and read by the clerk."""

from __future__ import annotations

from typing import Any

import pypdfium2.raw as raw

from content.errors import Unreadable
from content.reading import refusals
from content.reading.clerk import MOST_PAGES, Tools

Page = Any
FEW_LETTERS = 25
_DPI, _POINTS = 200, 72
_MOST_DOTS = 12_000_000
_OF_PAGE = 0.4
_MOST_OBJECTS = 200


def has_letters(text: str) -> bool:
    """Say whether a page has more letters than a page number or a stamp."""
    return sum(c.isalpha() for c in text) >= FEW_LETTERS


def is_pictured(page: Page) -> bool:
    """Say whether pictures cover much of a page, as they do where it was scanned."""
    width, height = page.get_size()
    found = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    areas = (_area(picture) for picture, _ in zip(found, range(_MOST_OBJECTS), strict=False))
    return bool(sum(areas) >= width * height * _OF_PAGE)


def _area(picture: Any) -> float:  # noqa: ANN401 -- the library is untyped
    left, bottom, right, top = picture.get_bounds()
    return float(abs(right - left) * abs(top - bottom))


def recognise(document: Any, texts: list[str], pages: list[int], tools: Tools) -> bool:  # noqa: ANN401 -- untyped
    """Put the words of some pages in their place; False where no tool is there and other pages have words."""
    if len(pages) > MOST_PAGES:
        raise refusals.too_large(f"hơn {MOST_PAGES} trang quét")
    try:
        for index in pages:
            texts[index] = tidied(tools.text_of(_drawn(document[index])))
    except Unreadable as error:
        if error.code != refusals.scan().code or len(pages) == len(texts):
            raise
        return False
    return True


def tidied(words: str) -> str:
    """Return what tesseract wrote without the marks it puts between pages."""
    return words.replace("\f", "\n").strip()


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
