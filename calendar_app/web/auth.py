"""Logging in, with a second step for who has one, and out; accepting an invitation."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from sqlmodel import Session
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response as Answer

from calendar_app import access, clock, people
from calendar_app.errors import Problem
from calendar_app.models import User
from calendar_app.roles import NAMES
from calendar_app.web import guard
from calendar_app.web.declared import door

blueprint = Blueprint("auth", __name__)
blueprint.after_request(guard.no_store)

WRONG = "Tên hoặc mật khẩu không đúng. Hãy thử lại."
WRONG_CODE = "Mã không đúng hoặc đã dùng. Hãy đợi ứng dụng hiện mã mới rồi nhập lại."


@blueprint.get("/dang-nhap")
@guard.public
def login() -> str:
    """Show the login form."""
    return form("", _wanted())


@blueprint.post("/dang-nhap")
@guard.public
def log_in() -> Answer | tuple[str, int]:
    """Check name and password; a new session with a new token is opened, or the second step asked for."""
    now = clock.now()
    try:
        with guard.store().writing() as session:
            name, password = request.form.get("ten", ""), request.form.get("mat-khau", "")
            user = access.check_login(session, name, password, request.remote_addr or "", now)
            token = begin(session, user) if user else ""
    except Problem as problem:
        return form(problem.message, _wanted()), problem.status
    if user is None:
        return form(WRONG, _wanted()), 401
    return enter(user, token, _wanted())


@blueprint.get("/dang-nhap/buoc-hai")
@guard.public
def second_step() -> Answer | str:
    """Ask for the code of now."""
    with guard.store().reading() as session:
        user = access.half_user_of(session, guard.token(), clock.now())
    return render_template("desk/second_step.html", error="") if user else redirect(url_for("auth.login"))


@blueprint.post("/dang-nhap/buoc-hai")
@guard.public
def take_second_step() -> Answer | tuple[str, int]:
    """Check the code; the session that is opened has a new token."""
    now, typed, token = clock.now(), request.form.get("ma", ""), ""
    try:
        with guard.store().writing() as session:
            user = access.half_user_of(session, guard.token(), now)
            if user and access.check_second_step(session, user, typed, request.remote_addr or "", now):
                access.close_session(session, guard.token())
                token = access.open_session(session, user, now, request.user_agent.string)
                access.note_sign_in(session, user, request.remote_addr or "", now)
    except Problem as problem:
        return render_template("desk/second_step.html", error=problem.message), problem.status
    if user is None:
        return form("Đã quá 5 phút. Hãy đăng nhập lại từ đầu.", _wanted()), 401
    if not token:
        return render_template("desk/second_step.html", error=WRONG_CODE), 401
    return guard.log_in(redirect(_next(_wanted()), 303), token)


@blueprint.post("/dang-xuat")
@guard.may("own")
def log_out() -> Answer:
    """End the session, here and for any copy of its cookie."""
    with guard.store().writing() as session:
        access.close_session(session, guard.token())
        access.tell(session, g.user.name, clock.now(), "account.sign-out", g.user)
    response = redirect(url_for("auth.login"), 303)
    response.delete_cookie(guard.cookie_name(), path="/")
    return response


@blueprint.get("/loi-moi/<token>")
@guard.public
def invited(token: str) -> str:
    """Show whom an invitation makes, with the form for name and password."""
    return _invited(token, "")


@blueprint.post("/loi-moi/<token>")
@guard.public
def accept(token: str) -> Answer | tuple[str, int]:
    """Make the person, or set the new password; then they log in."""
    name, password = request.form.get("ten", ""), request.form.get("mat-khau", "")
    try:
        if password != request.form.get("nhap-lai", ""):
            raise Problem("Hai lần nhập mật khẩu không giống nhau. Hãy nhập lại.")
        with guard.store().writing() as session:
            people.accept(session, token, name, password, clock.now())
    except Problem as problem:
        return _invited(token, problem.message), problem.status
    return redirect(url_for("auth.login"), 303)


def begin(session: Session, user: User) -> str:
    """Open a session for who has passed the first step: a half one where a second step follows."""
    half, now = user.totp_since is not None, clock.now()
    if not half:
        access.note_sign_in(session, user, request.remote_addr or "", now)
    return access.open_session(session, user, now, request.user_agent.string, half)


def enter(user: User, token: str, wanted: str) -> Answer:
    """Lead who has passed the first step on: to the second, or to the page they wanted."""
    if user.totp_since is not None:
        step = url_for("auth.second_step", tiep=wanted or None)
        return guard.log_in(redirect(step, 303), token)
    return guard.log_in(redirect(_next(wanted), 303), token)


def form(error: str, wanted: str) -> str:
    """Return the page on which people sign in, with what went wrong; `wanted` is where they go afterwards."""
    return render_template("desk/login.html", error=error, wanted=wanted, provider=guard.settings().provider)


def _wanted() -> str:
    return request.values.get("tiep", "")


def _next(wanted: str) -> str:
    """Return the desk's own address that was wanted, made anew from its route; the entrance for anything else."""
    path, _, query = wanted.partition("?")
    try:
        endpoint, values = current_app.create_url_adapter(request).match(path, "GET")  # type: ignore[union-attr]
    except (HTTPException, RequestRedirect):
        return url_for("desk.home")
    found = door(current_app, endpoint)
    if not (found and found.permission):
        return url_for("desk.home")
    return url_for(endpoint, **values) + ("?" if query else "") + urlencode(parse_qsl(query))


def _invited(token: str, error: str) -> str:
    with guard.store().reading() as session:
        row = people.invitation(session, token, clock.now())
        known = people.find(session, row.user_id).name if row.user_id is not None else ""
    return render_template(
        "desk/invited.html",
        token=token,
        row=row,
        known=known,
        role=NAMES[row.role],
        error=error,
        shortest=access.SHORTEST_PASSWORD,
    )
