"""What tests stand on: real files, a real database, the real application, all in a folder of their own."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from calendar_app import access, create_app
from calendar_app.settings import Settings
from calendar_app.store import Store

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "directives"
SAMPLES = ROOT / "calendar_app" / "samples"
NOW = datetime(2024, 11, 12, 2, 0, tzinfo=UTC)
EDITOR, PASSWORD = "bientap", "mot-mat-khau-dai"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "var")


@pytest.fixture
def app(settings: Settings) -> Flask:
    return create_app(settings)


@pytest.fixture
def store(app: Flask) -> Store:
    store: Store = app.extensions["store"]
    store.migrate()
    return store


@pytest.fixture
def client(app: Flask, store: Store) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def desk(client: FlaskClient, store: Store) -> FlaskClient:
    """A browser in which an editor has logged in."""
    with store.writing() as session:
        access.add_user(session, EDITOR, "editor", PASSWORD, NOW)
    answer = client.post("/dang-nhap", data={"ten": EDITOR, "mat-khau": PASSWORD})
    assert answer.status_code == 303
    return client
