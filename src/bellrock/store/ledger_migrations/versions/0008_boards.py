"""Boards, their public links, comments and mentions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bellrock.store.schema import BigKey, Json, Moment

revision = "0008_boards"
down_revision = "0007_uploads"


def upgrade() -> None:
    """Create the tables."""
    _boards()
    _links()
    _comments()
    _mentions()


def _boards() -> None:
    op.create_table(
        "boards",
        sa.Column("number", BigKey, nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("project", sa.Integer, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("searched", sa.Text, nullable=False),
        sa.Column("visibility", sa.String(16), nullable=False),
        sa.Column("filters", Json, nullable=False),
        sa.Column("tiles", Json, nullable=False),
        sa.Column("owner", sa.Integer),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("created", Moment, nullable=False),
        sa.Column("updated", Moment, nullable=False),
        sa.Column("deleted", Moment),
        sa.PrimaryKeyConstraint("number", name="pk_boards"),
        sa.UniqueConstraint("id", name="uq_boards_id"),
        sa.ForeignKeyConstraint(
            ["project"], ["projects.id"], name="fk_boards_project", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["owner"], ["users.id"], name="fk_boards_owner", ondelete="SET NULL"
        ),
        comment="one row a board; deleted ones stay, so that they can be restored",
    )
    op.create_index("ix_boards_project_number", "boards", ["project", "number"])


def _links() -> None:
    op.create_table(
        "board_links",
        sa.Column("number", BigKey, nullable=False),
        sa.Column("board", BigKey, nullable=False),
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("creator", sa.Integer),
        sa.Column("created", Moment, nullable=False),
        sa.Column("revoked", Moment),
        sa.PrimaryKeyConstraint("number", name="pk_board_links"),
        sa.UniqueConstraint("token", name="uq_board_links_token"),
        sa.ForeignKeyConstraint(
            ["board"], ["boards.number"], name="fk_board_links_board", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["creator"], ["users.id"], name="fk_board_links_creator", ondelete="SET NULL"
        ),
        comment="one row a public link to a board; at most one of a board is not revoked",
    )
    op.create_index("ix_board_links_board", "board_links", ["board"])


def _comments() -> None:
    op.create_table(
        "board_comments",
        sa.Column("number", BigKey, nullable=False),
        sa.Column("board", BigKey, nullable=False),
        sa.Column("author", sa.Integer),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("created", Moment, nullable=False),
        sa.Column("edited", Moment),
        sa.Column("deleted", Moment),
        sa.PrimaryKeyConstraint("number", name="pk_board_comments"),
        sa.ForeignKeyConstraint(
            ["board"], ["boards.number"], name="fk_board_comments_board", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["author"], ["users.id"], name="fk_board_comments_author", ondelete="SET NULL"
        ),
        comment="one row a comment on a board; the text of a deleted one is gone",
    )
    op.create_index("ix_board_comments_board_number", "board_comments", ["board", "number"])


def _mentions() -> None:
    op.create_table(
        "board_mentions",
        sa.Column("comment", BigKey, nullable=False),
        sa.Column("user", sa.Integer, nullable=False),
        sa.Column("read", Moment),
        sa.PrimaryKeyConstraint("comment", "user", name="pk_board_mentions"),
        sa.ForeignKeyConstraint(
            ["comment"],
            ["board_comments.number"],
            name="fk_board_mentions_comment",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user"], ["users.id"], name="fk_board_mentions_user", ondelete="CASCADE"
        ),
        comment="one row a member mentioned in a comment",
    )
    op.create_index("ix_board_mentions_user", "board_mentions", ["user"])
