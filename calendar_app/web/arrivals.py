"""Sending files in, and what becomes of them."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from typing import cast

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from sqlmodel import Session, col, select
from werkzeug.wrappers import Response

from calendar_app import arrivals, clock, corrections
from calendar_app.errors import NotFound
from calendar_app.models import Arrival, Directive
from calendar_app.readers import Readers
from calendar_app.review import Actor
from calendar_app.web import desk, downloads, guard, present

blueprint = Blueprint("arrivals", __name__, url_prefix="/bien-tap")

WAIT_SECONDS, STEP_SECONDS = 20.0, 0.05  # no plain file may take longer (jail.WALL_SECONDS)
PASTED = "van-ban-dan.txt"
NOTHING = "Chưa chọn tệp nào. Hãy chọn tệp văn bản, hoặc dán chữ vào ô, rồi bấm “Tải lên và đọc”."


@blueprint.post("/tai-len")
@guard.may("send-in")
def upload() -> Response | tuple[str, int]:
    """Take files in; what is read at once is answered at once, what takes longer has a page of its own."""
    files = [(file.filename or "", file.read()) for file in request.files.getlist("tep") if file.filename]
    if pasted := request.form.get("van-ban", "").strip():
        files.append((PASTED, pasted.encode()))
    if not files:
        return desk.home_page(NOTHING), 422
    batch = arrivals.bring(guard.store(), files, Actor(g.user.name, clock.now()))
    cast(Readers, current_app.extensions["readers"]).begin()
    found = _waited_for(batch)
    if not arrivals.ended(found):
        return redirect(url_for("arrivals.batch", name=batch), 303)
    slugs = _slugs(found)
    if _says_no_more(found):
        return _to_review(slugs)
    status = 200 if any(one.state == "done" for one in found) else 422
    return render_template("desk/uploaded.html", arrivals=found, slugs=slugs, corrected=_corrected(found)), status


@blueprint.get("/tiep-nhan/")
@guard.may("read-desk")
def queue() -> str:
    """List what came in last, and what waits."""
    with guard.store().reading() as session:
        found = arrivals.latest(session)
    return render_template(
        "desk/uploaded.html",
        arrivals=found,
        slugs=_slugs(found),
        corrected=_corrected(found),
        queue=True,
        say_when=present.instant,
    )


@blueprint.get("/tiep-nhan/<name>")
@guard.may("read-desk")
def batch(name: str) -> str | Response:
    """Show what becomes of what was sent together; the page comes anew until all is read, and a lone file leads on."""
    with guard.store().reading() as session:
        found = arrivals.of_batch(session, name)
    if not found:
        raise NotFound("Không có lần gửi này. Hãy xem danh sách tiếp nhận.")
    again, slugs = not arrivals.ended(found), _slugs(found)
    if _says_no_more(found):
        return _to_review(slugs)
    return render_template("desk/uploaded.html", arrivals=found, slugs=slugs, corrected=_corrected(found), again=again)


@blueprint.get("/tiep-nhan/<int:number>/phu-luc/<sha256>")
@guard.may("read-desk")
def annex(number: int, sha256: str) -> Response:
    """Hand out an annex that came with a directive."""
    with guard.store().reading() as session:
        arrival = session.get(Arrival, number)
    found = next((a for a in arrival.annexes if a["sha256"] == sha256), None) if arrival else None
    if found is None:
        raise NotFound("Không có phụ lục này.")
    return downloads.attachment(guard.store().blob_path(sha256), found["name"])


def _waited_for(name: str) -> Sequence[Arrival]:
    until = time.monotonic() + WAIT_SECONDS
    while True:
        with guard.store().reading() as session:
            found = arrivals.of_batch(session, name)
        if arrivals.ended(found) or time.monotonic() > until:
            return found
        time.sleep(STEP_SECONDS)


def _says_no_more(found: Sequence[Arrival]) -> bool:
    """Whether a lone file was read and there is nothing to tell but what its directive's page shows."""
    return len(found) == 1 and found[0].said == arrivals.READ and not (found[0].annexes or found[0].replaces)


def _to_review(slugs: dict[int, str]) -> Response:
    (slug,) = slugs.values()
    return redirect(url_for("review.directive", slug=slug), 303)


def _slugs(found: Sequence[Arrival]) -> dict[int, str]:
    ids = {one.directive_id for one in found if one.directive_id}
    with guard.store().reading() as session:
        return _named(session, ids)


def _corrected(found: Sequence[Arrival]) -> Collection[int]:
    """Return the directives that correct one that is here."""
    with guard.store().reading() as session:
        return corrections.earlier(session, {one.directive_id for one in found if one.directive_id}).keys()


def _named(session: Session, ids: set[int]) -> dict[int, str]:
    found = session.exec(select(Directive.id, Directive.slug).where(col(Directive.id).in_(ids))).all()
    return {directive_id: slug for directive_id, slug in found if directive_id}
