"""What is sent in waits in a queue until it is read: files, parcels of files, pasted words.

`bring` takes it in, opening parcels in the jail; `read_next` reads one file, in whichever process has time. A process
that dies while it reads leaves its file to the next. A file that is refused is not kept, nor are its annexes: it may be
one that must not be here.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlmodel import Session, and_, col, or_, select

from calendar_app import intake, jail, log, recalls
from calendar_app.clock import day_of
from calendar_app.errors import Problem
from calendar_app.intake import Received, shown_name
from calendar_app.log import Subject
from calendar_app.models import Arrival, Directive
from calendar_app.review import Actor
from calendar_app.store import Store
from content.parcels import is_parcel

LEASE = timedelta(minutes=4)  # longer than any reading is allowed to take (jail.SLOW_SECONDS)
SHOWN = 100
EMPTY = "Trong gói không có tệp nào đọc được. Cần tệp .docx, .doc, .pdf, .html, .txt hoặc ảnh quét."
READ, KNOWN = "Đã nhận và đọc xong.", "Tệp này đã có từ trước; không tạo thêm gì."
SKIPPED = "Trong gói còn tệp không đọc được: {}."
SAME = "Đã có bản khác của văn bản này, nhận ngày {:%d/%m/%Y}: {}. Hãy so hai bản, rồi bỏ các mục của bản cũ."


@dataclass(frozen=True, slots=True)
class Sent:
    """A file out of what was sent, with what came with it; `refused` says why it will not be read."""

    name: str
    data: bytes | None = None
    known: dict[str, str] = field(default_factory=dict)
    annexes: tuple[tuple[str, bytes], ...] = ()
    replaces: tuple[str, ...] = ()
    said: str = ""
    refused: bool = False


def bring(store: Store, files: Iterable[tuple[str, bytes]], actor: Actor) -> str:
    """Take files in and return the name of their batch; what a recall of the exchange concerns is refused at once."""
    batch = secrets.token_urlsafe(9)
    for name, data in files:
        for sent in _unwrapped(store, shown_name(name), data, actor):
            _queue(store, batch, sent, actor)
    return batch


def read_next(store: Store, now: datetime) -> bool:
    """Read one file that waits; return False where none does."""
    with store.writing() as session:
        arrival = _claim(session, now)
    if arrival is None:
        return False
    try:
        data = _paths(store, arrival.token, 0)[0].read_bytes()
        received = intake.receive(store, data, arrival.name, now, arrival.known, arrival.author)
    except Problem as problem:
        _settle(store, arrival, "refused", problem.message, now)
    except FileNotFoundError:
        _settle(store, arrival, "refused", "Tệp chờ đọc không còn trên máy chủ. Hãy gửi lại tệp này.", now)
    else:
        _settle(store, arrival, "done", _what_became(store, received), now, received.directive_id)
    return True


def read_all(store: Store, now: Callable[[], datetime]) -> None:
    """Read whatever waits, one file after the other."""
    while read_next(store, now()):
        pass


def of_batch(session: Session, batch: str) -> Sequence[Arrival]:
    """Return what was sent together, in its order."""
    return session.exec(select(Arrival).where(Arrival.batch == batch).order_by(col(Arrival.id))).all()


def latest(session: Session) -> Sequence[Arrival]:
    """Return what came in last, the newest first; what is not read yet is always among it."""
    newest = select(Arrival.id).order_by(col(Arrival.id).desc()).limit(SHOWN)
    query = select(Arrival).where(or_(col(Arrival.id).in_(newest), col(Arrival.state).in_(("waiting", "reading"))))
    return session.exec(query.order_by(col(Arrival.id).desc())).all()


def ended(arrivals: Iterable[Arrival]) -> bool:
    """Whether nothing of it waits or is being read."""
    return all(arrival.state in ("done", "refused") for arrival in arrivals)


def _unwrapped(store: Store, name: str, data: bytes, actor: Actor) -> list[Sent]:
    if not is_parcel(name):
        return [Sent(name, data)]
    try:
        wrapping, *parts = jail.opened(data, name, day_of(actor.at))
    except Problem as problem:
        return [Sent(name, said=problem.message, refused=True)]
    return _told(store, name, wrapping["envelope"], actor) + _parted(name, wrapping, parts)


def _parted(name: str, wrapping: dict[str, Any], parts: list[dict[str, Any]]) -> list[Sent]:
    """Return the directives of a parcel; its annexes go with the first, and what is not read is said."""
    envelope = wrapping["envelope"] or {}
    files = [(part["name"], base64.b64decode(part["data"]), part["annex"]) for part in parts]
    main = [(n, d) for n, d, annex in files if not annex] or [(n, d) for n, d, _ in files]
    annexes = tuple((n, d) for n, d, annex in files if annex and (n, d) not in main)
    skipped = SKIPPED.format(", ".join(wrapping["skipped"])) if wrapping["skipped"] else ""
    if not main and envelope.get("action") == "recalled":
        return []
    if not main:
        return [Sent(name, said=f"{EMPTY} {skipped}".strip(), refused=True)]
    known, replaces = recalls.known(envelope), recalls.replaced(envelope)
    first = Sent(*main[0], known, annexes, replaces, skipped)
    return [first, *(Sent(n, d, known if envelope else {}) for n, d in main[1:])]


def _told(store: Store, name: str, envelope: dict[str, Any] | None, actor: Actor) -> list[Sent]:
    """Carry out a recall; what came of it is said beside the message's name."""
    if not envelope or envelope["action"] != "recalled":
        return []
    with store.writing() as session:
        return [Sent(name, said=said, refused=not found) for found, said in recalls.carry_out(session, envelope, actor)]


def _queue(store: Store, batch: str, sent: Sent, actor: Actor) -> None:
    token = secrets.token_hex(16)
    if sent.data is None:
        state = "refused" if sent.refused else "done"
    else:
        state = "waiting"
        (store.data / "incoming").mkdir(mode=0o700, exist_ok=True)
        for path, data in zip(_paths(store, token, len(sent.annexes)), (sent.data, *_bytes(sent.annexes)), strict=True):
            path.write_bytes(data)
    arrival = Arrival(
        batch=batch,
        token=token,
        name=shown_name(sent.name),
        state=state,
        said=sent.said,
        known=sent.known,
        annexes=[{"name": shown_name(name), "sha256": sha256(data).hexdigest()} for name, data in sent.annexes],
        replaces=list(sent.replaces),
        author=actor.name,
        arrived_at=actor.at,
    )
    with store.writing() as session:
        session.add(arrival)


def _bytes(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    return (data for _, data in files)


def _claim(session: Session, now: datetime) -> Arrival | None:
    """Take the oldest file that waits, or that somebody began and never ended."""
    left = and_(col(Arrival.state) == "reading", col(Arrival.begun_at) < now - LEASE)
    query = select(Arrival).where(or_(col(Arrival.state) == "waiting", left)).order_by(col(Arrival.id))
    arrival = session.exec(query).first()
    if arrival:
        arrival.state, arrival.begun_at = "reading", now
        session.add(arrival)
    return arrival


def _settle(
    store: Store, arrival: Arrival, state: str, said: str, now: datetime, directive_id: int | None = None
) -> None:
    """Say what became of a file; its annexes are kept if it was, and nothing waits any more."""
    waiting = _paths(store, arrival.token, len(arrival.annexes))
    if directive_id:
        for path in waiting[1:]:
            store.put_blob(path.read_bytes())
    with store.writing() as session:
        row = session.get_one(Arrival, arrival.id)
        row.state, row.directive_id = state, directive_id
        row.annexes = row.annexes if directive_id else []
        row.said = f"{said} {row.said}".strip()
        session.add(row)
        if state == "refused":
            log.record(session, row.author, now, "directive.refused", Subject(row.name), {}, {}, said)
    for path in waiting:
        path.unlink(missing_ok=True)


def _what_became(store: Store, received: Received) -> str:
    if not received.new:
        return KNOWN
    with store.reading() as session:
        other = other_version(session, session.get_one(Directive, received.directive_id))
    return f"{READ} {SAME.format(other.received_at, other.title)}" if other else READ


def other_version(session: Session, directive: Directive) -> Directive | None:
    """Return the newest other file of the same document: the same number and issuer, and no other day."""
    if not directive.number:
        return None
    same = select(Directive).where(Directive.number == directive.number, Directive.issuer == directive.issuer)
    others = session.exec(same.where(Directive.id != directive.id).order_by(col(Directive.id).desc())).all()
    return next((one for one in others if same_document(one, directive)), None)


def same_document(one: Directive, other: Directive) -> bool:
    """Whether two files are of one document: one number, one issuer, and no other day."""
    same_day = None in (one.issued_on, other.issued_on) or one.issued_on == other.issued_on
    return bool(one.number) and (one.number, one.issuer) == (other.number, other.issuer) and same_day


def _paths(store: Store, token: str, annexes: int) -> list[Path]:
    """Return where a waiting file lies, and after it its annexes."""
    return [store.data / "incoming" / f"{token}.{number}" for number in range(annexes + 1)]
