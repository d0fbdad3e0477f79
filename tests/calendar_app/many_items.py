"""A store with much in it, and how many statements reading it takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from sqlalchemy import event

from calendar_app import clock, review
from calendar_app.models import Directive, Item, ItemDate, stable_uid
from calendar_app.review import Actor
from calendar_app.store import Store
from tests.conftest import NOW


@contextmanager
def counted(store: Store) -> Iterator[list[str]]:
    """Count the statements that reading takes."""
    said: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(store._reader, "before_cursor_execute", note)
    yield said
    event.remove(store._reader, "before_cursor_execute", note)


def fill(store: Store, numbers: range, items: int) -> None:
    """Add directives with items, each on a day of November."""
    with store.writing() as session:
        for number in numbers:
            digest = stable_uid("day", number) * 2
            paper = Directive(slug=f"cv-{number}", sha256=digest, file_name="a.txt", received_at=clock.now(), text="x")
            session.add(paper)
            session.flush()
            for place in range(items):
                item = Item(
                    uid=stable_uid(digest, place),
                    directive_id=paper.id or 0,
                    position=place,
                    path=f"I.{place}",
                    kind="thematic",
                    title=f"Nội dung {number}.{place} về an toàn giao thông trên địa bàn tỉnh trong thời gian tới",
                    text="Tuyên truyền an toàn giao thông.",
                    channels=["loudspeaker"],
                )
                session.add(item)
                session.flush()
                day = date(2024, 11, 1) + timedelta(days=(number + place) % 30)
                uid = stable_uid(item.uid, 0)
                session.add(ItemDate(uid=uid, item_id=item.id or 0, position=0, role="event", start=day, end=day))
                if (number + place) % 2:
                    review.accept(session, item.id or 0, 1, Actor("chi-hoa", NOW))
