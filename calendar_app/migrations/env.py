"""Runs migrations on the engine the store hands over, foreign keys off while tables are rebuilt."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

import calendar_app.models  # noqa: F401  (fills the metadata)

engine = context.config.attributes["engine"]
with engine.connect() as connection:
    # A pragma is without effect inside a transaction, so it is set on the driver's own connection first.
    connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
    context.configure(connection=connection, target_metadata=SQLModel.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
        if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
            raise RuntimeError(f"migration leaves broken references: {broken[:3]}")
    connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")
