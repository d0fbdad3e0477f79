"""People, passwords and sessions. A session lives in the database, so that logging out ends it everywhere."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlmodel import Session, col, delete, func, select

from calendar_app.errors import Problem
from calendar_app.models import LoginAttempt, LoginSession, User

IDLE = timedelta(minutes=30)
LIFE = timedelta(hours=12)
NOTED_EVERY = timedelta(minutes=1)
WINDOW = timedelta(minutes=15)
TRIES_PER_NAME = 5
TRIES_PER_ADDRESS = 20
SHORTEST_PASSWORD = 10

_HASHER = PasswordHasher()
# Checked where there is no such user, so that the answer takes as long either way.
_DUMMY = _HASHER.hash(secrets.token_hex(16))


class WrongLogin(Problem):
    """The name or the password is not right; which of the two is not said."""

    status = 401


class TooManyTries(Problem):
    """Too many failed logins in a short time."""

    status = 429


def add_user(session: Session, name: str, role: str, password: str, now: datetime) -> User:
    """Add a person; raise Problem for a name that is taken or a password that is too short."""
    if session.exec(select(User).where(User.name == name)).first():
        raise Problem(f"Đã có người dùng tên “{name}”. Hãy chọn tên khác.")
    if len(password) < SHORTEST_PASSWORD:
        raise Problem(f"Mật khẩu cần ít nhất {SHORTEST_PASSWORD} ký tự.")
    user = User(name=name, role=role, password_hash=_HASHER.hash(password), created_at=now)
    session.add(user)
    return user


def check_login(session: Session, name: str, password: str, address: str, now: datetime) -> User | None:
    """Return the user, or None (and note the attempt) where name or password is wrong.

    Raises TooManyTries after repeated failures for one name or from one address.
    """
    _refuse_guessing(session, name, address, now)
    user = session.exec(select(User).where(User.name == name)).first()
    if _matches(user.password_hash if user else _DUMMY, password) and user:
        return user
    session.add(LoginAttempt(name=name[:100], address=address, at=now))
    return None


def open_session(session: Session, user: User, now: datetime) -> str:
    """Begin a session and return its token, which only the browser will know."""
    session.exec(delete(LoginSession).where(col(LoginSession.created_at) < now - LIFE))
    token = secrets.token_urlsafe(32)
    session.add(LoginSession(token_hash=_hash(token), user_id=user.id or 0, created_at=now, seen_at=now))
    return token


def user_of(session: Session, token: str, now: datetime) -> User | None:
    """Return whose session a token is, or None where it is unknown, idle for 30 minutes or 12 hours old."""
    row = session.get(LoginSession, _hash(token))
    if row is None or now - row.seen_at > IDLE or now - row.created_at > LIFE:
        return None
    return session.get(User, row.user_id)


def is_stale(session: Session, token: str, now: datetime) -> bool:
    """Whether a session's last use was noted so long ago that it should be noted again."""
    row = session.get(LoginSession, _hash(token))
    return row is not None and now - row.seen_at > NOTED_EVERY


def touch(session: Session, token: str, now: datetime) -> None:
    """Note that a session is in use."""
    row = session.get(LoginSession, _hash(token))
    if row is not None:
        row.seen_at = now
        session.add(row)


def close_session(session: Session, token: str) -> None:
    """End a session; its token is worth nothing from now on."""
    session.exec(delete(LoginSession).where(col(LoginSession.token_hash) == _hash(token)))


def _refuse_guessing(session: Session, name: str, address: str, now: datetime) -> None:
    recent = select(func.count()).select_from(LoginAttempt).where(col(LoginAttempt.at) > now - WINDOW)
    by_name = session.exec(recent.where(LoginAttempt.name == name[:100])).one()
    by_address = session.exec(recent.where(LoginAttempt.address == address)).one()
    if by_name >= TRIES_PER_NAME or by_address >= TRIES_PER_ADDRESS:
        raise TooManyTries("Đăng nhập sai quá nhiều lần. Hãy đợi 15 phút rồi thử lại.")


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password)
    except VerificationError:
        return False


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
