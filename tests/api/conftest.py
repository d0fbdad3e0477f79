"""An office with two directives, units, a release, and programs of several people."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import select

from calendar_app import arrivals, create_app, intake, publish, registry, review
from calendar_app.models import Directive, Item
from calendar_app.review import Actor
from calendar_app.settings import Settings
from calendar_app.store import Store
from tests.conftest import NOW, SAMPLES
from tests.web.persons import person, program

UNIT, OTHER = "cong-quang-ngai", "cong-kon-tum"
RELEASE = "2024-W46.1"


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a directive of which half the items are public and the others wait."""
    folder = tmp_path_factory.mktemp("seed") / "var"
    with time_machine.travel(NOW):
        _fill(folder)
    return folder


def _fill(folder: Path) -> None:
    settings = Settings(data=folder)
    app = create_app(settings)
    store: Store = app.extensions["store"]
    store.migrate()
    sample, actor = SAMPLES / "tuan-46-2024.txt", Actor("bientap", NOW)
    intake.receive(store, sample.read_bytes(), sample.name, NOW)
    with store.writing() as session:
        registry.take_in(session, (SAMPLES / "don-vi.csv").read_bytes(), actor)
        for item in session.exec(select(Item).where(Item.position % 2 == 0)).all():  # type: ignore[arg-type]
            review.accept(session, item.id or 0, item.version, actor)
    publish.release(store, settings, "duyet", "tuần 46", NOW)
    for engine in (store._reader, store._writer):
        engine.dispose()  # so that no file of the database vanishes while the folder is copied


@pytest.fixture
def office(seed: Path, tmp_path: Path) -> Flask:
    shutil.copytree(seed, tmp_path / "var", symlinks=True)
    return create_app(Settings(data=tmp_path / "var"))


@pytest.fixture
def kept(office: Flask) -> Store:
    store: Store = office.extensions["store"]
    return store


@pytest.fixture
def slug(kept: Store) -> str:
    with kept.reading() as session:
        return session.exec(select(Directive.slug)).one()


@pytest.fixture
def waiting(kept: Store) -> str:
    """The uid of an item that waits."""
    with kept.reading() as session:
        return session.exec(select(Item.uid).where(Item.status == "draft").order_by(Item.position)).first() or ""  # type: ignore[arg-type]


@pytest.fixture
def of_role(office: Flask, kept: Store) -> Callable[..., FlaskClient]:
    """Return a program of a new person of a role."""

    def make(role: str, scope: str = "", units: tuple[str, ...] = ()) -> FlaskClient:
        return program(office, person(kept, f"{role} {scope}", role, units), scope)

    return make


@pytest.fixture
def reader(of_role: Callable[..., FlaskClient]) -> FlaskClient:
    return of_role("reader")


@pytest.fixture
def editor(of_role: Callable[..., FlaskClient]) -> FlaskClient:
    of_role("approver", "read")  # so that an editor may not release
    return of_role("editor")


@pytest.fixture
def admin(of_role: Callable[..., FlaskClient]) -> FlaskClient:
    return of_role("admin")


def wait_for_readers(store: Store) -> None:
    """The application's own threads are reading: let them end."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        with store.reading() as session:
            if arrivals.ended(arrivals.latest(session)):
                return
        time.sleep(0.05)
