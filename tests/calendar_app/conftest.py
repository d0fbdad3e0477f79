"""A directive that has been taken in, and one that is public."""

from __future__ import annotations

import pytest

from calendar_app import intake, publish, review
from calendar_app.review import Actor
from calendar_app.settings import Settings
from calendar_app.store import Store
from tests.conftest import NOW, SAMPLES

WEEKLY = SAMPLES / "tuan-46-2024.txt"
ME = Actor("bientap", NOW)


@pytest.fixture
def directive_id(store: Store) -> int:
    return intake.receive(store, WEEKLY.read_bytes(), WEEKLY.name, NOW).directive_id


@pytest.fixture
def released(store: Store, settings: Settings, directive_id: int) -> int:
    with store.writing() as session:
        assert review.accept_all(session, directive_id, ME) == []
    publish.release(store, settings, "bientap", "tuần 46", NOW)
    return directive_id
