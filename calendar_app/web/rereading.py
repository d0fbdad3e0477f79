"""Reading a directive anew, or its corrected file: both sides are shown, and nothing changes by itself."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from sqlmodel import Session, col, select
from werkzeug.wrappers import Response

from calendar_app import clock, rereading, review, wording
from calendar_app.clock import day_from
from calendar_app.models import Directive, Item, ItemDate
from calendar_app.rereading import Days
from calendar_app.web import forms, guard
from calendar_app.web.conflicts import marked
from calendar_app.web.review import actor, directive_of

blueprint = Blueprint("rereading", __name__, url_prefix="/bien-tap")

FIELDS = {"title": "tên", "kind": "loại", "text": "nội dung", "dates": "ngày"}


@blueprint.post("/van-ban/<slug>/doc-lai")
@guard.may("review")
def compare(slug: str) -> str:
    """Show what the reader says now of the directive's file, or of the corrected file that is sent with it."""
    with guard.store().reading() as session:
        directive = directive_of(session, slug)
        items, dates = items_of(session, directive)
    file = request.files.get("tep")
    corrected = bool(file and file.filename)
    if file and file.filename:
        data, name = file.read(), file.filename
    else:
        data, name = guard.store().blob_path(directive.sha256).read_bytes(), directive.file_name
    reading = rereading.read_again(directive, data, name, clock.day_of(clock.now()))
    return render_template(
        "desk/reread.html",
        directive=directive,
        corrected=corrected,
        same_text=reading["text"] == directive.text,
        found=rereading.differences(items, dates, reading),
        fields=FIELDS,
        kinds=wording.ITEM_KINDS,
        say_days=say_days,
        marked=marked,
    )


@blueprint.post("/muc/<int:item_id>/lay-doc-lai")
@guard.may("review")
def take(item_id: int) -> Response:
    """Give an item what its file says now, read once more; the decision can be taken back."""
    version = forms.read_version(request.form)
    with guard.store().reading() as session:
        directive = session.get_one(Directive, review.item_seen(session, item_id, version).directive_id)
    data = guard.store().blob_path(directive.sha256).read_bytes()
    reading = rereading.read_again(directive, data, directive.file_name, clock.day_of(clock.now()))
    with guard.store().writing() as session:
        rereading.take(session, directive, (item_id, version), reading, actor())
    return redirect(url_for("review.directive", slug=directive.slug, _anchor=f"muc-{item_id}"), 303)


def items_of(session: Session, directive: Directive) -> tuple[list[Item], dict[int, list[ItemDate]]]:
    """Return the items of a directive, in order, and their dates."""
    query = select(Item).where(Item.directive_id == directive.id, Item.status != review.REMOVED)
    items = list(session.exec(query.order_by(col(Item.position))).all())
    return items, review.dates_of(session, [item.id or 0 for item in items])


def say_days(days: tuple[Days, ...]) -> str:
    """Say the days of an item in one line."""
    said = [_say(role, first, last) for role, first, last in days]
    return "; ".join(said) or "không có ngày"


def _say(role: str, first: str | None, last: str | None) -> str:
    start, end = day_from(first), day_from(last)
    when = wording.when(wording.KIND_OF_ROLE[role], end if role == "deadline" else start or end, end)
    return f"{wording.ROLES[role]}: {when or 'chưa rõ ngày'}"
