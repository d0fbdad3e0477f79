"""An e-mail: its attachments, or where there are none the letter itself."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

from content.parcels.parcel import MAX_FILES, Parcel, sorted_out
from content.reading import refusals


def opened(data: bytes) -> Parcel:
    """Return the attachments, those of forwarded letters too; without one that is read, the letter's own words."""
    letter = message_from_bytes(data, policy=policy.default)
    if not letter.keys():
        raise refusals.wrong_type(".eml")
    files = _attachments(letter)
    if len(files) > MAX_FILES:
        raise refusals.too_large(f"hơn {MAX_FILES} tệp đính kèm")
    found = sorted_out(files)
    return found if found.parts else _body(letter, found.skipped)


def _attachments(letter: EmailMessage) -> list[tuple[str, bytes]]:
    files = []
    for part in letter.walk():
        name = part.get_filename()
        content = None if part.is_multipart() or not name else part.get_payload(decode=True)
        if name and isinstance(content, bytes) and not _is_drawn_in(part):
            files.append((name, content))
    return files


def _is_drawn_in(part: EmailMessage) -> bool:
    """A picture of a signature or a crest, shown within the letter."""
    return part.get_content_maintype() == "image" and part.get_content_disposition() != "attachment"


def _body(letter: EmailMessage, skipped: tuple[str, ...]) -> Parcel:
    body = letter.get_body(("plain", "html"))
    if body is None:
        raise refusals.empty()
    ending = "html" if body.get_content_subtype() == "html" else "txt"
    subject = " ".join(str(letter["subject"] or "").split())[:80].replace("/", "-")
    written = str(body.get_content()).encode()
    found = sorted_out([(f"{subject or 'thu'}.{ending}", written)])
    return Parcel(found.parts, skipped)
