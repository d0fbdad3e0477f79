"""What a unit says of what it aired: of each airing of a session that has begun, whether it was, and if not, why.

A report is a decision of its own kind: it is logged, stays, and can be taken back. What was not aired counts for no
turn; what nobody reported is taken for aired as planned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel import Session, col, select

from calendar_app import airing_decisions
from calendar_app.airing_decisions import At
from calendar_app.airing_settings import AIRED, MISSED, REPORTS
from calendar_app.clock import PEOPLE
from calendar_app.errors import Conflict, Problem
from calendar_app.models import AiringDecision, AiringSession
from calendar_app.review import Actor
from feeds.text import day as day_text

USUAL = timedelta(weeks=4)
"""How far back reports are listed where nobody says how far."""


@dataclass(frozen=True, slots=True)
class Report:
    """Whether an entry was aired in a session, and where it was not, why."""

    entry: str
    aired: bool
    why: str = ""


def report(session: Session, unit: str, at: At, said: Sequence[Report], actor: Actor) -> list[AiringDecision]:
    """Keep what a unit says of a session; what it said already stays.

    Raises Problem for a session that is not held or still to come, for what was not planned in it, and where no reason
    is given; Conflict where somebody said otherwise and did not take that back.
    """
    titles = _titles(session, unit, at, actor.at)
    there = {row.entry: row for row in reports(session, unit, at.day, at.day) if row.slot == at.slot}
    return [_kept(session, unit, at, one, titles, there.get(one.entry), actor) for one in said]


def reports(session: Session, unit: str, first: date, last: date) -> list[AiringDecision]:
    """Return what a unit says of what it aired from a day to a day, without what was taken back."""
    query = select(AiringDecision).where(
        AiringDecision.unit == unit,
        col(AiringDecision.kind).in_(REPORTS),
        col(AiringDecision.day).between(first, last),
        col(AiringDecision.taken_back_at).is_(None),
    )
    return list(session.exec(query.order_by(col(AiringDecision.day), col(AiringDecision.id))).all())


def has_begun(day: date, start: time, now: datetime) -> bool:
    """Whether a session has begun, so that it can be said what became of it."""
    there = now.astimezone(PEOPLE)
    return (day, start) <= (there.date(), there.time())


def _titles(session: Session, unit: str, at: At, now: datetime) -> dict[str, str]:
    """Return the titles of what was planned in a session that has begun, by the UIDs of the entries."""
    query = select(AiringSession).where(
        AiringSession.unit == unit, AiringSession.day == at.day, AiringSession.slot == at.slot
    )
    row = session.exec(query.where(col(AiringSession.cancelled_at).is_(None))).first()
    if row is None:
        raise Problem(f"Ngày {day_text(at.day)} không có buổi “{at.slot}”. Hãy chọn một buổi trong bảng.")
    if not has_begun(row.day, row.start, now):
        raise Problem(f"Buổi “{at.slot}” ngày {day_text(at.day)} chưa phát. Hãy ghi kết quả sau khi phát.")
    return {one["entry_uid"]: one["title"] for one in row.airings}


def _kept(
    session: Session,
    unit: str,
    at: At,
    said: Report,
    titles: dict[str, str],
    there: AiringDecision | None,
    actor: Actor,
) -> AiringDecision:
    if said.entry not in titles:
        raise Problem("Hãy chọn nội dung đã xếp trong buổi này.")
    kind, title = AIRED if said.aired else MISSED, titles[said.entry]
    why = "" if said.aired else " ".join(said.why.split())
    if not said.aired and not why:
        raise Problem(f"Hãy ghi vì sao không phát “{title}”, ví dụ “Mất điện”.")
    if there is None:
        about = {"unit": unit, "kind": kind, "entry": said.entry, "slot": at.slot, "day": at.day}
        return airing_decisions.add(session, actor, why, **about)
    if (there.kind, there.reason) != (kind, why):
        raise Conflict(f"Đã có kết quả khác của “{title}”, do {there.author} ghi. Hãy bỏ kết quả ấy trước rồi ghi lại.")
    return there
