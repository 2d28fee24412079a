"""Imports: their runs, and what became of every chunk of rows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bellrock.store.schema import Json, Moment

revision = "0003_collect"
down_revision = "0002_people"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "imports",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("project", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.Column("run", sa.Integer, nullable=False),
        sa.Column("plan", Json, nullable=False),
        sa.Column("began", Moment, nullable=False),
        sa.Column("ended", Moment),
        sa.Column("report", Json),
        sa.PrimaryKeyConstraint("id", name="pk_imports"),
        sa.UniqueConstraint("project", "digest", "run", name="uq_imports_project_digest_run"),
        comment="one row a run of an import",
    )
    op.create_index("ix_imports_digest", "imports", ["digest"])
    op.create_table(
        "import_chunks",
        sa.Column("import_id", sa.String(32), nullable=False),
        sa.Column("file", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("first", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("record", sa.BigInteger, nullable=False),
        sa.Column("stored", sa.Integer, nullable=False),
        sa.Column("duplicate", sa.Integer, nullable=False),
        sa.Column("quarantined", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("import_id", "file", "first", name="pk_import_chunks"),
        comment="one row a run of consecutive rows of a file, once it is in the lake",
    )
