"""Who may log in as what, for administrators: inviting, roles and units, disabling, resetting."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from calendar_app import access, clock, identities, people
from calendar_app.errors import Problem
from calendar_app.review import Actor
from calendar_app.roles import NAMES
from calendar_app.web import guard
from calendar_app.web.site import public_url

blueprint = Blueprint("people", __name__, url_prefix="/bien-tap/nguoi-dung")


@blueprint.get("/")
@guard.may("people")
def overview() -> str:
    """List everybody, and the invitations that wait."""
    return _page()


@blueprint.post("/moi")
@guard.may("people")
def invite() -> str | tuple[str, int]:
    """Make an invitation and show its link, this once."""
    try:
        with guard.store().writing() as session:
            token = people.invite(session, _role(), _units(), g.user.name, clock.now(), _email())
    except Problem as problem:
        return _page(error=problem.message), problem.status
    return _page(link=public_url(url_for("auth.invited", token=token)))


@blueprint.post("/loi-moi/huy")
@guard.may("people")
def take_back() -> Response:
    """Make an invitation worth nothing."""
    with guard.store().writing() as session:
        people.take_back(session, request.form.get("loi-moi", ""), _actor())
    return redirect(url_for("people.overview"), 303)


@blueprint.post("/<int:user_id>/dat-lai")
@guard.may("people")
def reset(user_id: int) -> str:
    """Show a link, this once, with which a person sets a new password; what they were logged in with ends."""
    with guard.store().writing() as session:
        user = people.find(session, user_id)
        token = people.invite_anew(session, user, g.user.name, clock.now())
    return _page(link=public_url(url_for("auth.invited", token=token)), known=user.name)


@blueprint.post("/<int:user_id>/<any('vai-tro','thu-dien-tu',ngung,'mo-lai','bo-buoc-hai','ket-thuc-phien'):verb>")
@guard.may("people")
def change(user_id: int, verb: str) -> Response | tuple[str, int]:
    """Change what a person may do, or end what they are logged in with."""
    try:
        with guard.store().writing() as session:
            user = people.find(session, user_id)
            if verb == "vai-tro":
                people.change(session, user, _role(), _units(), _actor())
            elif verb == "thu-dien-tu":
                people.set_address(session, user, _email(), _actor())
            elif verb == "ngung":
                people.disable(session, user, _actor())
            elif verb == "mo-lai":
                people.enable(session, user, _actor())
            elif verb == "bo-buoc-hai":
                people.reset_second_step(session, user, _actor())
            else:
                people.end_sessions(session, user, _actor())
    except Problem as problem:
        return _page(error=problem.message), problem.status
    return redirect(url_for("people.overview", _anchor=f"nguoi-{user_id}"), 303)


def _page(link: str = "", known: str = "", error: str = "") -> str:
    now = clock.now()
    with guard.store().reading() as session:
        everyone = people.everyone(session)
        return render_template(
            "desk/people.html",
            rows=[(user, access.sessions_of(session, user, now)) for user in everyone],
            invitations=people.invitations(session, now),
            life=people.INVITATION_LIFE,
            names=NAMES,
            provider=guard.settings().provider,
            identities=identities.identities(session),
            link=link,
            known=known,
            error=error,
        )


def _actor() -> Actor:
    return Actor(g.user.name, clock.now())


def _role() -> str:
    return request.form.get("vai-tro", "")


def _units() -> list[str]:
    return request.form.get("don-vi", "").replace(",", " ").split()


def _email() -> str:
    return request.form.get("thu-dien-tu", "")
