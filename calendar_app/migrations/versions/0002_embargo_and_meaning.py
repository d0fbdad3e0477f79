"""Items may be held back until an instant; what they ask for and which known day they keep is stored"""

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
    op.add_column("item", sa.Column("duty", sqltypes.AutoString(), nullable=False, server_default=""))
    op.add_column("item_date", sa.Column("observance", sqltypes.AutoString(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("item_date", "observance")
    op.drop_column("item", "duty")
    op.drop_column("item", "embargo_until")
