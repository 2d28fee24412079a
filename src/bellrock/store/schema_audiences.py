"""Which audiences are there? Their names, whence their people came, and which filling counts."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bellrock.store.schema import BigKey, Json, Moment, metadata

AUDIENCES = Table(
    "audiences",
    metadata,
    Column("number", BigKey, primary_key=True),  # the order in which they were made
    Column("project", ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("key", String(64), nullable=False),  # what filters and addresses call it; it stays
    Column("name", String(200), nullable=False),
    Column("note", Text, nullable=False),
    Column("searched", Text, nullable=False),  # name and note, as a search compares them
    Column("definition", Json, nullable=False),  # where its people come from
    Column("content", BigInteger, nullable=False),  # number of the filling that counts
    Column("people", Integer, nullable=False),  # how many were filled in
    Column("filled", Moment, nullable=False),
    Column("owner", Integer, ForeignKey("users.id", ondelete="SET NULL")),  # None: made by a key
    Column("created", Moment, nullable=False),
    Column("updated", Moment, nullable=False),
    Column("deleted", Moment),  # None while it is kept
    UniqueConstraint("project", "key"),
    info={"writer": "audiences"},
    comment="one row an audience; deleted ones stay, so that they can be restored",
)
