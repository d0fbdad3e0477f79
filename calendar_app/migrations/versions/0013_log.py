"""One log of every change, that is only added to; each release tells how far it had come"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql import sqltypes

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TOLD = ("before", "after")


def upgrade() -> None:
    op.create_table(
        "log",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("author", sqltypes.AutoString(), nullable=False),
        sa.Column("kind", sqltypes.AutoString(), nullable=False),
        sa.Column("subject", sqltypes.AutoString(), nullable=False),
        sa.Column("directive_id", sa.Integer(), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("unit", sqltypes.AutoString(), nullable=False),
        sa.Column("reason", sqltypes.AutoString(), nullable=False),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in TOLD),
        sa.Column("previous", sqltypes.AutoString(), nullable=False),
        sa.Column("hash", sqltypes.AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("previous"),
    )
    for column in ("at", "author", "kind", "directive_id", "item_id", "unit"):
        op.create_index(f"ix_log_{column}", "log", [column])
    op.execute("CREATE VIRTUAL TABLE log_words USING fts5(words, content='', tokenize='unicode61 remove_diacritics 2')")
    for act in ("UPDATE", "DELETE"):
        refused = "BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END"
        op.execute(f"CREATE TRIGGER log_no_{act.lower()} BEFORE {act} ON log {refused}")
    op.add_column("release", sa.Column("log_head", sqltypes.AutoString(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("release") as table:
        table.drop_column("log_head")
    op.execute("DROP TABLE log_words")
    op.drop_table("log")
