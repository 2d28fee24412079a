"""Files uploaded to be imported."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bellrock.store.schema import BigKey, Json, Moment

revision = "0007_uploads"
down_revision = "0006_preferences"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "uploads",
        sa.Column("number", BigKey, nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("project", sa.Integer, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("bytes", sa.BigInteger, nullable=False),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.Column("actor", sa.String(300), nullable=False),
        sa.Column("created", Moment, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("map", Json),
        sa.Column("import_id", sa.String(32)),
        sa.Column("began", Moment),
        sa.Column("ended", Moment),
        sa.Column("rows_read", sa.BigInteger, nullable=False),
        sa.Column("bytes_read", sa.BigInteger, nullable=False),
        sa.Column("error", sa.Text),
        sa.Column("hint", sa.Text),
        sa.Column("removed", Moment),
        sa.PrimaryKeyConstraint("number", name="pk_uploads"),
        sa.UniqueConstraint("id", name="uq_uploads_id"),
        sa.ForeignKeyConstraint(
            ["project"], ["projects.id"], name="fk_uploads_project", ondelete="CASCADE"
        ),
        comment="one row an uploaded file",
    )
    op.create_index("ix_uploads_project_number", "uploads", ["project", "number"])
