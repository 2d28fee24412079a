"""Who may do what? Users, sessions, projects, members, keys, links, sign-in attempts and the audit.

Secrets are stored as digests; only write keys, which every web page shows anyway, are kept in full.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table

from bellrock.store.schema import Json, Moment, metadata

_WRITER = {"writer": "runtime"}

PROJECTS = Table(
    "projects",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
    Column("zone", String(64), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("bots", String(16), nullable=False),  # excluded or included, in answers
    Column("retention_days", Integer),  # None keeps events for ever
    Column("created", Moment, nullable=False),
    info=_WRITER,
)
USERS = Table(
    "users",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("email", String(254), nullable=False, unique=True),  # as `plain_email` writes it
    Column("name", String(200), nullable=False),
    Column("password", String(300), nullable=False),  # argon2id
    Column("created", Moment, nullable=False),
    Column("language", String(16)),  # en, zh-CN; None: as the browser says
    Column("theme", String(16)),  # system, light or dark; None: not chosen
    info=_WRITER,
)
MEMBERS = Table(
    "members",
    metadata,
    Column("project", ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("user", ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("created", Moment, nullable=False),
    info=_WRITER,
)
SESSIONS = Table(
    "sessions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("token", String(64), nullable=False, unique=True),  # digest
    Column("user", ForeignKey("users.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("created", Moment, nullable=False),
    Column("seen", Moment, nullable=False),
    Column("address", String(64), nullable=False),
    Column("user_agent", String(300), nullable=False),
    info=_WRITER,
)
KEYS = Table(
    "keys",
    metadata,
    Column("id", Integer, primary_key=True),  # the source number on events
    Column("project", ForeignKey("projects.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", String(8), nullable=False),  # write, read or admin
    Column("name", String(200), nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("shown", String(100), nullable=False),  # a write key in full, else its last digits
    Column("created", Moment, nullable=False),
    Column("revoked", Moment),
    info=_WRITER,
)
LINKS = Table(
    "links",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("purpose", String(16), nullable=False),  # owner or invite
    Column("token", String(64), nullable=False, unique=True),  # digest
    Column("email", String(254), nullable=False),  # of an invitation, else empty
    Column("project", ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("role", String(16), nullable=False),
    Column("expires", Moment, nullable=False),
    Column("used", Boolean, nullable=False),
    info=_WRITER,
)
ATTEMPTS = Table(
    "attempts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("account", String(64), nullable=False),  # digest of the e-mail tried, known or not
    Column("address", String(64), nullable=False),  # IPv4 address, or IPv6 network of 64 bits
    Index("attempts_by_account", "account", "at"),
    Index("attempts_by_address", "address", "at"),
    info=_WRITER,
)
AUDIT = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("project", Integer, index=True),  # no foreign key: the record outlives the project
    Column("actor", String(300), nullable=False),  # user:3 ann@example.org, key:7, cli
    Column("action", String(64), nullable=False),  # key.create, member.remove, …
    Column("target", String(300), nullable=False),
    Column("detail", Json, nullable=False),
    info=_WRITER,
)
