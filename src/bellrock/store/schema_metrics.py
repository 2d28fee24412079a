"""Which numbers are registered, what are they meant to reach, and what drives them?"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bellrock.store.schema import BigKey, Json, Moment, metadata

METRICS = Table(
    "metrics",
    metadata,
    Column("number", BigKey, primary_key=True),  # the order in which they were made
    Column("id", String(16), nullable=False, unique=True),  # in addresses
    Column("project", ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("key", String(64), nullable=False),  # what files and programs call it
    Column("name", String(200), nullable=False),
    Column("description", Text, nullable=False),
    Column("searched", Text, nullable=False),  # name and description, as a search compares them
    Column("definition", Json, nullable=False),  # as `query.registered` reads it
    Column("owner", Integer, ForeignKey("users.id", ondelete="SET NULL")),
    Column("created", Moment, nullable=False),
    Column("updated", Moment, nullable=False),
    Column("deleted", Moment),  # None while it is kept
    UniqueConstraint("project", "key"),
    info={"writer": "runtime"},
    comment="one row a registered metric; deleted ones stay, so that they can be restored",
)

GOALS = Table(
    "goals",
    metadata,
    Column("number", BigKey, primary_key=True),
    Column("id", String(16), nullable=False, unique=True),
    Column("project", ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("parent", ForeignKey("goals.number", ondelete="CASCADE")),  # None: a north star
    Column("metric", ForeignKey("metrics.number", ondelete="CASCADE"), nullable=False),
    Column("made_by", String(8)),  # sum, product or ratio of its drivers; None without drivers
    Column("place", Integer, nullable=False),  # among its siblings, from 0
    Column("target", Float),
    Column("due", Date),
    Column("note", Text, nullable=False),  # a note or a hypothesis
    Column("created", Moment, nullable=False),
    Column("updated", Moment, nullable=False),
    Index("ix_goals_project", "project"),
    info={"writer": "runtime"},
    comment="one row a node of a goal tree",
)

STAGES = Table(
    "growth_stages",
    metadata,
    Column("project", ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("stage", String(16), primary_key=True),  # acquisition … revenue
    Column("metric", ForeignKey("metrics.number", ondelete="CASCADE"), nullable=False),
    Column("target", Float),
    Column("updated", Moment, nullable=False),
    info={"writer": "runtime"},
    comment="one row a stage of growth that has a metric",
)
