"""The commands: `flask --app calendar_app …`. Each makes and migrates the database where there is none."""

from __future__ import annotations

import json
import logging
from datetime import datetime
from pathlib import Path
from typing import cast

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlmodel import select

from calendar_app import clock, demo, doctor, export, intake, jail, jobs, publish, review, tree
from calendar_app.commands_log import log
from calendar_app.commands_people import user
from calendar_app.commands_units import units
from calendar_app.differences import differences
from calendar_app.errors import Problem
from calendar_app.models import Item
from calendar_app.review import Actor
from calendar_app.settings import Settings
from calendar_app.site import Site
from calendar_app.snapshot import Snapshot
from calendar_app.store import Store
from calendar_app.weekly import week_lines
from calendar_app.wording import year_length
from content.almanac.weeks import Week

AUTHOR = "dòng lệnh"
READABLE = click.Path(exists=True, dir_okay=False, path_type=Path)


def install(app: Flask) -> None:
    """Add the commands to an application."""
    for command in (
        read,
        intake_command,
        publish_command,
        export_command,
        week,
        user,
        units,
        log,
        doctor_command,
        worker,
        start_demo,
    ):
        app.cli.add_command(command)


def _store() -> Store:
    store = cast(Store, current_app.extensions["store"])
    store.migrate()
    return store


def _settings() -> Settings:
    return cast(Settings, current_app.extensions["settings"])


def _snapshot() -> Snapshot:
    return Site(_settings().data / "public").current().snapshot


@click.command()
@click.argument("file", type=READABLE)
def read(file: Path) -> None:
    """Print what FILE (txt, docx, pdf, html; doc and scans where the tools are) says, as JSON. Nothing is stored.

    Exit status 1 where the file cannot be read; the reason is on standard error.
    """
    try:
        reading = jail.read(file.read_bytes(), file.name, clock.day_of(clock.now()))
    except Problem as problem:
        raise click.ClickException(problem.message) from problem
    click.echo(json.dumps(reading, ensure_ascii=False, indent=1))


@click.command("intake")
@click.option("--accept", is_flag=True, help="Accept every item, but those with a doubt that only a person can settle.")
@click.argument("files", nargs=-1, required=True, type=READABLE)
@with_appcontext
def intake_command(accept: bool, files: tuple[Path, ...]) -> None:
    """Store FILES, read them and draft their items. The same file twice makes nothing twice.

    Exit status 1 where a file cannot be read; the others are still taken in.
    """
    store = _store()
    taken = [_take(store, file, accept) for file in files]
    if not all(taken):
        raise SystemExit(1)


def _take(store: Store, file: Path, accept: bool) -> bool:
    now = clock.now()
    try:
        received = intake.receive(store, file.read_bytes(), file.name, now)
    except Problem as problem:
        click.echo(f"{file}: {problem.message}", err=True)
        return False
    with store.writing() as session:
        left = review.accept_all(session, received.directive_id, Actor(AUTHOR, now)) if accept else []
        total = len(session.exec(select(Item.id).where(Item.directive_id == received.directive_id)).all())
    known = "" if received.new else " (đã có từ trước)"
    click.echo(f"{file}: {total} mục{known}, /bien-tap/van-ban/{received.slug}")
    for item in left:
        click.echo(f"  chờ người biên tập: {item.path} {item.doubts[0]['message']}")
    return True


@click.command("publish")
@click.option("--note", default="", help="What the release is about, for people.")
@with_appcontext
def publish_command(note: str) -> None:
    """Make what is accepted public, as the next release."""
    try:
        click.echo(_publish(_store(), note, clock.now()))
    except Problem as problem:
        raise click.ClickException(problem.message) from problem


def _publish(store: Store, note: str, now: datetime) -> str:
    with store.reading() as session:
        waiting = differences(session)
    if not waiting:
        publish.render(store, _settings(), now)
        return "Không có gì mới để phát hành."
    made = publish.release(store, _settings(), AUTHOR, note, now)
    return f"Đã phát hành {made.name}: {len(waiting)} thay đổi. {_settings().public_url}/feeds/tat-ca.ics"


@click.command("export")
@click.argument("target", metavar="FOLDER|URL")
@with_appcontext
def export_command(target: str) -> None:
    """Copy the public tree to a FOLDER for any web server, or to an object store such as s3://bucket/prefix.

    Only what changed there is copied, the manifest last. Exit status 1 where it cannot be done.
    """
    current = tree.current(_settings().data / "public")
    if current is None:
        raise click.ClickException("Chưa có bản phát hành nào. Hãy chạy lệnh publish trước.")
    try:
        copied = export.copy(current, target, lambda paths: click.progressbar(paths, label="Đang chép"))
    except Problem as problem:
        raise click.ClickException(problem.message) from problem
    click.echo(f"{copied} tệp đã ghi vào {target}" if copied else f"{target} đã có bản mới nhất.")


@click.command()
@click.argument("name", metavar="WEEK")
@with_appcontext
def week(name: str) -> None:
    """Print what is public for an ISO WEEK such as 2024-W46."""
    try:
        wanted = Week.parse(name)
    except ValueError as error:
        raise click.ClickException(f"Không có tuần “{name}”. Hãy viết như 2024-W46.{year_length(name)}") from error
    for line in week_lines(_snapshot().entries, wanted):
        click.echo(line)


@click.command("doctor")
@with_appcontext
def doctor_command() -> None:
    """Say what is wrong with this installation. Exit status 1 where something is."""
    findings = doctor.examine(_store(), _settings(), clock.now())
    for finding in findings:
        click.echo(f"{'được ' if finding.good else 'HỎNG '} {finding.name}: {finding.said}")
    if not all(finding.good for finding in findings):
        raise SystemExit(1)


@click.command()
@with_appcontext
def worker() -> None:
    """Run the scheduler: releases what is due to appear and renders what depends on the day."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("calendar_app").setLevel(logging.INFO)
    jobs.run(_store(), _settings())


@click.command("demo")
@with_appcontext
def start_demo() -> None:
    """Load the sample directives and a demo editor where there is nothing yet, and say where to look."""
    for line in demo.prepare(_store(), _settings(), clock.now()):
        click.echo(line)
