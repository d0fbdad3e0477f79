"""An installation of any earlier version is carried forward with all it holds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlmodel import select

from calendar_app import deliver
from calendar_app.models import Delivery, Release, User
from calendar_app.settings import Settings
from calendar_app.store import MIGRATIONS, Store
from tests.conftest import NOW
from tests.receiver import SECRET


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def test_there_is_one_newest_shape() -> None:
    assert len(ScriptDirectory.from_config(_config()).get_heads()) == 1


def test_a_database_of_the_first_version_is_carried_forward_and_a_copy_is_kept(tmp_path: Path) -> None:
    store, config = Store(tmp_path / "var"), _config()
    config.attributes["engine"] = store._writer
    command.upgrade(config, "0001")
    with closing(sqlite3.connect(store.database)) as old:
        old.execute(f"INSERT INTO user VALUES (1, 'bientap', 'editor', '0', '{NOW:%Y-%m-%d %H:%M:%S}.000000')")
        old.execute(f"INSERT INTO release VALUES (7, '2024-W46.7', '', 'b', '{NOW:%Y-%m-%d %H:%M:%S}.000000')")
        old.commit()
    again = Store(store.data)
    again.migrate()
    settings = Settings(webhook_url="https://nhan.example.vn/", webhook_secret=SECRET)
    with again.writing() as session:
        assert session.exec(select(User.name)).one() == "bientap"
        made = session.exec(select(Release)).one()
        deliver.order(session, settings, made)
    with again.reading() as session:
        assert session.exec(select(Delivery.subject)).one() == "7"
    assert (store.data / "lich-0001.sqlite3").exists()
