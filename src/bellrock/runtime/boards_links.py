"""Who is shown a board without being a member? Whoever has its link, until it is taken back.

Only the digest of a link's secret is kept: who reads the ledger opens nothing. The link shows the
tiles of its board as they stand there, and nothing else of the project.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select, update

from bellrock.core.errors import Conflict, NotFound
from bellrock.core.time import Clock
from bellrock.runtime.accounts_secrets import digest, new_token
from bellrock.runtime.boards import Boards
from bellrock.runtime.boards_model import Board, Visitor
from bellrock.runtime.boards_rows import editable
from bellrock.store.ledger import Ledger
from bellrock.store.schema_boards import BOARD_LINKS, BOARDS

ANYONE = Visitor(None, changes=False, manages=False)
"""Who comes by a link."""


@dataclass(frozen=True)
class Shown:
    """A board that a link shows, and its project."""

    project: int
    board: Board


class BoardLinks:
    """The public links of all boards."""

    def __init__(self, ledger: Ledger, clock: Clock, boards: Boards) -> None:
        self._ledger = ledger
        self._clock = clock
        self._boards = boards

    def make(self, project: int, board: str, visitor: Visitor, *, actor: str) -> str:
        """Return the secret of a new public link; an older one of the board ends.

        Raises:
            NotFound, NotAllowed: as for any change of the board.
            Conflict: the board is private.
        """
        token = new_token()
        with self._ledger.write() as to:
            row = editable(to, project, board, visitor)
            if row.visibility == "private":
                raise Conflict(
                    "this board is private", hint="show it to the project first, then to others"
                )
            now = self._clock.now()
            to.execute(_live(row.number).values(revoked=now))
            to.execute(
                insert(BOARD_LINKS).values(
                    board=row.number, token=digest(token), creator=visitor.user, created=now
                )
            )
            self._boards.note(to, actor, "share", project, board, row.name)
        return token

    def revoke(self, project: int, board: str, visitor: Visitor, *, actor: str) -> None:
        """Take the link of a board back: it opens nothing from now on. Twice is once.

        Raises:
            NotFound, NotAllowed: as for any change of the board.
        """
        with self._ledger.write() as to:
            row = editable(to, project, board, visitor, kept=False)
            if to.execute(_live(row.number).values(revoked=self._clock.now())).rowcount:
                self._boards.note(to, actor, "unshare", project, board, row.name)

    def open(self, token: str) -> Shown:
        """Return the board that a link shows.

        Raises:
            NotFound: the link is unknown or taken back, or its board is deleted or private.
        """
        query = (
            select(BOARDS.c.project, BOARDS.c.id)
            .join(BOARD_LINKS, BOARD_LINKS.c.board == BOARDS.c.number)
            .where(
                BOARD_LINKS.c.token == digest(token),
                BOARD_LINKS.c.revoked.is_(None),
                BOARDS.c.deleted.is_(None),
                BOARDS.c.visibility == "project",
            )
        )
        with self._ledger.read() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise NotFound(
                "this link shows nothing", hint="ask whoever gave it to you for a new one"
            )
        return Shown(row.project, self._boards.show(row.project, row.id, ANYONE))


def _live(number: int):  # type: ignore[no-untyped-def] # an update, of a type not worth spelling out
    return update(BOARD_LINKS).where(BOARD_LINKS.c.board == number, BOARD_LINKS.c.revoked.is_(None))
