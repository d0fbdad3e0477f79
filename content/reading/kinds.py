"""What a file is: its ending and its first bytes must agree."""

from __future__ import annotations

from typing import Literal

from content.reading import refusals

FileKind = Literal["txt", "docx", "pdf"]
_ZIP, _PDF, _OLE = b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_ENDINGS = ("txt", "text", "md")
_OTHERS = (
    b"PK",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x7fELF",
    b"MZ",
)


def kind_of(data: bytes, name: str) -> FileKind:
    """Return how to read the file; Unreadable where it cannot be, or is not what its name says."""
    if not data:
        raise refusals.empty()
    if len(data) > refusals.MAX_BYTES:
        raise refusals.too_large("hơn 15 MB")
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    shown = f".{ending}" if ending and len(ending) < 12 and ending.isprintable() else "không rõ"
    if ending in _TEXT_ENDINGS:
        return _text(data, shown)
    if ending == "pdf":
        if _PDF not in data[:1024] or data[:4] == _ZIP:
            raise refusals.wrong_type(shown)
        return "pdf"
    if ending == "docx":
        return _docx(data, shown)
    raise refusals.active() if ending in ("docm", "dotm") else refusals.unsupported(shown)


def _text(data: bytes, shown: str) -> FileKind:
    if data.startswith(_OTHERS) or _PDF in data[:1024]:
        raise refusals.wrong_type(shown)
    return "txt"


def _docx(data: bytes, shown: str) -> FileKind:
    if data.startswith(_OLE):
        raise refusals.encrypted() if "EncryptedPackage".encode("utf-16-le") in data else refusals.wrong_type(shown)
    if not data.startswith(_ZIP):
        raise refusals.wrong_type(shown)
    return "docx"
