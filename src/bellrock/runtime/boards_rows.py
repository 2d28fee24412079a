"""How does a board stand in the ledger, and who may see and change it? Queries and rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, or_, select, update

from bellrock.core.errors import NotAllowed, NotFound
from bellrock.runtime.boards_model import BoardHead, LinkInfo, Tile, Visitor
from bellrock.runtime.saved_questions import Author
from bellrock.store.schema_accounts import USERS
from bellrock.store.schema_boards import BOARD_COMMENTS, BOARD_LINKS, BOARD_MENTIONS, BOARDS


def editable(
    connection: Connection, project: int, board: str, visitor: Visitor, *, kept: bool = True
) -> Row[Any]:
    """Return a board's row, if `visitor` may change it.

    Raises:
        NotFound: there is no such board, or it is deleted and should not be.
        NotAllowed: it is another member's.
    """
    row = one_board(connection, project, board, visitor, kept=kept)
    if not may_change(row, visitor):
        raise NotAllowed(
            "this board is another member's",
            hint="make a board of your own, or ask its owner or an admin of the project",
        )
    return row


def seen(connection: Connection, project: int, board: str, visitor: Visitor) -> Row[Any]:
    """Return the row of a board that is kept and that `visitor` sees.

    Raises:
        NotFound: there is none.
    """
    return one_board(connection, project, board, visitor, kept=True)


def boards_for(visitor: Visitor) -> Select[Any]:
    """Return a select of boards with their owner, live link and what `visitor` has not read."""
    live = BOARD_LINKS.alias("live")
    maker = USERS.alias("maker")
    unread = (
        select(func.count())
        .select_from(BOARD_MENTIONS.join(BOARD_COMMENTS))
        .where(
            BOARD_COMMENTS.c.board == BOARDS.c.number,
            BOARD_COMMENTS.c.deleted.is_(None),
            BOARD_MENTIONS.c.user == visitor.user,
            BOARD_MENTIONS.c.read.is_(None),
        )
        .correlate(BOARDS)
        .scalar_subquery()
    )
    joined = (
        BOARDS.outerjoin(USERS, USERS.c.id == BOARDS.c.owner)
        .outerjoin(live, (live.c.board == BOARDS.c.number) & live.c.revoked.is_(None))
        .outerjoin(maker, maker.c.id == live.c.creator)
    )
    return select(
        BOARDS,
        USERS.c.email.label("owner_email"), USERS.c.name.label("owner_name"),
        live.c.number.label("link"), live.c.created.label("link_created"),
        live.c.creator.label("link_creator"), maker.c.email.label("link_email"),
        maker.c.name.label("link_name"), unread.label("unread"),
    ).select_from(joined)  # fmt: skip


def seen_by(visitor: Visitor) -> ColumnElement[bool]:
    """Return the condition that `visitor` sees a board."""
    open_to_all = BOARDS.c.visibility != "private"
    if visitor.user is None:
        return open_to_all
    return or_(open_to_all, BOARDS.c.owner == visitor.user)


def one_board(
    connection: Connection, project: int, board: str, visitor: Visitor, *, kept: bool = False
) -> Row[Any]:
    """Return the row of a board that `visitor` sees.

    Raises:
        NotFound: there is none, or it is deleted and should not be.
    """
    query = boards_for(visitor).where(
        BOARDS.c.project == project, BOARDS.c.id == board, seen_by(visitor)
    )
    row = connection.execute(query).one_or_none()
    if row is None or (kept and row.deleted is not None):
        raise NotFound(
            "there is no such board" if row is None else "this board is deleted",
            hint="list them with GET /api/v1/boards"
            if row is None
            else f"bring it back with POST /api/v1/boards/{board}/restore",
        )
    return row


def may_change(row: Row[Any], visitor: Visitor) -> bool:
    """Return whether `visitor` may change a board."""
    mine = row.owner is None or row.owner == visitor.user
    return visitor.changes and (mine or visitor.manages)


def at(number: int) -> Any:  # sqlalchemy's own type is not worth spelling out
    """Return an update of one board."""
    return update(BOARDS).where(BOARDS.c.number == number)


def head(row: Row[Any], visitor: Visitor) -> BoardHead:
    """Read a board of a list."""
    return BoardHead(
        row.id, row.name, row.description, row.visibility, author(row), len(row.tiles),
        row.link is not None, row.unread, may_change(row, visitor),
        row.created, row.updated, row.deleted,
    )  # fmt: skip


def author(row: Row[Any]) -> Author | None:
    """Read a board's owner."""
    return None if row.owner is None else Author(row.owner, row.owner_email, row.owner_name)


def link(row: Row[Any]) -> LinkInfo | None:
    """Read a board's public link, where it has one."""
    if row.link is None:
        return None
    by = None
    if row.link_creator is not None:
        by = Author(row.link_creator, row.link_email, row.link_name)
    return LinkInfo(row.link_created, by)


def tiles_of(row: Row[Any]) -> list[Tile]:
    """Read a board's tiles."""
    return [Tile.model_validate(tile) for tile in row.tiles]


def searched(row: Mapping[str, Any]) -> str:
    """Return what a search compares with."""
    return f"{row['name']}\n{row['description']}".casefold()
