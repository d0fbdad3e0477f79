"""One's own account: password, second step, sessions, tokens for programs."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

import segno
from flask import Blueprint, Response, g, make_response, redirect, render_template, request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response as Answer

from calendar_app import access, clock, people, tokens, totp
from calendar_app.errors import NotFound, Problem
from calendar_app.models import Unit, User
from calendar_app.review import Actor
from calendar_app.roles import NAMES, SCOPE_NAMES
from calendar_app.web import guard

blueprint = Blueprint("account", __name__, url_prefix="/bien-tap/tai-khoan")

WRONG = "Mật khẩu hiện nay không đúng. Hãy nhập lại."
OTHERS = "khac"
PROGRAMS = {"Edg": "Edge", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {"Android": "Android", "iPhone": "iPhone", "Windows": "Windows", "Mac OS": "macOS", "Linux": "Linux"}


@dataclass(frozen=True, slots=True)
class Told:
    """What is shown this once, or what went wrong in which section of the page."""

    token: str = ""
    codes: tuple[str, ...] = ()
    error: str = ""
    at: str = ""


@blueprint.get("/")
@guard.may("own")
def page() -> str:
    """Show the account of whoever is logged in."""
    return _page(Told())


@blueprint.post("/mat-khau")
@guard.may("own")
def change_password() -> Answer | tuple[str, int]:
    """Set another password; every other session ends, and this one goes on under a new token."""
    try:
        with guard.store().writing() as session:
            user = people.find(session, g.user.id)
            if _knows_password(session, user):
                if request.form.get("moi", "") != request.form.get("nhap-lai", ""):
                    raise Problem("Hai lần nhập mật khẩu mới không giống nhau. Hãy nhập lại.")
                access.set_password(session, user, request.form.get("moi", ""), user.name, clock.now())
                return guard.log_in(redirect(url_for("account.page"), 303), _anew(session, user))
    except Problem as problem:
        return _page(Told(error=problem.message, at="mat-khau")), problem.status
    return _page(Told(error=WRONG, at="mat-khau")), 403


@blueprint.post("/hai-buoc/bat-dau")
@guard.may("own")
def start_second_step() -> Answer | tuple[str, int]:
    """Make a new secret for a telephone; codes are asked for once one of them has been shown."""
    return _with_password(lambda session, user: people.start_second_step(session, user))


@blueprint.post("/hai-buoc/tat")
@guard.may("own")
def stop_second_step() -> Answer | tuple[str, int]:
    """Ask for codes no more."""
    return _with_password(lambda session, user: people.reset_second_step(session, user, _actor()))


@blueprint.get("/hai-buoc/ma.svg")
@guard.may("own")
def second_step_code() -> Response:
    """Draw the code to scan, until it is confirmed."""
    if g.user.totp_since or not g.user.totp_secret:
        raise NotFound("Không có mã nào đang chờ quét.")
    out = io.BytesIO()
    code = segno.make(totp.address(g.user.totp_secret, g.user.name, guard.settings().office), error="m")
    code.save(out, kind="svg", scale=5, border=4, light="#fff")
    return Response(out.getvalue(), mimetype="image/svg+xml")


@blueprint.post("/hai-buoc/xac-nhan")
@guard.may("own")
def confirm_second_step() -> Answer | tuple[str, int]:
    """Ask for codes from now on and show the recovery codes, this once; every other session ends."""
    try:
        with guard.store().writing() as session:
            user = people.find(session, g.user.id)
            codes = people.confirm_second_step(session, user, request.form.get("ma", ""), clock.now())
            token = _anew(session, user)
    except Problem as problem:
        return _page(Told(error=problem.message, at="hai-buoc")), problem.status
    g.user = user
    return guard.log_in(make_response(_page(Told(codes=tuple(codes), at="hai-buoc"), token)), token)


@blueprint.post("/phien/ket-thuc")
@guard.may("own")
def end_session() -> Answer:
    """End one of one's own sessions, or all but this one."""
    chosen = request.form.get("phien") or "-"
    which = {"but": access.digest(guard.token())} if chosen == OTHERS else {"only": chosen}
    with guard.store().writing() as session:
        people.end_sessions(session, g.user, _actor(), **which)
    return redirect(url_for("account.page", _anchor="phien"), 303)


@blueprint.post("/ma-truy-cap")
@guard.may("own")
def make_token() -> str | tuple[str, int]:
    """Make a token and show it, this once."""
    form = request.form
    try:
        with guard.store().writing() as session:
            days = form.get("ngay", 0, int)
            token = tokens.make(session, g.user, form.get("ten", ""), form.get("quyen", ""), days, clock.now())
    except Problem as problem:
        return _page(Told(error=problem.message, at="ma-truy-cap")), problem.status
    return _page(Told(token=token, at="ma-truy-cap"))


@blueprint.post("/ma-truy-cap/<int:token_id>/huy")
@guard.may("own")
def revoke_token(token_id: int) -> Answer:
    """Make one of one's own tokens worth nothing."""
    with guard.store().writing() as session:
        tokens.revoke(session, g.user, token_id, clock.now())
    return redirect(url_for("account.page", _anchor="ma-truy-cap"), 303)


def _with_password(change: Callable[[Session, User], None]) -> Answer | tuple[str, int]:
    """Change the second step of who knows their password; every other session ends."""
    try:
        with guard.store().writing() as session:
            user = people.find(session, g.user.id)
            if not _knows_password(session, user):
                return _page(Told(error=WRONG, at="hai-buoc")), 403
            change(session, user)
            token = _anew(session, user)
    except Problem as problem:
        return _page(Told(error=problem.message, at="hai-buoc")), problem.status
    return guard.log_in(redirect(url_for("account.page", _anchor="hai-buoc"), 303), token)


def _knows_password(session: Session, user: User) -> bool:
    typed = request.form.get("mat-khau", "")
    return access.check_password(session, user, typed, request.remote_addr or "", clock.now())


def _actor() -> Actor:
    return Actor(g.user.name, clock.now())


def _anew(session: Session, user: User) -> str:
    """End all sessions of a person and open one for the browser they are at."""
    access.end_sessions(session, user)
    return access.open_session(session, user, clock.now(), request.user_agent.string)


def _page(told: Told, token: str = "") -> str:
    now = clock.now()
    with guard.store().reading() as session:
        return render_template(
            "desk/account.html",
            told=told,
            user=g.user,
            role=NAMES.get(g.user.role, g.user.role),
            units=[unit for slug in g.user.units if (unit := session.get(Unit, slug))],
            sessions=[(row, _browser(row.browser)) for row in access.sessions_of(session, g.user, now)],
            this=access.digest(token or guard.token()),
            tokens=tokens.of(session, g.user, now),
            scopes=[(scope, SCOPE_NAMES[scope]) for scope in tokens.scopes_of(session, g.user)],
            scope_names=SCOPE_NAMES,
            days=tokens.DAYS,
            wanted=g.user.role in guard.settings().two_step_roles,
            shortest=access.SHORTEST_PASSWORD,
        )


def _browser(said: str) -> str:
    """Name a browser by what it calls itself."""
    program = next((name for sign, name in PROGRAMS.items() if sign in said), "Trình duyệt")
    system = next((name for sign, name in SYSTEMS.items() if sign in said), "")
    return f"{program} trên {system}" if system else program
