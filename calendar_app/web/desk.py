"""The desk's first pages: what has come in, and what the next release would change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, g, redirect, render_template, request, url_for
from sqlmodel import Session, col, func, select
from werkzeug.wrappers import Response

from calendar_app import clock, comments, deliver, scheduled
from calendar_app.desk_days import directives_of
from calendar_app.differences import differences
from calendar_app.errors import NotFound, Problem
from calendar_app.models import Directive, Item, Release
from calendar_app.publish import release, undo
from calendar_app.web import guard, previewing
from calendar_app.web.listings import Part, part

blueprint = Blueprint("desk", __name__, url_prefix="/bien-tap")


@dataclass(frozen=True, slots=True)
class Row:
    """A directive in the list, with how many of its items are in which state."""

    directive: Directive
    counts: dict[str, int]


@blueprint.get("/")
@guard.may("read-desk")
def home() -> str:
    """List what has come in, the newest first and a part at a time, and what waits for release."""
    return home_page()


def home_page(nothing: str = "") -> str:
    """Return the first page; `nothing` says beside the form that nothing was sent with it."""
    with guard.store().reading() as session:
        listed = _newest(session)
        return render_template(
            "desk/home.html",
            nothing=nothing,
            part=listed,
            rows=_rows(session, listed.shown),
            waiting=len(differences(session)),
            scheduled=scheduled.waiting(session),
            newest=session.exec(select(Release).order_by(col(Release.number).desc())).first(),
        )


@blueprint.get("/phat-hanh")
@guard.may("read-desk")
def preview() -> str:
    """Show what the next release would change, for whom, and what to look at before."""
    return previewing.page()


@blueprint.post("/phat-hanh")
@guard.may("release")
def publish() -> Response | tuple[str, int]:
    """Make the next release and show it to the public at once; what keeps it back is said, and what was typed stays."""
    note = request.form.get("ghi-chu", "").strip()[:500]
    seen = request.form.get("xem-truoc", "")
    try:
        made = release(guard.store(), guard.settings(), g.user.name, note, clock.now(), seen)
    except Problem as problem:
        return previewing.page(undone=problem.message), problem.status
    return redirect(url_for("desk.released", name=made.name), 303)


@blueprint.get("/ban-phat-hanh")
@guard.may("read-desk")
def releases() -> str:
    """List every release, newest first, each with the way back to it."""
    with guard.store().reading() as session:
        found = session.exec(select(Release).order_by(col(Release.number).desc())).all()
        parked = len(deliver.parked(session))
    return render_template("desk/releases.html", releases=found, parked=parked)


@blueprint.post("/ban-phat-hanh/<name>/quay-ve")
@guard.may("release")
def go_back(name: str) -> Response:
    """Make an earlier state public again, as a new release."""
    note = request.form.get("ghi-chu", "").strip()[:500]
    made = undo(guard.store(), guard.settings(), name, g.user.name, note, clock.now())
    return redirect(url_for("desk.released", name=made.name), 303)


@blueprint.get("/phat-hanh/<name>")
@guard.may("read-desk")
def released(name: str) -> str:
    """Say that a release is out and where it can be seen."""
    with guard.store().reading() as session:
        made = session.exec(select(Release).where(Release.name == name)).first()
        if made is None:
            raise NotFound(f"Không có bản phát hành {name}.")
        said = comments.of_release(session, made.number or 0)
    return render_template("desk/released.html", made=made, comments=said, base=guard.settings().public_url)


def _newest(session: Session) -> Part[int]:
    """Return the directives of a page of the list, by number."""
    newest = select(Directive.id).order_by(col(Directive.received_at).desc(), col(Directive.id).desc())
    return part([number or 0 for number in session.exec(newest).all()])


def _rows(session: Session, ids: Sequence[int]) -> list[Row]:
    ours = select(Item.directive_id, Item.status, func.count()).where(col(Item.directive_id).in_(ids))
    counts: dict[int, dict[str, int]] = {}
    for directive_id, status, count in session.exec(ours.group_by(col(Item.directive_id), col(Item.status))).all():
        counts.setdefault(directive_id, {})[status] = count
    directives = directives_of(session, ids)
    return [Row(directives[number], counts.get(number, {})) for number in ids]
