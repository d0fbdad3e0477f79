"""From a file's bytes to its text. Everything that goes wrong in here becomes `Unreadable`."""

from __future__ import annotations

import unicodedata

from content.errors import Unreadable
from content.reading import refusals
from content.reading.kinds import kind_of


def extract(data: bytes, name: str) -> str:
    """Return the text in composed letters, for .txt otherwise word for word; Unreadable for anything else.

    Parsers meet hostile files here, so one net catches whatever they throw.
    """
    try:
        return _extract(data, name)
    except Unreadable:
        raise
    except (MemoryError, RecursionError) as error:
        raise refusals.bomb() from error
    except Exception as error:
        raise refusals.damaged() from error


def _extract(data: bytes, name: str) -> str:
    kind = kind_of(data, name)
    if kind == "docx":
        from content.reading.word import read_docx

        text = read_docx(data)
    elif kind == "pdf":
        from content.reading.portable import read_pdf

        text = read_pdf(data)
    else:
        from content.reading.plain import read_text

        text = read_text(data)
    return refusals.checked(unicodedata.normalize("NFC", text))
