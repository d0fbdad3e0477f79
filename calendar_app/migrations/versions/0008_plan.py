"""What units air when"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql import sqltypes

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES = ("airing_session", "airing_plan", "airing_theme", "airing_decision", "airing_slot", "airing_unit")


def upgrade() -> None:
    op.create_table(
        "airing_unit",
        _unit(),
        sa.Column("pace", sa.Integer(), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        *_changed(),
        sa.PrimaryKeyConstraint("unit"),
    )
    op.create_table(
        "airing_slot",
        sa.Column("id", sa.Integer(), nullable=False),
        _unit(),
        _text("code"),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("start", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        _text("channel"),
        _text("language"),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        *_changed(),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("unit", "code"),
    )
    op.create_index("ix_airing_slot_unit", "airing_slot", ["unit"])
    _decisions()
    op.create_table(
        "airing_theme",
        _text("entry"),
        _text("priority"),
        sa.Column("urgent_on", sa.Date(), nullable=True),
        _text("repeat"),
        sa.Column("lead", sa.Integer(), nullable=True),
        _text("language"),
        sa.Column("festive", sa.Boolean(), nullable=False),
        *_changed(),
        sa.PrimaryKeyConstraint("entry"),
    )
    op.create_table(
        "airing_plan",
        _unit(),
        sa.Column("number", sa.Integer(), nullable=False),
        _text("made_of"),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("pace", sa.Integer(), nullable=False),
        sa.Column("not_aired", sa.JSON(), nullable=False),
        sa.Column("faults", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("unit"),
    )
    _sessions()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _decisions() -> None:
    op.create_table(
        "airing_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        *(_text(name) for name in ("unit", "kind", "entry", "slot")),
        sa.Column("day", sa.Date(), nullable=True),
        _text("to_slot"),
        sa.Column("to_day", sa.Date(), nullable=True),
        sa.Column("silent", sa.JSON(), nullable=False),
        sa.Column("allowed", sa.JSON(), nullable=False),
        _text("reason"),
        _text("author"),
        sa.Column("at", sqltypes.UTCDateTime(), nullable=False),
        _text("taken_back_by"),
        sa.Column("taken_back_at", sqltypes.UTCDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _sessions() -> None:
    op.create_table(
        "airing_session",
        _text("uid"),
        _unit(),
        sa.Column("day", sa.Date(), nullable=False),
        _text("slot"),
        sa.Column("start", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        _text("channel"),
        sa.Column("airings", sa.JSON(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("cancelled_at", sqltypes.UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("uid"),
    )
    op.create_index("ix_airing_session_unit_day", "airing_session", ["unit", "day"])


def _unit() -> sa.Column[str]:
    return sa.Column("unit", sqltypes.AutoString(), sa.ForeignKey("unit.slug"), nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sqltypes.AutoString(), nullable=False)


def _changed() -> tuple[sa.Column[Any], ...]:
    changed_at: sa.Column[Any] = sa.Column("changed_at", sqltypes.UTCDateTime(), nullable=False)
    return _text("author"), changed_at, sa.Column("version", sa.Integer(), nullable=False)
