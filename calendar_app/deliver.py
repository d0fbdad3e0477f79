"""What is told to others after a release, from an outbox: a hub of every changed feed, a webhook of every release.

A webhook's row is written with its release, a hub's by comparing the public tree with what the hub was told last. Only
what the public tree shows is sent. A row is claimed, sent, and then settled or put off: a process killed at any point
leaves it to be sent, perhaps once more, under the same id.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from uuid import NAMESPACE_URL, uuid5
from zlib import crc32

from sqlmodel import Session, col, or_, select

from calendar_app import changes, outbound, tree, webhook
from calendar_app.feedset import topics
from calendar_app.models import Delivery, Release
from calendar_app.settings import Settings
from calendar_app.store import Store

log = logging.getLogger(__name__)

WEBHOOK, HUB = "webhook", "hub"
AGENT = {"User-Agent": "lich-tuyen-truyen"}
LEASE = timedelta(minutes=1)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
TRIES = 20
"""With these waits the last try is over two days after the first: what fails on Friday evening is there on Monday."""


def order(session: Session, settings: Settings, made: Release) -> None:
    """Write down, in a release's own transaction, that the webhook has to hear of it."""
    if settings.webhook_url:
        named = uuid5(NAMESPACE_URL, f"{settings.public_url}/{made.number}/{made.created_at.isoformat()}")
        session.add(_row(WEBHOOK, str(made.number), f"msg_{named.hex}", made.created_at))


def notice(store: Store, settings: Settings, now: datetime) -> int:
    """Write down which feeds of the public tree the hub has not been told of; return how many.

    It does not matter whether a release or the clock changed them, nor how often since.
    """
    if not settings.hub:
        return 0
    manifest = tree.read_manifest(tree.current(store.data / "public"))
    shown = {path: manifest[path].sha256 for path in topics(manifest)}
    with store.writing() as session:
        known = {row.subject: row for row in session.exec(select(Delivery).where(Delivery.what == HUB)).all()}
        changed = [path for path, sha256 in shown.items() if path not in known or known[path].version != sha256]
        for path in changed:
            session.add(_renewed(known.get(path) or _row(HUB, path, "", now), shown[path], now))
        for path in known.keys() - shown.keys():
            session.delete(known[path])
    return len(changed)


def one(store: Store, settings: Settings, what: str, now: datetime) -> bool:
    """Send the delivery that has been due longest; return whether it makes sense to go on with the next at once.

    It does not where nothing is due, and where the receiver gave no answer at all.
    """
    row = _claim(store, what, now) if _target(settings, what) else None
    if row is None:
        return False
    answered, error = True, ""
    try:
        error = _failure(_send(store.data / "public", settings, row, now))
    except outbound.NotSent as problem:
        answered, error = False, problem.message
    _note(store, row, error, now)
    host = urlsplit(_target(settings, what)).hostname  # the rest of an address may be a secret
    log.log(logging.WARNING if error else logging.INFO, "%s %s to %s: %s", what, row.subject, host, error or "told")
    return answered


def again(session: Session, what: str, now: datetime) -> int:
    """Make everything that is parked or waiting due now, as if it had never been tried; return how much it is."""
    rows = session.exec(select(Delivery).where(Delivery.what == what, col(Delivery.settled_at).is_(None))).all()
    for row in rows:
        session.add(_renewed(row, row.version, now))
    return len(rows)


def parked(session: Session) -> list[Delivery]:
    """Return what was given up, oldest first."""
    query = select(Delivery).where(col(Delivery.parked_at).is_not(None))
    return list(session.exec(query.order_by(col(Delivery.parked_at), col(Delivery.id))).all())


def wait(attempts: int, version: str) -> timedelta:
    """Return how long to wait after a number of failed tries: a minute, doubled up to six hours, within a quarter.

    How much more or less depends on the version, so that many senders do not come back at the same moment.
    """
    seconds = FIRST_WAIT.total_seconds() * 2.0 ** min(attempts - 1, 16)
    share = crc32(f"{version}:{attempts}".encode()) / 2**32
    return min(timedelta(seconds=seconds), LONGEST_WAIT) * (0.75 + share / 2)


def _row(what: str, subject: str, version: str, now: datetime) -> Delivery:
    return Delivery(what=what, subject=subject, version=version, created_at=now, next_try_at=now)


def _renewed(row: Delivery, version: str, now: datetime) -> Delivery:
    row.version, row.attempts, row.next_try_at = version, 0, now
    row.settled_at = row.parked_at = None
    return row


def _target(settings: Settings, what: str) -> str:
    return {HUB: settings.hub, WEBHOOK: settings.webhook_url}[what]


def _claim(store: Store, what: str, now: datetime) -> Delivery | None:
    """Take the next due delivery for a minute, in which nobody else sends it."""
    with store.writing() as session:
        due = select(Delivery).where(
            Delivery.what == what,
            col(Delivery.settled_at).is_(None),
            col(Delivery.parked_at).is_(None),
            Delivery.next_try_at <= now,
            or_(col(Delivery.claimed_until).is_(None), col(Delivery.claimed_until) <= now),
        )
        folder = tree.current(store.data / "public")
        rows = session.exec(due.order_by(col(Delivery.next_try_at), col(Delivery.id))).all()
        row = next((row for row in rows if folder and _is_shown(folder, row)), None)
        if row is not None:
            row.claimed_until = now + LEASE
            row.attempts += 1
            session.add(row)
    return row


def _is_shown(folder: Path, row: Delivery) -> bool:
    """Whether the public tree has what is to be told: a release is told of after its tree was swapped in."""
    return row.what == HUB or (folder / changes.path_of(int(row.subject))).exists()


def _send(public: Path, settings: Settings, row: Delivery, now: datetime) -> int:
    if row.what == HUB:
        topic = f"{settings.public_url}/{row.subject}"
        body = urlencode({"hub.mode": "publish", "hub.url": topic, "hub.topic": topic}).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
    else:
        body = webhook.message(changes.read(public / "current", int(row.subject)), settings)
        headers = webhook.headers(row.version, body, settings, now)
    return outbound.post(_target(settings, row.what), body, AGENT | headers, settings.outbound_allow)


def _failure(status: int) -> str:
    if 200 <= status < 300:
        return ""
    hint = ": địa chỉ đã chuyển, hãy đặt địa chỉ mới (hệ thống không đi theo)" if 300 <= status < 400 else ""
    return f"Máy nhận trả lời {status}{hint}."


def _note(store: Store, sent: Delivery, error: str, now: datetime) -> None:
    """Settle, put off or park what was sent; what has changed since it was sent stays due."""
    with store.writing() as session:
        row = session.get(Delivery, sent.id)
        if row is None or row.settled_at or row.version != sent.version:
            return
        row.claimed_until, row.error = None, error
        if not error:
            row.settled_at = now
        elif row.attempts >= TRIES:
            row.parked_at = now
        else:
            row.next_try_at = now + wait(row.attempts, row.version)
        session.add(row)
