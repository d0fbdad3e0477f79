"""The commands for people: the first administrator, and the way back in for one who lost theirs."""

from __future__ import annotations

from typing import cast

import click
from flask import current_app
from flask.cli import AppGroup
from sqlmodel import select

from calendar_app import access, clock, people
from calendar_app.errors import Problem
from calendar_app.models import User
from calendar_app.review import Actor
from calendar_app.roles import ROLES
from calendar_app.store import Store

user = AppGroup("user", help="People who may log in.")
password_asked = click.password_option("--password", prompt="Mật khẩu", confirmation_prompt="Nhập lại mật khẩu")


@user.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice([*ROLES]), default="editor", show_default=True)
@click.option("--unit", "units", multiple=True, help="Slug of a unit whose pages the person is kept to.")
@password_asked
def add(name: str, role: str, units: tuple[str, ...], password: str) -> None:
    """Add a person called NAME; asks for the password."""
    try:
        with _store().writing() as session:
            now = clock.now()
            made = access.add_user(session, name, role, password, now)
            people.change(session, made, role, units, Actor(access.COMMAND_LINE, now))
    except Problem as problem:
        raise click.ClickException(problem.message) from problem
    click.echo(f"Đã thêm {name}.")


@user.command("reset")
@click.argument("name")
@password_asked
def reset(name: str, password: str) -> None:
    """Give NAME another password, without a second step; all their sessions end."""
    try:
        with _store().writing() as session:
            found = session.exec(select(User).where(User.name == name)).first()
            if found is None:
                raise Problem(f"Không có người dùng tên “{name}”.")
            actor = Actor(access.COMMAND_LINE, clock.now())
            access.set_password(session, found, password, actor.name, actor.at)
            people.reset_second_step(session, found, actor)
            people.enable(session, found, actor)
    except Problem as problem:
        raise click.ClickException(problem.message) from problem
    click.echo(f"{name} đăng nhập được bằng mật khẩu mới.")


def _store() -> Store:
    store = cast(Store, current_app.extensions["store"])
    store.migrate()
    return store
