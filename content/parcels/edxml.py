"""A message of the national document exchange (QCVN 102:2016/BTTTT): header fields, and files in base64.

Elements are matched by local name, since three namespaces are in use; bytes before the XML are passed over. The
exchange's signature is not checked.
"""

from __future__ import annotations

import base64
import binascii
import re
from datetime import date
from typing import Any

from lxml import etree

from content.parcels.parcel import MAX_FILES, Action, Envelope, Parcel, sorted_out
from content.reading import refusals
from content.reading.package import ENTITY

Element = Any  # lxml brings no types

_DAY = re.compile(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})")
_ROOTS = ("edxml", "edxmlenvelope")
_ACTIONS: dict[str, Action] = {"0": "new", "1": "recalled", "2": "updated", "3": "replaces"}
_NAMELESS = "van-ban"


def opened(data: bytes) -> Parcel:
    """Return the files of a message, and what its header says; Unreadable for XML that is something else."""
    root = _root(data)
    found = sorted_out(_files(root))
    return Parcel(found.parts, found.skipped, _envelope(root))


def _root(data: bytes) -> Element:
    begin = data.find(b"<")
    if begin < 0 or ENTITY.search(data):
        raise refusals.wrong_type(".xml") if begin < 0 else refusals.bomb()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(data[begin:], parser)
    except etree.XMLSyntaxError as error:
        raise refusals.damaged() from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise refusals.bomb()
    if _local(root).lower() not in _ROOTS:
        raise refusals.wrong_type(".xml")
    return root


def _files(root: Element) -> list[tuple[str, bytes]]:
    attachments = [e for e in root.iter() if _local(e) == "Attachment"]
    if len(attachments) > MAX_FILES:
        raise refusals.too_large(f"hơn {MAX_FILES} tệp đính kèm")
    listed = {_said(e, "ContentId"): _said(e, "AttachmentName") for e in root.iter() if _local(e) == "Reference"}
    files = []
    for attachment in attachments:
        name = _said(attachment, "AttachmentName") or listed.get(_said(attachment, "ContentId"), "") or _NAMELESS
        files.append((name, _content(attachment)))
    return files


def _content(attachment: Element) -> bytes:
    """Return the bytes; the base64 stands in the element itself or in one of its own, whatever that is called."""
    longest = max((child.text or "" for child in attachment.iter()), key=len)
    try:
        return base64.b64decode("".join(longest.split()), validate=True)
    except binascii.Error as error:
        raise refusals.damaged() from error


def _envelope(root: Element) -> Envelope:
    header = _first(root, "MessageHeader")
    business = _first(root, "Bussiness")
    if header is None:
        raise refusals.wrong_type(".xml")
    sender, code = _first(header, "From"), _first(header, "Code")
    return Envelope(
        number=_said(code, "CodeNumber"),
        symbol=_said(code, "CodeNotation"),
        issued_on=_day(_said(header, "PromulgationDate")),
        issuer=_said(sender, "OrganName"),
        place=_said(_first(header, "PromulgationInfo"), "Place"),
        document_type=_said(header, "TypeName"),
        subject=_said(header, "Subject"),
        priority=_number(_said(header, "Priority")),
        due_on=_day(_said(header, "DueDate")),
        action=_ACTIONS.get(_said(business, "BussinessDocType"), "new"),
        reason=_said(business, "BussinessDocReason"),
        concerns=_concerned(business),
    )


def _concerned(business: Element) -> tuple[tuple[str, str, date | None], ...]:
    """Return the documents that a recall or replacement names, each as `ORGANID,YYYY/MM/DD,NUMBER/NOTATION`."""
    if business is None:
        return ()
    named = [(e.text or "").strip() for e in business.iter() if _local(e) in ("DocumentId", "DocumentID")]
    found = []
    for parts in (name.split(",") for name in named if name):
        number, _, symbol = parts[-1].strip().partition("/")
        found.append((number, symbol, _day(name_day) if (name_day := ",".join(parts[1:-1])) else None))
    return tuple(dict.fromkeys(found))


def _local(element: Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _first(inside: Element, name: str) -> Element:
    return None if inside is None else next((e for e in inside.iter() if _local(e) == name), None)


def _said(inside: Element, name: str) -> str:
    found = _first(inside, name)
    return " ".join((found.text or "").split()) if found is not None else ""


def _day(written: str) -> date | None:
    found = _DAY.search(written)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() else 0
