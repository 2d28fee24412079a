"""How each user wants to see the app."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006_preferences"
down_revision = "0005_questions"


def upgrade() -> None:
    """Add the columns; nobody has chosen yet."""
    op.add_column("users", sa.Column("language", sa.String(16)))
    op.add_column("users", sa.Column("theme", sa.String(16)))
