"""What was decided about an item or a directive, change by change, and the way back to any earlier state."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, request, url_for
from sqlmodel import Session, select
from werkzeug.wrappers import Response

from calendar_app import log_kinds, review, review_restore, wording
from calendar_app.errors import Conflict, NotFound
from calendar_app.models import Decision, Directive, Item
from calendar_app.web import forms, guard, overtaken, told
from calendar_app.web.review import actor, directive_of

blueprint = Blueprint("restoring", __name__, url_prefix="/bien-tap")

MOST = 300


@blueprint.get("/muc/<int:item_id>/lich-su")
@guard.may("read-desk")
def item(item_id: int) -> str:
    """Show every decision about an item, the newest first."""
    with guard.store().reading() as session:
        found = session.get(Item, item_id)
        if found is None:
            raise NotFound("Không có mục này.")
        directive = session.get_one(Directive, found.directive_id)
        decisions = review_restore.of_item(session, item_id)
        return _page(session, directive, decisions, found)


@blueprint.get("/van-ban/<slug>/lich-su")
@guard.may("read-desk")
def directive(slug: str) -> str:
    """Show the newest decisions about a directive and its items."""
    return _directive_page(slug, "")


def _directive_page(slug: str, error: str) -> str:
    with guard.store().reading() as session:
        found = directive_of(session, slug)
        return _page(session, found, review_restore.of_directive(session, found.id or 0, MOST), None, error)


@blueprint.post("/muc/<int:item_id>/khoi-phuc")
@guard.may("review")
def restore_item(item_id: int) -> Response | tuple[str, int]:
    """Give an item an earlier state; where somebody else was quicker, show what they changed (overtaken)."""
    version = forms.read_version(request.form)
    try:
        with guard.store().writing() as session:
            found = review_restore.restore_item(session, item_id, version, _moment("luc"), actor())
            slug = session.get_one(Directive, found.directive_id).slug
    except Conflict:
        return overtaken.page([(item_id, version)], "khoi-phuc", url_for("restoring.restore_item", item_id=item_id))
    return redirect(url_for("review.directive", slug=slug, _anchor=f"muc-{item_id}"), 303)


@blueprint.post("/van-ban/<slug>/khoi-phuc")
@guard.may("review")
def restore_directive(slug: str) -> Response | tuple[str, int]:
    """Give a directive and all its items an earlier state; what was decided meanwhile is shown first."""
    try:
        with guard.store().writing() as session:
            found = directive_of(session, slug)
            review_restore.restore_directive(session, found.id or 0, _moment("moi-nhat"), _moment("luc"), actor())
    except Conflict as conflict:
        return _directive_page(slug, conflict.message), conflict.status
    return redirect(url_for("review.directive", slug=slug), 303)


def _page(
    session: Session, directive: Directive, decisions: Sequence[Decision], about: Item | None, error: str = ""
) -> str:
    query = select(Item.id, Item.path).where(Item.directive_id == directive.id)
    paths = dict(session.exec(query).all())
    return render_template(
        "desk/history.html",
        directive=directive,
        item=about,
        removed=review.REMOVED,
        rows=[(one, _fields(one), _others(one, paths)) for one in decisions],
        paths=paths,
        most=MOST,
        name_of=log_kinds.name_of,
        error=error,
    )


def _fields(decision: Decision) -> list[told.Told]:
    return told.fields(decision.before, {**decision.after, **_carried(decision)})


def _carried(decision: Decision) -> dict[str, object]:
    """What a later directive does is kept on one side alone; it is no difference of the item."""
    return {name: decision.before[name] for name in ("carrying",) if name in decision.before}


def _others(decision: Decision, paths: dict[int | None, str]) -> list[str]:
    """Return the places of the other items that the same act decided about."""
    return [wording.place(paths.get(one, "")) for one in decision.after.get("together", ()) if one != decision.item_id]


def _moment(name: str) -> int:
    said = request.form.get(name, "")
    if not (said.isascii() and said.isdecimal() and len(said) < 16):
        raise NotFound("Không có trạng thái ấy. Hãy mở lại trang lịch sử rồi chọn.")
    return int(said)
