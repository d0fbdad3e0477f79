"""What a directive comes wrapped in: a zip, an e-mail, a message of the document exchange. Read in the jailed child.

`opened` gives the files inside, told apart into directives and annexes, and what the wrapping says of them.
"""

from __future__ import annotations

from content.errors import Unreadable
from content.parcels import edxml, mail, zipped
from content.parcels.parcel import Envelope, Parcel, Part, is_parcel
from content.reading import refusals
from content.reading.kinds import ending

__all__ = ["Envelope", "Parcel", "Part", "is_parcel", "opened"]

DEEPEST = 3
_OPENERS = {"zip": zipped.opened, "eml": mail.opened, "xml": edxml.opened, "edxml": edxml.opened, "edoc": edxml.opened}


def opened(data: bytes, name: str, depth: int = 1) -> Parcel:
    """Return what a parcel holds, the parcels within it opened too; Unreadable where it cannot be opened."""
    if len(data) > refusals.MAX_BYTES:
        raise refusals.too_large("hơn 15 MB")
    try:
        outer = _OPENERS[ending(name)](data)
    except Unreadable:
        raise
    except (MemoryError, RecursionError) as error:
        raise refusals.bomb() from error
    except Exception as error:
        raise refusals.damaged() from error
    return _sorted(_flat(outer, depth))


def _flat(outer: Parcel, depth: int) -> Parcel:
    """Put the contents of inner parcels in their places."""
    parts: list[Part] = []
    skipped, envelope = list(outer.skipped), outer.envelope
    for part in outer.parts:
        inner_name = _named_by_content(part)
        if not is_parcel(inner_name):
            parts.append(part)
            continue
        if depth == DEEPEST:
            raise refusals.bomb()
        inner = opened(part.data, inner_name, depth + 1)
        parts += inner.parts
        skipped += inner.skipped
        envelope = envelope or inner.envelope
    return Parcel(tuple(parts), tuple(skipped), envelope)


def _named_by_content(part: Part) -> str:
    """The exchange packs files into zips that keep the name of what they hold."""
    if part.data.startswith(b"PK") and zipped.is_plain(part.data):
        return f"{part.name}.zip"
    return part.name


def _sorted(parcel: Parcel) -> Parcel:
    """Mark the annexes: files named so, and of a message of the exchange all but its first document."""
    if parcel.envelope is None:
        return parcel
    own = [part for part in parcel.parts if not part.annex]
    first = next((part for part in own if part.is_document), own[0] if own else None)
    parts = (part if part is first else part.as_annex() for part in parcel.parts)
    return Parcel(tuple(parts), parcel.skipped, parcel.envelope)
