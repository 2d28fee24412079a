"""Imports and deduplication: the tables of `schema_collect.py`."""

from __future__ import annotations

revision = "0003_collect"
down_revision = "0002_people"


def upgrade() -> None:
    """Create the tables."""
