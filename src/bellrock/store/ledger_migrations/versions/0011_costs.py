"""Imports of costs: which files brought what was paid for people."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bellrock.store.schema import BigKey, Moment

revision = "0011_costs"
down_revision = "0010_alerts"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "cost_imports",
        sa.Column("number", BigKey, nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("project", sa.Integer, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("lines", sa.Integer, nullable=False),
        sa.Column("added", sa.Integer, nullable=False),
        sa.Column("replaced", sa.Integer, nullable=False),
        sa.Column("same", sa.Integer, nullable=False),
        sa.Column("owner", sa.Integer),
        sa.Column("created", Moment, nullable=False),
        sa.Column("deleted", Moment),
        sa.PrimaryKeyConstraint("number", name="pk_cost_imports"),
        sa.UniqueConstraint("id", name="uq_cost_imports_id"),
        sa.ForeignKeyConstraint(
            ["project"], ["projects.id"], name="fk_cost_imports_project", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["owner"], ["users.id"], name="fk_cost_imports_owner", ondelete="SET NULL"
        ),
        comment="one row a file of costs that was imported; the costs themselves are in the lake",
    )
    op.create_index("ix_cost_imports_project", "cost_imports", ["project"])
