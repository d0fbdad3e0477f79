"""People of every role, and browsers in which they are logged in (without the cost of a password)."""

from __future__ import annotations

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session

from calendar_app import access, clock, tokens
from calendar_app.models import User
from calendar_app.store import Store
from tests.conftest import PASSWORD

CHEAP_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


def person(store: Store, name: str, role: str, units: tuple[str, ...] = ()) -> User:
    """Add a person with the password of all tests, hashed cheaply."""
    with store.writing() as session:
        user = User(name=name, role=role, password_hash=CHEAP_HASH, created_at=clock.now(), units=list(units))
        session.add(user)
    return user


def browser(app: Flask, user: User | None) -> FlaskClient:
    """Return a browser in which a person is logged in, or nobody."""
    client = app.test_client()
    if user is not None:
        store: Store = app.extensions["store"]
        with store.writing() as session:
            client.set_cookie("lich", access.open_session(session, user, clock.now()))
    return client


def program(app: Flask, user: User | None, scope: str = "") -> FlaskClient:
    """Return a program with a person's token (of the widest scope, where none is named), or with none."""
    client = app.test_client()
    if user is not None:
        store: Store = app.extensions["store"]
        with store.writing() as session:
            scope = scope or tokens.scopes_of(session, user)[-1]
            token = tokens.make(session, user, "chương trình", scope, tokens.DAYS[0], clock.now())
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return client


def again(session: Session, user: User) -> User:
    """Return a person as the database has them."""
    return session.get_one(User, user.id)
