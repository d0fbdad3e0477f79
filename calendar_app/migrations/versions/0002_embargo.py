"""Items may be held back until an instant"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql import sqltypes

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("item", sa.Column("embargo_until", sqltypes.UTCDateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("item", "embargo_until")
