"""Who is who, and why? Ids, the edges between them, decisions over edges, rules and folds.

`edges` is the log from which everything else about identity can be computed again; an edge's
`status` and `why`, and all of an identifier but its name, are what was computed last.
"""

from __future__ import annotations

import sqlalchemy as sa

from bellrock.store.schema import BigKey, Json, Moment, Unsigned64, metadata

_WRITER = {"writer": "people"}
_BLOCKED = sa.text("status = 'blocked'")

EDGES = sa.Table(
    "edges",
    metadata,
    sa.Column("id", Unsigned64, primary_key=True, autoincrement=False),
    sa.Column("project", sa.Integer, nullable=False),
    sa.Column("a", Unsigned64, nullable=False, index=True),
    sa.Column("a_type", sa.String(64), nullable=False),
    sa.Column("b", Unsigned64, nullable=False, index=True),
    sa.Column("b_type", sa.String(64), nullable=False),
    sa.Column("rule", sa.String(16), nullable=False),
    sa.Column("ts", sa.BigInteger, nullable=False),  # microseconds, of the earliest sighting
    sa.Column("event_id", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("verdict", sa.String(16), nullable=False),  # the newest decision, or empty
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("why", sa.String(16), nullable=False),
    sa.Index(
        "ix_edges_blocked",
        "project", "why", "ts",
        sqlite_where=_BLOCKED, postgresql_where=_BLOCKED,
    ),
    info=_WRITER,
    comment="one row a pair of ids and a rule",
)  # fmt: skip
IDENTIFIERS = sa.Table(
    "identifiers",
    metadata,
    sa.Column("key", Unsigned64, primary_key=True, autoincrement=False),
    sa.Column("type", sa.String(64), primary_key=True),
    sa.Column("project", sa.Integer, nullable=False),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("canonical", Unsigned64, nullable=False, index=True),  # the person it belongs to
    sa.Column("shared", sa.Boolean, nullable=False),  # a device of several users, by visit
    sa.Column("quarantined", sa.Boolean, nullable=False),  # seen with too many users
    sa.Column("version", sa.BigInteger, nullable=False),  # when that changed last
    sa.Index("ix_identifiers_project_value", "project", "value"),
    info=_WRITER,
    comment="one row an id and type; a user id and an anonymous id of one value share the key",
)
PUBLICATIONS = sa.Table(
    "identity_publications",
    metadata,
    sa.Column("version", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("pending", sa.Boolean, nullable=False),  # the lake may not know of it yet
    info=_WRITER,
    comment="one row a change of who is who that the lake has to learn; the newest is kept",
)
DECISIONS = sa.Table(
    "identity_decisions",
    metadata,
    sa.Column("id", BigKey, primary_key=True),
    sa.Column("project", sa.Integer, nullable=False),
    sa.Column("edge", Unsigned64, nullable=False, index=True),
    sa.Column("verdict", sa.String(16), nullable=False),  # revoked, accepted, dismissed or empty
    sa.Column("actor", sa.String(300), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("changed", Json, nullable=False),  # person before and after, by id
    info=_WRITER,
    comment="one row a decision of somebody over an edge; the newest of an edge counts",
)
IDENTITY = sa.Table(
    "identity",
    metadata,
    sa.Column("project", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("overrides", sa.Boolean, nullable=False),  # some id has ever belonged to another
    sa.Column("visits", sa.Boolean, nullable=False),  # some device has ever been shared
    sa.Column("rules", sa.Text),  # YAML; none while they are the default
    info=_WRITER,
    comment="one row a project with identity of its own",
)
TRAIT_FOLDS = sa.Table(
    "trait_folds",
    metadata,
    sa.Column("project", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("trait", sa.String(300), primary_key=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("sources", Json, nullable=False),
    sa.Column("updated", Moment, nullable=False),
    info=_WRITER,
    comment="one row a trait that is not folded by the latest",
)
