"""Passwords, the second step and sessions. A session lives in the database, so that logging out ends it everywhere."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlmodel import Session, col, delete, func, select

from calendar_app import log, totp
from calendar_app.errors import Problem
from calendar_app.log import Subject
from calendar_app.models import LoginAttempt, LoginSession, User

IDLE = timedelta(minutes=30)
LIFE = timedelta(hours=12)
HALF_LIFE = timedelta(minutes=5)
"""How long the second step of a login may take."""
NOTED_EVERY = timedelta(minutes=1)
WINDOW = timedelta(minutes=15)
TRIES_PER_NAME = 5
TRIES_PER_ADDRESS = 20
SHORTEST_PASSWORD = 10
LONGEST_NAME = 60
UNKNOWN = "(không rõ)"
"""Whom the log names where a name is nobody's: what was typed may be a password."""
COMMAND_LINE = "dòng lệnh"
"""Whom the log names for what is done on the machine."""

_HASHER = PasswordHasher()
# Checked where there is no such user, so that the answer takes as long either way.
_DUMMY = _HASHER.hash(secrets.token_hex(16))


class TooManyTries(Problem):
    """Too many failed logins in a short time."""

    status = 429


def add_user(session: Session, name: str, role: str, password: str, now: datetime, by: str = COMMAND_LINE) -> User:
    """Add a person; raise Problem for a name that is taken or no name, or a password that is too short."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise Problem(f"Tên đăng nhập cần từ 1 đến {LONGEST_NAME} ký tự đọc được.")
    if session.exec(select(User).where(User.name == name)).first():
        raise Problem(f"Đã có người dùng tên “{name}”. Hãy chọn tên khác.")
    user = User(name=name, role=role, password_hash=_hashed(password), created_at=now)
    session.add(user)
    tell(session, by, now, "person.added", user, {}, {"role": role})
    return user


def set_password(session: Session, user: User, password: str, by: str, now: datetime) -> None:
    """Give a person another password and end all their sessions; raise Problem where it is too short."""
    user.password_hash = _hashed(password)
    session.add(user)
    tell(session, by, now, "account.password", user)
    end_sessions(session, user)


def check_login(session: Session, name: str, password: str, address: str, now: datetime) -> User | None:
    """Return the user, or None (and note the attempt) where name or password is wrong or the person is disabled.

    Raises TooManyTries after repeated failures for one name or from one address.
    """
    _refuse_guessing(session, name, address, now)
    user = session.exec(select(User).where(User.name == name)).first()
    if _matches(user.password_hash if user else _DUMMY, password) and user and not user.disabled_at:
        return user
    _note_failure(session, name, address, now)
    return None


def check_password(session: Session, user: User, password: str, address: str, now: datetime) -> bool:
    """Whether a person who is logged in knows their password; guessing is limited as at login."""
    found = check_login(session, user.name, password, address, now)
    return found is not None


def check_second_step(session: Session, user: User, typed: str, address: str, now: datetime) -> bool:
    """Whether a code is the one of now, or a recovery code; each is taken once, and guessing limited as at login."""
    _refuse_guessing(session, user.name, address, now)
    step = totp.matching_step(user.totp_secret, typed, now, user.totp_step)
    spare = digest(typed.replace("-", "").replace(" ", "").lower())
    if step is None and spare not in user.recovery:
        _note_failure(session, user.name, address, now)
        return False
    user.totp_step = step or user.totp_step
    user.recovery = [kept for kept in user.recovery if kept != spare]
    session.add(user)
    return True


def open_session(session: Session, user: User, now: datetime, browser: str = "", half: bool = False) -> str:
    """Begin a session and return its token, which only the browser will know; a `half` one awaits the second step."""
    session.exec(delete(LoginSession).where(col(LoginSession.created_at) < now - LIFE))
    token = secrets.token_urlsafe(32)
    row = LoginSession(token_hash=digest(token), user_id=user.id or 0, created_at=now, seen_at=now, half=half)
    row.browser = browser[:200]
    session.add(row)
    return token


def note_sign_in(session: Session, user: User, address: str, now: datetime) -> None:
    """Log that a person is in, after every step of signing in."""
    tell(session, user.name, now, "account.sign-in", user, {}, {"address": address})


def tell(
    session: Session,
    by: str,
    now: datetime,
    kind: str,
    user: User,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Log what somebody did to a person's account; never give it a secret."""
    log.record(session, by, now, kind, Subject(user.name), before, after)


def user_of(session: Session, token: str, now: datetime) -> User | None:
    """Return whose session a token is, or None where it is unknown, idle for 30 minutes or 12 hours old."""
    row = session.get(LoginSession, digest(token))
    if row is None or row.half or now - row.seen_at > IDLE or now - row.created_at > LIFE:
        return None
    return _enabled(session, row.user_id)


def was_open(session: Session, token: str) -> bool:
    """Whether a token is that of a session that somebody had entered, though it may have ended by itself since."""
    row = session.get(LoginSession, digest(token))
    return row is not None and not row.half


def half_user_of(session: Session, token: str, now: datetime) -> User | None:
    """Return who has passed the first step of a login and may try the second, or None."""
    row = session.get(LoginSession, digest(token))
    if row is None or not row.half or now - row.created_at > HALF_LIFE:
        return None
    return _enabled(session, row.user_id)


def is_stale(session: Session, token: str, now: datetime) -> bool:
    """Whether a session's last use was noted so long ago that it should be noted again."""
    row = session.get(LoginSession, digest(token))
    return row is not None and now - row.seen_at > NOTED_EVERY


def touch(session: Session, token: str, now: datetime) -> None:
    """Note that a session is in use."""
    row = session.get(LoginSession, digest(token))
    if row is not None:
        row.seen_at = now
        session.add(row)


def close_session(session: Session, token: str) -> None:
    """End a session; its token is worth nothing from now on."""
    session.exec(delete(LoginSession).where(col(LoginSession.token_hash) == digest(token)))


def end_sessions(session: Session, user: User, only: str = "", but: str = "") -> None:
    """End every session of a person, only the one with this hash, or all `but` the one with this hash."""
    chosen = delete(LoginSession).where(col(LoginSession.user_id) == user.id, col(LoginSession.token_hash) != but)
    session.exec(chosen.where(col(LoginSession.token_hash) == only) if only else chosen)


def sessions_of(session: Session, user: User, now: datetime) -> list[LoginSession]:
    """Return the sessions in which a person is logged in, the one used last first."""
    query = select(LoginSession).where(LoginSession.user_id == user.id, col(LoginSession.half).is_(False))
    alive = query.where(col(LoginSession.seen_at) >= now - IDLE, col(LoginSession.created_at) >= now - LIFE)
    return list(session.exec(alive.order_by(col(LoginSession.seen_at).desc())).all())


def digest(token: str) -> str:
    """Return what is stored of a token: its sha256."""
    return hashlib.sha256(token.encode()).hexdigest()


def _enabled(session: Session, user_id: int) -> User | None:
    user = session.get(User, user_id)
    return user if user and not user.disabled_at else None


def _refuse_guessing(session: Session, name: str, address: str, now: datetime) -> None:
    recent = select(func.count()).select_from(LoginAttempt).where(col(LoginAttempt.at) > now - WINDOW)
    by_name = session.exec(recent.where(LoginAttempt.name == name[:100])).one()
    by_address = session.exec(recent.where(LoginAttempt.address == address)).one()
    if by_name >= TRIES_PER_NAME or by_address >= TRIES_PER_ADDRESS:
        raise TooManyTries("Đăng nhập sai quá nhiều lần. Hãy đợi 15 phút rồi thử lại.")


def _note_failure(session: Session, name: str, address: str, now: datetime) -> None:
    session.exec(delete(LoginAttempt).where(col(LoginAttempt.at) < now - WINDOW))
    session.add(LoginAttempt(name=name[:100], address=address, at=now))
    known = session.exec(select(User.name).where(User.name == name)).first() or UNKNOWN
    log.record(session, known, now, "account.sign-in-failed", Subject(known), {}, {"address": address})


def _hashed(password: str) -> str:
    if len(password) < SHORTEST_PASSWORD:
        raise Problem(f"Mật khẩu cần ít nhất {SHORTEST_PASSWORD} ký tự.")
    return _HASHER.hash(password)


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password)
    except VerificationError:
        return False
