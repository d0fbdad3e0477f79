"""Signing in through a provider: the way out to it, and the way back. Neither is there unless the settings name one."""

from __future__ import annotations

import hmac
import logging
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, abort, make_response, redirect, request
from werkzeug.wrappers import Response as Answer

from calendar_app import access, clock, identities, oidc
from calendar_app.errors import Problem
from calendar_app.models import User
from calendar_app.settings import Settings
from calendar_app.web import auth, guard
from calendar_app.web.english import PREFIX, in_english
from calendar_app.web.site import public_url

log = logging.getLogger(__name__)
blueprint = Blueprint("oidc", __name__)
blueprint.after_request(guard.no_store)

ENGLISH = "en"
"""What the cookie says of who set out in the English edition, and is led back there."""
OUT, BACK = "/dang-nhap/oidc", "/dang-nhap/oidc/tra-loi"
LONGEST_WANTED = 1000
_lane = threading.BoundedSemaphore(2)  # so many threads may wait for the provider; the others go on with their work


class Unasked(Problem):
    """Somebody comes back who did not set out from this browser."""

    status = 400


class Busy(Problem):
    """Too many people are on their way to the provider."""

    status = 503


@blueprint.get(OUT)
@guard.public
def start() -> Answer | tuple[str, int]:
    """Send the browser to the provider, with a secret of its own for the way back."""
    settings, secret, wanted = _settings(), secrets.token_urlsafe(32), request.args.get("tiep", "")[:LONGEST_WANTED]
    edition = ENGLISH if in_english() else ""
    try:
        with _asking():
            answer = redirect(oidc.address(settings, public_url(BACK), secret))
    except Problem as problem:
        return auth.form(problem.message, wanted), problem.status
    answer.set_cookie(
        _cookie(),
        f"{secret}.{edition}.{wanted}",
        max_age=oidc.LIFE,
        httponly=True,
        samesite="Lax",
        secure=settings.secure,
        path="/",
    )
    return answer


@blueprint.get(BACK)
@guard.public
def come_back() -> Answer:
    """Let in who the provider says it is, if they are somebody here; the second step is still asked for."""
    settings = _settings()
    secret, edition, wanted = (*request.cookies.get(_cookie(), "").split(".", 2), "", "")[:3]
    if edition == ENGLISH and not in_english():  # the provider knows one address, the Vietnamese one
        asked = request.query_string.decode("ascii", "replace")
        return redirect(f"{request.script_root}{PREFIX}{BACK}?{asked}")
    try:
        user, token = _begun(_account(settings, secret))
        answer = auth.enter(user, token, wanted)
    except Problem as problem:
        answer = make_response(auth.form(problem.message, wanted), problem.status)
    answer.delete_cookie(_cookie(), secure=settings.secure, path="/")
    return answer


def _account(settings: Settings, secret: str) -> oidc.Account:
    """Return the account the browser comes back with; raise Problem where it did not set out, or has none."""
    if not secret or not hmac.compare_digest(oidc.state(secret).encode(), request.args.get("state", "").encode()):
        raise Unasked("Lượt đăng nhập này đã quá 10 phút, hoặc không bắt đầu ở trình duyệt này. Hãy đăng nhập lại.")
    code = request.args.get("code", "")
    if not code:
        raise identities.Stranger(f"{settings.provider} không cho đăng nhập. Hãy thử lại, hoặc dùng mật khẩu.")
    with _asking():
        return oidc.account(settings, public_url(BACK), secret, code, clock.now())


def _begun(account: oidc.Account) -> tuple[User, str]:
    """Return who an account is, and the token of their session; who is nobody here is logged and refused."""
    try:
        with guard.store().writing() as session:
            user = identities.person_of(session, account, clock.now())
            return user, auth.begin(session, user)
    except identities.Stranger:
        with guard.store().writing() as session:
            identities.note_refusal(session, account, request.remote_addr or "", clock.now(), access.UNKNOWN)
        raise


@contextmanager
def _asking() -> Iterator[None]:
    """Ask the provider, where not too many do already; what went wrong is told to the operator."""
    if not _lane.acquire(blocking=False):
        raise Busy("Nhiều người đang đăng nhập cùng lúc. Hãy thử lại sau ít giây, hoặc dùng mật khẩu.")
    try:
        yield
    except oidc.ProviderFailed as failed:
        log.warning("provider of sign-ins: %r", failed.why)
        raise
    finally:
        _lane.release()


def _settings() -> Settings:
    settings = guard.settings()
    return settings if settings.provider else abort(404)


def _cookie() -> str:
    return f"{guard.cookie_name()}-oidc"
