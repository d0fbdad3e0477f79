"""A .docx is a zip file from a stranger: it is measured before anything opens it."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from content.reading import refusals

MAX_ENTRIES = 2000
MAX_TOTAL = 60 * 1024 * 1024
MAX_PART = 30 * 1024 * 1024
_SMALL, _MAX_RATIO = 10 * 1024 * 1024, 100
ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_PARAGRAPH = re.compile(rb"<w:p[ >/]")


def check_package(data: bytes) -> None:
    """Raise Unreadable unless the zip is a plain Word document of a reasonable size."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            _check_listing(package.infolist(), len(data))
            _check_parts(package)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise refusals.damaged() from error


def _check_listing(entries: list[zipfile.ZipInfo], size: int) -> None:
    names = [entry.filename for entry in entries]
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or total > MAX_TOTAL or (total > _SMALL and total > size * _MAX_RATIO):
        raise refusals.bomb()
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise refusals.encrypted()
    if len(set(map(str.lower, names))) != len(names) or any(is_outside(name) for name in names):
        raise refusals.damaged()
    if "[Content_Types].xml" not in names or "word/document.xml" not in names:
        raise refusals.wrong_type(".docx")
    if any("vbaproject" in name.lower() or name.lower().startswith("word/embeddings/") for name in names):
        raise refusals.active()


def is_outside(name: str) -> bool:
    """Whether a name in a zip leads out of the folder it would be unpacked to."""
    return name.startswith(("/", "\\")) or "\\" in name or ":" in name or ".." in name.split("/")


def _check_parts(package: zipfile.ZipFile) -> None:
    """Unpack every XML part once, counting: sizes in the listing may lie."""
    total = 0
    for entry in package.infolist():
        if not entry.filename.lower().endswith((".xml", ".rels")):
            continue
        with package.open(entry) as part:
            content = part.read(MAX_PART + 1)
        total += len(content)
        if len(content) > MAX_PART or total > MAX_TOTAL:
            raise refusals.bomb()
        _check_xml(entry.filename, content)


def _check_xml(name: str, content: bytes) -> None:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in content[:200] or ENTITY.search(content):
        raise refusals.bomb()
    if name == "[Content_Types].xml" and b"macroenabled" in content.lower():
        raise refusals.active()
    if name == "word/document.xml" and len(_PARAGRAPH.findall(content)) > refusals.MAX_PARAGRAPHS:
        raise refusals.too_large("quá nhiều đoạn")
