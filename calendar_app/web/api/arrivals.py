"""Sending files in, and what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, cast

from flask import current_app, request
from sqlmodel import Session

from calendar_app import arrivals, models
from calendar_app.errors import NotFound, Problem
from calendar_app.readers import Readers
from calendar_app.web import guard
from calendar_app.web.api import names
from calendar_app.web.api.operations import actor, operation
from calendar_app.web.api.shapes import Shape, shown

NO_FILE = "Chưa có tệp nào. Hãy gửi tệp trong phần “file” của multipart/form-data; nhiều tệp là nhiều phần “file”."


class Arrival(Shape):
    """A file that was sent in: where it stands, what is said of it, the directive that came of it (its slug)."""

    name: str
    state: Literal["waiting", "reading", "done", "refused"]
    said: str
    directive: str | None
    author: str
    arrived_at: datetime


class Batch(Shape):
    """What was sent together; `ended` once nothing of it waits."""

    batch: str
    ended: bool
    arrivals: tuple[Arrival, ...]


class Latest(Shape):
    """What came in last, newest first."""

    data: tuple[Arrival, ...]


@operation("GET", "/arrivals", may="read-desk", answer=Latest)
def latest() -> Latest:
    """List what came in last, and all that waits."""
    with guard.store().reading() as session:
        return Latest(data=tuple(_shapes(session, arrivals.latest(session))))


@operation("GET", "/arrivals/<batch>", may="read-desk", answer=Batch)
def one(batch: str) -> Batch:
    """Say what has become of what was sent together."""
    with guard.store().reading() as session:
        found = arrivals.of_batch(session, batch)
        if not found:
            raise NotFound("Không có lần gửi này. Hãy xem danh sách /api/v1/arrivals.")
        return Batch(batch=batch, ended=arrivals.ended(found), arrivals=tuple(_shapes(session, found)))


@operation("POST", "/arrivals", may="send-in", files="file", answer=Batch, status=202)
def send() -> Batch:
    """Send files in to be read; a file that is there already makes nothing twice and leads to its directive."""
    files = [(file.filename or "", file.read()) for file in request.files.getlist("file")]
    if not files:
        raise Problem(NO_FILE)
    batch = arrivals.bring(guard.store(), files, actor())
    cast(Readers, current_app.extensions["readers"]).begin()
    return one(batch)


def _shapes(session: Session, rows: Sequence[models.Arrival]) -> list[Arrival]:
    slugs = names.slugs(session, (row.directive_id for row in rows))
    return [shown(Arrival, row, directive=slugs.get(row.directive_id)) for row in rows]
