"""What is public at once, without a release: it is written, and the tree made anew where it is another now."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import g
from sqlmodel import Session

from calendar_app import clock, publish
from calendar_app.review import Actor
from calendar_app.web import guard

T = TypeVar("T")


def write(verb: Callable[[Session, Actor], T]) -> T:
    """Do something in one transaction as whoever asks, and return what it gives once the public has it."""
    store, by = guard.store(), Actor(g.user.name, clock.now())
    with store.writing() as session:
        done = verb(session, by)
    if publish.due(store, by.at):
        publish.render(store, guard.settings(), by.at)
    return done
