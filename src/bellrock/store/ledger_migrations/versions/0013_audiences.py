"""Audiences: names, definitions, and which filling counts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bellrock.store.schema import BigKey, Json, Moment

revision = "0013_audiences"
down_revision = "0012_reports"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "audiences",
        sa.Column("number", BigKey, nullable=False),
        sa.Column("project", sa.Integer, nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("searched", sa.Text, nullable=False),
        sa.Column("definition", Json, nullable=False),
        sa.Column("content", sa.BigInteger, nullable=False),
        sa.Column("people", sa.Integer, nullable=False),
        sa.Column("filled", Moment, nullable=False),
        sa.Column("owner", sa.Integer),
        sa.Column("created", Moment, nullable=False),
        sa.Column("updated", Moment, nullable=False),
        sa.Column("deleted", Moment),
        sa.PrimaryKeyConstraint("number", name="pk_audiences"),
        sa.UniqueConstraint("project", "key", name="uq_audiences_project_key"),
        sa.ForeignKeyConstraint(
            ["project"], ["projects.id"], name="fk_audiences_project", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["owner"], ["users.id"], name="fk_audiences_owner", ondelete="SET NULL"
        ),
        comment="one row an audience; deleted ones stay, so that they can be restored",
    )
