"""PDF documents: lines by page, column by column, with empty lines where the page shows space."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from content.reading import columns, pictures, refusals
from content.reading.clerk import Tools
from content.reading.columns import Printed
from content.reading.extracted import Extracted
from content.reading.letters import is_syllable
from content.reading.wrapping import Sheet

Page = Any
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LINE = re.compile(r"[^\r\n]+")
_PAGE_NUMBER = re.compile(r"\s*(?:trang\s*)?[-–]?\s*\d{1,3}\s*(?:[-–]|/\s*\d{1,3})?\s*", re.IGNORECASE)
_LEAST_STEP = 8.0
_MOST_OBJECTS = 200_000
_LINE_END_HYPHEN = {0x02: "\ufffe"}
_BROKEN = re.compile(r"(\S*?)([^\W\d_]*)\ufffe([^\W\d_]*)")


def read_pdf(data: bytes, tools: Tools) -> Extracted:
    """Return the text of all pages, a form feed between them; pages that are pictures are read by the tools."""
    document = _opened(data)
    if len(document) > refusals.MAX_PAGES:
        raise refusals.too_large(f"hơn {refusals.MAX_PAGES} trang")
    pages, pictured = _pages(document)
    sheet = Sheet((line for page in pages for line in page), _usual_step(pages))
    numbers = _page_numbers(pages)
    texts = ["\n".join(_spaced(page, sheet, number)) for page, number in zip(pages, numbers, strict=True)]
    without = [i for i, text in enumerate(texts) if i in pictured and not pictures.has_letters(text)]
    if not any(map(pictures.has_letters, texts)):
        without = list(range(len(texts)))
    read = pictures.recognise(document, texts, without, tools)
    unread = tuple(i + 1 for i in without if not read)
    return Extracted("\f".join(texts), tuple(i + 1 for i in (*pictured, *without) if i + 1 not in unread), unread)


def _pages(document: Any) -> tuple[list[list[Printed]], tuple[int, ...]]:  # noqa: ANN401 -- the library is untyped
    """Return the lines of each page, and which pages are pictures."""
    pages: list[list[Printed]] = []
    scans: list[int] = []
    size = objects = 0
    for index in range(len(document)):
        page = document[index]
        objects += raw.FPDFPage_CountObjects(page)
        if objects > _MOST_OBJECTS:
            raise refusals.too_large("quá nhiều hình vẽ")
        pages.append(columns.in_order(list(_printed(page.get_textpage())), first=index == 0))
        words = "".join(line.text for line in pages[-1])
        if pictures.is_pictured(page):
            scans.append(index)
        page.close()
        size += len(words)
        if size > refusals.MAX_CHARACTERS:
            raise refusals.too_large(f"hơn {refusals.MAX_CHARACTERS:,} ký tự".replace(",", "."))
    return pages, tuple(scans)


def _opened(data: bytes) -> Any:  # noqa: ANN401 -- the library is untyped
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower()
        raise refusals.encrypted() if locked else refusals.damaged() from error


def _printed(page: Page) -> Iterator[Printed]:
    """Yield the lines of a page, each with its place on the page, and in two where a wide gap divides it."""
    text = page.get_text_range().translate(_LINE_END_HYPHEN)
    for found in _LINE.finditer(text):
        if found.group().strip():
            raised = _raised(page, found.group(), found.start())
            for start, end in columns.parts(page, raised, found.start()):
                words = raised[start:end].rstrip()
                edges = _edges(page, found.start() + start, found.start() + start + len(words) - 1)
                yield Printed(_rejoined(words), *edges)


def _rejoined(line: str) -> str:
    """A hyphen that ended its line stays, unless it parts one foreign word; in an address on the net it always does."""
    return _BROKEN.sub(_with_hyphen, line)


def _with_hyphen(found: re.Match[str]) -> str:
    opening, before, after = found.groups()
    divided = "/" not in opening and _is_one_word(before, after)
    return opening + before + ("" if divided else "-") + after


def _is_one_word(before: str, after: str) -> bool:
    """Say whether two halves are one word: no Vietnamese word is ever divided, nor is a symbol in capitals."""
    lower = before[1:].islower() and after.islower()
    return lower and not (is_syllable(before) and is_syllable(after))


def _usual_step(pages: list[list[Printed]]) -> float:
    """Return the distance of lines within a paragraph: the small ones of all, whatever most paragraphs are like."""
    steps = sorted(a.foot - b.base for page in pages for a, b in pairwise(page) if a.foot - b.base > _LEAST_STEP)
    return steps[len(steps) // 8] if steps else 0.0


def _page_numbers(pages: list[list[Printed]]) -> list[list[Printed]]:
    """Return the first and last lines that are numbers of their pages: where one bears its own, the others do too."""
    alone = [[line for line in {*page[:1], *page[-1:]} if _PAGE_NUMBER.fullmatch(line.text)] for page in pages]
    own = [[line for line in lines if _number(line) == page] for page, lines in enumerate(alone, 1)]
    return own if any(own) else alone


def _number(line: Printed) -> int:
    found = re.search(r"\d+", line.text)
    return int(found.group()) if found else 0


def _spaced(page: list[Printed], sheet: Sheet, numbers: list[Printed]) -> Iterator[str]:
    """Yield the lines of a page; an empty one where the distance to the line before is more than usual."""
    before = None
    for line in sheet.joined(page):
        if before and sheet.part(before, line):
            yield ""
        yield from ("", line.text, "") if line in numbers else (line.text,)
        before = line


def _edges(page: Page, first: int, last: int) -> tuple[float, float, float, float]:
    """Return the height of a line, its left and its right edge, and the height of its last letter."""
    try:
        left, base, _, _ = page.get_charbox(first, loose=True)
        foot = page.get_charbox(last, loose=True)[1]
        return float(base), float(left), float(page.get_charbox(last)[2]), float(foot)
    except (pdfium.PdfiumError, ValueError, IndexError):
        return 0.0, 0.0, 0.0, 0.0


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
