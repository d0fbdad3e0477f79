"""A zip of directives, measured before it is opened; names in whatever letters the packer used."""

from __future__ import annotations

import zipfile
from io import BytesIO

from content.parcels.parcel import MAX_FILES, Parcel, sorted_out
from content.reading import refusals
from content.reading.package import MAX_TOTAL, is_outside

_UTF8_NAME = 0x800


def opened(data: bytes) -> Parcel:
    """Return the files of a zip in the order of their names; Unreadable for one that is locked, broken or too much."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            _check(entries, len(data))
            files, total = [], 0
            for entry in sorted(entries, key=_name):
                with package.open(entry) as part:
                    content = part.read(refusals.MAX_BYTES + 1)
                total += len(content)
                if len(content) > refusals.MAX_BYTES or total > MAX_TOTAL:
                    raise refusals.bomb()
                files.append((_name(entry), content))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError) as error:
        raise refusals.damaged() from error
    return sorted_out(files)


def is_plain(data: bytes) -> bool:
    """Whether these are the bytes of a zip that is not itself a Word document."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            return "[Content_Types].xml" not in package.namelist()
    except zipfile.BadZipFile:
        return False


def _check(entries: list[zipfile.ZipInfo], size: int) -> None:
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_FILES:
        raise refusals.too_large(f"hơn {MAX_FILES} tệp trong một gói")
    if total > MAX_TOTAL:
        raise refusals.bomb()
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise refusals.encrypted()
    names = [_name(entry) for entry in entries]
    if len(set(names)) != len(names) or any(is_outside(name) for name in names):
        raise refusals.damaged()


def _name(entry: zipfile.ZipInfo) -> str:
    """Packers that do not flag UTF-8 often write it all the same."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return entry.filename
