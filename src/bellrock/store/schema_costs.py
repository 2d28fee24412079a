"""Which files of costs were imported, and what became of their lines?"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from bellrock.store.schema import BigKey, Moment, metadata

COST_IMPORTS = Table(
    "cost_imports",
    metadata,
    Column("number", BigKey, primary_key=True),  # what costs in the lake name
    Column("id", String(16), nullable=False, unique=True),
    Column("project", ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("name", String(200), nullable=False),  # of the file
    Column("lines", Integer, nullable=False),
    Column("added", Integer, nullable=False),
    Column("replaced", Integer, nullable=False),
    Column("same", Integer, nullable=False),  # stood there already
    Column("owner", Integer, ForeignKey("users.id", ondelete="SET NULL")),
    Column("created", Moment, nullable=False),
    Column("deleted", Moment),  # None while its costs count
    Index("ix_cost_imports_project", "project"),
    info={"writer": "runtime"},
    comment="one row a file of costs that was imported; the costs themselves are in the lake",
)
