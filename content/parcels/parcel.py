"""What is in a parcel, as plain facts."""

from __future__ import annotations

import base64
import re
import unicodedata
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Literal

from content.reading.kinds import ending, is_read

MAX_FILES = 200
WRAPPINGS = frozenset({"zip", "eml", "xml", "edxml", "edoc"})
Action = Literal["new", "recalled", "updated", "replaces"]
_ANNEX = re.compile(r"(?<![a-z])(phu ?luc|pl ?\d*)(?![a-z])")
_DOCUMENTS = (".docx", ".pdf", ".doc")


@dataclass(frozen=True, slots=True)
class Part:
    """A file: its name in composed letters, its bytes, and whether it only goes with another."""

    name: str
    data: bytes
    annex: bool = False

    @property
    def is_document(self) -> bool:
        """Whether it is of a kind that directives are sent in."""
        return self.name.lower().endswith(_DOCUMENTS)

    def as_annex(self) -> Part:
        """Return it as one that goes with another."""
        return replace(self, annex=True)


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a message of the document exchange says of its document (QCVN 102:2016/BTTTT); empty where it says nothing.

    `symbol` is the notation behind the number ("BTGTU"); `concerns` are the documents that a recall or replacement
    names, each as (number, notation, day). The exchange's signature is not checked.
    """

    number: str = ""
    symbol: str = ""
    issued_on: date | None = None
    issuer: str = ""
    place: str = ""
    document_type: str = ""
    subject: str = ""
    priority: int = 0
    due_on: date | None = None
    action: Action = "new"
    reason: str = ""
    concerns: tuple[tuple[str, str, date | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Parcel:
    """Files that are read, names of those that are not, and what the wrapping says."""

    parts: tuple[Part, ...]
    skipped: tuple[str, ...] = ()
    envelope: Envelope | None = None

    def to_json(self) -> list[dict[str, object]]:
        """Return what the wrapping says, then the files one by one: together they may be large."""
        wrapping = asdict(self.envelope) if self.envelope else None
        files = ({"name": p.name, "annex": p.annex, "data": base64.b64encode(p.data).decode()} for p in self.parts)
        return [{"envelope": _plain(wrapping), "skipped": list(self.skipped)}, *files]


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def is_parcel(name: str) -> bool:
    """Whether a file of this name holds files rather than being one to read."""
    return ending(name) in WRAPPINGS


def sorted_out(files: list[tuple[str, bytes]]) -> Parcel:
    """Return a parcel of the files that are read or opened; the others are named, what programs leave behind is not."""
    parts, skipped = [], []
    for written, data in files:
        name = unicodedata.normalize("NFC", written.replace("\\", "/")).rsplit("/", 1)[-1]
        if _is_litter(written, name):
            continue
        if is_read(name) or is_parcel(name):
            parts.append(Part(name, data, annex=is_annex(name)))
        else:
            skipped.append(name)
    return Parcel(tuple(parts), tuple(skipped))


def is_annex(name: str) -> bool:
    """Whether a file's name says that it goes with another: "Phụ lục 1.docx", "PL2.pdf"."""
    bare = unicodedata.normalize("NFD", name.lower()).replace("đ", "d")
    return bool(_ANNEX.search("".join(c for c in bare if not unicodedata.combining(c)).replace("_", " ")))


def _is_litter(path: str, name: str) -> bool:
    return (
        not name or name.startswith((".", "~$")) or "__MACOSX" in path or name.lower() in ("thumbs.db", "desktop.ini")
    )
