"""From a file's bytes to its text. Everything that goes wrong in here becomes `Unreadable`."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from content.errors import Unreadable
from content.reading import letters, refusals
from content.reading.clerk import NoTools, Tools
from content.reading.extracted import Extracted
from content.reading.kinds import kind_of


def extract(data: bytes, name: str, tools: Tools | None = None) -> Extracted:
    """Return the text in composed letters, for .txt otherwise word for word; Unreadable for anything else.

    Parsers meet hostile files here, so one net catches whatever they throw. Old Word documents and pictures are read by
    the tools; without them they are Unreadable.
    """
    try:
        read = _extract(data, name, tools or NoTools())
        text = unicodedata.normalize("NFC", read.text)
        return replace(read, text=refusals.checked(text if read.scanned else letters.mended(text)))
    except Unreadable:
        raise
    except (MemoryError, RecursionError) as error:
        raise refusals.bomb() from error
    except Exception as error:
        raise refusals.damaged() from error


def _extract(data: bytes, name: str, tools: Tools) -> Extracted:
    kind = kind_of(data, name)
    if kind == "pdf":
        from content.reading.portable import read_pdf

        return read_pdf(data, tools)
    if kind == "picture":
        from content.reading.scanned import tidied

        return Extracted(tidied([tools.text_of(data)])[0], scanned=(1,))
    return Extracted(_text(data, kind, tools))


def _text(data: bytes, kind: str, tools: Tools) -> str:
    if kind in ("docx", "doc"):
        from content.reading.word import read_docx

        return read_docx(tools.docx_of(data) if kind == "doc" else data)
    if kind == "html":
        from content.reading.portal import read_html

        return read_html(data)
    from content.reading.plain import read_text

    return read_text(data)
