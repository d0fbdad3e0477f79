"""Reading the log: found by person, kind, subject, days and words, newest first; and walked to see that it is whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, column, literal_column, table
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from calendar_app import log_kinds
from calendar_app.clock import start_of
from calendar_app.log import ROOT, hash_of
from calendar_app.models import LogEntry, Release
from content.folding import fold

_WORDS = table("log_words", column("rowid"))
_WORD = re.compile(r"\w+")
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes; what is empty or None leaves all. Days are inclusive and those of people in Vietnam."""

    author: str = ""
    kind: str = ""  # a kind, or an area
    directive_id: int | None = None
    item_id: int | None = None
    unit: str = ""
    first: date | None = None
    last: date | None = None
    words: str = ""  # every one must be there, each from its beginning; accents and case do not matter
    private: bool = False  # those of log_kinds.PRIVATE too


@dataclass(frozen=True, slots=True)
class Broken:
    """The first row that is not as it was written, and what is wrong with it."""

    number: int
    said: str


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the chain, by its number and its hash, which names all before it too."""

    number: int
    hash: str


START = Place(0, ROOT)


@dataclass(frozen=True, slots=True)
class Walked:
    """Up to which row all are as they were written, its hash, what was found broken, and whether more rows follow."""

    rows: int
    head: str
    broken: Broken | None = None
    ended: bool = True


def page(session: Session, wanted: Wanted, below: int | None, count: int) -> Sequence[LogEntry]:
    """Return the newest changes that are wanted, of those before a number."""
    query = _query(wanted)
    if below is not None:
        query = query.where(_number(wanted) < below)
    return session.exec(query.limit(count)).all()


def every(session: Session, wanted: Wanted) -> Iterator[LogEntry]:
    """Yield all changes that are wanted, newest first, a few at a time."""
    below: int | None = None
    while rows := page(session, wanted, below, _AT_ONCE):
        yield from rows
        below = rows[-1].number
        session.expunge_all()


def walk(session: Session, heads: Sequence[str] = (), start: Place = START, most: int | None = None) -> Walked:
    """Go along the chain from a row that was proven earlier, `most` rows at once.

    `start` must still be there. Where the chain ends, every release's head, and each of `heads`, must be on it: else
    its end was cut off.
    """
    if start != START and _hash_at(session, start.number) != start.hash:
        told = "không còn là dòng đã ghi nhớ: nhật ký đã bị cắt, hoặc viết lại"
        return Walked(0, ROOT, Broken(start.number, told))
    rows, last = start.number, start.hash
    for row in islice(_told(session, rows), most):
        said = _wrong(row, rows + 1, last)
        if said:
            return Walked(rows, last, Broken(rows + 1, said))
        rows, last = rows + 1, row.hash
    if session.exec(select(LogEntry.number).where(LogEntry.number > rows).limit(1)).first():
        return Walked(rows, last, ended=False)
    return Walked(rows, last, _cut_off(session, heads, rows + 1))


def _hash_at(session: Session, number: int) -> str | None:
    return session.exec(select(LogEntry.hash).where(LogEntry.number == number)).first()


def _cut_off(session: Session, heads: Sequence[str], number: int) -> Broken | None:
    """Say what should be on the chain and is not; the rows of releases are few and found by their kind."""
    releases = session.exec(select(Release.log_head, Release.name).where(Release.log_head != "")).all()
    wanted = {head: f"bản phát hành {name}" for head, name in releases}
    wanted |= {head: f"dấu {head[:12]}…" for head in heads}
    there = set(session.exec(select(LogEntry.hash).where(col(LogEntry.kind).in_(log_kinds.RELEASES))).all())
    if heads:
        there |= set(session.exec(select(LogEntry.hash).where(col(LogEntry.hash).in_(heads))).all())
    missing = [said for head, said in wanted.items() if head not in there]
    if not missing:
        return None
    return Broken(number, f"thiếu từ đây: nhật ký đã bị cắt, hoặc viết lại, so với {missing[0]}")


def _told(session: Session, last: int) -> Iterator[Any]:
    """Yield the rows after a number in order, None for what cannot be read any more."""
    columns = LogEntry.__table__.columns  # type: ignore[attr-defined]
    while True:
        query = select(*columns).where(col(LogEntry.number) > last).order_by(col(LogEntry.number)).limit(_AT_ONCE)
        try:
            rows = session.execute(query).all()
        except (TypeError, ValueError):
            yield from _one_by_one(session, last)
            return
        if not rows:
            return
        yield from rows
        last = rows[-1].number


def _one_by_one(session: Session, last: int) -> Iterator[Any]:
    columns = LogEntry.__table__.columns  # type: ignore[attr-defined]
    while True:
        query = select(*columns).where(col(LogEntry.number) > last).order_by(col(LogEntry.number)).limit(1)
        try:
            row = session.execute(query).one()
        except (TypeError, ValueError):
            yield None
            return
        yield row
        last = row.number


def _wrong(row: Any, number: int, previous: str) -> str:  # noqa: ANN401 -- a row of the table
    if row is None:
        return "không còn đọc được"
    if row.number != number:
        return "đã bị xóa"
    if row.previous != previous:
        return "không nối với dòng trước"
    return "" if hash_of(row) == row.hash else "đã bị sửa"


def _number(wanted: Wanted) -> ColumnElement[int]:
    """The number as the search walks it: with words, that of their index, which has them in order."""
    return literal_column("log_words.rowid") if _match(wanted.words) else col(LogEntry.number)  # type: ignore[return-value]


def _query(wanted: Wanted) -> SelectOfScalar[LogEntry]:
    query = select(LogEntry)
    words = _match(wanted.words)
    if words:
        query = query.join(_WORDS, col(LogEntry.number) == _WORDS.c.rowid)
        query = query.where(literal_column("log_words").op("MATCH")(words))
    return query.where(*_conditions(wanted)).order_by(_number(wanted).desc())


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    exact = {name: getattr(wanted, name) for name in ("author", "directive_id", "item_id", "unit")}
    yield from (getattr(LogEntry, name) == value for name, value in exact.items() if value)
    if wanted.kind in log_kinds.AREAS:
        yield _of_area(wanted.kind)
    elif wanted.kind:
        yield col(LogEntry.kind) == wanted.kind
    if wanted.first:
        yield col(LogEntry.at) >= start_of(wanted.first)
    if wanted.last:
        yield col(LogEntry.at) < start_of(wanted.last + timedelta(days=1))
    if not wanted.private:
        yield from (~_of_area(area) for area in log_kinds.PRIVATE)


def _of_area(area: str) -> ColumnElement[bool]:
    return col(LogEntry.kind).startswith(f"{area}.", autoescape=True)


def _match(words: str) -> str:
    """Return words as FTS5 takes them, its signs taken for no more than what stands between words."""
    return " ".join(f'"{word}"*' for word in _WORD.findall(fold(words)))
