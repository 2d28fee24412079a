"""Which files were uploaded to be imported, and what became of them?"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, String, Table, Text

from bellrock.store.schema import BigKey, Json, Moment, metadata

UPLOADS = Table(
    "uploads",
    metadata,
    Column("number", BigKey, primary_key=True),  # the order in which they came
    Column("id", String(16), nullable=False, unique=True),  # in addresses
    Column("project", ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("name", String(200), nullable=False),  # of the file, fit for a disk
    Column("bytes", BigInteger, nullable=False),
    Column("digest", String(32), nullable=False),
    Column("actor", String(300), nullable=False),
    Column("created", Moment, nullable=False),
    Column("state", String(16), nullable=False),
    # uploaded, waiting, running, cancelled, failed or finished
    Column("map", Json),  # what its columns mean, once it is imported
    Column("import_id", String(32)),  # the run of the import, once it has begun
    Column("began", Moment),
    Column("ended", Moment),
    Column("rows_read", BigInteger, nullable=False),
    Column("bytes_read", BigInteger, nullable=False),
    Column("error", Text),
    Column("hint", Text),
    Column("removed", Moment),  # when the file itself was deleted
    Index("ix_uploads_project_number", "project", "number"),
    info={"writer": "runtime"},
    comment="one row an uploaded file",
)
