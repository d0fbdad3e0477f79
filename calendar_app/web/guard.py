"""What stands before and behind every view: where a write may come from, who may see the desk, the headers.

A write is believed only if the browser says that it comes from our own pages (Sec-Fetch-Site, else Origin), which
browsers set and pages cannot forge; a request with neither header comes from no browser and carries no one's cookie.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for

from calendar_app import access, clock
from calendar_app.models import User
from calendar_app.settings import Settings
from calendar_app.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")

SAFE = ("GET", "HEAD", "OPTIONS")
POLICY = "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'; object-src 'none'"


def install(app: Flask, settings: Settings) -> None:
    """Refuse writes from elsewhere and put the security headers on every answer."""
    app.extensions["cookie"] = "__Host-lich" if settings.secure else "lich"
    app.before_request(_refuse_foreign_writes)
    app.after_request(_headers)


def store() -> Store:
    """Return the running application's store, its database made and migrated at the first call."""
    found = cast(Store, current_app.extensions["store"])
    found.migrate()
    return found


def settings() -> Settings:
    """Return the running application's settings."""
    return cast(Settings, current_app.extensions["settings"])


def cookie_name() -> str:
    """Return the name of the session cookie; over https browsers bind it to this host."""
    return cast(str, current_app.extensions["cookie"])


def token() -> str:
    """Return the session token of this request, empty where there is none."""
    return request.cookies.get(cookie_name(), "")


def editor_only(view: Callable[P, R]) -> Callable[P, R | Response]:
    """Let only a logged-in person through; others are sent to log in, and writes are refused."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | Response:
        user = _user()
        if user is None and request.method not in SAFE:
            abort(403)
        if user is None:
            return cast(Response, redirect(url_for("auth.login")))
        g.user = user
        return view(*args, **kwargs)

    return guarded


def _user() -> User | None:
    if not token():
        return None
    now = clock.now()
    with store().reading() as session:
        user = access.user_of(session, token(), now)
        stale = user is not None and access.is_stale(session, token(), now)
    if stale:
        with store().writing() as session:
            access.touch(session, token(), now)
    return user


def _refuse_foreign_writes() -> None:
    if request.method in SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None:
        if site not in ("same-origin", "none"):
            abort(403)
    elif origin is not None and urlsplit(origin).netloc != request.host:
        abort(403)


def _headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    if "user" in g:
        response.headers["Cache-Control"] = "no-store"
    return response
