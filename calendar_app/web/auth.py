"""Logging in and out."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from calendar_app import access, clock
from calendar_app.errors import Problem
from calendar_app.web import guard

blueprint = Blueprint("auth", __name__)

WRONG = "Tên hoặc mật khẩu không đúng. Hãy thử lại."


@blueprint.get("/dang-nhap")
def login() -> str:
    """Show the login form."""
    return render_template("desk/login.html", error="")


@blueprint.post("/dang-nhap")
def log_in() -> Answer | tuple[str, int]:
    """Check name and password; a new session with a new token is opened."""
    now = clock.now()
    try:
        with guard.store().writing() as session:
            name, password = request.form.get("ten", ""), request.form.get("mat-khau", "")
            user = access.check_login(session, name, password, request.remote_addr or "", now)
            token = access.open_session(session, user, now) if user else ""
    except Problem as problem:
        return render_template("desk/login.html", error=problem.message), problem.status
    if not token:
        return render_template("desk/login.html", error=WRONG), 401
    response = redirect(url_for("desk.home"), 303)
    response.set_cookie(
        guard.cookie_name(), token, httponly=True, samesite="Lax", secure=guard.settings().secure, path="/"
    )
    return response


@blueprint.post("/dang-xuat")
@guard.editor_only
def log_out() -> Response | Answer:
    """End the session, here and for any copy of its cookie."""
    with guard.store().writing() as session:
        access.close_session(session, guard.token())
    response = redirect(url_for("auth.login"), 303)
    response.delete_cookie(guard.cookie_name(), path="/")
    return response
