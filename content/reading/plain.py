"""Text files in any form of Unicode, in the Windows code page for Vietnamese, or in the letters of older fonts."""

from __future__ import annotations

import codecs
import unicodedata

from content.reading import letters, refusals

_SHARE_OF_ZEROS = 0.2


def read_text(data: bytes) -> str:
    """Return the text word for word, without the byte-order mark."""
    text = _decoded(data)
    if "\x00" in text:
        raise refusals.wrong_type(".txt")
    return text


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    if unmarked := _utf16(data):
        return data.decode(unmarked)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _single_bytes(data)


def _utf16(data: bytes) -> str:
    """Return which UTF-16 a file without a mark is in: every other byte of Latin letters is zero."""
    sample = data[:2000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    most, least = max(even, odd), min(even, odd)
    if len(data) % 2 or len(sample) < 20 or most < len(sample) / 2 * _SHARE_OF_ZEROS or least > most / 2:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _single_bytes(data: bytes) -> str:
    """Windows-1258 writes tones as letters of their own; TCVN3 and VNI are read from the letters they show."""
    western = data.decode("cp1252", "replace")
    windows = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    return letters.best_of([windows, letters.from_tcvn3(western), letters.from_vni(western)], few=0.0)
