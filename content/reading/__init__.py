"""From a file's bytes to its text. Everything that goes wrong in here becomes `Unreadable`."""

from __future__ import annotations

import unicodedata

from content.errors import Unreadable


def extract(data: bytes, name: str) -> str:
    return unicodedata.normalize("NFC", data.decode("utf-8-sig"))
