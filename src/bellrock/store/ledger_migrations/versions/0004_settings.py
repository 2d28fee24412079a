"""Settings: what was changed in the app, by project."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bellrock.store.schema import Json, Moment

revision = "0004_settings"
down_revision = "0003_collect"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "settings",
        sa.Column("project", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("value", Json, nullable=False),
        sa.Column("updated", Moment, nullable=False),
        sa.PrimaryKeyConstraint("project", "name", name="pk_settings"),
        comment="one row a setting that was changed; project 0 is the whole installation",
    )
