"""Pictures of pages, on which clicks are drawn."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bellrock.store.schema import BigKey, Moment

revision = "0014_heat"
down_revision = "0013_audiences"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "heat_pictures",
        sa.Column("number", BigKey, nullable=False),
        sa.Column("project", sa.Integer, nullable=False),
        sa.Column("page", sa.Text, nullable=False),
        sa.Column("device", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("updated", Moment, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_heat_pictures"),
        sa.UniqueConstraint("project", "page", "device", name="uq_heat_pictures_page"),
        sa.ForeignKeyConstraint(
            ["project"], ["projects.id"], name="fk_heat_pictures_project", ondelete="CASCADE"
        ),
        comment="one row a picture of a page on a kind of screen",
    )
