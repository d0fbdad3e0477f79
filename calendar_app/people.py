"""Who may log in as what: invitations, roles, the second step, disabling. The caller holds the transaction.

Whatever takes rights away ends the person's sessions at once.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, delete, select

from calendar_app import access, identities, log, roles, totp
from calendar_app.errors import NotFound, Problem
from calendar_app.log import Subject
from calendar_app.models import ApiToken, Invitation, Unit, User
from calendar_app.review import Actor
from calendar_app.roles import Permission

INVITATION_LIFE = timedelta(days=7)
RECOVERY_CODES = 8


def permissions_of(session: Session, user: User) -> frozenset[Permission]:
    """Return what a person may do; an editor may release as long as nobody else here is there to do so."""
    return roles.permissions(user.role, alone=user.role == "editor" and not _releasers(session))


def everyone(session: Session) -> list[User]:
    """Return all people by name, disabled ones last."""
    return sorted(session.exec(select(User)).all(), key=lambda user: (user.disabled_at is not None, user.name))


def find(session: Session, user_id: int) -> User:
    """Return a person; raise NotFound where there is none."""
    user = session.get(User, user_id)
    if user is None:
        raise NotFound("Không có người dùng này. Hãy chọn lại từ danh sách.")
    return user


def invite(session: Session, role: str, units: Sequence[str], author: str, now: datetime, email: str = "") -> str:
    """Return the token of a new invitation, told this once; raise Problem for a role, units or address that cannot be.

    `email` is the address of the provider's account through which the person may sign in too.
    """
    _check(session, role, units)
    address = identities.checked(session, email)
    told = {"role": role, "units": list(units), "email": address}
    log.record(session, author, now, "person.invited", Subject(roles.NAMES[role]), {}, told)
    return _invitation(session, None, role, units, author, now, address)


def invite_anew(session: Session, user: User, author: str, now: datetime) -> str:
    """Return the token of a link with which a person sets a new password; their sessions and tokens end at once."""
    _end_all(session, user)
    access.tell(session, author, now, "person.invited-anew", user)
    session.exec(delete(Invitation).where(col(Invitation.user_id) == user.id))
    return _invitation(session, user.id, user.role, user.units, author, now)


def invitations(session: Session, now: datetime) -> list[Invitation]:
    """Return the invitations that can still be accepted, newest first."""
    query = select(Invitation).where(col(Invitation.created_at) > now - INVITATION_LIFE)
    return list(session.exec(query.order_by(col(Invitation.created_at).desc())).all())


def invitation(session: Session, token: str, now: datetime) -> Invitation:
    """Return the invitation a token belongs to; raise NotFound where it is unknown, used or older than seven days."""
    row = session.get(Invitation, access.digest(token))
    if row is None or now - row.created_at > INVITATION_LIFE:
        raise NotFound("Liên kết này đã dùng, đã hủy hoặc quá 7 ngày. Hãy xin người quản trị một liên kết mới.")
    return row


def accept(session: Session, token: str, name: str, password: str, now: datetime) -> User:
    """Make the invited person (or set the new password) and use the invitation up."""
    row = invitation(session, token, now)
    if row.user_id is not None:
        user = find(session, row.user_id)
        access.set_password(session, user, password, user.name, now)
    else:
        user = access.add_user(session, name, row.role, password, now, row.author)
        user.units, user.email = row.units, identities.checked(session, row.email or "")
    session.delete(row)
    access.tell(session, user.name, now, "account.accepted", user, {}, _state(user))
    return user


def take_back(session: Session, token_hash: str, actor: Actor) -> None:
    """Make an invitation worth nothing."""
    row = session.get(Invitation, token_hash)
    if row is None:
        return
    session.delete(row)
    told = {"role": row.role, "units": row.units, "invited_by": row.author}
    about = Subject(roles.NAMES.get(row.role, row.role))
    log.record(session, actor.name, actor.at, "person.invitation-taken-back", about, told)


def change(session: Session, user: User, role: str, units: Sequence[str], actor: Actor) -> None:
    """Give a person another role and units; raise Problem where they cannot be, or no administrator would be left."""
    _check(session, role, units)
    if role != "admin":
        _keep_an_admin(session, user)
    before = _state(user)
    user.role, user.units = role, list(units)
    session.add(user)
    access.tell(session, actor.name, actor.at, "person.changed", user, before, _state(user))
    access.end_sessions(session, user)


def set_address(session: Session, user: User, email: str, actor: Actor) -> None:
    """Give a person an e-mail address (empty: none); their account at the provider is untied and their sessions end.

    Raises Problem where the address is none, or another's.
    """
    before = {"email": user.email}
    identities.set_address(session, user, email)
    access.tell(session, actor.name, actor.at, "person.email", user, before, {"email": user.email})
    access.end_sessions(session, user)


def disable(session: Session, user: User, actor: Actor) -> None:
    """Let a person in no more: sessions and tokens end; what they decided keeps their name."""
    _keep_an_admin(session, user)
    user.disabled_at = user.disabled_at or actor.at
    session.add(user)
    access.tell(session, actor.name, actor.at, "person.disabled", user)
    _end_all(session, user)


def enable(session: Session, user: User, actor: Actor) -> None:
    """Let a disabled person in again, with the password they had."""
    user.disabled_at = None
    session.add(user)
    access.tell(session, actor.name, actor.at, "person.enabled", user)


def start_second_step(session: Session, user: User) -> None:
    """Give a person a new secret; it is asked for once they have shown a code of it."""
    user.totp_secret, user.totp_since, user.totp_step = totp.new_secret(), None, 0
    session.add(user)


def confirm_second_step(session: Session, user: User, typed: str, now: datetime) -> list[str]:
    """Ask for codes from now on, end all sessions and return the recovery codes, told this once.

    Raises Problem where the code is not the one of now.
    """
    step = totp.matching_step(user.totp_secret, typed, now, user.totp_step) if user.totp_secret else None
    if step is None or user.totp_since:
        raise Problem("Mã không đúng hoặc đã quá 30 giây. Hãy xem đồng hồ của điện thoại, rồi nhập mã đang hiện.")
    codes = [secrets.token_hex(8) for _ in range(RECOVERY_CODES)]
    user.totp_since, user.totp_step, user.recovery = now, step, [access.digest(one) for one in codes]
    session.add(user)
    access.tell(session, user.name, now, "account.second-step-on", user)
    access.end_sessions(session, user)
    return ["-".join(one[i : i + 4] for i in range(0, 16, 4)) for one in codes]


def end_sessions(session: Session, user: User, actor: Actor, only: str = "", but: str = "") -> None:
    """End every session of a person, only the one with this hash, or all `but` the one with this hash, and log it."""
    access.end_sessions(session, user, only, but)
    access.tell(session, actor.name, actor.at, "account.sessions-ended", user)


def reset_second_step(session: Session, user: User, actor: Actor) -> None:
    """Ask a person for codes no more; their sessions end."""
    user.totp_secret, user.totp_since, user.recovery = "", None, []
    session.add(user)
    access.tell(session, actor.name, actor.at, "account.second-step-off", user)
    access.end_sessions(session, user)


def _state(user: User) -> dict[str, Any]:
    return {"role": user.role, "units": user.units}


def _invitation(
    session: Session,
    user_id: int | None,
    role: str,
    units: Sequence[str],
    author: str,
    now: datetime,
    email: str | None = None,
) -> str:
    session.exec(delete(Invitation).where(col(Invitation.created_at) <= now - INVITATION_LIFE))
    token = secrets.token_urlsafe(32)
    row = Invitation(token_hash=access.digest(token), user_id=user_id, role=role, author=author, created_at=now)
    row.units, row.email = list(units), email
    session.add(row)
    return token


def _check(session: Session, role: str, units: Sequence[str]) -> None:
    if role not in roles.ROLES:
        raise Problem("Hãy chọn một vai trò trong danh sách.")
    for slug in units:
        if session.get(Unit, slug) is None:
            raise Problem(f"Không có đơn vị “{slug}” trong sổ đơn vị. Hãy viết đúng mã, cách nhau bằng dấu phẩy.")
    if role == "unit" and not units:
        raise Problem("Người của đơn vị cần ít nhất một đơn vị. Hãy ghi mã đơn vị, xem ở trang “Đơn vị”.")
    if role not in ("unit", "reader") and units:
        raise Problem("Chỉ vai trò “Đơn vị” và “Chỉ xem” mới giới hạn theo đơn vị. Hãy để trống ô đơn vị.")


def _keep_an_admin(session: Session, leaving: User) -> None:
    admins = session.exec(select(User).where(User.role == "admin", col(User.disabled_at).is_(None))).all()
    if leaving.role == "admin" and not leaving.disabled_at and len(admins) == 1:
        raise Problem("Đây là người quản trị cuối cùng. Hãy mời hoặc chọn một người quản trị khác trước.")


def _releasers(session: Session) -> bool:
    able = [role for role in roles.ROLES if "release" in roles.permissions(role)]
    query = select(User.id).where(col(User.role).in_(able), col(User.disabled_at).is_(None))
    return session.exec(query).first() is not None


def _end_all(session: Session, user: User) -> None:
    access.end_sessions(session, user)
    session.exec(delete(ApiToken).where(col(ApiToken.user_id) == user.id))
