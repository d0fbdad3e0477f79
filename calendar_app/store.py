"""Where state lives: one SQLite database, and files by their hash.

A writer takes the lock when its transaction begins (`BEGIN IMMEDIATE`), so that a read followed by a write can
neither lose another's update nor fail as "locked" halfway; readers have an engine of their own and never queue.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from pydantic_core import from_json
from sqlalchemy import Engine, event
from sqlmodel import Session, create_engine

from feeds.memo import Memo

MIGRATIONS = Path(__file__).parent / "migrations"


class Store:
    """The state of one installation, in one data directory (made, private to its owner, where there is none)."""

    def __init__(self, data: Path) -> None:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.data = data
        self.database = data / "lich.sqlite3"
        self._writer = _engine(self.database, "BEGIN IMMEDIATE")
        self._reader = _engine(self.database, "BEGIN")
        self._migrated = False
        self.drawn: dict[str, Any] = {}  # entries as this process drew them last (public_state.Drawn)
        self.rendered = Memo()  # what this process has written of entries, so that only changed ones are written anew

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session that commits at the end of the block, or leaves everything as it was on an error."""
        with Session(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one state of the database and writes nothing."""
        with Session(self._reader) as session:
            yield session

    @contextmanager
    def lock(self, name: str, wait: bool = True) -> Iterator[bool]:
        """Hold a lock between processes; yields whether it was got. It ends with the process, however that ends."""
        with (self.data / f"{name}.lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
            else:
                yield True

    def migrate(self) -> None:
        """Bring the database to the newest shape, making it where there is none; an older one is copied first."""
        if self._migrated:
            return
        with self.lock("migrate"):
            config = _config()
            with self._writer.connect() as connection:
                at = MigrationContext.configure(connection).get_current_revision()
            if at != ScriptDirectory.from_config(config).get_current_head():
                if at is not None:
                    self._back_up(at)
                config.attributes["engine"] = self._writer
                command.upgrade(config, "head")
        self._migrated = True

    def _back_up(self, revision: str) -> None:
        target = self.data / f"lich-{revision}.sqlite3"
        target.unlink(missing_ok=True)
        with closing(sqlite3.connect(self.database)) as connection:  # VACUUM stands outside any transaction
            connection.execute("VACUUM INTO ?", (str(target),))

    def put_blob(self, data: bytes) -> str:
        """Keep a file whole under its sha256 and return that; the same bytes are kept once."""
        digest = hashlib.sha256(data).hexdigest()
        path = self.blob_path(digest)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".tmp", delete=False) as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(file.name, path)
        return digest

    def blob_path(self, digest: str) -> Path:
        """Return where the file with a sha256 is kept."""
        return self.data / "blobs" / digest[:2] / digest


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def _engine(database: Path, begin: str) -> Engine:
    engine = create_engine(f"sqlite:///{database}", connect_args={"timeout": 15}, json_deserializer=_read_json)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:  # noqa: ANN401  (the driver's own object)
        connection.isolation_level = None  # so that the driver begins nothing by itself
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:  # noqa: ANN401
        connection.exec_driver_sql(begin)

    return engine


def _read_json(text: str) -> Any:  # noqa: ANN401 -- whatever was kept
    """Read what a column keeps: a page reads tens of thousands of short lists, too many for the standard library.

    That still takes what the quick reader refuses, half a letter (a lone surrogate).
    """
    try:
        return from_json(text)
    except ValueError:
        return json.loads(text)
