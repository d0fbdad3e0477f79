"""A decision that comes second: what was changed meanwhile, and the same decision again about what there is now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, request
from sqlmodel import Session

from calendar_app import log_kinds, review
from calendar_app.errors import NotFound
from calendar_app.models import Decision, Directive, Item
from calendar_app.review_edits import Seen
from calendar_app.web import conflicts, guard, told

VERBS = {
    "nhan": ("nhận mục", "accepted"),
    "bo": ("bỏ mục", "refused"),
    "rut-lai": ("rút lại mục", "withdrawn"),
    "hoan-tac": ("hoàn tác quyết định sau cùng", ""),
    "khoi-phuc": ("khôi phục trạng thái đã chọn", ""),
    "gop": ("gộp mục", ""),
    "kenh": ("đặt kênh", ""),
    "doi": ("dời ngày", ""),
}
"""By what a form says: what the person wanted to do, and the status that it leads to."""
CARRIED = ("ly-do", "so-ngay", "kenh", "luc", "ve")
"""What the form of a decision says besides its items, which goes along to the next try."""


@dataclass(frozen=True, slots=True)
class Overtaken:
    """An item as it is now, what was decided since it was seen (newest first), and which fields differ.

    `done` where it is already as the person wanted it, `stale` where it has another version than was seen.
    """

    item: Item
    others: list[Decision]
    fields: list[told.Told]
    done: bool
    stale: bool

    @property
    def open(self) -> bool:
        """Whether there is something left to do."""
        return not self.done and self.item.status != review.REMOVED


def page(seen: Sequence[Seen], verb: str, address: str) -> tuple[str, int]:
    """Show what differs from what was seen; the form at `address` does the same again with the versions of now."""
    wanted, status = VERBS[verb]
    with guard.store().reading() as session:
        items = [_overtaken(session, one, status) for one in seen]
        directive = session.get_one(Directive, items[0].item.directive_id)
    html = render_template(
        "desk/overtaken.html",
        directive=directive,
        changed=[one for one in items if one.stale],
        same=[one for one in items if not one.stale],
        several=verb if request.form.getlist("muc") else "",
        wanted=wanted,
        left=any(one.open for one in items),
        typed=[(name, value) for name in CARRIED for value in request.form.getlist(name)],
        address=address,
        statuses=told.STATUSES,
        name_of=log_kinds.name_of,
    )
    return html, 409


def _overtaken(session: Session, seen: Seen, status: str) -> Overtaken:
    item = session.get(Item, seen[0])
    if item is None:
        raise NotFound("Không có mục này.")
    decided, now = conflicts.later(session, item, seen[1]), review.state_of(session, item, whole=True)
    before = {name: value for name, value in conflicts.state_before(now, decided).items() if name in now}
    return Overtaken(item, decided, told.fields(before, now), item.status == status, item.version != seen[1])
