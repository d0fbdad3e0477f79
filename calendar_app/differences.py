"""What the next release would do: what is accepted, or another wanted state, compared with what is public."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from sqlmodel import Session, col, func, select

from calendar_app.accepted import among, entries_by_item, together
from calendar_app.facts import completed, to_json
from calendar_app.models import Decision, Directive, Item, ItemDate, Published, Release

Action = Literal["new", "changed", "refiled", "cancelled", "withdrawn", "reinstated"]
"""`refiled`: read from a corrected file now, its words and days as before."""
DAYS = {"start", "end", "rrule"}
Wanted = dict[str, tuple[int, dict[str, Any]]]  # by UID: the directive, and EntryFacts as JSON


@dataclass(frozen=True, slots=True)
class Difference:
    """What the next release would do to one entry; `before` and `after` are EntryFacts as JSON."""

    uid: str
    directive_id: int
    action: Action
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of the fields that change."""
        if self.before is None or self.after is None:
            return ()
        return tuple(name for name in self.after if self.after[name] != self.before.get(name))

    @property
    def needs_reason(self) -> bool:
        """Whether people were told something that is no longer so: a day that moves, an entry that is gone."""
        return self.action in ("cancelled", "withdrawn") or (self.action == "changed" and bool(DAYS & set(self.fields)))


def differences(session: Session, wanted: Wanted | None = None) -> list[Difference]:
    """Compare what is accepted (or another wanted state, whole) with what is public.

    Only directives about which something was decided since the last release can differ, and those that share a decision
    with them, so only those are compared.
    """
    touched = together(session, _decided(session)) if wanted is None else _every(session)
    wanted = dict(_accepted(session, touched)) if wanted is None else wanted
    rows = session.exec(select(Published).where(among(Published.directive_id, touched))).all()
    public = {row.uid: row for row in rows}
    taken_back = _withdrawn(session)
    kept = {uid: what for uid, what in wanted.items() if uid not in taken_back}
    found = [_difference(uid, directive, facts, public.get(uid)) for uid, (directive, facts) in kept.items()]
    gone = [_end(row, withdrawn=row.uid in taken_back) for row in rows if row.uid not in kept]
    return [difference for difference in (*found, *gone) if difference]


def last_decision(session: Session) -> int:
    """Return the number of the last decision anybody made, 0 before the first."""
    return session.exec(select(func.max(Decision.id))).one() or 0


def _every(session: Session) -> set[int]:
    return {number or 0 for number in session.exec(select(Directive.id)).all()}


def _decided(session: Session) -> set[int]:
    newest = session.exec(select(Release).order_by(col(Release.number).desc()).limit(1)).first()
    since = newest.decided_up_to if newest else 0
    return set(session.exec(select(Decision.directive_id).where(col(Decision.id) > since).distinct()).all())


def _accepted(session: Session, ids: set[int]) -> Iterable[tuple[str, tuple[int, dict[str, Any]]]]:
    for item, entries in entries_by_item(session, ids):
        for uid, facts in entries.items():
            yield uid, (item.directive_id, to_json(facts))


def _withdrawn(session: Session) -> set[str]:
    both = select(Item.uid, ItemDate.uid).join(ItemDate, isouter=True).where(Item.status == "withdrawn")
    return {uid for uids in session.exec(both).all() for uid in uids if uid}


def _difference(uid: str, directive_id: int, facts: dict[str, Any], row: Published | None) -> Difference | None:
    if row is None:
        return Difference(uid, directive_id, "new", None, facts)
    before = completed(row.facts)
    if row.status != "confirmed":
        return Difference(uid, directive_id, "reinstated", before, facts)
    if before != facts:
        return Difference(uid, directive_id, "changed", before, facts)
    return None if row.directive_id == directive_id else Difference(uid, directive_id, "refiled", before, facts)


def _end(row: Published, *, withdrawn: bool) -> Difference | None:
    """What was cancelled can still be withdrawn; what was withdrawn stays so."""
    if withdrawn and row.status != "withdrawn":
        return Difference(row.uid, row.directive_id, "withdrawn", row.facts, None)
    if row.status == "confirmed":
        return Difference(row.uid, row.directive_id, "cancelled", row.facts, None)
    return None
