"""Which person a provider's account is: matched once by a verified e-mail address, then tied to the account itself.

The caller holds the transaction.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, delete, select

from calendar_app import log
from calendar_app.errors import Problem
from calendar_app.log import Subject
from calendar_app.models import Identity, User
from calendar_app.oidc import Account

LONGEST_EMAIL = 254


class Stranger(Problem):
    """An account that is nobody's here."""

    status = 403


def person_of(session: Session, account: Account, now: datetime) -> User:
    """Return whose account this is, and tie it to them where it is theirs by its address.

    Nobody is made. Raises Stranger for an account of nobody, of somebody who is disabled, whose address is not
    verified, or of somebody who is tied to another account of the provider.
    """
    tied = session.get(Identity, (account.issuer, account.subject))
    user = session.get(User, tied.user_id) if tied else _by_address(session, account)
    if user is None or user.disabled_at:
        raise Stranger(
            "Tài khoản này chưa có chỗ ở đây. Hãy xin người quản trị ghi thư điện tử của bạn vào trang “Người dùng”."
        )
    if tied is None:
        _tie(session, user, account, now)
    return user


def identities(session: Session) -> dict[int, Identity]:
    """Return by what account each person signs in, by the person's id."""
    return {row.user_id: row for row in session.exec(select(Identity).order_by(col(Identity.since))).all()}


def set_address(session: Session, user: User, email: str) -> None:
    """Give a person an e-mail address (empty: none) and untie their account; raise Problem for one that cannot be."""
    user.email = checked(session, email, user)
    session.add(user)
    session.exec(delete(Identity).where(col(Identity.user_id) == user.id))


def checked(session: Session, email: str, user: User | None = None) -> str | None:
    """Return an address as it is compared, None for no address; raise Problem for none that can be, or another's."""
    if not email.strip():
        return None
    found = _plain(email)
    if not found:
        raise Problem("Thư điện tử cần có dạng ten@coquan.gov.vn, viết không dấu. Hãy sửa lại.")
    other = session.exec(select(User).where(User.email == found)).first()
    if other and other is not user:
        raise Problem(f"Thư điện tử này đã là của {other.name}. Hãy kiểm tra lại.")
    return found


def note_refusal(session: Session, account: Account, address: str, now: datetime, unknown: str) -> None:
    """Log that an account of the provider was let in as nobody; `unknown` is whom the log names."""
    told = {"address": address, "email": account.email}
    log.record(session, unknown, now, "account.sign-in-failed", Subject(unknown), {}, told)


def _by_address(session: Session, account: Account) -> User | None:
    found = _plain(account.email)
    if not found:
        raise Stranger("Nhà cung cấp chưa xác nhận thư điện tử của bạn. Hãy xác nhận ở đó rồi đăng nhập lại.")
    return session.exec(select(User).where(User.email == found)).first()


def _tie(session: Session, user: User, account: Account, now: datetime) -> None:
    if session.exec(select(Identity).where(Identity.user_id == user.id, Identity.issuer == account.issuer)).first():
        raise Stranger("Người dùng này đã nối với một tài khoản khác. Hãy nhờ người quản trị gỡ ra trước.")
    session.add(Identity(issuer=account.issuer, subject=account.subject, user_id=user.id or 0, since=now))
    told = {"issuer": account.issuer, "email": account.email}
    log.record(session, user.name, now, "account.provider-tied", Subject(user.name), {}, told)


def _plain(email: str) -> str:
    """Return an address in small letters, empty where it is none; only ASCII, where small letters are plain."""
    found = email.strip()
    name, _, host = found.rpartition("@")
    fits = name and host and found.isascii() and found.isprintable() and not {" ", "@"} & {*name}
    return found.lower() if fits and len(found) <= LONGEST_EMAIL else ""
