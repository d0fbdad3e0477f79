"""Decisions about items are taken back one by one, the newest first; each taking back is a decision of its own.

What one act did to several items (a merge, a split) is taken back for all of them at once. The caller holds the
transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlmodel import Session, col, select

from calendar_app import review
from calendar_app.clock import day_from
from calendar_app.errors import Problem
from calendar_app.models import Decision, Item, ItemDate, Published
from calendar_app.review import ADDED, Actor

UNDO = "undo"
UNDONE = (
    "accept",
    "refuse",
    "withdraw",
    "reopen",
    "correct",
    *ADDED,
    "merge",
    "split",
    "reread",
    "repeat",
    "restore",
    "replace",
)
"""What can be taken back here; what a later directive does is taken back where it was decided (carryover)."""


def undo(session: Session, item_id: int, version: int, actor: Actor) -> Item:
    """Give an item, and what was decided together with it, the state before its last decision.

    Raises Problem where nothing was decided, or where one of the items was decided about again since.
    """
    item = review.item_seen(session, item_id, version)
    last = standing(session, [item_id]).get(item_id)
    if last is None:
        raise Problem("Mục này chưa có quyết định nào để hoàn tác.")
    act = _of_one_act(session, last)
    states = {decision.item_id or 0: decision.before for decision in act}
    give_states(session, states, actor, UNDO, last.after.get("together", ()))
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


def give_states(
    session: Session, states: Mapping[int, Mapping[str, Any]], actor: Actor, action: str, together: Sequence[int] = ()
) -> None:
    """Give items, by their ids, states that decisions kept, as decisions of an action."""
    items = {item_id: session.get_one(Item, item_id) for item_id in states}
    whole = any("text" in state for state in states.values())
    now = {item_id: review.state_of(session, item, whole) for item_id, item in items.items()}
    if any("uid" in state for state in states.values()):
        _free_uids(session, items, now)
    _give_dates(session, {item_id: state["dates"] for item_id, state in states.items() if "dates" in state})
    for item_id, item in items.items():
        _set(item, {name: value for name, value in states[item_id].items() if name not in ("dates", "carrying")})
        item.version += 1
        session.add(item)
        session.flush()
        review.record(session, item, actor, action, "", now[item_id], together)


def _free_uids(session: Session, items: Mapping[int, Item], now: Mapping[int, dict[str, Any]]) -> None:
    """Keep the UIDs of items that exchange them (corrections), and leave them free to be given."""
    for item_id, item in items.items():
        now[item_id]["uid"], item.uid = item.uid, uuid4().hex
        session.add(item)
    session.flush()


def _give_dates(session: Session, dates: Mapping[int, Sequence[dict[str, Any]]]) -> None:
    claimed = {mark["uid"] for marks in dates.values() for mark in marks}
    for item_id, marks in dates.items():
        for mark in marks:
            _restore_date(session, item_id, mark)
    session.flush()
    for item_id in dates:
        there = review.dates_of(session, [item_id])[item_id]
        _remove(session, (mark for mark in there if mark.uid not in claimed))
    session.flush()


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
