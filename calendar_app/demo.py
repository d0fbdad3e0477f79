"""A first look: the sample directives, published, and an editor with a password made at random."""

from __future__ import annotations

import csv
import secrets
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path

from sqlmodel import select

from calendar_app import access, intake, publish, registry, review
from calendar_app.airing_decisions import WantedSlot, put_slot
from calendar_app.differences import differences
from calendar_app.models import Directive, User
from calendar_app.review import Actor
from calendar_app.settings import Settings
from calendar_app.store import Store

SAMPLES = Path(__file__).parent / "samples"
EDITOR = "bientap"
PASSWORD_FILE = "mat-khau-demo.txt"
NOTE = "Hai văn bản mẫu đi kèm phần mềm"


def prepare(store: Store, settings: Settings, now: datetime) -> Iterator[str]:
    """Fill an empty installation and yield the lines that say where to look; a filled one is left as it is."""
    _load_samples(store, now)
    _add_editor(store, now)
    with store.reading() as session:
        first = publish.newest(session) == 0 and differences(session)
    if first:
        publish.release(store, settings, EDITOR, NOTE, now)
    elif publish.due(store, now):
        publish.render(store, settings, now)
    yield f"Trang tuần này:    {settings.public_url}/"
    yield f"Bàn biên tập:      {settings.public_url}/bien-tap/"
    yield from _login(store)
    yield f"Danh sách lịch:    {settings.public_url}/feeds/"
    for extension in ("ics", "rss", "atom", "json"):
        yield f"                   {settings.public_url}/feeds/tat-ca.{extension}"


def _load_samples(store: Store, now: datetime) -> None:
    with store.reading() as session:
        if session.exec(select(Directive.id)).first() is not None:
            return
    for sample in sorted(p for p in SAMPLES.iterdir() if p.suffix in (".txt", ".docx")):
        received = intake.receive(store, sample.read_bytes(), sample.name, now)
        with store.writing() as session:
            review.accept_all(session, received.directive_id, Actor(EDITOR, now))
    with store.writing() as session:
        registry.take_in(session, (SAMPLES / "don-vi.csv").read_bytes(), Actor(EDITOR, now))
        for unit, slot in _slots():
            put_slot(session, unit, slot, None, Actor(EDITOR, now))


def _slots() -> Iterator[tuple[str, WantedSlot]]:
    """Yield when the stations of the sample registry are on the air."""
    with (SAMPLES / "lich-phat.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            days = tuple(map(int, row["weekdays"].split()))
            start = time.fromisoformat(row["start"])
            yield row["unit"], WantedSlot(row["code"], days, start, int(row["minutes"]), row["channel"])


def _add_editor(store: Store, now: datetime) -> None:
    """Add the demo editor to an installation without people; the password is kept beside the data, for its owner."""
    with store.writing() as session:
        if session.exec(select(User.id)).first() is not None:
            return
        password = secrets.token_urlsafe(9)
        access.add_user(session, EDITOR, "editor", password, now)
    path = store.data / PASSWORD_FILE
    path.touch(mode=0o600)
    path.write_text(password, encoding="utf-8")


def _login(store: Store) -> Iterator[str]:
    path = store.data / PASSWORD_FILE
    if path.exists():
        yield f"Đăng nhập:         {EDITOR} / {path.read_text(encoding='utf-8')}"
