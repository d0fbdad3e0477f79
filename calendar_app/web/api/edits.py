"""One item made of unused words or split in two, several decided about at once, and what was read taken over anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field
from sqlmodel import Session

from calendar_app import clock, models, passages, review, review_edits
from calendar_app.errors import Conflict, Problem
from calendar_app.review_edits import NO_REASON
from calendar_app.web import guard
from calendar_app.web.api import items
from calendar_app.web.api.directives import row_of
from calendar_app.web.api.items import CHANNELS, Channel, Item, Seen
from calendar_app.web.api.operations import actor, operation, stale
from calendar_app.web.api.shapes import Shape, Words

Place = Annotated[int, Field(ge=0, le=2**31)]


class Passage(Shape):
    """A stretch of a directive's text, in characters."""

    start: Place
    end: Place


class Sentence(Shape):
    """A sentence or clause of an item, and the place in the text where it begins."""

    place: int
    text: str


class Sentences(Shape):
    """Where an item may be split; `between_dates` are the places that give each date an item of its own."""

    sentences: tuple[Sentence, ...]
    between_dates: tuple[int, ...]


class Split(Seen):
    """Where the new items begin: places of the directive's text."""

    places: Annotated[tuple[Place, ...], Field(max_length=200)]


class Items(Shape):
    """Items as they are now."""

    items: tuple[Item, ...]


class ItemSeen(Seen):
    """An item, and the version of it that was seen."""

    uid: Annotated[str, Field(max_length=64)]


class Several(Shape):
    """One thing to do to several items: to each of them, or to none.

    `refuse` wants a reason, `channels` sets the channels named, `move` moves fixed days by `days`, `merge` makes one
    item of items of one directive.
    """

    action: Literal["accept", "refuse", "channels", "move", "merge"]
    items: Annotated[tuple[ItemSeen, ...], Field(min_length=1, max_length=500)]
    reason: Words = ""
    channels: Annotated[tuple[Channel, ...], Field(max_length=len(CHANNELS))] = ()
    days: Annotated[int, Field(ge=-review_edits.MOST_DAYS, le=review_edits.MOST_DAYS)] = 0


PASSAGE = {"start": 0, "end": 200}
SPLIT = {"version": 1, "places": [1200]}
SEVERAL = {"action": "accept", "items": [{"uid": "0123456789abcdef0123456789abcdef", "version": 1}]}


@operation(
    "POST", "/directives/<directive>/items", may="review", body=Passage, answer=Item, status=201, example=PASSAGE
)  # fmt: skip
def add(directive: str, body: Passage) -> Item:
    """Make an item of words that became nothing; the reader reads just these."""
    with guard.store().reading() as session:
        paper = row_of(session, directive)
    span = passages.trimmed(paper, body.start, body.end)
    told = passages.read(paper, span, clock.day_of(clock.now()))
    with guard.store().writing() as session:
        return items.shapes(session, [passages.add(session, row_of(session, directive), span, told, actor())])[0]


@operation("GET", "/items/<uid>/sentences", may="read-desk", answer=Sentences)
def sentences(uid: str) -> Sentences:
    """Say where an item may be split."""
    with guard.store().reading() as session:
        item = items.row_of(session, uid)
        found = review_edits.sentences(session.get_one(models.Directive, item.directive_id), item)
        between = review_edits.between_dates(session, item)
    return Sentences(
        sentences=tuple(Sentence(place=place, text=text) for place, text in found), between_dates=tuple(between)
    )


@operation("POST", "/items/<uid>/split", may="review", body=Split, answer=Items, conflicts=True, example=SPLIT)
def split(uid: str, body: Split) -> Items:
    """Cut an item: the first part keeps its uid, dates go with their words."""
    try:
        with guard.store().writing() as session:
            number = items.row_of(session, uid).id or 0
            made = review_edits.split(session, number, body.version, body.places, actor())
            return Items(items=tuple(items.shapes(session, made)))
    except Conflict as conflict:
        raise stale(conflict, body.version, items.one(uid)) from None


@operation(
    "POST", "/decisions", may="review", body=Several, answer=Items, conflicts=True, names=True, example=SEVERAL
)  # fmt: skip
def decide(body: Several) -> Items:
    """Do one thing to several items, or to none of them."""
    try:
        with guard.store().writing() as session:
            rows = [items.row_of(session, one.uid) for one in body.items]
            _do(session, body, [(row.id or 0, one.version) for row, one in zip(rows, body.items, strict=True)])
            session.flush()
            return Items(items=tuple(items.shapes(session, {row.id: row for row in rows}.values())))
    except Conflict as conflict:
        raise stale_of(conflict, body.items) from None


def _do(session: Session, body: Several, seen: Sequence[review_edits.Seen]) -> None:
    by = actor()
    if body.action == "merge":
        review_edits.merge(session, seen, by)
        return
    if body.action == "refuse" and not body.reason:
        raise Problem(NO_REASON)
    for one in seen:
        match body.action:
            case "accept":
                review.accept(session, *one, by)
            case "refuse":
                review.refuse(session, *one, by, body.reason)
            case "channels":
                review_edits.set_channels(session, one, tuple(dict.fromkeys(body.channels)), by)
            case "move":
                review_edits.move_days(session, one, body.days, by)


def stale_of(conflict: Conflict, asked: Sequence[ItemSeen]) -> Exception:
    """Return the conflict with the first item that was changed since it was seen, or is named twice."""
    now = [(one, items.one(one.uid)) for one in asked]
    one, current = next(((one, item) for one, item in now if item.version != one.version), now[-1])
    return stale(conflict, one.version, current)
