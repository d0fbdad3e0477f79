"""Text files: UTF-8, UTF-16 with its mark, or the Windows code page for Vietnamese."""

from __future__ import annotations

import codecs
import re
import unicodedata

from content.reading import refusals

_OLD_FONT = re.compile(r"[©ª«®µ¶·¸¹¨\u00ad]|[aeou](?:â|à|ù|û|ï|ø|õ|ä|å|ã)(?=[a-z]|\b)|ñ")
_COMMON = re.compile(r"\b(?:và|của|ngày|các|tuyên|truyền|đơn vị|số|tháng|năm)\b", re.IGNORECASE)


def read_text(data: bytes) -> str:
    """Return the text word for word, without the byte-order mark."""
    text = _decoded(data)
    if "\x00" in text:
        raise refusals.wrong_type(".txt")
    sample = text[:20_000]
    letters = sum(c.isalpha() for c in sample)
    if letters > 200 and len(_OLD_FONT.findall(sample)) > letters / 40 and len(_COMMON.findall(sample)) < letters / 200:
        raise refusals.legacy_letters()
    return text


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _windows(data)


def _windows(data: bytes) -> str:
    """Windows-1258 writes tones as letters of their own; a text that has no Vietnamese in it was something else."""
    try:
        text = unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError:
        raise refusals.damaged() from None
    if not _COMMON.search(text):
        raise refusals.legacy_letters()
    return text
