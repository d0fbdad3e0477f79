"""Files on their way in"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql import sqltypes

revision = "0010"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "arrival",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch", sqltypes.AutoString(), nullable=False),
        sa.Column("token", sqltypes.AutoString(), nullable=False),
        sa.Column("name", sqltypes.AutoString(), nullable=False),
        sa.Column("state", sqltypes.AutoString(), nullable=False),
        sa.Column("said", sqltypes.AutoString(), nullable=False),
        sa.Column("directive_id", sa.Integer(), sa.ForeignKey("directive.id"), nullable=True),
        sa.Column("known", sa.JSON(), nullable=False),
        sa.Column("annexes", sa.JSON(), nullable=False),
        sa.Column("replaces", sa.JSON(), nullable=False),
        sa.Column("author", sqltypes.AutoString(), nullable=False),
        sa.Column("arrived_at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("begun_at", sqltypes.UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("batch", "state", "directive_id"):
        op.create_index(f"ix_arrival_{column}", "arrival", [column])


def downgrade() -> None:
    op.drop_table("arrival")
