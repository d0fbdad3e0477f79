"""Reading the log: found by person, kind, subject, days and words, newest first; and walked to see that it is whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
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
class Walked:
    """How many rows are as they were written, the hash of the last of them, and what was found broken."""

    rows: int
    head: str
    broken: Broken | None = None


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


def walk(session: Session, heads: Sequence[str] = ()) -> Walked:
    """Go along the whole chain. Every release's head, and each of `heads`, must be on it: else its end was cut off."""
    releases = session.exec(select(Release.log_head, Release.name).where(Release.log_head != "")).all()
    missing = {head: f"bản phát hành {name}" for head, name in releases}
    missing |= {head: f"dấu {head[:12]}…" for head in heads}
    rows, last = 0, ROOT
    for rows, row in enumerate(_told(session), start=1):
        said = _wrong(row, rows, last)
        if said:
            return Walked(rows - 1, last, Broken(rows, said))
        last = row.hash
        missing.pop(last, None)
    if missing:
        told = f"thiếu từ đây: nhật ký đã bị cắt, hoặc viết lại, so với {next(iter(missing.values()))}"
        return Walked(rows, last, Broken(rows + 1, told))
    return Walked(rows, last)


def _told(session: Session) -> Iterator[Any]:
    """Yield the rows in order, None for what cannot be read any more."""
    columns = LogEntry.__table__.columns  # type: ignore[attr-defined]
    last = 0
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
