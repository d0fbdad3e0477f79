"""A corrected file of a directive that is already here: item by item it takes the place of the earlier file.

Both files stay. An item of the corrected file that takes over gets the UID, status, channels and embargo of the
earlier one, its dates the UIDs of those they stand for; what a person set of a date stays. The earlier item is shown no
more. So subscribers see an entry that changed, not one cancelled and another new. Taken back, both are as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from calendar_app import arrivals, rereading, review, review_undo
from calendar_app.errors import Problem
from calendar_app.models import Decision, Directive, Item
from calendar_app.rereading import BY_HAND, Difference
from calendar_app.review import Actor

REPLACE = "replace"
State = dict[str, Any]
Pair = tuple[tuple[int, int], tuple[int, int]]
"""The id and version of an earlier item, and of the one that takes its place."""
A_PERSONS = ("status", "channels", "embargo_until")
OF_A_DAY = ("role", "start", "end", "precision", "label", "rule", "reason")
SAME_DATE = (
    ("role", "start", "end", "label"),
    ("role", "start", "end"),
    ("text", "role"),
    ("role", "label"),
    ("role",),
)
"""By what a date is known again in another file, the surest first."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs, with the pair where one can take the other's place; `same` are the pairs that say the same."""

    differing: list[tuple[Difference, Pair | None]]
    same: list[Pair]


def earlier(session: Session, ids: Iterable[int]) -> dict[int, Directive]:
    """Return, of those directives of which an earlier file is here, that one."""
    found = session.exec(select(Directive).where(col(Directive.id).in_(set(ids)), Directive.number != "")).all()
    numbers = {directive.number for directive in found}
    there = session.exec(select(Directive).where(col(Directive.number).in_(numbers)).order_by(col(Directive.id))).all()
    olds: dict[int, Directive] = {}
    for new in found:
        same = [one for one in there if (one.id or 0) < (new.id or 0) and arrivals.same_document(one, new)]
        if same:
            olds[new.id or 0] = same[-1]
    return olds


def compare(session: Session, old: Directive, new: Directive) -> Compared:
    """Compare the items of the earlier file that still stand with those of the corrected one."""
    items, found = _items(session, old), _free(session, new)
    dates = review.dates_of(session, [item.id or 0 for item in items])
    marks = review.dates_of(session, [item.id or 0 for item in found])
    read = [_read(item, [mark.model_dump(mode="json") for mark in marks[item.id or 0]]) for item in found]
    pairs = {item_id: (one["id"], one["version"]) for item_id, one in rereading.matched(items, read).items()}
    differing = [(one, _pair(one.was, pairs)) for one in rereading.differences(items, dates, {"items": read})]
    shown = {one.was.id for one, _ in differing if one.was}
    same = [_pair(item, pairs) for item in items if item.id not in shown]
    return Compared(differing, [pair for pair in same if pair])


def take_over(session: Session, pairs: Sequence[Pair], actor: Actor) -> Item:
    """Let items of the corrected file take the place of earlier ones, all or none; return the last.

    Raises Conflict where one was changed since it was seen, Problem where two are not of one document.
    """
    if not pairs:
        raise Problem("Chưa chọn mục nào. Hãy bấm nút bên dưới một mục.")
    return [_take_one(session, old, new, actor) for old, new in pairs][-1]


def _take_one(session: Session, seen: tuple[int, int], by: tuple[int, int], actor: Actor) -> Item:
    old, new = review.item_seen(session, *seen), review.item_seen(session, *by)
    papers = [session.get_one(Directive, item.directive_id) for item in (old, new)]
    if (
        papers[0].id == papers[1].id
        or not arrivals.same_document(*papers)
        or review.REMOVED in (old.status, new.status)
    ):
        raise Problem("Hai mục này không phải của hai bản của một văn bản. Hãy mở lại trang so sánh.")
    was, now = (review.state_of(session, item, whole=True) for item in (old, new))
    left, taken = _exchanged(was["dates"], now["dates"])
    states = {
        seen[0]: was | {"uid": new.uid, "status": review.REMOVED, "dates": left},
        by[0]: now | {name: was[name] for name in A_PERSONS} | {"uid": old.uid, "dates": taken},
    }
    review_undo.give_states(session, states, actor, REPLACE, sorted(states))
    return new


def _exchanged(was: Sequence[State], now: Sequence[State]) -> tuple[list[State], list[State]]:
    """Return the dates of the earlier item and of its successor, the UIDs of those that are the same exchanged."""
    known = _known(was, now)
    left = [dict(mark) for mark in was]
    taken = [dict(mark) for mark in now]
    for mine, theirs in known.items():
        old, new = was[theirs], now[mine]
        left[theirs]["uid"] = new["uid"]
        taken[mine] |= {"uid": old["uid"], "kept": old["kept"]}
        taken[mine] |= {name: old[name] for name in OF_A_DAY} if old["rule"] == BY_HAND else {}
    for number, mark in enumerate(was):
        if number not in known.values() and mark["rule"] == BY_HAND and mark["kept"]:
            left[number] = {}
            taken.append(dict(mark) | {"position": len(taken), "text": "", "span_start": 0, "span_end": 0})
    return [mark for mark in left if mark], taken


def _known(was: Sequence[State], now: Sequence[State]) -> dict[int, int]:
    """Return, by its place, the place of the earlier date that each date stands for."""
    found: dict[int, int] = {}
    for names in SAME_DATE:
        for mine, mark in enumerate(now):
            those = (n for n, one in enumerate(was) if n not in found.values() and _like(one, mark, names))
            theirs = None if mine in found else next(those, None)
            if theirs is not None:
                found[mine] = theirs
    return found


def _like(one: State, other: State, names: Sequence[str]) -> bool:
    return all(one[name] == other[name] for name in names)


def _pair(item: Item | None, pairs: dict[int, tuple[int, int]]) -> Pair | None:
    found = pairs.get(item.id or 0) if item else None
    return ((item.id or 0, item.version), found) if item and found else None


def _read(item: Item, dates: Sequence[State]) -> State:
    told = item.model_dump(mode="json", include={"id", "version", "path", "title", "kind", "text", "spans"})
    return told | {"dates": list(dates)}


def _items(session: Session, directive: Directive) -> list[Item]:
    query = select(Item).where(Item.directive_id == directive.id, Item.status != review.REMOVED)
    return list(session.exec(query.order_by(col(Item.position))).all())


def _free(session: Session, new: Directive) -> list[Item]:
    """Return the items of a corrected file that stand for no earlier one yet."""
    query = select(Decision).where(Decision.directive_id == new.id, Decision.action == REPLACE)
    partners = {decision.item_id: set(decision.after["together"]) for decision in session.exec(query).all()}
    gone = select(Item.id).where(
        col(Item.id).in_({one for those in partners.values() for one in those}), Item.status == review.REMOVED
    )
    removed = set(session.exec(gone).all())
    return [item for item in _items(session, new) if not partners.get(item.id, set()) & removed]
