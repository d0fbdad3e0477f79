"""What people say about an item, or about the release being prepared: kept as it was written, plain text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, func, select

from calendar_app import log
from calendar_app.errors import NotFound, Problem
from calendar_app.log import Subject
from calendar_app.models import Comment, Item, Release
from calendar_app.review import Actor

LONGEST = 2000


def on_item(session: Session, item_id: int, text: str, actor: Actor) -> Comment:
    """Keep a comment on an item; raise NotFound where there is none, Problem for no words or too many."""
    item = session.get(Item, item_id)
    if item is None:
        raise NotFound("Không có mục này.")
    subject = Subject(item.title, item.directive_id, item_id)
    return _add(session, Comment(item_id=item_id, text=text, author=actor.name, at=actor.at), "item.comment", subject)


def on_next_release(session: Session, text: str, actor: Actor) -> Comment:
    """Keep a comment on the release being prepared; once that is made, it is found with it."""
    number = coming(session)
    comment = Comment(release_number=number, text=text, author=actor.name, at=actor.at)
    return _add(session, comment, "release.comment", Subject(f"Bản phát hành thứ {number}"))


def of_items(session: Session, item_ids: Iterable[int]) -> dict[int, list[Comment]]:
    """Return the comments on items, oldest first, by item."""
    found: dict[int, list[Comment]] = {}
    query = select(Comment).where(col(Comment.item_id).in_(item_ids)).order_by(col(Comment.id))
    for comment in session.exec(query).all():
        found.setdefault(comment.item_id or 0, []).append(comment)
    return found


def of_release(session: Session, number: int) -> Sequence[Comment]:
    """Return the comments on a release, oldest first, those made while it was prepared."""
    return session.exec(select(Comment).where(Comment.release_number == number).order_by(col(Comment.id))).all()


def coming(session: Session) -> int:
    """Return the number that the next release will have."""
    return (session.exec(select(func.max(Release.number))).one() or 0) + 1


def _add(session: Session, comment: Comment, kind: str, subject: Subject) -> Comment:
    comment.text = "\n".join(_seen(line) for line in comment.text.strip().splitlines())
    if not comment.text:
        raise Problem("Ý kiến còn trống. Hãy viết rồi gửi lại.")
    if len(comment.text) > LONGEST:
        raise Problem(f"Ý kiến dài {len(comment.text)} chữ cái, nhiều nhất {LONGEST}. Hãy viết ngắn hơn.")
    session.add(comment)
    log.record(session, comment.author, comment.at, kind, subject, {}, {"text": comment.text})
    return comment


def _seen(line: str) -> str:
    """Leave out what cannot be seen: control characters, and marks that turn the direction of reading."""
    return "".join(letter if letter.isprintable() else " " for letter in line).rstrip()
