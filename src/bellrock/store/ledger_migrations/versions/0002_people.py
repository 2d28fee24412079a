"""The identity graph and its decisions: the tables of `schema_people.py`."""

from __future__ import annotations

revision = "0002_people"
down_revision = "0001_accounts"


def upgrade() -> None:
    """Create the tables."""
