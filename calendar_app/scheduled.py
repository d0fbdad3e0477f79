"""Releases that go out at an instant: set by a person who saw what they change, carried out by the worker.

What goes out is what was seen when it was set. An entry that was decided about since then waits, and the desk says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, cast

from sqlalchemy.orm import defer
from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from calendar_app import log
from calendar_app.clock import PEOPLE
from calendar_app.comments import coming
from calendar_app.differences import Difference, differences
from calendar_app.errors import Conflict, NotFound, Problem
from calendar_app.log import Subject
from calendar_app.models import Change, PublishedDirective, Release, ScheduledRelease, User
from calendar_app.people import permissions_of
from calendar_app.prepared import name_of
from calendar_app.public_state import public_directives
from calendar_app.publish import Taken, another_person, check, directives_of, part, release_taken
from calendar_app.review import Actor
from calendar_app.settings import Settings
from calendar_app.snapshot import directive_to_json
from calendar_app.store import Store

FARTHEST = timedelta(days=366)
_ROW = cast(Any, ScheduledRelease)
WAITING, DONE, CANCELLED, REFUSED = "waiting", "done", "cancelled", "refused"
NAMED = 5
TOLD = timedelta(days=7)
"""How long what became of a scheduled release is shown at the desk."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A release as a person wants it: when, why, and the name of what they saw (prepared.name_of_all)."""

    at: datetime
    note: str
    seen: str


def schedule(session: Session, settings: Settings, wanted: Wanted, actor: Actor) -> ScheduledRelease:
    """Set a release for an instant to come; the caller holds the transaction.

    Raises Problem for an instant that is over or too far, and for whatever would keep the release from being made now;
    Conflict where something was decided since it was seen.
    """
    if wanted.at <= actor.at:
        raise Problem(f"{_hour(wanted.at)} đã qua. Hãy chọn giờ sau {_hour(actor.at)} (giờ Việt Nam).")
    if wanted.at - actor.at > FARTHEST:
        raise Problem(f"{_hour(wanted.at)} quá xa. Hãy hẹn trong vòng một năm.")
    found = differences(session)
    check(found, wanted.note, wanted.seen)
    another_person(session, settings, actor.name)
    row = ScheduledRelease(
        at=wanted.at,
        note=wanted.note,
        author=actor.name,
        created_at=actor.at,
        seen={one.uid: name_of(one) for one in found},
        titles={one.uid: (one.after or one.before or {})["title"] for one in found},
        directives=_directives(session, found),
        said=f"{len(found)} thay đổi.",
    )
    session.add(row)
    _log(session, row, actor, "release.scheduled", row.note)
    return row


def cancel(session: Session, number: int, actor: Actor) -> ScheduledRelease:
    """Call a scheduled release off; raise Conflict where it went out or was called off already."""
    row = session.get(ScheduledRelease, number)
    if row is None:
        raise NotFound("Không có bản hẹn này.")
    if row.state != WAITING:
        raise Conflict("Bản hẹn này đã phát hành hoặc đã hủy. Hãy xem lại trang phát hành.")
    row.state, row.ended_by, row.ended_at = CANCELLED, actor.name, actor.at
    session.add(row)
    _log(session, row, actor, "release.called-off", "")
    return row


def waiting(session: Session) -> Sequence[ScheduledRelease]:
    """Return the scheduled releases that are still to come, the next first."""
    query = _light().where(ScheduledRelease.state == WAITING)
    return session.exec(query.order_by(col(ScheduledRelease.at), col(ScheduledRelease.id))).all()


def told(session: Session, now: datetime) -> Sequence[ScheduledRelease]:
    """Return what waits, and what became of others in the last days, the newest first."""
    shown = or_(ScheduledRelease.state == WAITING, col(ScheduledRelease.ended_at) > now - TOLD)
    return session.exec(_light().where(shown).order_by(col(ScheduledRelease.at).desc())).all()


def run(store: Store, settings: Settings, now: datetime) -> list[Release]:
    """Carry out every scheduled release whose hour has come; doing it twice, or at once elsewhere, does no harm."""
    with store.reading() as session:
        due = [row.id or 0 for row in waiting(session) if row.at <= now]
    made = (_carry_out(store, settings, number, now) for number in due)
    return [release for release in made if release]


def _light() -> SelectOfScalar[ScheduledRelease]:
    """Ask for rows without what was seen, which may be of thousands of entries."""
    return select(ScheduledRelease).options(*map(defer, (_ROW.seen, _ROW.titles, _ROW.directives)))


def _carry_out(store: Store, settings: Settings, number: int, now: datetime) -> Release | None:
    with store.reading() as session:
        row = session.get_one(ScheduledRelease, number)
    try:
        return release_taken(store, settings, partial(_take, settings, number, now), row.author, row.note, now)
    except Conflict:  # somebody else has carried it out, or called it off
        return None
    except Problem as problem:
        if problem.status >= 500:  # the machine's fault, not the release's: tried again
            raise
        _refuse(store, number, problem.message, now)
        return None


def _take(settings: Settings, number: int, now: datetime, session: Session) -> Taken:
    """Choose, within the transaction of the release, what is still as it was seen."""
    row = session.get_one(ScheduledRelease, number)
    if row.state != WAITING:
        raise Conflict("Bản hẹn này đã phát hành hoặc đã hủy.")
    _may_still(session, row.author)
    every = differences(session)
    some = [one for one in every if row.seen.get(one.uid) == name_of(one)]
    out = {one.uid for one in some}
    held = [row.titles[one.uid] for one in every if one.uid in row.seen and one.uid not in out]
    if not some:
        raise Problem(f"Không còn gì để phát hành như đã xem trước.{_said_of(held)}")
    another_person(session, settings, row.author, {one.directive_id for one in some})
    row.state, row.ended_at, row.release_number = DONE, now, coming(session)
    row.said = f"Đã phát hành {len(some)} thay đổi.{_said_of(held)}"
    session.add(row)
    return part(session, every, some, _facts(session, row))


def _may_still(session: Session, name: str) -> None:
    user = session.exec(select(User).where(User.name == name, col(User.disabled_at).is_(None))).first()
    if user is None or "release" not in permissions_of(session, user):
        raise Problem(f"{name} không còn quyền phát hành. Người có quyền hãy xem và phát hành lại.")


def _refuse(store: Store, number: int, why: str, now: datetime) -> None:
    with store.writing() as session:
        row = session.get_one(ScheduledRelease, number)
        if row.state == WAITING:
            row.state, row.said, row.ended_at = REFUSED, why, now
            session.add(row)
            _log(session, row, Actor(row.author, now), "release.not-made", why)


def _log(session: Session, row: ScheduledRelease, actor: Actor, kind: str, why: str) -> None:
    log.record(
        session, actor.name, actor.at, kind, Subject(f"Bản hẹn {_hour(row.at)}"), {}, {"changes": len(row.seen)}, why
    )


def _said_of(held: Sequence[str]) -> str:
    """Name what waits because it was decided about again."""
    if not held:
        return ""
    named = "; ".join(f"“{title}”" for title in held[:NAMED])
    more = f" và {len(held) - NAMED} mục nữa" if len(held) > NAMED else ""
    return f" Giữ lại {len(held)} thay đổi vì có quyết định mới sau khi hẹn: {named}{more}."


def _directives(session: Session, found: list[Difference]) -> dict[str, Any]:
    """Return what would be public of the directives of differences, by their number."""
    shown = public_directives(session, directives_of(session, found))
    return {str(number): directive_to_json(one) for number, one in shown.items()}


def _facts(session: Session, row: ScheduledRelease) -> dict[int, dict[str, Any]]:
    """Return directives as they were seen; those of which something was released since, as they are public."""
    since = select(Change.directive_id).join(Release).where(col(Release.created_at) > row.created_at)
    rows = session.exec(select(PublishedDirective).where(col(PublishedDirective.directive_id).in_(since))).all()
    seen = {int(number): facts for number, facts in row.directives.items()}
    return seen | {one.directive_id: one.facts for one in rows}


def _hour(at: datetime) -> str:
    return f"{at.astimezone(PEOPLE):%Hh%M ngày %d/%m/%Y}"
