"""Which questions were kept? The saved questions of every project."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from bellrock.store.schema import BigKey, Json, Moment, metadata

QUESTIONS = Table(
    "questions",
    metadata,
    Column("number", BigKey, primary_key=True),  # the order in which they were made
    Column("id", String(16), nullable=False, unique=True),  # in addresses
    Column("project", ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(16), nullable=False),  # trend, funnel, retention or paths
    Column("name", String(200), nullable=False),
    Column("description", Text, nullable=False),
    Column("searched", Text, nullable=False),  # name and description, as a search compares them
    Column("ask", Json, nullable=False),  # as it was sent, checked
    Column("view", Json, nullable=False),  # how the app shows it; the app's own
    Column("owner", Integer, ForeignKey("users.id", ondelete="SET NULL")),  # None: made by a key
    Column("created", Moment, nullable=False),
    Column("updated", Moment, nullable=False),
    Column("deleted", Moment),  # None while it is kept
    Index("ix_questions_project_number", "project", "number"),
    info={"writer": "runtime"},
    comment="one row a saved question; deleted ones stay, so that they can be restored",
)
