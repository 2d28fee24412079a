"""The identity graph and its decisions: the tables of `schema_people.py`."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bellrock.store.schema import BigKey, Json, Moment, Unsigned64

revision = "0002_people"
down_revision = "0001_accounts"


def upgrade() -> None:
    """Create the tables."""
    _edges()
    _identifiers()
    _decisions()
    _choices()


def _edges() -> None:
    blocked = sa.text("status = 'blocked'")
    op.create_table(
        "edges",
        sa.Column("id", Unsigned64, primary_key=True, autoincrement=False),
        sa.Column("project", sa.Integer, nullable=False),
        sa.Column("a", Unsigned64, nullable=False, index=True),
        sa.Column("a_type", sa.String(64), nullable=False),
        sa.Column("b", Unsigned64, nullable=False, index=True),
        sa.Column("b_type", sa.String(64), nullable=False),
        sa.Column("rule", sa.String(16), nullable=False),
        sa.Column("ts", sa.BigInteger, nullable=False),
        sa.Column("event_id", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("why", sa.String(16), nullable=False),
        sa.Index(
            "ix_edges_blocked",
            "project", "why", "ts",
            sqlite_where=blocked, postgresql_where=blocked,
        ),
        comment="one row a pair of ids and a rule",
    )  # fmt: skip


def _identifiers() -> None:
    op.create_table(
        "identifiers",
        sa.Column("key", Unsigned64, primary_key=True, autoincrement=False),
        sa.Column("type", sa.String(64), primary_key=True),
        sa.Column("project", sa.Integer, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("canonical", Unsigned64, nullable=False, index=True),
        sa.Column("shared", sa.Boolean, nullable=False),
        sa.Column("quarantined", sa.Boolean, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Index("ix_identifiers_project_value", "project", "value"),
        comment="one row an id and type; a user id and an anonymous id of one value share the key",
    )
    op.create_table(
        "identity_publications",
        sa.Column("version", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("pending", sa.Boolean, nullable=False),
        comment="one row a change of who is who that the lake has to learn; the newest is kept",
    )


def _decisions() -> None:
    op.create_table(
        "identity_decisions",
        sa.Column("id", BigKey, primary_key=True),
        sa.Column("project", sa.Integer, nullable=False),
        sa.Column("edge", Unsigned64, nullable=False, index=True),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("actor", sa.String(300), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("changed", Json, nullable=False),
        comment="one row a decision of somebody over an edge; the newest of an edge counts",
    )


def _choices() -> None:
    op.create_table(
        "identity",
        sa.Column("project", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("overrides", sa.Boolean, nullable=False),
        sa.Column("visits", sa.Boolean, nullable=False),
        sa.Column("rules", sa.Text),
        comment="one row a project with identity of its own",
    )
    op.create_table(
        "trait_folds",
        sa.Column("project", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("trait", sa.String(300), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("sources", Json, nullable=False),
        sa.Column("updated", Moment, nullable=False),
        comment="one row a trait that is not folded by the latest",
    )
