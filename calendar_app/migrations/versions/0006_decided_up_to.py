"""A release knows up to which decision it has taken in what was decided"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("release", sa.Column("decided_up_to", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("release", "decided_up_to")
