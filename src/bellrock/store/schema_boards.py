"""Which boards are there, who was shown them by a link, and what was said about them?"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from bellrock.store.schema import BigKey, Json, Moment, metadata

BOARDS = Table(
    "boards",
    metadata,
    Column("number", BigKey, primary_key=True),  # the order in which they were made
    Column("id", String(16), nullable=False, unique=True),  # in addresses
    Column("project", ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("name", String(200), nullable=False),
    Column("description", Text, nullable=False),
    Column("searched", Text, nullable=False),  # name and description, as a search compares them
    Column("visibility", String(16), nullable=False),  # private or project
    Column("filters", Json, nullable=False),  # from, to, where: over every tile's own
    Column("tiles", Json, nullable=False),  # in reading order, each with its place
    Column("owner", Integer, ForeignKey("users.id", ondelete="SET NULL")),  # None: made by a key
    Column("revision", Integer, nullable=False),  # grows with every change
    Column("created", Moment, nullable=False),
    Column("updated", Moment, nullable=False),
    Column("deleted", Moment),  # None while it is kept
    Index("ix_boards_project_number", "project", "number"),
    info={"writer": "runtime"},
    comment="one row a board; deleted ones stay, so that they can be restored",
)

BOARD_LINKS = Table(
    "board_links",
    metadata,
    Column("number", BigKey, primary_key=True),
    Column("board", ForeignKey("boards.number", ondelete="CASCADE"), nullable=False),
    Column("token", String(64), nullable=False, unique=True),  # its digest
    Column("creator", Integer, ForeignKey("users.id", ondelete="SET NULL")),
    Column("created", Moment, nullable=False),
    Column("revoked", Moment),  # None while it opens the board
    Index("ix_board_links_board", "board"),
    info={"writer": "runtime"},
    comment="one row a public link to a board; at most one of a board is not revoked",
)

BOARD_COMMENTS = Table(
    "board_comments",
    metadata,
    Column("number", BigKey, primary_key=True),
    Column("board", ForeignKey("boards.number", ondelete="CASCADE"), nullable=False),
    Column("author", Integer, ForeignKey("users.id", ondelete="SET NULL")),
    Column("text", Text, nullable=False),
    Column("created", Moment, nullable=False),
    Column("edited", Moment),  # None: as it was written
    Column("deleted", Moment),  # None while it is shown
    Index("ix_board_comments_board_number", "board", "number"),
    info={"writer": "runtime"},
    comment="one row a comment on a board; the text of a deleted one is gone",
)

BOARD_MENTIONS = Table(
    "board_mentions",
    metadata,
    Column("comment", ForeignKey("board_comments.number", ondelete="CASCADE"), primary_key=True),
    Column("user", ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("read", Moment),  # None until they have seen it
    Index("ix_board_mentions_user", "user"),
    info={"writer": "runtime"},
    comment="one row a member mentioned in a comment",
)
