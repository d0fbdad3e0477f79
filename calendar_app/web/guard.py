"""What stands before and behind every view: who may pass, where a write may come from, the headers.

A write is believed only if the browser says that it comes from our own pages (Sec-Fetch-Site, else Origin), which
browsers set and pages cannot forge; a request with neither header comes from no browser and carries no one's cookie.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, make_response, redirect, request, url_for
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.wrappers import Response as Answer

from calendar_app import access, clock, people, tokens
from calendar_app.errors import Problem
from calendar_app.models import User
from calendar_app.roles import NAMES, WORK, Permission, permissions, scoped
from calendar_app.settings import Settings
from calendar_app.store import Store
from calendar_app.web import session_over
from calendar_app.web.declared import Door, door, mark, public
from calendar_app.web.problems import is_api

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["EACH", "Forbidden", "can", "install", "may", "public", "store", "token_user", "unit"]

P = ParamSpec("P")
R = TypeVar("R")

SAFE = ("GET", "HEAD", "OPTIONS")
FIRST_PAGE = "desk.home"
EACH = ""
"""Declared by a view of several units, which calls `unit` for each of them."""
POLICY = "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'; object-src 'none'"


class Forbidden(Problem):
    """Somebody who may not do this."""

    status = 403


def install(app: Flask, settings: Settings) -> None:
    """Refuse writes from elsewhere and put the security headers on every answer."""
    app.extensions["cookie"] = "__Host-lich" if settings.secure else "lich"
    app.before_request(_refuse_undeclared)
    app.before_request(_refuse_foreign_writes)
    app.after_request(_headers)
    app.jinja_env.globals["can"] = can


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


def may(permission: Permission, unit: str | None = None) -> Callable[[Callable[P, R]], Callable[P, R | Answer]]:
    """Declare that a view is for people with a permission; others are sent to log in, and writes are refused.

    `unit` names the view's argument that is a unit's slug: a person kept to units passes only for their own, and
    nowhere where no argument is named. EACH says that the view itself calls `unit` for every unit it shows or changes.
    """

    def declare(view: Callable[P, R]) -> Callable[P, R | Answer]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R | Answer:
            elsewhere = _enter(permission, unit, kwargs)
            return elsewhere or view(*args, **kwargs)

        return mark(guarded, Door(permission, unit))

    return declare


def unit(slug: str) -> str:
    """Return a unit's slug if the person of this request may see and change its pages; raise Forbidden otherwise."""
    if scoped(g.user.role, g.user.units) and slug not in g.user.units:
        raise Forbidden("Trang này của một đơn vị khác. Hãy mở trang của đơn vị mình.")
    return slug


def can(permission: Permission) -> bool:
    """Whether the person of this request may do something, for pages that show or leave out the way to it."""
    allowed = permission in g.get("permissions", ())
    return allowed and (permission in ("own", "read-unit", "report") or not scoped(g.user.role, g.user.units))


def token_user() -> User | None:
    """Return whose token (`Authorization: Bearer …`) came with a request to `/api/`, and set `g.permissions`."""
    kind, _, shown = request.headers.get("Authorization", "").partition(" ")
    if not is_api() or kind.lower() != "bearer":
        return None
    with store().reading() as session:
        found = tokens.holder(session, shown.strip(), clock.now())
    if found is None:
        return None
    g.user, g.permissions = found
    return found[0]


def log_in(response: Answer, token: str) -> Answer:
    """Give a browser the token of its session."""
    response.set_cookie(cookie_name(), token, httponly=True, samesite="Lax", secure=settings().secure, path="/")
    return response


def no_store(response: Response) -> Response:
    """Keep a page that is one person's out of every cache."""
    response.headers["Cache-Control"] = "no-store"
    return response


def _enter(permission: Permission, unit_name: str | None, arguments: Mapping[str, object]) -> Answer | None:
    """Let the person of this request in, send them elsewhere, or raise Forbidden."""
    user = token_user() if is_api() else _user()
    if user is None:
        return _refuse_stranger()
    if request.endpoint == FIRST_PAGE and not can(permission):
        return redirect(url_for("account.page"))
    if permission not in g.permissions:
        if is_api() and permission in permissions(user.role):
            raise Forbidden(f"Mã này không được {WORK[permission]}. Hãy tạo mã có quyền ấy trong tài khoản của mình.")
        raise Forbidden(
            f"Vai trò “{NAMES.get(user.role, user.role)}” không được {WORK[permission]}. Hãy nhờ người quản trị."
        )
    if _lacks_second_step(user) and permission != "own":
        if is_api():
            raise Forbidden("Vai trò này cần bước hai. Hãy mở tài khoản trên trang web và bật bước hai trước.")
        return redirect(url_for("account.page", _anchor="hai-buoc"))
    if scoped(user.role, user.units) and permission != "own":
        _enter_unit(unit_name, arguments)
    return None


def _enter_unit(unit_name: str | None, arguments: Mapping[str, object]) -> None:
    if unit_name is None:
        raise Forbidden("Trang này không dành cho người của một đơn vị. Hãy mở trang của đơn vị mình.")
    if unit_name != EACH:
        unit(str(arguments[unit_name]))


def _refuse_stranger() -> Answer:
    if is_api():
        abort(401, www_authenticate=WWWAuthenticate("bearer"))
    if request.method not in SAFE:
        with store().reading() as session:
            was_open = access.was_open(session, token())
        return no_store(make_response(session_over.page(was_open), 403))
    wanted = request.full_path if request.query_string else request.path
    return redirect(url_for("auth.login", tiep=wanted if wanted != url_for(FIRST_PAGE) else None))


def _lacks_second_step(user: User) -> bool:
    return user.role in settings().two_step_roles and user.totp_since is None


def _user() -> User | None:
    if not token():
        return None
    now = clock.now()
    with store().reading() as session:
        user = access.user_of(session, token(), now)
        stale = user is not None and access.is_stale(session, token(), now)
        if user is not None:
            g.user, g.permissions = user, people.permissions_of(session, user)
    if stale:
        with store().writing() as session:
            access.touch(session, token(), now)
    return user


def _refuse_undeclared() -> None:
    if request.endpoint is not None and door(current_app, request.endpoint) is None:
        abort(403)


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
    return no_store(response) if "user" in g else response
