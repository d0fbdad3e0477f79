"""The public feeds of the real directives, made by the application itself; of the samples where those are not there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from calendar_app import create_app, intake, publish, review, tree
from calendar_app.review import Actor
from calendar_app.settings import Settings
from calendar_app.store import Store
from tests.conftest import NOW, SAMPLES
from tests.journey.expected import REAL


@dataclass(frozen=True)
class Published:
    """A feed as it lies in the public tree."""

    address: str
    written: bytes


@lru_cache(maxsize=1)
def published() -> dict[str, Published]:
    """Return the feeds by their paths in the tree ("feeds/tat-ca.rss"), all read at NOW."""
    with TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder))
        store: Store = create_app(settings).extensions["store"]
        store.migrate()
        for path in REAL or sorted(SAMPLES.glob("*.txt")):
            received = intake.receive(store, path.read_bytes(), path.name, NOW)
            with store.writing() as session:
                review.accept_all(session, received.directive_id, Actor("bientap", NOW))
        publish.release(store, settings, "bientap", "văn bản thật", NOW)
        public = tree.current(settings.data / "public")
        assert public is not None
        paths = sorted(path for path in (public / "feeds").rglob("*") if path.suffix != ".gz" and path.is_file())
        names = {str(path.relative_to(public)): path for path in paths}
        return {name: Published(f"{settings.public_url}/{name}", path.read_bytes()) for name, path in names.items()}


def of(*extensions: str) -> dict[str, Published]:
    """Return the feeds of some formats."""
    return {name: one for name, one in published().items() if name.endswith(tuple(f".{ext}" for ext in extensions))}
