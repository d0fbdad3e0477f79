"""Before and beside a release: comments, an hour for it, one item at once."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from calendar_app import clock, comments, preview, release_checks, scheduled, urgent
from calendar_app.differences import differences
from calendar_app.errors import NotFound, Problem
from calendar_app.models import Directive, Item
from calendar_app.scheduled import Wanted
from calendar_app.urgent import Urgent
from calendar_app.web import forms, guard, previewing
from calendar_app.web.review import actor, reason

blueprint = Blueprint("releasing", __name__, url_prefix="/bien-tap")


@blueprint.get("/phat-hanh/don-vi")
@guard.may("read-desk")
def units() -> str:
    """List every unit that sees something change with the next release."""
    return previewing.unit_list()


@blueprint.post("/phat-hanh/y-kien")
@guard.may("comment")
def comment_on_release() -> Response:
    """Keep a comment on the release being prepared."""
    with guard.store().writing() as session:
        comments.on_next_release(session, request.form.get("y-kien", ""), actor())
    return redirect(url_for("desk.preview", _anchor="y-kien"), 303)


@blueprint.post("/muc/<int:item_id>/y-kien")
@guard.may("comment")
def comment_on_item(item_id: int) -> Response:
    """Keep a comment on an item."""
    with guard.store().writing() as session:
        comments.on_item(session, item_id, request.form.get("y-kien", ""), actor())
        slug = session.get_one(Directive, session.get_one(Item, item_id).directive_id).slug
    return redirect(url_for("review.directive", slug=slug, _anchor=f"muc-{item_id}"), 303)


@blueprint.post("/phat-hanh/hen")
@guard.may("release")
def schedule() -> Response | tuple[str, int]:
    """Set an hour at which what was seen goes out; why that cannot be is said beside the form."""
    try:
        _schedule(request.form)
    except Problem as problem:
        return previewing.page(problem.message), problem.status
    return redirect(url_for("desk.preview", _anchor="hen-gio"), 303)


def _schedule(form: forms.Form) -> None:
    at = forms.read_instant(form.get("luc", ""))
    if at is None:
        raise Problem("Hãy điền ngày giờ phát hành, ví dụ 20/11/2024 08:00.")
    if not form.get("xem-truoc"):
        raise Problem("Biểu mẫu thiếu thông tin. Hãy tải lại trang rồi làm lại.")
    wanted = Wanted(at, form.get("ghi-chu", "").strip()[:500], form["xem-truoc"])
    with guard.store().writing() as session:
        scheduled.schedule(session, guard.settings(), wanted, actor())


@blueprint.post("/phat-hanh/hen/<int:number>/huy")
@guard.may("release")
def cancel(number: int) -> Response:
    """Call a scheduled release off."""
    with guard.store().writing() as session:
        scheduled.cancel(session, number, actor())
    return redirect(url_for("desk.preview", _anchor="hen-gio"), 303)


@blueprint.get("/muc/<int:item_id>/phat-hanh-khan")
@guard.may("release")
def urgent_form(item_id: int) -> str:
    """Show what of one item would go out at once."""
    return _urgent_page(item_id, "")


def _urgent_page(item_id: int, error: str) -> str:
    with guard.store().reading() as session:
        item = session.get(Item, item_id)
        if item is None:
            raise NotFound("Không có mục này.")
        every = differences(session)
        some = urgent.differences_of(item, every)
        seen = preview.preview(session, some, guard.settings().public_url, clock.now())
        warned = release_checks.cautions(seen)
        return render_template(
            "desk/urgent.html",
            error=error,
            item=item,
            directive=session.get_one(Directive, item.directive_id),
            rows=previewing.rows_of(session, seen.shown, warned),
            kinds=previewing.by_kind(seen),
            others=len(every) - len(some),
            words=previewing.WORDS,
        )


@blueprint.post("/muc/<int:item_id>/phat-hanh-khan")
@guard.may("release")
def release_urgent(item_id: int) -> Response | tuple[str, int]:
    """Make one item public at once, alone, as urgent; what keeps it back is said, and the reason stays."""
    wanted = Urgent(item_id, forms.read_version(request.form), reason())
    try:
        made = urgent.release_urgent(guard.store(), guard.settings(), wanted, g.user.name, clock.now())
    except Problem as problem:
        return _urgent_page(item_id, problem.message), problem.status
    return redirect(url_for("desk.released", name=made.name), 303)
