"""A file comes in: kept whole, read in a jailed child, drafted as rows. The same file twice makes nothing twice."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from sqlmodel import Session, select

from calendar_app import jail, log
from calendar_app.clock import day_from, day_of
from calendar_app.log import Subject
from calendar_app.models import Directive, Item, ItemDate, stable_uid
from calendar_app.store import Store
from calendar_app.wording import slugify
from content.vocabulary import channels_in

NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Received:
    """A directive as received; `new` is False where the same file was here before."""

    directive_id: int
    slug: str
    new: bool


def receive(
    store: Store,
    data: bytes,
    name: str,
    now: datetime,
    known: dict[str, str] | None = None,
    author: str = "dòng lệnh",
) -> Received:
    """Keep a file and draft what it says; raise Unreadable and keep nothing where it cannot be read.

    `known` is what is known of its header from elsewhere (content.directive.Known as JSON); `author` who sent it.
    """
    shown = shown_name(name)
    earlier = _stored(store, data)
    if earlier:
        return earlier
    reading = jail.read(data, shown, day_of(now), known)
    digest = store.put_blob(data)
    with store.writing() as session:
        same = session.exec(select(Directive).where(Directive.sha256 == digest)).first()
        if same is not None:  # two uploads of one file at the same moment
            return _received(same, new=False)
        directive = _draft(session, reading, digest, shown, now)
        told = {"file": shown, "sha256": digest, "items": len(reading["items"])}
        log.record(session, author, now, "directive.received", Subject(directive.title, directive.id), {}, told)
        return _received(directive, new=True)


def shown_name(name: str) -> str:
    """Return a file name fit to be shown: its last part, composed letters, nothing that cannot be printed."""
    last = PurePath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    printable = "".join(c for c in last if c.isprintable()).strip()
    stem, dot, extension = printable.rpartition(".")
    return f"{stem[:NAME_LENGTH]}{dot}{extension[:10]}" or "khong-ten"


def _stored(store: Store, data: bytes) -> Received | None:
    with store.reading() as session:
        digest = hashlib.sha256(data).hexdigest()
        directive = session.exec(select(Directive).where(Directive.sha256 == digest)).first()
        return _received(directive, new=False) if directive else None


def _received(directive: Directive, new: bool) -> Received:
    if directive.id is None:
        raise RuntimeError("a directive without an id was never stored")
    return Received(directive.id, directive.slug, new)


def _draft(session: Session, reading: dict[str, Any], digest: str, name: str, now: datetime) -> Directive:
    header, window = reading["header"], reading["window"]
    label = slugify(header["number"] or header["symbol"] or "van-ban")[:60]
    directive = Directive(
        slug=f"{label}-{digest[:8]}",
        sha256=digest,
        file_name=name,
        received_at=now,
        text=reading["text"],
        document_type=header["document_type"] or "",
        issuer=header["issuer"] or "",
        parent=header["parent"] or "",
        number=header["number"] or "",
        symbol=header["symbol"] or "",
        place=header["place"] or "",
        issued_on=day_from(header["issued_on"]),
        not_before=day_from(header["not_before"]),
        subject=header["subject"] or "",
        window_start=_window_start(reading),
        window_end=day_from(window["end"]),
        window_text=window["text"] or "",
        recipients=header["recipients"],
        citations=reading["citations"],
        doubts=[d for d in reading["doubts"] if not _belongs(d, reading["items"])],
    )
    session.add(directive)
    session.flush()
    shared = shared_channels(reading)
    for position, read in enumerate(reading["items"]):
        _draft_item(session, directive, position, read, shared, reading["doubts"])
    return directive


def _draft_item(
    session: Session,
    directive: Directive,
    position: int,
    read: dict[str, Any],
    shared: list[str],
    doubts: list[dict[str, Any]],
) -> None:
    item = Item(
        uid=stable_uid(directive.sha256, read["path"], position),
        directive_id=directive.id or 0,
        position=position,
        path=read["path"],
        kind=read["kind"],
        title=read["title"],
        text=read["text"],
        duty=read["duty"] or "",
        spans=read["spans"],
        audiences=read["audiences"],
        channels=channels_of(read, shared),
        providers=read["providers"],
        slogans=read["slogans"],
        links=read["links"],
        doubts=[d for d in doubts if _within(d["span"], read["spans"])],
    )
    session.add(item)
    session.flush()
    for number, mark in enumerate(read["dates"]):
        session.add(draft_date(item, number, mark))


def draft_date(item: Item, number: int, mark: dict[str, Any]) -> ItemDate:
    """Return the row of a date that was read in a stored item."""
    return ItemDate(
        uid=stable_uid(item.uid, str(number)),
        item_id=item.id or 0,
        position=number,
        role=mark["role"],
        start=day_from(mark["start"]),
        end=day_from(mark["end"]),
        precision=mark["precision"],
        label=mark["label"],
        years=mark["years"],
        observance=mark["observance"] or "",
        rrule=mark["rrule"],
        text=mark["text"],
        span_start=mark["span"][0],
        span_end=mark["span"][1],
        rule=mark["rule"],
        reason=mark["reason"],
    )


def _window_start(reading: dict[str, Any]) -> date | None:
    """The day the text or its date of issue gives; a bound taken from what it cites is no day to air anything."""
    stated = reading["window"]["text"] or reading["header"]["issued_on"]
    return day_from(reading["window"]["start"]) if stated else None


def channels_of(read: dict[str, Any], shared: list[str]) -> list[str]:
    """A task goes by the channels it names; a theme goes out on every shared one, whatever its content mentions."""
    own: list[str] = read["channels"]
    if read["kind"] in ("task", "form"):
        return own or shared
    return list(dict.fromkeys([*shared, *own]))


def shared_channels(reading: dict[str, Any]) -> list[str]:
    """The channels of an item that names none: those of the forms asked for, else of who is written to."""
    forms = [channel for item in reading["items"] if item["kind"] == "form" for channel in item["channels"]]
    written_to = [c for name in reading["header"]["recipients"] for c in channels_in(name)]
    return list(dict.fromkeys(forms or written_to))


def _belongs(doubt: dict[str, Any], items: list[dict[str, Any]]) -> bool:
    return any(_within(doubt["span"], item["spans"]) for item in items)


def _within(span: list[int], spans: list[list[int]]) -> bool:
    return any(start <= span[0] < end for start, end in spans)
