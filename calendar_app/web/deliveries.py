"""What was told to others after the releases: what arrived, what waits, what was given up, and the way to try again."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, g, redirect, render_template, url_for
from sqlmodel import Session, col, select
from werkzeug.wrappers import Response

from calendar_app import clock, deliver, log
from calendar_app.errors import NotFound
from calendar_app.log import Subject
from calendar_app.models import Delivery, Release
from calendar_app.web import guard

blueprint = Blueprint("deliveries", __name__, url_prefix="/bien-tap/gui-di")

SHOWN = 50


@blueprint.get("/")
@guard.may("read-desk")
def overview() -> str:
    """Show the newest releases' webhooks, and of the hub's feeds those it has not been told of."""
    settings = guard.settings()
    with guard.store().reading() as session:
        names = {str(number): name for number, name in session.exec(select(Release.number, Release.name)).all()}
        feeds = _rows(session, deliver.HUB)
        return render_template(
            "desk/deliveries.html",
            webhooks=_rows(session, deliver.WEBHOOK)[:SHOWN],
            names=names,
            untold=[row for row in feeds if not row.settled_at],
            told=[row for row in feeds if row.settled_at],
            webhook_host=urlsplit(settings.webhook_url).hostname,
            hub=settings.hub,
            tries=deliver.TRIES,
        )


@blueprint.post("/<what>/gui-lai")
@guard.may("release")
def again(what: str) -> Response:
    """Make everything of a kind that has not arrived due now."""
    send_again(what)
    return redirect(url_for("deliveries.overview"), 303)


def send_again(what: str) -> int:
    """Make everything of a kind that has not arrived due now, and log that; raise NotFound for no such kind."""
    if what not in (deliver.WEBHOOK, deliver.HUB):
        raise NotFound("Không có loại tin gửi đi này.")
    with guard.store().writing() as session:
        count = deliver.again(session, what, clock.now())
        about = Subject("Tin báo qua webhook" if what == deliver.WEBHOOK else "Tin báo cho máy chủ chuyển tiếp")
        log.record(session, g.user.name, clock.now(), "release.resent", about, {}, {"count": count})
    return count


def _rows(session: Session, what: str) -> list[Delivery]:
    query = select(Delivery).where(Delivery.what == what)
    return list(session.exec(query.order_by(col(Delivery.created_at).desc(), col(Delivery.id).desc())).all())
