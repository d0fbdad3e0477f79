"""The desk's first pages: what has come in, and what the next release would change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from sqlmodel import Session, col, func, select
from werkzeug.wrappers import Response

from calendar_app import clock, deliver, wording
from calendar_app.differences import Difference, differences
from calendar_app.errors import Problem
from calendar_app.facts import from_json
from calendar_app.models import Directive, Item, Release
from calendar_app.publish import release, undo
from calendar_app.web import guard

blueprint = Blueprint("desk", __name__, url_prefix="/bien-tap")

FIELD_NAMES = {
    "kind": "loại",
    "title": "tên",
    "text": "nội dung",
    "start": "ngày bắt đầu",
    "end": "ngày kết thúc",
    "rrule": "lịch lặp",
    "years": "số năm",
    "channels": "kênh",
    "audiences": "đơn vị thực hiện",
    "providers": "đơn vị cung cấp thông tin",
    "slogans": "khẩu hiệu",
    "links": "liên kết",
    "path": "mục",
    "words": "nguyên văn",
    "source": "văn bản",
    "embargo_until": "công bố từ",
    "also": "văn bản cùng nội dung",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A directive in the list, with how many of its items are in which state."""

    directive: Directive
    counts: dict[str, int]


@blueprint.get("/")
@guard.may("read-desk")
def home() -> str:
    """List what has come in and what waits for release."""
    with guard.store().reading() as session:
        return render_template(
            "desk/home.html",
            rows=_rows(session),
            waiting=len(differences(session)),
            newest=session.exec(select(Release).order_by(col(Release.number).desc())).first(),
        )


@blueprint.get("/phat-hanh")
@guard.may("read-desk")
def preview() -> str:
    """Show what the next release would change."""
    with guard.store().reading() as session:
        found = differences(session)
        names = {d.id: d.title for d in session.exec(select(Directive)).all()}
    return render_template(
        "desk/release.html",
        differences=found,
        names=names,
        fields=_fields,
        when=_when,
        shown=_shown,
        wording=wording,
    )


@blueprint.post("/phat-hanh")
@guard.may("release")
def publish() -> Response:
    """Make the next release and show it to the public at once."""
    note = request.form.get("ghi-chu", "").strip()[:500]
    made = release(guard.store(), guard.settings(), g.user.name, note, clock.now())
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
        raise Problem(f"Không có bản phát hành {name}.")
    return render_template("desk/released.html", made=made, base=guard.settings().public_url)


def _rows(session: Session) -> list[Row]:
    query = select(Item.directive_id, Item.status, func.count()).group_by(col(Item.directive_id), col(Item.status))
    counts: dict[int, dict[str, int]] = {}
    for directive_id, status, count in session.exec(query).all():
        counts.setdefault(directive_id, {})[status] = count
    directives = session.exec(select(Directive).order_by(col(Directive.received_at).desc(), col(Directive.id).desc()))
    return [Row(d, counts.get(d.id or 0, {})) for d in directives.all()]


def _when(facts: dict[str, Any]) -> str:
    found = from_json(facts)
    return wording.when(found.kind, found.start, found.end) or "không có ngày"


def _shown(value: object) -> str:
    """Show a field's value in a list of changes: a list as its parts, nothing as a dash."""
    if isinstance(value, list):
        return "; ".join(part["title"] if isinstance(part, dict) else str(part) for part in value) or "–"
    return str(value) if value not in (None, "") else "–"


def _fields(difference: Difference) -> list[tuple[str, object, object]]:
    """Name each changed field with its old and new value."""
    before, after = difference.before or {}, difference.after or {}
    return [(FIELD_NAMES.get(name, name), before.get(name), after.get(name)) for name in difference.fields]
