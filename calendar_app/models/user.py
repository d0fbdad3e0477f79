"""People who work at the desk, how they were invited, and what they are logged in with."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel


class User(SQLModel, table=True):
    """A person who may log in. None is ever deleted, since decisions carry their names: they are disabled."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    role: str  # key of calendar_app.roles.ROLES
    password_hash: str  # argon2id
    created_at: datetime
    units: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))  # slugs, of a scoped person
    disabled_at: datetime | None = None
    totp_secret: str = ""  # base32; asked for once it is confirmed
    totp_since: datetime | None = None  # when it was confirmed
    totp_step: int = 0  # the last step whose code was used
    recovery: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))  # sha256 of codes unused
    email: str | None = Field(default=None, index=True, unique=True)  # by which a provider's account is first matched


class Identity(SQLModel, table=True):
    """A provider's account through which a person signs in. It stays theirs until somebody unties it."""

    __table_args__ = (UniqueConstraint("user_id", "issuer"),)

    issuer: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)  # the account, as its issuer calls it for ever
    user_id: int = Field(foreign_key="user.id", index=True)
    since: datetime


class Invitation(SQLModel, table=True):
    """A link that makes a person, or gives one a new password; used once. Here lies the sha256 of its token."""

    token_hash: str = Field(primary_key=True)
    user_id: int | None = Field(default=None, foreign_key="user.id")  # whose password it sets; None: it makes a person
    role: str
    units: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    author: str
    created_at: datetime
    email: str | None = None  # of the person it makes


class LoginSession(SQLModel, table=True):
    """A logged-in browser. The token itself is only in its cookie; here lies its sha256."""

    __tablename__ = "login_session"

    token_hash: str = Field(primary_key=True)
    user_id: int = Field(foreign_key="user.id", index=True)
    created_at: datetime
    seen_at: datetime
    browser: str = ""  # what the browser calls itself
    half: bool = False  # the password was right, the second step is still to come


class LoginAttempt(SQLModel, table=True):
    """A failed login, kept to slow down guessing."""

    __tablename__ = "login_attempt"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(index=True)
    address: str = Field(index=True)
    at: datetime = Field(index=True)


class ApiToken(SQLModel, table=True):
    """What a program of a person shows instead of a password; here lies its sha256."""

    __tablename__ = "api_token"

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(unique=True)
    user_id: int = Field(foreign_key="user.id", index=True)
    name: str
    scope: str  # key of calendar_app.roles.SCOPES
    created_at: datetime
    expires_at: datetime
