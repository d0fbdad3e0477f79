"""Releases: what became public when, what the next one would change, making one, going back to one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask import g
from sqlmodel import Session, col, func, select

from calendar_app import clock, models, publish
from calendar_app.differences import differences
from calendar_app.errors import NotFound
from calendar_app.facts import EntryFacts, from_json
from calendar_app.web import guard
from calendar_app.web.api.operations import operation
from calendar_app.web.api.shapes import JSON, Page, Paged, Shape, Words, page, shown


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


class Preview(Shape):
    """What the next release would change."""

    changes: tuple[Difference, ...]


class Note(Shape):
    """Why, for whoever is told of the release."""

    note: Words = ""


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
    """Say what the next release would change."""
    with guard.store().reading() as session:
        slugs = dict(session.exec(select(models.Directive.id, models.Directive.slug)).all())
        return Preview(
            changes=tuple(shown(Difference, one, directive=slugs[one.directive_id]) for one in differences(session))
        )


@operation("POST", "/releases", may="release", body=Note, answer=Release, status=201, example=NOTE)
def make(body: Note) -> Release:
    """Make what is accepted public, as the next release; a moved day or a cancellation wants a note."""
    return _made(publish.release(guard.store(), guard.settings(), g.user.name, body.note, clock.now()))


@operation("GET", "/releases/<name>", may="read-desk", answer=Release)
def one(name: str) -> Release:
    """Return one release."""
    with guard.store().reading() as session:
        return _shapes(session, [_row(session, name)])[0]


@operation("GET", "/releases/<name>/changes", may="read-desk", query=Paged, answer=Page[Change])
def changes(name: str, query: Paged) -> Page[Change]:
    """List what a release changed, in the order of its making."""
    with guard.store().reading() as session:
        number = _row(session, name).number
        wanted = select(models.Change, models.Directive.slug).join(models.Directive)
        wanted = wanted.where(models.Change.release_number == number, col(models.Change.id) > (query.cursor or 0))
        rows = session.exec(wanted.order_by(col(models.Change.id)).limit(query.limit + 1)).all()
    return page([_change(row, slug) for row, slug in rows], query.limit, [row.id or 0 for row, _ in rows])


@operation("POST", "/releases/<name>/undo", may="release", body=Note, answer=Release, status=201, example=NOTE)
def undo(name: str, body: Note) -> Release:
    """Make the state of an earlier release public again, as a new release; decisions at the desk stay."""
    return _made(publish.undo(guard.store(), guard.settings(), name, g.user.name, body.note, clock.now()))


def _made(release: models.Release) -> Release:
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


def _row(session: Session, name: str) -> models.Release:
    found = session.exec(select(models.Release).where(models.Release.name == name)).first()
    if found is None:
        raise NotFound("Không có bản phát hành này. Hãy chọn lại từ danh sách /api/v1/releases.")
    return found
