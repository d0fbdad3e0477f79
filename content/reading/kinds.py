"""What a file is: its ending and its first bytes must agree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from content.reading import refusals

FileKind = Literal["txt", "docx", "pdf", "html", "doc", "picture"]
_ZIP, _PDF, _OLE = b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED, _WORD = "EncryptedPackage".encode("utf-16-le"), "WordDocument".encode("utf-16-le")
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
    last = ending(name)
    shown = f".{last}" if last and len(last) < 12 and last.isprintable() else "không rõ"
    if last not in _CHECKS:
        raise refusals.active() if last in ("docm", "dotm") else refusals.unsupported(shown)
    kind, is_one = _CHECKS[last]
    if not is_one(data):
        raise refusals.wrong_type(shown)
    return kind


def is_read(name: str) -> bool:
    """Say whether files of this name are read at all."""
    return ending(name) in _CHECKS


def may_need_tools(name: str) -> bool:
    """Say whether a file of this name may be one that only an outside program reads."""
    return _CHECKS.get(ending(name), ("txt",))[0] in ("doc", "pdf", "picture")


def ending(name: str) -> str:
    """Return the ending of a file's name in lower case, without its dot; "" where it has none."""
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""


def _is_text(data: bytes) -> bool:
    return not data.startswith(_OTHERS) and _PDF not in data[:1024]


def _is_pdf(data: bytes) -> bool:
    return _PDF in data[:1024] and data[:4] != _ZIP


def _is_docx(data: bytes) -> bool:
    if data.startswith(_OLE) and _LOCKED in data:
        raise refusals.encrypted()
    return data.startswith(_ZIP)


def _is_doc(data: bytes) -> bool:
    if data.startswith(_OLE) and _LOCKED in data:
        raise refusals.encrypted()
    return data.startswith(_OLE) and _WORD in data


def _is_png(data: bytes) -> bool:
    return data.startswith(b"\x89PNG\r\n\x1a\n")


def _is_jpeg(data: bytes) -> bool:
    return data.startswith(b"\xff\xd8\xff")


def _is_tiff(data: bytes) -> bool:
    return data.startswith((b"II*\x00", b"MM\x00*"))


_CHECKS: dict[str, tuple[FileKind, Callable[[bytes], bool]]] = {
    "txt": ("txt", _is_text),
    "text": ("txt", _is_text),
    "md": ("txt", _is_text),
    "html": ("html", _is_text),
    "htm": ("html", _is_text),
    "xhtml": ("html", _is_text),
    "docx": ("docx", _is_docx),
    "doc": ("doc", _is_doc),
    "pdf": ("pdf", _is_pdf),
    "png": ("picture", _is_png),
    "jpg": ("picture", _is_jpeg),
    "jpeg": ("picture", _is_jpeg),
    "tif": ("picture", _is_tiff),
    "tiff": ("picture", _is_tiff),
}
