"""Decisions about items are taken back one by one, the newest first; each taking back is a decision of its own.

What one act did to several items (a merge, a split) is taken back for all of them at once. The caller holds the
transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from calendar_app import review
from calendar_app.clock import day_from
from calendar_app.errors import Problem
from calendar_app.models import Decision, Item, ItemDate, Published
from calendar_app.review import ADDED, Actor

UNDO = "undo"
UNDONE = ("accept", "refuse", "withdraw", "reopen", "correct", *ADDED, "merge", "split", "reread")
"""What can be taken back here; what a later directive does is taken back where it was decided (carryover)."""


def undo(session: Session, item_id: int, version: int, actor: Actor) -> Item:
    """Give an item, and what was decided together with it, the state before its last decision.

    Raises Problem where nothing was decided, or where one of the items was decided about again since.
    """
    item = review.item_seen(session, item_id, version)
    last = standing(session, [item_id]).get(item_id)
    if last is None:
        raise Problem("Mục này chưa có quyết định nào để hoàn tác.")
    _restore(session, _of_one_act(session, last), actor)
    return item


def standing(session: Session, item_ids: Sequence[int]) -> dict[int, Decision]:
    """Return the last decision of each item that is not taken back."""
    query = select(Decision).where(col(Decision.item_id).in_(item_ids), col(Decision.action).in_((UNDO, *UNDONE)))
    made: dict[int, list[Decision]] = {}
    for decision in session.exec(query.order_by(col(Decision.id))).all():
        kept = made.setdefault(decision.item_id or 0, [])
        if decision.action != UNDO:
            kept.append(decision)
        elif kept:
            kept.pop()
    return {item_id: kept[-1] for item_id, kept in made.items() if kept}


def _of_one_act(session: Session, last: Decision) -> list[Decision]:
    ids = last.after.get("together") or [last.item_id]
    found = standing(session, ids)
    for item_id in ids:
        one = found.get(item_id)
        if one is None or one.after.get("together", [item_id]) != ids:
            path = session.get_one(Item, item_id).path
            raise Problem(f"Mục {path} có quyết định mới hơn. Hãy hoàn tác quyết định ấy trước.")
    return [found[item_id] for item_id in ids]


def _restore(session: Session, decisions: Sequence[Decision], actor: Actor) -> None:
    items = {d.item_id or 0: session.get_one(Item, d.item_id) for d in decisions}
    now = {item_id: review.state_of(session, item, whole=_is_whole(decisions)) for item_id, item in items.items()}
    claimed = {mark["uid"] for d in decisions for mark in d.before.get("dates", ())}
    for decision in decisions:
        for mark in decision.before.get("dates", ()):
            _restore_date(session, decision.item_id or 0, mark)
    session.flush()
    for decision in decisions:
        if "dates" in decision.before:
            marks = review.dates_of(session, [decision.item_id or 0])[decision.item_id or 0]
            _remove(session, (mark for mark in marks if mark.uid not in claimed))
    session.flush()
    for decision in decisions:
        item = items[decision.item_id or 0]
        _set(item, {name: value for name, value in decision.before.items() if name not in ("dates", "carrying")})
        item.version += 1
        session.add(item)
        session.flush()
        review.record(session, item, actor, UNDO, "", now[item.id or 0], decision.after.get("together", ()))


def _is_whole(decisions: Iterable[Decision]) -> bool:
    return any("text" in decision.before for decision in decisions)


def _restore_date(session: Session, item_id: int, state: dict[str, Any]) -> None:
    mark = session.exec(select(ItemDate).where(ItemDate.uid == state["uid"])).first()
    mark = mark or ItemDate(uid=state["uid"], item_id=item_id, position=0, role=state["role"])
    mark.item_id = item_id
    _set(mark, state)
    session.add(mark)


def _remove(session: Session, marks: Iterable[ItemDate]) -> None:
    """A date that subscribers know stays, unused: withdrawing its item must still find it."""
    for mark in marks:
        if session.get(Published, mark.uid):
            mark.kept = False
            session.add(mark)
        else:
            session.delete(mark)


def _set(row: Item | ItemDate, state: dict[str, Any]) -> None:
    for name, value in state.items():
        setattr(row, name, _read(name, value))


def _read(name: str, value: Any) -> Any:  # noqa: ANN401 -- whatever a column holds
    if name in ("start", "end"):
        return day_from(value)
    return datetime.fromisoformat(value) if name == "embargo_until" and value else value
