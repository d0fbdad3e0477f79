"""Feeds under addresses of their own: a filter with a name that never changes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from calendar_app import models, short_addresses
from calendar_app.errors import Conflict, NotFound
from calendar_app.scopes import known
from calendar_app.web import at_once, guard
from calendar_app.web.api.operations import operation, stale
from calendar_app.web.api.shapes import Shape, shown
from calendar_app.web.site import public_tree

Title = Annotated[str, Field(max_length=short_addresses.TITLE_LENGTH)]
Scopes = Annotated[tuple[Annotated[str, Field(max_length=200)], ...], Field(max_length=40)]
Version = Annotated[int, Field(ge=1, le=2**31)]


class ShortAddress(Shape):
    """A short address: `/feeds/k/{name}.ics` shows `filter` under `title`; off the lists it still answers."""

    name: str
    title: str
    filter: str
    listed: bool
    author: str
    changed_at: datetime
    version: int


class Every(Shape):
    """All of them by name, those off the lists last."""

    data: tuple[ShortAddress, ...]


class New(Shape):
    """A name, the calendar's title, and the scopes it shows, as feeds are named: kenh-truyen-thanh, loai-ky-niem."""

    name: Annotated[str, Field(max_length=short_addresses.NAME_LENGTH)]
    title: Title
    scopes: Scopes = ()


class Changed(Shape):
    """What an address shows from now on, whether it is listed, and the version that was seen."""

    version: Version
    title: Title
    scopes: Scopes = ()


class Listed(Shape):
    """Whether an address is listed, and the version that was seen."""

    version: Version
    listed: bool


NEW = {"name": "xa-tan-canh", "title": "Lịch xã Tân Cảnh", "scopes": ["kenh-truyen-thanh"]}
CHANGED = {"version": 1, "title": "Lịch xã Tân Cảnh", "scopes": ["kenh-truyen-thanh", "loai-ky-niem"]}
LISTED = {"version": 1, "listed": False}


@operation("GET", "/short-addresses", may="units", answer=Every)
def every() -> Every:
    """List short addresses."""
    with guard.store().reading() as session:
        return Every(data=tuple(shown(ShortAddress, row) for row in short_addresses.every(session)))


@operation(
    "POST", "/short-addresses", may="units", body=New, answer=ShortAddress, status=201, conflicts=True, names=True,
    example=NEW,
)  # fmt: skip
def add(body: New) -> ShortAddress:
    """Give a filter of feeds a short address, public at once; no name is ever given up."""
    wanted, those = short_addresses.Wanted(body.name, body.title, body.scopes), known(public_tree().snapshot)
    return at_once.write(lambda session, by: shown(ShortAddress, short_addresses.add(session, wanted, those, by)))


@operation(
    "POST", "/short-addresses/<address>", may="units", body=Changed, answer=ShortAddress, conflicts=True,
    example=CHANGED,
)  # fmt: skip
def change(address: str, body: Changed) -> ShortAddress:
    """Show something else, or under another title, at the same address."""
    wanted, those = short_addresses.Wanted(address, body.title, body.scopes), known(public_tree().snapshot)
    try:
        return at_once.write(
            lambda session, by: shown(ShortAddress, short_addresses.change(session, wanted, body.version, those, by))
        )
    except Conflict as conflict:
        raise stale(conflict, body.version, _one(address)) from None


@operation(
    "POST", "/short-addresses/<address>/list", may="units", body=Listed, answer=ShortAddress, conflicts=True,
    example=LISTED,
)  # fmt: skip
def put_up(address: str, body: Listed) -> ShortAddress:
    """List an address or take it off the lists; it is answered either way."""
    try:
        return at_once.write(
            lambda session, by: shown(
                ShortAddress, short_addresses.put_up(session, address, body.version, body.listed, by)
            )
        )
    except Conflict as conflict:
        raise stale(conflict, body.version, _one(address)) from None


def _one(name: str) -> ShortAddress:
    with guard.store().reading() as session:
        row = session.get(models.ShortAddress, name)
    if row is None:
        raise NotFound("Không có địa chỉ ngắn này. Hãy chọn lại từ danh sách /api/v1/short-addresses.")
    return shown(ShortAddress, row)
