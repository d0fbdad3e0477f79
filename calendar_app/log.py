"""The log of every change: written in the transaction of the change, never changed after, each row chained to the last.

The hash of a row is the sha256 of its canonical JSON, which holds the hash of the row before. Writers hold the lock of
the database from their beginning (store.writing), so the chain is one line.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col, select

from calendar_app import log_kinds
from calendar_app.models import LogEntry
from content.folding import fold

ROOT = "0" * 64
"""What stands for the hash of the row before the first."""
LONGEST = 4000
"""Letters kept of one value; a longer one is kept by its beginning, its length and its sha256."""
_ADD_WORDS = text("INSERT INTO log_words(rowid, words) VALUES (:number, :words)")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a change is about: its name for people, and by which rows it is found again."""

    said: str
    directive_id: int | None = None
    item_id: int | None = None
    unit: str = ""


def record(
    session: Session,
    who: str,
    when: datetime,
    kind: str,
    subject: Subject,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    why: str = "",
) -> LogEntry:
    """Add a change to the log and return its row; call it in the transaction that makes the change (store.writing).

    `kind` is one of log_kinds.KINDS. Of `before` and `after` (JSON) only what differs is kept. Never pass a secret.
    """
    session.flush()
    number, previous = _head(session)
    was, now = _differing(before or {}, after or {})
    row = LogEntry(
        number=number + 1,
        at=when,
        author=one_line(who),
        kind=kind,
        subject=one_line(subject.said),
        directive_id=subject.directive_id,
        item_id=subject.item_id,
        unit=subject.unit,
        reason=one_line(why),
        before=was,
        after=now,
        previous=previous,
        hash="",
    )
    row.hash = hash_of(row)
    session.add(row)
    session.flush()
    session.connection().execute(_ADD_WORDS, {"number": row.number, "words": _words(row)})
    return row


def head(session: Session) -> str:
    """Return the hash of the newest row: it names the whole log up to there."""
    return _head(session)[1]


def hash_of(row: LogEntry) -> str:
    """Return the hash that a row should have."""
    told = {
        "number": row.number,
        "at": row.at.isoformat(),
        "author": row.author,
        "kind": row.kind,
        "subject": row.subject,
        "directive": row.directive_id,
        "item": row.item_id,
        "unit": row.unit,
        "reason": row.reason,
        "before": row.before,
        "after": row.after,
        "previous": row.previous,
    }
    canonical = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def one_line(said: str) -> str:
    """Return words on one line, what cannot be seen (line ends, control and direction marks) spelt out or a space."""
    spaced = " ".join(said.split())
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in spaced)


def _head(session: Session) -> tuple[int, str]:
    query = select(LogEntry.number, LogEntry.hash).order_by(col(LogEntry.number).desc()).limit(1)
    return session.exec(query).first() or (0, ROOT)


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    was = {name: _short(before[name]) for name in names if name in before}
    return was, {name: _short(after[name]) for name in names if name in after}


def _short(value: Any) -> Any:  # noqa: ANN401 -- any JSON
    if not isinstance(value, str) or len(value) <= LONGEST:
        return value
    return f"{value[:LONGEST]}… ({len(value)} ký tự, sha256 {hashlib.sha256(value.encode()).hexdigest()})"


def _words(row: LogEntry) -> str:
    said = [row.author, log_kinds.name_of(row.kind), row.subject, row.unit, row.reason]
    return fold(" ".join([*said, *_strings(row.before), *_strings(row.after)]))


def _strings(value: Any) -> Iterator[str]:  # noqa: ANN401 -- any JSON
    if isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, str):
        yield value
