"""Saved questions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bellrock.store.schema import BigKey, Json, Moment

revision = "0005_questions"
down_revision = "0004_settings"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "questions",
        sa.Column("number", BigKey, nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("project", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("searched", sa.Text, nullable=False),
        sa.Column("ask", Json, nullable=False),
        sa.Column("view", Json, nullable=False),
        sa.Column("owner", sa.Integer),
        sa.Column("created", Moment, nullable=False),
        sa.Column("updated", Moment, nullable=False),
        sa.Column("deleted", Moment),
        sa.PrimaryKeyConstraint("number", name="pk_questions"),
        sa.UniqueConstraint("id", name="uq_questions_id"),
        sa.ForeignKeyConstraint(
            ["project"], ["projects.id"], name="fk_questions_project", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["owner"], ["users.id"], name="fk_questions_owner", ondelete="SET NULL"
        ),
        comment="one row a saved question; deleted ones stay, so that they can be restored",
    )
    op.create_index("ix_questions_project_number", "questions", ["project", "number"])
