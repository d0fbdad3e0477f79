"""People's e-mail addresses, and the accounts of a provider through which they sign in"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql import sqltypes

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("user", "invitation"):
        op.add_column(table, sa.Column("email", sqltypes.AutoString(), nullable=True))
    op.create_index("ix_user_email", "user", ["email"], unique=True)
    op.create_table(
        "identity",
        sa.Column("issuer", sqltypes.AutoString(), nullable=False),
        sa.Column("subject", sqltypes.AutoString(), nullable=False),
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("user.id"), nullable=False),
        sa.Column("since", sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("issuer", "subject"),
        sa.UniqueConstraint("user_id", "issuer"),
    )
    op.create_index("ix_identity_user_id", "identity", ["user_id"])


def downgrade() -> None:
    op.drop_table("identity")
    op.drop_index("ix_user_email", "user")
    for table in ("user", "invitation"):
        op.drop_column(table, "email")
