"""Releases: what became public when, what the next one would change, making one, going back to one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated

from flask import g
from pydantic import Field
from sqlmodel import Session, col, func, select

from calendar_app import clock, models, publish, release_checks, release_load
from calendar_app import preview as previews
from calendar_app.differences import Difference as Changing
from calendar_app.differences import differences
from calendar_app.errors import Conflict, NotFound
from calendar_app.facts import EntryFacts, from_json
from calendar_app.prepared import name_of_all
from calendar_app.web import guard
from calendar_app.web.api import names
from calendar_app.web.api.operations import operation, stale
from calendar_app.web.api.shapes import JSON, Page, Paged, Shape, Words, page, shown
from calendar_app.web.site import public_tree

Counts = Mapping[str, int]
"""How many entries are new, changed, cancelled, …"""


class Release(Shape):
    """A numbered state of what is public; `changes` counts what it did (new, changed, cancelled, …)."""

    number: int
    name: str
    note: str
    author: str
    created_at: datetime
    changes: dict[str, int]


class Change(Shape):
    """What a release does to one entry: `before` is null for a new one, `after` for one that is gone."""

    uid: str
    directive: str
    action: str
    reason: str
    before: EntryFacts | None
    after: EntryFacts | None


class Difference(Shape):
    """What the next release would do to one entry, in which fields, and whether it wants a note that says why."""

    uid: str
    directive: str
    action: str
    fields: tuple[str, ...]
    needs_reason: bool
    before: JSON | None
    after: JSON | None


class Caution(Shape):
    """Something to look at before: its check's code, a sentence, the entry it is about ("" for a week of units)."""

    code: str
    said: str
    uid: str


class Named(Shape):
    """The name of all that the next release would change: handed back as `seen`, that goes out and nothing else."""

    seen: str


class Preview(Named):
    """How much the next release would change in all, by unit, by feed and by day, and what to look at before.

    `needs_reason`: a moved day or a cancellation wants a note.
    """

    needs_reason: bool
    counts: Counts
    units: Mapping[str, Counts]
    feeds: Mapping[str, Counts]
    days: Mapping[date, Counts]
    cautions: tuple[Caution, ...]


class Seeing(Shape):
    """Which changes."""

    unit: Annotated[str, Field(max_length=80, description="Only what this unit sees change (its slug).")] = ""
    limit: Annotated[int, Field(ge=1, le=200, description="How many at most.")] = 50
    cursor: Annotated[str, Field(max_length=64, description="`next` of the part before.")] = ""


class Note(Shape):
    """Why, for whoever is told of the release."""

    note: Words = ""


class Wanted(Note):
    """Why, and the name of what was seen; "" lets out whatever there is."""

    seen: Annotated[str, Field(max_length=64)] = ""


NOTE = {"note": "Tuần 46"}


@operation("GET", "/releases", may="read-desk", query=Paged, answer=Page[Release])
def every(query: Paged) -> Page[Release]:
    """List releases, newest first."""
    wanted = select(models.Release).order_by(col(models.Release.number).desc())
    if query.cursor:
        wanted = wanted.where(col(models.Release.number) < query.cursor)
    with guard.store().reading() as session:
        rows = session.exec(wanted.limit(query.limit + 1)).all()
        return page(_shapes(session, rows), query.limit, [row.number or 0 for row in rows])


@operation("GET", "/releases/next", may="read-desk", answer=Preview)
def preview() -> Preview:
    """Say how much the next release would change, for whom, and what to look at before."""
    with guard.store().reading() as session:
        found = differences(session)
        seen = _previewed(session, found)
        short = previews.short_scopes(session, public_tree().snapshot) if found else []
        warned = [*release_load.overloads(session, seen), *release_checks.cautions(seen)]
    return Preview(
        seen=name_of_all(found),
        needs_reason=any(one.needs_reason for one in found),
        counts=seen.counts,
        units=seen.by_unit,
        feeds={scope.slug: counts for scope, counts in seen.by_feed(short)},
        days={day: counts for days in seen.by_day.values() for day, counts in days.items()},
        cautions=tuple(shown(Caution, one) for one in warned),
    )


@operation("GET", "/releases/next/changes", may="read-desk", query=Seeing, answer=Page[Difference], names=True)
def next_changes(query: Seeing) -> Page[Difference]:
    """List what the next release would change, by uid."""
    with guard.store().reading() as session:
        found = _seen_by(session, query.unit, differences(session)) if query.unit else differences(session)
        part = sorted((one for one in found if one.uid > query.cursor), key=lambda one: one.uid)[: query.limit + 1]
        slugs = names.slugs(session, (one.directive_id for one in part))
    shapes = [shown(Difference, one, directive=slugs[one.directive_id]) for one in part]
    return page(shapes, query.limit, [one.uid for one in part])


@operation(
    "POST", "/releases", may="release", body=Wanted, answer=Release, status=201, conflicts=True, example=NOTE
)  # fmt: skip
def make(body: Wanted) -> Release:
    """Make what is accepted public, as the next release; a moved day or a cancellation wants a note."""
    store, now = guard.store(), clock.now()
    try:
        return shown_of(publish.release(store, guard.settings(), g.user.name, body.note, now, body.seen))
    except Conflict as conflict:
        raise stale(conflict, body.seen, named()) from None


@operation("GET", "/releases/<name>", may="read-desk", answer=Release)
def one(name: str) -> Release:
    """Return one release."""
    with guard.store().reading() as session:
        return _shapes(session, [row_of(session, name)])[0]


@operation("GET", "/releases/<name>/changes", may="read-desk", query=Paged, answer=Page[Change])
def changes(name: str, query: Paged) -> Page[Change]:
    """List what a release changed, in the order of its making."""
    with guard.store().reading() as session:
        number = row_of(session, name).number
        wanted = select(models.Change, models.Directive.slug).join(models.Directive)
        wanted = wanted.where(models.Change.release_number == number, col(models.Change.id) > (query.cursor or 0))
        rows = session.exec(wanted.order_by(col(models.Change.id)).limit(query.limit + 1)).all()
    return page([_change(row, slug) for row, slug in rows], query.limit, [row.id or 0 for row, _ in rows])


@operation("POST", "/releases/<name>/undo", may="release", body=Note, answer=Release, status=201, example=NOTE)
def undo(name: str, body: Note) -> Release:
    """Make the state of an earlier release public again, as a new release; decisions at the desk stay."""
    return shown_of(publish.undo(guard.store(), guard.settings(), name, g.user.name, body.note, clock.now()))


def _previewed(session: Session, found: Sequence[Changing]) -> previews.Preview:
    return previews.preview(session, found, guard.settings().public_url, clock.now())


def _seen_by(session: Session, unit: str, found: Sequence[Changing]) -> list[Changing]:
    """Return what one unit sees change."""
    seen = _previewed(session, found)
    if unit not in seen.units:
        raise NotFound("Không có đơn vị này. Hãy chọn lại từ danh sách /api/v1/units.")
    return [one.difference for one in seen.for_unit(unit)]


def named() -> Named:
    """Return the name of what the next release would change."""
    with guard.store().reading() as session:
        return Named(seen=name_of_all(differences(session)))


def shown_of(release: models.Release) -> Release:
    """Return a release as it is answered."""
    with guard.store().reading() as session:
        return _shapes(session, [release])[0]


def _shapes(session: Session, rows: Sequence[models.Release]) -> list[Release]:
    numbers = [row.number for row in rows]
    count = select(models.Change.release_number, models.Change.action, func.count())
    count = count.where(col(models.Change.release_number).in_(numbers))
    found: dict[int | None, dict[str, int]] = {}
    by = col(models.Change.release_number), col(models.Change.action)
    for number, action, times in session.exec(count.group_by(*by)).all():
        found.setdefault(number, {})[action] = times
    return [shown(Release, row, changes=found.get(row.number, {})) for row in rows]


def _change(row: models.Change, slug: str) -> Change:
    before, after = (from_json(facts) if facts else None for facts in (row.before, row.after))
    return shown(Change, row, directive=slug, before=before, after=after)


def row_of(session: Session, name: str) -> models.Release:
    """Return a release by its name; raise NotFound where there is none."""
    found = session.exec(select(models.Release).where(models.Release.name == name)).first()
    if found is None:
        raise NotFound("Không có bản phát hành này. Hãy chọn lại từ danh sách /api/v1/releases.")
    return found
