"""The registry of units: list, one, the whole table in and out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from flask import Response, g, request
from pydantic import Field
from sqlmodel import Session

from calendar_app import clock, models, publish, registry, roles, unit_table
from calendar_app.errors import NotFound, Problem
from calendar_app.web import guard
from calendar_app.web.api.operations import actor, invalid, operation
from calendar_app.web.api.shapes import Page, Shape, page, shown
from calendar_app.web.units import fits

NO_FILE = "Chưa có tệp nào. Hãy gửi bảng CSV trong phần “file” của multipart/form-data."


class Unit(Shape):
    """A unit: `kind` is one of the vocabulary's; `place`, `parent` and the `successors` of one that ended are slugs."""

    slug: str
    name: str
    kind: str
    place: str
    parent: str
    aliases: tuple[str, ...]
    valid_from: date | None
    valid_until: date | None
    successors: tuple[str, ...]
    changed_at: datetime


class Wanted(Shape):
    """Which units; those that are no more only with `ended=yes`."""

    words: Annotated[str, Field(max_length=200, description="Words of its name, slug or aliases.")] = ""
    kind: Annotated[str, Field(max_length=60, description="Only those of this kind.")] = ""
    ended: Annotated[Literal["yes", "no"], Field(description="With those that are no more.")] = "no"
    limit: Annotated[int, Field(ge=1, le=200, description="How many at most.")] = 50
    cursor: Annotated[str, Field(max_length=200, description="`next` of the part before.")] = ""


class TakenIn(Shape):
    """What became of a table: how many units are new, changed, as before."""

    new: int
    changed: int
    same: int
    said: str


@operation("GET", "/units", may="read-unit", unit=guard.EACH, query=Wanted, answer=Page[Unit])
def every(query: Wanted) -> Page[Unit]:
    """List units by slug; a person kept to units sees theirs."""
    today = clock.day_of(clock.now())
    with guard.store().reading() as session:
        there = [unit for unit in registry.every(session) if _is_open(unit.slug) and unit.slug > query.cursor]
    rows = [unit for unit in there if fits(unit, query.words, query.kind)]
    rows = [unit for unit in rows if query.ended == "yes" or not unit.ended(today)]
    part = rows[: query.limit + 1]
    return page([shown(Unit, row) for row in part], query.limit, [row.slug for row in part])


@operation("GET", "/units/<unit>", may="read-unit", unit="unit", answer=Unit)
def one(unit: str) -> Unit:
    """Return one unit."""
    with guard.store().reading() as session:
        return shown(Unit, row_of(session, unit))


@operation("GET", "/units.csv", may="read-desk", answer=None, media="text/csv")
def give_out() -> Response:
    """Hand out the registry as a table that can be taken in again."""
    with guard.store().reading() as session:
        table = unit_table.write(registry.every(session))
    return Response(table, mimetype="text/csv")


@operation("POST", "/units", may="units", files="file", answer=TakenIn)
def take_in() -> TakenIn:
    """Take in a table (CSV), whole or not at all; the same table again changes nothing."""
    file, store, by = request.files.get("file"), guard.store(), actor()
    if file is None:
        raise Problem(NO_FILE)
    with store.writing() as session:
        outcome = registry.take_in(session, file.read(), by)
    if outcome.faults:
        raise invalid(outcome.said, [{"at": f"{f.line}", "detail": f"{f.said} {f.mend}"} for f in outcome.faults])
    publish.render(store, guard.settings(), by.at)
    return shown(TakenIn, outcome)


def row_of(session: Session, slug: str) -> models.Unit:
    """Return a unit by its slug; raise NotFound where there is none."""
    found = session.get(models.Unit, slug)
    if found is None:
        raise NotFound("Không có đơn vị này. Hãy chọn lại từ danh sách /api/v1/units.")
    return found


def _is_open(slug: str) -> bool:
    return not roles.scoped(g.user.role, g.user.units) or slug in g.user.units
