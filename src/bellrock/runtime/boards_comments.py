"""What was said about a board, by whom, and who was meant? Members write; their own they change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from bellrock.core.errors import InvalidDefinition, NotAllowed, NotFound
from bellrock.core.time import Clock
from bellrock.runtime.boards_model import Visitor
from bellrock.runtime.boards_rows import seen
from bellrock.runtime.saved_questions import Author
from bellrock.store.ledger import Ledger
from bellrock.store.schema_accounts import MEMBERS, USERS
from bellrock.store.schema_boards import BOARD_COMMENTS, BOARD_MENTIONS, BOARDS

TEXT, MENTIONS = 4000, 20
"""The longest comment, in characters, and the most members it mentions."""
_C, _M = BOARD_COMMENTS.c, BOARD_MENTIONS.c


@dataclass(frozen=True)
class Comment:
    """What a member said of a board; `text` is empty where it was deleted."""

    id: int
    author: Author | None
    text: str
    mentions: list[int]
    """The members meant, by the number of their user."""
    unread: bool
    """Whether it mentions the caller, who has not read it."""
    created: datetime
    edited: datetime | None
    deleted: datetime | None


class BoardComments:
    """The comments on all boards."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def of(
        self, project: int, board: str, visitor: Visitor, *, after: int = 0, limit: int = 50
    ) -> tuple[list[Comment], int | None]:
        """Return the comments on a board, oldest first, and after which the next page begins.

        Raises:
            NotFound: there is no such board.
        """
        with self._ledger.read() as connection:
            row = seen(connection, project, board, visitor)
            query = _comments().where(_C.board == row.number, _C.number > after)
            rows = connection.execute(query.order_by(_C.number).limit(limit + 1)).all()
            shown = rows[:limit]
            meant = _mentions(connection, [one.number for one in shown])
        more = shown[-1].number if len(rows) > limit else None
        return [_comment(one, meant.get(one.number, {}), visitor) for one in shown], more

    def mentionable(self, project: int, board: str, visitor: Visitor) -> list[Author]:
        """Return the members who can be mentioned: those who see the board, by name."""
        with self._ledger.read() as connection:
            row = seen(connection, project, board, visitor)
            found = connection.execute(
                select(USERS.c.id, USERS.c.email, USERS.c.name)
                .join(MEMBERS, MEMBERS.c.user == USERS.c.id)
                .where(MEMBERS.c.project == project)
                .order_by(func.lower(USERS.c.name), USERS.c.email)
            ).all()
        private = row.visibility == "private"
        return [Author(*one) for one in found if not private or one.id == row.owner]

    def add(
        self, project: int, board: str, text: str, mentions: Sequence[int], visitor: Visitor
    ) -> Comment:
        """Say something about a board.

        Raises:
            NotFound: there is no such board.
            NotAllowed: the caller is a program.
            InvalidDefinition: there is nothing said, or somebody meant who does not see the board.
        """
        author = _member(visitor)
        allowed = {one.id for one in self.mentionable(project, board, visitor)}
        said, meant = _checked(text, mentions, allowed)
        with self._ledger.write() as to:
            row = seen(to, project, board, visitor)
            values = {"board": row.number, "author": author, "text": said}
            done = to.execute(insert(BOARD_COMMENTS).values(**values, created=self._clock.now()))
            number = done.inserted_primary_key[0]  # type: ignore[index] # there is one
            _mention(to, number, meant, author)
            return self._one(to, number, visitor)

    def change(
        self, project: int, board: str, number: int, text: str, mentions: Sequence[int],
        visitor: Visitor,
    ) -> Comment:  # fmt: skip
        """Say one's own comment otherwise; who was mentioned before and read it has read it.

        Raises:
            NotFound, NotAllowed, InvalidDefinition: as `add`; or it is another's.
        """
        author = _member(visitor)
        allowed = {one.id for one in self.mentionable(project, board, visitor)}
        said, meant = _checked(text, mentions, allowed)
        with self._ledger.write() as to:
            self._own(to, project, board, number, visitor)
            to.execute(
                update(BOARD_COMMENTS)
                .where(_C.number == number)
                .values(text=said, edited=self._clock.now())
            )
            old = _mentions(to, [number]).get(number, {})
            gone = set(old) - set(meant)
            to.execute(delete(BOARD_MENTIONS).where(_M.comment == number, _M.user.in_(gone)))
            _mention(to, number, [one for one in meant if one not in old], author)
            return self._one(to, number, visitor)

    def delete(self, project: int, board: str, number: int, visitor: Visitor) -> None:
        """Take one's own comment back, or as a manager anybody's: its text is gone for good.

        Raises:
            NotFound: there is no such comment.
            NotAllowed: it is another's.
        """
        with self._ledger.write() as to:
            self._own(to, project, board, number, visitor, managed=True)
            gone = {"text": "", "deleted": self._clock.now()}
            to.execute(update(BOARD_COMMENTS).where(_C.number == number).values(**gone))
            to.execute(delete(BOARD_MENTIONS).where(_M.comment == number))

    def read(self, project: int, board: str, visitor: Visitor) -> None:
        """Note that the caller has read what mentions them on a board.

        Raises:
            NotFound: there is no such board.
        """
        with self._ledger.write() as to:
            row = seen(to, project, board, visitor)
            of_board = select(_C.number).where(_C.board == row.number)
            to.execute(
                update(BOARD_MENTIONS)
                .where(_M.user == visitor.user, _M.read.is_(None), _M.comment.in_(of_board))
                .values(read=self._clock.now())
            )

    def unread(self, project: int, user: int) -> int:
        """Return how many comments in the project mention a member who has not read them."""
        query = (
            select(func.count())
            .select_from(BOARD_MENTIONS.join(BOARD_COMMENTS).join(BOARDS))
            .where(_M.user == user, _M.read.is_(None), _C.deleted.is_(None))
            .where(BOARDS.c.project == project, BOARDS.c.deleted.is_(None))
            .where((BOARDS.c.visibility != "private") | (BOARDS.c.owner == user))
        )
        with self._ledger.read() as connection:
            return int(connection.execute(query).scalar_one())

    def _one(self, connection: Connection, number: int, visitor: Visitor) -> Comment:
        row = connection.execute(_comments().where(_C.number == number)).one()
        return _comment(row, _mentions(connection, [number]).get(number, {}), visitor)

    def _own(
        self, to: Connection, project: int, board: str, number: int, visitor: Visitor,
        *, managed: bool = False,
    ) -> None:  # fmt: skip
        on = seen(to, project, board, visitor)
        row = to.execute(
            _comments().where(_C.number == number, _C.board == on.number, _C.deleted.is_(None))
        ).one_or_none()
        if row is None:
            raise NotFound("there is no such comment", hint="load the comments again")
        mine = visitor.user is not None and row.author == visitor.user
        if not mine and not (managed and visitor.manages):
            raise NotAllowed("this comment is another member's", hint="answer it with one of yours")


def _comments() -> Any:  # sqlalchemy's own type for a two-table select is not worth spelling out
    return select(
        BOARD_COMMENTS, USERS.c.email.label("author_email"), USERS.c.name.label("author_name")
    ).outerjoin(USERS, USERS.c.id == _C.author)


def _mentions(
    connection: Connection, numbers: Sequence[int]
) -> dict[int, dict[int, datetime | None]]:
    """Return who was meant in each comment, and when they read it."""
    found: dict[int, dict[int, datetime | None]] = {}
    query = select(_M.comment, _M.user, _M.read).where(_M.comment.in_(numbers)).order_by(_M.user)
    for comment, user, read in connection.execute(query):
        found.setdefault(comment, {})[user] = read
    return found


def _mention(to: Connection, number: int, users: Sequence[int], author: int) -> None:
    rows = [{"comment": number, "user": one} for one in users if one != author]
    if rows:
        to.execute(insert(BOARD_MENTIONS), rows)


def _comment(row: Row[Any], meant: dict[int, datetime | None], visitor: Visitor) -> Comment:
    author = None if row.author is None else Author(row.author, row.author_email, row.author_name)
    unread = visitor.user in meant and meant[visitor.user] is None
    return Comment(
        row.number, author, row.text, list(meant), unread, row.created, row.edited, row.deleted
    )


def _member(visitor: Visitor) -> int:
    if visitor.user is None:
        raise NotAllowed("only members may do this", hint="sign in")
    return visitor.user


def _checked(text: str, mentions: Sequence[int], allowed: set[int]) -> tuple[str, list[int]]:
    if not text.strip():
        raise InvalidDefinition("a comment says something", hint="write a word", field="text")
    for i, user in enumerate(mentions):
        if user not in allowed:
            raise InvalidDefinition(
                "a member is mentioned who does not see this board",
                hint="mention members of the project; a private board has one",
                field=f"mentions[{i}]",
            )  # fmt: skip
    return text.strip(), list(dict.fromkeys(mentions))
