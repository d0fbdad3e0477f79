"""Roles, units, invitations, the second step and tokens"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql import sqltypes

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

USER_COLUMNS = ("recovery", "totp_step", "totp_since", "totp_secret", "disabled_at", "units")


def upgrade() -> None:
    with op.batch_alter_table("user") as table:
        table.add_column(sa.Column("units", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("disabled_at", sqltypes.UTCDateTime(), nullable=True))
        table.add_column(sa.Column("totp_secret", sqltypes.AutoString(), nullable=False, server_default=""))
        table.add_column(sa.Column("totp_since", sqltypes.UTCDateTime(), nullable=True))
        table.add_column(sa.Column("totp_step", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("recovery", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("login_session") as table:
        table.add_column(sa.Column("browser", sqltypes.AutoString(), nullable=False, server_default=""))
        table.add_column(sa.Column("half", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "invitation",
        sa.Column("token_hash", sqltypes.AutoString(), nullable=False),
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("user.id"), nullable=True),
        sa.Column("role", sqltypes.AutoString(), nullable=False),
        sa.Column("units", sa.JSON(), nullable=False),
        sa.Column("author", sqltypes.AutoString(), nullable=False),
        sa.Column("created_at", sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_table(
        "api_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sqltypes.AutoString(), nullable=False),
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("user.id"), nullable=False),
        sa.Column("name", sqltypes.AutoString(), nullable=False),
        sa.Column("scope", sqltypes.AutoString(), nullable=False),
        sa.Column("created_at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("expires_at", sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_index("ix_api_token_user_id", "api_token", ["user_id"])


def downgrade() -> None:
    op.drop_table("api_token")
    op.drop_table("invitation")
    with op.batch_alter_table("login_session") as table:
        table.drop_column("half")
        table.drop_column("browser")
    with op.batch_alter_table("user") as table:
        for name in USER_COLUMNS:
            table.drop_column(name)
