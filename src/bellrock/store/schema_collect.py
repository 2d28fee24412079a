"""Which imports have run, and what became of every part of them?"""

from __future__ import annotations

import sqlalchemy as sa

from bellrock.store.schema import Json, Moment, metadata

_WRITER = {"writer": "collect"}

IMPORTS = sa.Table(
    "imports",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("project", sa.Integer, nullable=False),
    # what the same files and the same mapping share, run after run
    sa.Column("digest", sa.String(32), nullable=False, index=True),
    sa.Column("run", sa.Integer, nullable=False),  # 1 for the first, one more for each repetition
    sa.Column("plan", Json, nullable=False),  # files and mapping, as given
    sa.Column("began", Moment, nullable=False),
    sa.Column("ended", Moment),  # None while it runs or waits to be resumed
    sa.Column("report", Json),  # what it came to
    sa.UniqueConstraint("project", "digest", "run"),
    info=_WRITER,
    comment="one row a run of an import",
)
IMPORT_CHUNKS = sa.Table(
    "import_chunks",
    metadata,
    sa.Column("import_id", sa.String(32), primary_key=True),
    sa.Column("file", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("first", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("record", sa.BigInteger, nullable=False),  # its place in the spool
    sa.Column("stored", sa.Integer, nullable=False),
    sa.Column("duplicate", sa.Integer, nullable=False),
    sa.Column("quarantined", sa.Integer, nullable=False),
    info=_WRITER,
    comment="one row a run of consecutive rows of a file, once it is in the lake",
)
