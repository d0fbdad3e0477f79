"""Nothing that was confirmed is lost, and nobody sees "database is locked"."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from flask import Flask
from sqlmodel import select

from calendar_app.models import User
from calendar_app.store import Store
from tests.conftest import NOW


def _user(name: str) -> User:
    return User(name=name, role="editor", password_hash="0", created_at=NOW)


def test_of_400_read_modify_writes_by_four_threads_none_is_lost(store: Store) -> None:
    with store.writing() as session:
        session.add(_user("dem"))

    def count_up() -> None:
        for _ in range(100):
            with store.writing() as session:
                row = session.exec(select(User).where(User.name == "dem")).one()
                row.role = str(int(row.role) + 1) if row.role.isdigit() else "1"
                session.add(row)

    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading() as session:
        assert session.exec(select(User.role)).one() == "400"


def test_an_error_leaves_everything_as_it_was(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.writing() as session:
        session.add(_user("mat"))
        session.flush()
        _ = 1 / 0
    with store.reading() as session:
        assert session.exec(select(User)).first() is None


def test_a_reader_is_not_kept_waiting_by_a_writer(store: Store) -> None:
    with store.writing() as writer:
        writer.add(_user("moi"))
        writer.flush()
        with store.reading() as reader:
            assert reader.exec(select(User)).first() is None


def test_instants_come_back_aware_and_in_utc(store: Store) -> None:
    with store.writing() as session:
        session.add(_user("gio"))
    with store.reading() as session:
        assert session.exec(select(User.created_at)).one() == NOW


def test_a_commit_survives_a_power_cut_because_every_commit_is_synced(store: Store) -> None:
    with store.reading() as session:
        connection = session.connection()
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"


def test_the_migrated_tables_are_those_of_the_models(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from sqlmodel import SQLModel

    with store.reading() as session:
        index = {"include_name": lambda name, *_: not str(name).startswith("log_words")}  # FTS5 makes its own tables
        context = MigrationContext.configure(session.connection(), opts=index)
        assert compare_metadata(context, SQLModel.metadata) == []


def test_an_older_database_is_copied_before_it_is_migrated(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.migrate()
    with sqlite3.connect(store.database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
    with pytest.raises(Exception, match="0000"):
        Store(tmp_path).migrate()
    with sqlite3.connect(tmp_path / "lich-0000.sqlite3") as copy:
        assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == ("0000",)


def test_the_desk_makes_its_database_where_there_is_none(app: Flask) -> None:
    answer = app.test_client().post("/dang-nhap", data={"ten": "ai", "mat-khau": "khong-biet"})
    assert answer.status_code == 401


def test_the_same_bytes_are_kept_once_and_whole(store: Store) -> None:
    first, second = store.put_blob(b"mot tep"), store.put_blob(b"mot tep")
    assert first == second
    assert store.blob_path(first).read_bytes() == b"mot tep"
    assert len([p for p in (store.data / "blobs").rglob("*") if p.is_file()]) == 1


def test_only_one_process_holds_a_lock(store: Store) -> None:
    with store.lock("worker") as mine, store.lock("worker", wait=False) as theirs:
        assert (mine, theirs) == (True, False)
