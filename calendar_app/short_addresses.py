"""Short addresses: an editor gives a filter of feeds a name of its own (`/feeds/k/xa-tan-canh.ics`).

The filter may change later, the address never does. No name is ever given up: one that is not listed any more still
answers with its filter, so whoever subscribed keeps what is on. The caller holds the transaction and renders the tree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlmodel import Session, col, select

from calendar_app import log
from calendar_app.errors import Conflict, NotFound, Problem
from calendar_app.log import Subject
from calendar_app.models import ShortAddress
from calendar_app.review import Actor
from calendar_app.scopes import ALL, JOIN, Scope, spelt

NAME_LENGTH = 60
TITLE_LENGTH = 100
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
BAD_NAME = (
    f"Tên trong địa chỉ chỉ gồm chữ thường không dấu, số và gạch nối, dài nhất {NAME_LENGTH}. Ví dụ: xa-tan-canh."
)
NO_TITLE = "Hãy đặt tên cho lịch, để người đăng ký biết lịch này là gì."
TAKEN = "Địa chỉ “{}” đã có. Hãy chọn tên khác, hoặc sửa địa chỉ đã có."
CHANGED = "Địa chỉ này vừa được người khác sửa. Hãy xem lại rồi sửa tiếp."


@dataclass(frozen=True, slots=True)
class Wanted:
    """A short address as a person wants it: its name, the calendar's title, and the scopes it shows."""

    name: str
    title: str
    scopes: tuple[str, ...]


def add(session: Session, wanted: Wanted, those: Mapping[str, Scope], actor: Actor) -> ShortAddress:
    """Give a filter a short address; raise Problem where the name cannot be or is taken, or a scope is unknown."""
    name = wanted.name.strip()
    if not _NAME.fullmatch(name) or len(name) > NAME_LENGTH:
        raise Problem(BAD_NAME)
    if session.get(ShortAddress, name) is not None:
        raise Conflict(TAKEN.format(name))
    title, spelling = _checked(wanted, those)
    row = ShortAddress(name=name, title=title, filter=spelling, author=actor.name, changed_at=actor.at)
    session.add(row)
    _tell(session, row, {}, actor)
    return row


def change(session: Session, wanted: Wanted, version: int, those: Mapping[str, Scope], actor: Actor) -> ShortAddress:
    """Show something else, or under another title, at the same address."""
    row = _row(session, wanted.name, version)
    before = _state(row)
    row.title, row.filter = _checked(wanted, those)
    return _touched(session, row, before, actor)


def put_up(session: Session, name: str, version: int, listed: bool, actor: Actor) -> ShortAddress:
    """List an address or take it off the lists; it is answered either way."""
    row = _row(session, name, version)
    before = _state(row)
    row.listed = listed
    return _touched(session, row, before, actor)


def every(session: Session) -> list[ShortAddress]:
    """Return all of them by name, those off the lists last."""
    query = select(ShortAddress).order_by(col(ShortAddress.listed).desc(), col(ShortAddress.name))
    return list(session.exec(query).all())


def _checked(wanted: Wanted, those: Mapping[str, Scope]) -> tuple[str, str]:
    title = " ".join(wanted.title.split())[:TITLE_LENGTH]
    if not title:
        raise Problem(NO_TITLE)
    return title, spelt(JOIN.join(wanted.scopes) or ALL, those)


def _row(session: Session, name: str, version: int) -> ShortAddress:
    row = session.get(ShortAddress, name)
    if row is None:
        raise NotFound(f"Không có địa chỉ ngắn “{name}”.")
    if row.version != version:
        raise Conflict(CHANGED)
    return row


def _touched(session: Session, row: ShortAddress, before: dict[str, Any], actor: Actor) -> ShortAddress:
    row.author = actor.name
    row.changed_at = max(actor.at, row.changed_at + timedelta(seconds=1))  # a later state always has a later time
    row.version += 1
    session.add(row)
    _tell(session, row, before, actor)
    return row


def _tell(session: Session, row: ShortAddress, before: dict[str, Any], actor: Actor) -> None:
    about = Subject(f"{row.title} (/feeds/k/{row.name})")
    log.record(session, actor.name, actor.at, "setting.short-address", about, before, _state(row))


def _state(row: ShortAddress) -> dict[str, Any]:
    return row.model_dump(mode="json", include={"title", "filter", "listed"})
