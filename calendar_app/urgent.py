"""An urgent release: one item alone goes out at once, as urgent; whatever else waits keeps waiting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial

from sqlmodel import Session

from calendar_app import airing_decisions, review
from calendar_app.airing_decisions import WantedTheme
from calendar_app.differences import Difference, differences
from calendar_app.errors import Problem
from calendar_app.models import AiringTheme, Item, Release
from calendar_app.publish import Taken, another_person, part, release_taken
from calendar_app.review import Actor
from calendar_app.settings import Settings
from calendar_app.store import Store


@dataclass(frozen=True, slots=True)
class Urgent:
    """What goes out, as its form saw it, and why."""

    item_id: int
    version: int
    reason: str


def release_urgent(store: Store, settings: Settings, wanted: Urgent, author: str, now: datetime) -> Release:
    """Make one item public at once, alone and as urgent: units air it in every session of its days.

    Raises Problem without a reason, for an item that is not accepted, and where nothing of it is new.
    """
    if not wanted.reason:
        raise Problem("Hãy ghi lý do phát hành khẩn: người nhận cần biết vì sao.")
    choose = partial(_take, settings, wanted, Actor(author, now))
    return release_taken(store, settings, choose, author, f"Khẩn: {wanted.reason}", now)


def differences_of(item: Item, every: Iterable[Difference]) -> list[Difference]:
    """Return what of all differences is one item's."""
    return [one for one in every if (one.after or one.before or {})["theme_uid"] == item.uid]


def _take(settings: Settings, wanted: Urgent, actor: Actor, session: Session) -> Taken:
    item = review.item_seen(session, wanted.item_id, wanted.version)
    if item.status != "accepted":
        raise Problem("Chỉ phát hành khẩn được mục đã nhận. Người biên tập hãy kiểm tra và nhận mục này trước.")
    every = differences(session)
    some = differences_of(item, every)
    if not some:
        raise Problem(
            "Mục này đã công khai và không có gì mới. Muốn phát ngay, hãy đặt mức “Khẩn cấp” ở lịch phát của nội dung."
        )
    another_person(session, settings, actor.name, {one.directive_id for one in some})
    for one in some:
        _set_urgent(session, one.uid, actor)
    return part(session, every, some)


def _set_urgent(session: Session, uid: str, actor: Actor) -> None:
    row = session.get(AiringTheme, uid)
    known = asdict(WantedTheme()) | (row.model_dump(include=set(asdict(WantedTheme()))) if row else {})
    wanted = WantedTheme(**{**known, "priority": "urgent"})
    airing_decisions.set_theme(session, uid, wanted, row.version if row else 0, actor)
