"""Files for tests, made from plain text."""

import io
import re
from datetime import date
from functools import lru_cache
from pathlib import Path

import docx
import typst

TODAY = date(2026, 11, 21)
CORPUS = Path(__file__).parent / "corpus"


@lru_cache(maxsize=64)
def as_docx(text: str) -> bytes:
    """Return a Word document with a paragraph for each line."""
    document = docx.Document()
    for line in text.splitlines():
        if line.strip():
            document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@lru_cache(maxsize=64)
def as_pdf(text: str) -> bytes:
    """Return pages with the lines of a text, empty lines as space between paragraphs; a form feed begins a page."""
    source = '#set page(paper: "a4", numbering: "1")\n#set text(size: 13pt, lang: "vi", hyphenate: false)\n'
    pages = []
    for page in re.split("\f", text):
        blocks = [b for b in re.split(r"\n\s*\n", page) if b.strip()]
        pages.append(
            "\n\n".join(" \\\n".join(_escaped(line) for line in b.splitlines() if line.strip()) for b in blocks)
        )
    source += "\n#pagebreak()\n".join(pages)
    return bytes(typst.compile(source.encode()))


def _escaped(line: str) -> str:
    return re.sub(r"([\\#$*_`<>@\[\]~=/\-+\"'])", r"\\\1", line)
