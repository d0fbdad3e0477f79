"""The commands for the registry of units: `flask --app calendar_app units …`."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from calendar_app import clock, publish, registry, unit_table
from calendar_app.review import Actor
from calendar_app.settings import Settings
from calendar_app.store import Store
from content.vocabulary.unit_kinds import unit_kinds
from feeds.text import day

AUTHOR = "dòng lệnh"
READABLE = click.Path(exists=True, dir_okay=False, path_type=Path)

units = AppGroup("units", help="The registry of units: stations, portals, offices, communes …")


@units.command("import")
@click.argument("file", type=READABLE)
@with_appcontext
def take_in(file: Path) -> None:
    """Add the units of FILE (CSV) and change those it names by "Mã". Exit status 1 where a row is bad; nothing changes.

    The feeds of units are written anew at once.
    """
    store, now = _store(), clock.now()
    with store.writing() as session:
        outcome = registry.take_in(session, file.read_bytes(), Actor(AUTHOR, now))
    if outcome.faults:
        for fault in outcome.faults:
            click.echo(f"{file}: {fault}", err=True)
        raise click.ClickException(outcome.said)
    publish.render(store, cast(Settings, current_app.extensions["settings"]), now)
    click.echo(outcome.said)


@units.command("export")
@click.argument("file", required=False, type=click.Path(dir_okay=False, writable=True, path_type=Path))
@with_appcontext
def give_out(file: Path | None) -> None:
    """Write every unit to FILE as a CSV that import takes again, without one to standard output."""
    with _store().reading() as session:
        table = unit_table.write(registry.every(session))
    if file is None:
        click.echo(table, nl=False)
    else:
        file.write_bytes(table)


@units.command("list")
@with_appcontext
def show() -> None:
    """Print every unit: slug, kind, name, until when."""
    kinds = unit_kinds()
    with _store().reading() as session:
        for unit in registry.every(session):
            until = f", đến {day(unit.valid_until)} → {', '.join(unit.successors) or '?'}" if unit.valid_until else ""
            click.echo(f"{unit.slug}  {kinds[unit.kind].name}  {unit.name}{until}")


def _store() -> Store:
    store = cast(Store, current_app.extensions["store"])
    store.migrate()
    return store
