"""PDF documents with a text layer: lines by page, with empty lines where the page shows space."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from content.reading import refusals

Page = Any
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LINE = re.compile(r"[^\r\n]+")
_PAGE_NUMBER = re.compile(r"\s*(?:trang\s*)?[-–]?\s*\d{1,3}\s*(?:[-–]|/\s*\d{1,3})?\s*", re.IGNORECASE)
_FEW_LETTERS = 25
_LEAST_STEP = 8.0
_LINE_END_HYPHEN = {0x02: "-", 0xFFFE: "-"}


class _Printed(NamedTuple):
    text: str
    base: float


def read_pdf(data: bytes) -> str:
    """Return the text of all pages, a form feed between them."""
    document = _opened(data)
    if len(document) > refusals.MAX_PAGES:
        raise refusals.too_large(f"hơn {refusals.MAX_PAGES} trang")
    pages: list[list[_Printed]] = []
    size = 0
    for index in range(len(document)):
        page = document[index]
        pages.append(list(_printed(page.get_textpage())))
        page.close()
        size += sum(len(line.text) for line in pages[-1])
        if size > refusals.MAX_CHARACTERS:
            raise refusals.too_large(f"hơn {refusals.MAX_CHARACTERS:,} ký tự".replace(",", "."))
    usual = _usual_step(pages)
    text = "\f".join("\n".join(_spaced(page, usual)) for page in pages)
    if sum(c.isalpha() for c in text) < _FEW_LETTERS * max(len(pages), 1):
        raise refusals.scan()
    return text


def _opened(data: bytes) -> Any:  # noqa: ANN401 -- the library is untyped
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower()
        raise refusals.encrypted() if locked else refusals.damaged() from error


def _printed(page: Page) -> Iterator[_Printed]:
    """Yield the lines of a page, each with its height on the page."""
    text = page.get_text_range().translate(_LINE_END_HYPHEN)
    found = [(m.start(), m.group()) for m in _LINE.finditer(text) if m.group().strip()]
    for start, line in found:
        yield _Printed(_raised(page, line, start), _base(page, start))


def _usual_step(pages: list[list[_Printed]]) -> float:
    """Return the distance of lines within a paragraph: the small ones of all, whatever most paragraphs are like."""
    steps = sorted(a.base - b.base for page in pages for a, b in pairwise(page) if a.base - b.base > _LEAST_STEP)
    return steps[len(steps) // 8] if steps else 0.0


def _spaced(page: list[_Printed], usual: float) -> Iterator[str]:
    """Yield the lines of a page; an empty one where the distance to the line before is more than usual."""
    for index, line in enumerate(page):
        step = page[index - 1].base - line.base if index else 0.0
        if index and (step > usual * 1.25 + 0.5 or step < -1):
            yield ""
        alone = index in (0, len(page) - 1) and bool(_PAGE_NUMBER.fullmatch(line.text))
        yield from ("", line.text, "") if alone else (line.text,)


def _base(page: Page, index: int) -> float:
    try:
        return float(page.get_charbox(index, loose=True)[1])
    except (pdfium.PdfiumError, ValueError, IndexError):
        return 0.0


def _raised(page: Page, line: str, start: int) -> str:
    """Write small raised digits, the signs of footnotes, as such; PDF shows them as digits."""
    if not any(c.isdigit() for c in line):
        return line
    sizes = [raw.FPDFText_GetFontSize(page, start + i) for i, c in enumerate(line) if c.isalpha()][:40]
    usual = float(median(sizes)) if sizes else 0.0
    letters = [
        c.translate(_SUPERSCRIPT) if c.isdigit() and _is_raised(page, line, i, start + i, usual) else c
        for i, c in enumerate(line)
    ]
    return "".join(letters)


def _is_raised(page: Page, line: str, offset: int, index: int, usual: float) -> bool:
    """A raised digit opens its line or follows a word, and is set smaller or drawn lower than a digit is."""
    before = line[:offset].rstrip("0123456789")
    if before.strip() and not (before[-1].isalpha() or before[-1] in '.,;:)”"'):
        return False
    if raw.FPDFText_GetFontSize(page, index) <= usual * 0.75:
        return True
    _, bottom, _, top = page.get_charbox(index)
    return bool(0 < top - bottom < usual * 0.5)
