"""Directives: what came in, what was read of their headers, their text, their items."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated

from flask import Response
from pydantic import Field
from sqlalchemy.orm import defer
from sqlmodel import Session, col, func, select

from calendar_app import models, review
from calendar_app.errors import Conflict, NotFound
from calendar_app.review import HeaderCorrection
from calendar_app.web import downloads, guard
from calendar_app.web.api import histories, items
from calendar_app.web.api.items import Item
from calendar_app.web.api.operations import actor, operation, stale
from calendar_app.web.api.shapes import JSON, Day, Page, Paged, Shape, Status, page, shown


class Counts(Shape):
    """How many items are in which state."""

    draft: int = 0
    accepted: int = 0
    refused: int = 0
    withdrawn: int = 0


class Directive(Shape):
    """A directive as received, with what was read of its header or filled in by a person."""

    slug: str
    title: str
    document_type: str
    number: str
    symbol: str
    issuer: str
    parent: str
    place: str
    issued_on: date | None
    not_before: date | None
    subject: str
    window_start: date | None
    window_end: date | None
    window_text: str
    recipients: tuple[str, ...]
    citations: tuple[JSON, ...]
    doubts: tuple[JSON, ...]
    file_name: str
    sha256: str
    received_at: datetime
    version: int
    items: Counts


class Text(Shape):
    """The text into which the spans of items and dates point, in characters."""

    slug: str
    text: str


class Left(Shape):
    """What waits for a person after all else was accepted: items with a blocking doubt."""

    left: tuple[Item, ...]


class Wanted(Paged):
    """Which directives."""

    status: Annotated[Status | None, Field(description="Only those with an item in this state.")] = None
    number: Annotated[str | None, Field(max_length=80, description="Only those of this number.")] = None
    issued_from: Annotated[Day | None, Field(description="Only those issued on this day or later.")] = None
    issued_until: Annotated[Day | None, Field(description="Only those issued on this day or earlier.")] = None


class Header(Shape):
    """What the paper left blank, as a person wants it, and the version of the directive that was seen."""

    version: Annotated[int, Field(ge=1, le=2**31)]
    number: Annotated[str, Field(max_length=80)]
    issued_on: Day | None
    window_start: Day | None
    window_end: Day | None


HEADER = {
    "version": 1,
    "number": "1874/STTTT-TTBCXB",
    "issued_on": "2024-11-08",
    "window_start": "2024-11-11",
    "window_end": "2024-11-17",
}


@operation("GET", "/directives", may="read-desk", query=Wanted, answer=Page[Directive])
def every(query: Wanted) -> Page[Directive]:
    """List directives, newest first."""
    found = select(models.Directive).options(defer(models.Directive.text))  # type: ignore[arg-type]
    if query.cursor:
        found = found.where(col(models.Directive.id) < query.cursor)
    if query.number:
        found = found.where(models.Directive.number == query.number)
    if query.issued_from:
        found = found.where(col(models.Directive.issued_on) >= query.issued_from)
    if query.issued_until:
        found = found.where(col(models.Directive.issued_on) <= query.issued_until)
    if query.status:
        having = select(models.Item.directive_id).where(models.Item.status == query.status)
        found = found.where(col(models.Directive.id).in_(having))
    with guard.store().reading() as session:
        rows = session.exec(found.order_by(col(models.Directive.id).desc()).limit(query.limit + 1)).all()
        return page(_shown(session, rows), query.limit, [row.id or 0 for row in rows])


@operation("GET", "/directives/<directive>", may="read-desk", answer=Directive)
def one(directive: str) -> Directive:
    """Return one directive."""
    with guard.store().reading() as session:
        return _shown(session, [row_of(session, directive)])[0]


@operation("GET", "/directives/<directive>/text", may="read-desk", answer=Text)
def text(directive: str) -> Text:
    """Return the text of a directive."""
    with guard.store().reading() as session:
        return shown(Text, row_of(session, directive))


@operation("GET", "/directives/<directive>/file", may="read-desk", answer=None, media="application/octet-stream")
def original(directive: str) -> Response:
    """Hand out the file of a directive as it came."""
    with guard.store().reading() as session:
        paper = row_of(session, directive)
    answer = downloads.attachment(guard.store().blob_path(paper.sha256), paper.file_name)
    answer.mimetype = "application/octet-stream"
    return answer


@operation("GET", "/directives/<directive>/items", may="read-desk", query=Paged, answer=Page[Item])
def its_items(directive: str, query: Paged) -> Page[Item]:
    """List the items of a directive, in the order of the document."""
    with guard.store().reading() as session:
        row_of(session, directive)
        return items.found(session, items.Wanted(directive=directive, **query.model_dump()))


@operation("GET", "/directives/<directive>/history", may="read-desk", query=Paged, answer=Page[histories.Decision])
def history(directive: str, query: Paged) -> Page[histories.Decision]:
    """List what was decided about a directive and its items, newest first."""
    with guard.store().reading() as session:
        return histories.found(session, models.Decision.directive_id == row_of(session, directive).id, query)


@operation("POST", "/directives/<directive>/accept", may="review", answer=Left)
def accept(directive: str) -> Left:
    """Accept every item that waits and has no blocking doubt."""
    with guard.store().writing() as session:
        left = review.accept_all(session, row_of(session, directive).id or 0, actor())
        return Left(left=tuple(items.shapes(session, left)))


@operation(
    "POST", "/directives/<directive>/correct", may="review", body=Header, answer=Directive, conflicts=True,
    example=HEADER,
)  # fmt: skip
def correct(directive: str, body: Header) -> Directive:
    """Fill in what the paper left blank."""
    wanted = HeaderCorrection(body.number, body.issued_on, body.window_start, body.window_end)
    try:
        with guard.store().writing() as session:
            row = row_of(session, directive)
            return _shown(session, [review.correct_header(session, row.id or 0, body.version, wanted, actor())])[0]
    except Conflict as conflict:
        raise stale(conflict, body.version, one(directive)) from None


def row_of(session: Session, slug: str) -> models.Directive:
    """Return a directive by its slug; raise NotFound where there is none."""
    found = session.exec(select(models.Directive).where(models.Directive.slug == slug)).first()
    if found is None:
        raise NotFound("Không có văn bản này. Hãy chọn lại từ danh sách /api/v1/directives.")
    return found


def _shown(session: Session, rows: Iterable[models.Directive]) -> list[Directive]:
    rows = list(rows)
    of_item, state = col(models.Item.directive_id), col(models.Item.status)
    count = select(of_item, state, func.count()).where(of_item.in_([row.id for row in rows]), state != review.REMOVED)
    counts: dict[int | None, dict[str, int]] = {}
    for number, status, times in session.exec(count.group_by(of_item, state)).all():
        counts.setdefault(number, {})[status] = times
    return [shown(Directive, row, items=Counts(**counts.get(row.id, {}))) for row in rows]
