"""What people say of an item, and of a release while it is prepared."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

from pydantic import Field

from calendar_app import comments, models
from calendar_app.web import guard
from calendar_app.web.api import items, releases
from calendar_app.web.api.operations import actor, operation
from calendar_app.web.api.shapes import Shape, shown


class Comment(Shape):
    """A remark, plain text with its line breaks; none is changed or removed."""

    text: str
    author: str
    at: datetime


class Comments(Shape):
    """What was said, oldest first."""

    data: tuple[Comment, ...]


class Remark(Shape):
    """What somebody says."""

    text: Annotated[str, Field(max_length=comments.LONGEST)]


REMARK = {"text": "Đã gọi hỏi Sở: ngày 20/11 là đúng."}


@operation("GET", "/items/<uid>/comments", may="read-desk", answer=Comments)
def on_item(uid: str) -> Comments:
    """List what was said of an item."""
    with guard.store().reading() as session:
        number = items.row_of(session, uid).id or 0
        return _shapes(comments.of_items(session, [number]).get(number, []))


@operation("POST", "/items/<uid>/comments", may="comment", body=Remark, answer=Comment, status=201, example=REMARK)
def say_on_item(uid: str, body: Remark) -> Comment:
    """Say something of an item."""
    with guard.store().writing() as session:
        return shown(Comment, comments.on_item(session, items.row_of(session, uid).id or 0, body.text, actor()))


@operation("GET", "/releases/next/comments", may="read-desk", answer=Comments)
def on_next_release() -> Comments:
    """List what was said of the release being prepared."""
    with guard.store().reading() as session:
        return _shapes(comments.of_release(session, comments.coming(session)))


@operation("POST", "/releases/next/comments", may="comment", body=Remark, answer=Comment, status=201, example=REMARK)
def say_on_next_release(body: Remark) -> Comment:
    """Say something of the release being prepared; once it is made, that is found with it."""
    with guard.store().writing() as session:
        return shown(Comment, comments.on_next_release(session, body.text, actor()))


@operation("GET", "/releases/<name>/comments", may="read-desk", answer=Comments)
def on_release(name: str) -> Comments:
    """List what was said of a release while it was prepared."""
    with guard.store().reading() as session:
        return _shapes(comments.of_release(session, releases.row_of(session, name).number or 0))


def _shapes(found: Iterable[models.Comment]) -> Comments:
    return Comments(data=tuple(shown(Comment, one) for one in found))
