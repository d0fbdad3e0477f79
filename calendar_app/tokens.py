"""Tokens for programs: made by a person, with a name, a scope and an end; never more than the person may do."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from calendar_app import access, people, roles
from calendar_app.errors import Problem
from calendar_app.models import ApiToken, User
from calendar_app.roles import Permission

PREFIX = "lich_"  # so that a token left in a file is found by those who look for such
DAYS = (30, 90, 365)
MOST = 20


def scopes_of(session: Session, user: User) -> list[str]:
    """Return the scopes a person may give: those that add something to the one before which they may do."""
    own = people.permissions_of(session, user)
    wanted: dict[str, Permission] = {"log": "read-log", "write": "report", "release": "release"}
    return [scope for scope in roles.SCOPES if scope not in wanted or wanted[scope] in own]


def make(session: Session, user: User, name: str, scope: str, days: int, now: datetime) -> str:
    """Return a new token, told this once; raise Problem for a scope above the person's role or no name."""
    name = " ".join(name.split())[:60]
    if not name:
        raise Problem("Hãy đặt tên cho mã, ví dụ tên chương trình sẽ dùng nó.")
    if scope not in scopes_of(session, user) or days not in DAYS:
        raise Problem("Mã không thể có quyền hơn người tạo ra nó. Hãy chọn lại quyền và thời hạn.")
    if len(of(session, user, now)) >= MOST:
        raise Problem(f"Mỗi người có nhiều nhất {MOST} mã. Hãy hủy mã không còn dùng.")
    token = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken(
        token_hash=access.digest(token),
        user_id=user.id or 0,
        name=name,
        scope=scope,
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    session.add(row)
    access.tell(session, user.name, now, "account.token-made", user, {}, _state(row))
    return token


def of(session: Session, user: User, now: datetime) -> list[ApiToken]:
    """Return a person's tokens that still work, newest first."""
    query = select(ApiToken).where(ApiToken.user_id == user.id, col(ApiToken.expires_at) > now)
    return list(session.exec(query.order_by(col(ApiToken.id).desc())).all())


def revoke(session: Session, user: User, token_id: int, now: datetime) -> None:
    """Make one of a person's tokens worth nothing."""
    row = session.get(ApiToken, token_id)
    if row is not None and row.user_id == user.id:
        session.delete(row)
        access.tell(session, user.name, now, "account.token-revoked", user, _state(row))


def holder(session: Session, token: str, now: datetime) -> tuple[User, frozenset[Permission]] | None:
    """Return whose token it is and what it may do today, or None where it is unknown, expired or its person gone."""
    row = session.exec(select(ApiToken).where(ApiToken.token_hash == access.digest(token))).first()
    user = session.get(User, row.user_id) if row else None
    if row is None or user is None or user.disabled_at or now >= row.expires_at:
        return None
    return user, people.permissions_of(session, user) & roles.SCOPES[row.scope]


def _state(row: ApiToken) -> dict[str, Any]:
    return row.model_dump(mode="json", include={"name", "scope", "expires_at"})
