"""Items: what was read, and a person's decisions about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError
from sqlmodel import Session, col, select

from calendar_app import models, review, review_undo
from calendar_app.errors import Conflict, NotFound
from calendar_app.review import ItemCorrection
from calendar_app.web import forms, guard
from calendar_app.web.api import histories
from calendar_app.web.api.operations import actor, operation, stale
from calendar_app.web.api.shapes import JSON, Day, Instant, Page, Paged, Shape, Status, Words, page, shown
from content.vocabulary import channels

Kind = Literal["regular", "thematic", "anniversary", "task", "form"]
Role = Literal["anniversary", "event", "period", "start", "deadline", "recurring"]
CHANNELS = [channel.id for channel in channels()]


def _known(channel: str) -> str:
    if channel not in CHANNELS:
        raise PydanticCustomError("literal_error", "no channel")
    return channel


Channel = Annotated[str, AfterValidator(_known), Field(json_schema_extra={"enum": list(CHANNELS)})]


class Mark(Shape):
    """A date of an item, with the words it was read from; days are inclusive. `kept` false is not published."""

    uid: str
    role: str
    start: date | None
    end: date | None
    precision: str
    label: str
    years: int | None
    observance: str
    rrule: str | None
    text: str
    span_start: int
    span_end: int
    rule: str
    reason: str
    kept: bool


class Item(Shape):
    """A leaf of a directive's outline: what to communicate, with its dates."""

    uid: str
    directive: str
    position: int
    path: str
    kind: str
    title: str
    text: str
    duty: str
    spans: tuple[tuple[int, int], ...]
    audiences: tuple[str, ...]
    channels: tuple[str, ...]
    providers: tuple[str, ...]
    slogans: tuple[str, ...]
    links: tuple[str, ...]
    doubts: tuple[JSON, ...]
    embargo_until: datetime | None
    status: str
    version: int
    dates: tuple[Mark, ...]


class Wanted(Paged):
    """Which items."""

    directive: Annotated[str | None, Field(description="Only those of this directive (its slug).")] = None
    status: Annotated[Status | None, Field(description="Only those in this state.")] = None
    kind: Annotated[Kind | None, Field(description="Only those of this kind.")] = None


class Seen(Shape):
    """The version of the item that was seen; where there is a newer one nothing is changed (409)."""

    version: Annotated[int, Field(ge=1, le=2**31)]


class Reasoned(Seen):
    """The version that was seen, and why."""

    reason: Words = ""


class DateWanted(Shape):
    """A date as a person wants it; `uid` null adds one, `kept` false leaves it out."""

    uid: Annotated[str | None, Field(max_length=32)] = None
    role: Role
    start: Day | None = None
    end: Day | None = None
    label: Words = ""
    kept: bool = True


class Correction(Seen):
    """An item as a person wants it; dates that are not named stay as they are."""

    title: Annotated[str, Field(max_length=1000)]
    kind: Kind
    channels: Annotated[tuple[Channel, ...], Field(max_length=len(CHANNELS))]
    embargo_until: Instant | None = None
    dates: Annotated[tuple[DateWanted, ...], Field(max_length=200)] = ()


SEEN = {"version": 1}
REASONED = {"version": 1, "reason": "Trùng với mục I.2.3"}
CORRECTION = {
    "version": 1,
    "title": "Ngày Nhà giáo Việt Nam",
    "kind": "anniversary",
    "channels": ["loudspeaker", "press"],
    "embargo_until": None,
    "dates": [{"uid": None, "role": "anniversary", "start": "2024-11-20", "end": "2024-11-20"}],
}


@operation("GET", "/items", may="read-desk", query=Wanted, answer=Page[Item])
def every(query: Wanted) -> Page[Item]:
    """List items, in the order in which they came in."""
    with guard.store().reading() as session:
        return found(session, query)


@operation("GET", "/items/<uid>", may="read-desk", answer=Item)
def one(uid: str) -> Item:
    """Return one item."""
    with guard.store().reading() as session:
        return shapes(session, [row_of(session, uid)])[0]


@operation("GET", "/items/<uid>/history", may="read-desk", query=Paged, answer=Page[histories.Decision])
def history(uid: str, query: Paged) -> Page[histories.Decision]:
    """List what was decided about an item, newest first."""
    with guard.store().reading() as session:
        return histories.found(session, models.Decision.item_id == row_of(session, uid).id, query)


@operation("POST", "/items/<uid>/accept", may="review", body=Seen, answer=Item, conflicts=True, example=SEEN)
def accept(uid: str, body: Seen) -> Item:
    """Accept an item: it goes public with the next release."""
    return decided(uid, body, lambda session, number: review.accept(session, number, body.version, actor()))


@operation("POST", "/items/<uid>/reopen", may="review", body=Seen, answer=Item, conflicts=True, example=SEEN)
def reopen(uid: str, body: Seen) -> Item:
    """Take a decision back: the item waits again."""
    return decided(uid, body, lambda session, number: review.reopen(session, number, body.version, actor()))


@operation("POST", "/items/<uid>/undo", may="review", body=Seen, answer=Item, conflicts=True, example=SEEN)
def undo(uid: str, body: Seen) -> Item:
    """Take back the last decision about an item, with what was decided together with it."""
    return decided(uid, body, lambda session, number: review_undo.undo(session, number, body.version, actor()))


@operation("POST", "/items/<uid>/refuse", may="review", body=Reasoned, answer=Item, conflicts=True, example=REASONED)
def refuse(uid: str, body: Reasoned) -> Item:
    """Refuse an item: it is not published, and is cancelled by the next release if it was."""
    return decided(
        uid, body, lambda session, number: review.refuse(session, number, body.version, actor(), body.reason)
    )


@operation("POST", "/items/<uid>/withdraw", may="review", body=Reasoned, answer=Item, conflicts=True, example=REASONED)
def withdraw(uid: str, body: Reasoned) -> Item:
    """Take an item back that should never have been public; the reason is needed."""
    return decided(
        uid, body, lambda session, number: review.withdraw(session, number, body.version, actor(), body.reason)
    )


@operation(
    "POST", "/items/<uid>/correct", may="review", body=Correction, answer=Item, conflicts=True, example=CORRECTION
)
def correct(uid: str, body: Correction) -> Item:
    """Correct an item and its dates."""
    wanted = ItemCorrection(
        title=body.title,
        kind=body.kind,
        channels=tuple(dict.fromkeys(body.channels)),
        embargo_until=body.embargo_until,
        dates=tuple(forms.date_wanted(**dict(one)) for one in body.dates),
    )

    def decide(session: Session, number: int) -> models.Item:
        there = {mark.uid for mark in review.dates_of(session, [number])[number]}
        if any(one.uid not in there for one in body.dates if one.uid):
            raise NotFound("Mục này không có ngày mang mã ấy. Hãy xem “dates” của mục; ngày mới thì để “uid” là null.")
        return review.correct(session, number, body.version, wanted, actor())

    return decided(uid, body, decide)


def found(session: Session, query: Wanted) -> Page[Item]:
    """Return the page of items that a query wants."""
    wanted = select(models.Item).where(col(models.Item.id) > (query.cursor or 0), models.Item.status != review.REMOVED)
    if query.directive is not None:
        wanted = wanted.join(models.Directive).where(models.Directive.slug == query.directive)
    if query.status:
        wanted = wanted.where(models.Item.status == query.status)
    if query.kind:
        wanted = wanted.where(models.Item.kind == query.kind)
    rows = session.exec(wanted.order_by(col(models.Item.id)).limit(query.limit + 1)).all()
    return page(shapes(session, rows), query.limit, [row.id or 0 for row in rows])


def shapes(session: Session, rows: Iterable[models.Item]) -> list[Item]:
    """Return items as they are answered, whatever their number with two queries."""
    rows = list(rows)
    dates = review.dates_of(session, [row.id or 0 for row in rows])
    ids = {row.directive_id for row in rows}
    names = select(models.Directive.id, models.Directive.slug).where(col(models.Directive.id).in_(ids))
    slugs = dict(session.exec(names).all())
    return [
        shown(Item, row, directive=slugs[row.directive_id], dates=tuple(shown(Mark, d) for d in dates[row.id or 0]))
        for row in rows
    ]


def decided(uid: str, body: Seen, decide: Callable[[Session, int], models.Item]) -> Item:
    """Carry out a decision about an item and return it; where somebody was quicker, answer both versions."""
    try:
        with guard.store().writing() as session:
            item = decide(session, row_of(session, uid).id or 0)
            session.flush()
            return shapes(session, [item])[0]
    except Conflict as conflict:
        raise stale(conflict, body.version, one(uid)) from None


def row_of(session: Session, uid: str) -> models.Item:
    """Return an item by its uid; raise NotFound where there is none."""
    item = session.exec(select(models.Item).where(models.Item.uid == uid)).first()
    if item is None or item.status == review.REMOVED:
        raise NotFound("Không có mục này. Hãy chọn lại từ danh sách /api/v1/items.")
    return item
