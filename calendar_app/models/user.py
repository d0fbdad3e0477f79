"""People who work at the desk, and their sessions."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel


class User(SQLModel, table=True):
    """A person who may log in."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    role: str  # editor
    password_hash: str  # argon2id
    created_at: datetime


class LoginSession(SQLModel, table=True):
    """A logged-in browser. The token itself is only in its cookie; here lies its sha256."""

    __tablename__ = "login_session"

    token_hash: str = Field(primary_key=True)
    user_id: int = Field(foreign_key="user.id", index=True)
    created_at: datetime
    seen_at: datetime


class LoginAttempt(SQLModel, table=True):
    """A failed login, kept to slow down guessing."""

    __tablename__ = "login_attempt"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(index=True)
    address: str = Field(index=True)
    at: datetime = Field(index=True)
