"""Any earlier state of an item, or of a whole directive, is given back as a new decision, which can be taken back too.

A moment is the number of a decision: the state that stood after it; 0 is what was read. What one act did to several
items (a merge, a split) since then goes back for all of them. What later directives did stays (carryover). The caller
holds the transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from calendar_app import review, review_undo
from calendar_app.clock import day_from
from calendar_app.errors import Conflict, NotFound, Problem
from calendar_app.models import Decision, Directive, Item
from calendar_app.review import Actor, HeaderCorrection

RESTORE = "restore"
ALIKE = ("accept", "refuse", "correct")
"""What is done to several items at once, to each by itself."""
NOTHING = "Từ lúc ấy đến nay không có gì thay đổi, nên không có gì để khôi phục."


@dataclass(frozen=True, slots=True)
class Act:
    """The same decision about several items at once;
    `newest` is its last decision, `before` the moment before it."""

    author: str
    at: datetime
    action: str
    count: int
    newest: int
    before: int


def last_act(session: Session, directive_id: int) -> Act | None:
    """Return what somebody did last to a directive, where they did it to several items at once."""
    ours = select(Decision).where(Decision.directive_id == directive_id)
    last = session.exec(ours.order_by(col(Decision.id).desc())).first()
    if last is None or last.action not in ALIKE:
        return None
    same = (Decision.author == last.author, Decision.at == last.at, Decision.action == last.action)
    query = select(func.count(), func.min(Decision.id)).where(Decision.directive_id == directive_id, *same)
    count, first = session.exec(query).one()
    newest = select(func.max(Decision.id)).where(Decision.directive_id == directive_id, col(Decision.id) < first)
    before = session.exec(newest).one() or 0
    return Act(last.author, last.at, last.action, count, last.id or 0, before) if count > 1 else None


def of_item(session: Session, item_id: int) -> Sequence[Decision]:
    """Return every decision about an item, the newest first."""
    query = select(Decision).where(Decision.item_id == item_id)
    return session.exec(query.order_by(col(Decision.id).desc())).all()


def of_directive(session: Session, directive_id: int, count: int) -> Sequence[Decision]:
    """Return the newest decisions about a directive and its items, the newest first."""
    query = select(Decision).where(Decision.directive_id == directive_id)
    return session.exec(query.order_by(col(Decision.id).desc()).limit(count)).all()


def restore_item(session: Session, item_id: int, version: int, moment: int, actor: Actor) -> Item:
    """Give an item the state that stood after a decision; raise Conflict where it was changed since it was seen."""
    item = review.item_seen(session, item_id, version)
    if moment and moment not in {decision.id for decision in of_item(session, item_id)}:
        raise NotFound("Mục này không có quyết định ấy. Hãy mở lại trang lịch sử của mục.")
    later = _later(session, {item_id}, moment)
    if not later:
        raise Problem(NOTHING)
    _give_back(session, later, actor)
    return item


def restore_directive(session: Session, directive_id: int, seen: int, moment: int, actor: Actor) -> Directive:
    """Give a directive and its items the state that stood after a decision.

    `seen` is the newest decision that the person saw; raises Conflict where there is a newer one.
    """
    newest = select(func.max(Decision.id)).where(Decision.directive_id == directive_id)
    if session.exec(newest).one() != seen:
        raise Conflict("Vừa có người quyết định thêm về văn bản này. Hãy xem lại lịch sử rồi khôi phục.")
    directive = session.get_one(Directive, directive_id)
    ids = session.exec(select(Item.id).where(Item.directive_id == directive_id)).all()
    later = _later(session, {number for number in ids if number}, moment)
    header = _header_at(session, directive, moment)
    if not later and header is None:
        raise Problem(NOTHING)
    if header:
        review.correct_header(session, directive_id, directive.version, header, actor)
    if later:
        _give_back(session, later, actor)
    return directive


def _later(session: Session, ids: Collection[int], moment: int) -> list[Decision]:
    """Return the decisions about items after a moment, newest first, and those about all that these tie to them."""
    known: set[int] = set()
    found: list[Decision] = []
    while set(ids) != known:
        known = set(ids)
        query = select(Decision).where(col(Decision.item_id).in_(known), col(Decision.id) > moment)
        found = list(session.exec(query.order_by(col(Decision.id).desc())).all())
        ids = known.union(*(decision.after.get("together", ()) for decision in found))
    return found


def _give_back(session: Session, later: Sequence[Decision], actor: Actor) -> None:
    """Go back over decisions, newest first: what each kept of the state before it is what then stood."""
    states: dict[int, dict[str, Any]] = {}
    for decision in later:
        states.setdefault(decision.item_id or 0, {}).update(decision.before)
    together = sorted(states) if len(states) > 1 else ()
    review_undo.give_states(session, states, actor, RESTORE, together)


def _header_at(session: Session, directive: Directive, moment: int) -> HeaderCorrection | None:
    """Return the header of a moment, None where it is that of today."""
    about = select(Decision).where(Decision.directive_id == directive.id, col(Decision.item_id).is_(None))
    first = session.exec(about.where(col(Decision.id) > moment).order_by(col(Decision.id))).first()
    now = HeaderCorrection(directive.number, directive.issued_on, directive.window_start, directive.window_end)
    if first is None:
        return None
    days = {name: day_from(first.before[name]) for name in ("issued_on", "window_start", "window_end")}
    then = replace(now, number=first.before["number"], **days)
    return None if then == now else then
