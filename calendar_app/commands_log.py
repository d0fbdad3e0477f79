"""The command for the log of changes: `flask --app calendar_app log verify`."""

from __future__ import annotations

from typing import cast

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from calendar_app import log_search
from calendar_app.store import Store

log = AppGroup("log", help="The log of every change.")


@log.command("verify")
@click.option("--head", "heads", multiple=True, help="A head that was noted elsewhere and must be on the chain.")
@with_appcontext
def verify(heads: tuple[str, ...]) -> None:
    """Walk the chain of hashes. Exit status 1, and the first row that is broken, where the log was altered or cut."""
    store = cast(Store, current_app.extensions["store"])
    store.migrate()
    with store.reading() as session:
        walked = log_search.walk(session, heads)
    if walked.broken:
        raise click.ClickException(f"Dòng {walked.broken.number} {walked.broken.said}.")
    click.echo(f"{walked.rows} dòng nguyên vẹn. Dấu: {walked.head}")
