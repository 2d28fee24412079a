"""Which boards are there? Made, found, changed, deleted and brought back, by who may.

A private board is its owner's alone; any other is read by every member. Who may change things
changes their own boards, and those that a program made; managers change every board they see.
"""

from __future__ import annotations

import secrets
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, insert

from bellrock.core.errors import Conflict, InvalidDefinition
from bellrock.core.time import Clock
from bellrock.runtime.accounts_audit import Audit
from bellrock.runtime.boards_model import (
    DOCUMENT_BYTES,
    TILES,
    Board,
    BoardHead,
    Filters,
    NewTile,
    Place,
    Tile,
    Visitor,
    below,
    check_filters,
    check_place,
    check_tile,
)
from bellrock.runtime.boards_rows import (
    at,
    author,
    boards_for,
    editable,
    head,
    link,
    may_change,
    one_board,
    searched,
    seen_by,
    tiles_of,
)
from bellrock.runtime.documents import plain_json
from bellrock.runtime.saved_questions import SavedQuestion, SavedQuestions
from bellrock.store.ledger import Ledger
from bellrock.store.schema_boards import BOARDS

_LETTERS = string.ascii_letters + string.digits
_SIZES = {"question": (6, 8), "number": (3, 4), "text": (6, 3)}
"""Columns and rows of a tile that is added without a place."""


@dataclass(frozen=True)
class BoardSearch:
    """Which boards; what is empty does not matter. `before` is a board's number."""

    text: str = ""
    deleted: bool = False
    before: int | None = None
    limit: int = 50


class Boards:
    """The boards of every project."""

    def __init__(
        self, ledger: Ledger, clock: Clock, audit: Audit, questions: SavedQuestions
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._audit = audit
        self._questions = questions

    def find(
        self, project: int, visitor: Visitor, search: BoardSearch
    ) -> tuple[list[BoardHead], int | None]:
        """Return boards that `visitor` sees, newest first, and where the next page begins."""
        kept = BOARDS.c.deleted
        query = boards_for(visitor).where(
            BOARDS.c.project == project,
            seen_by(visitor),
            kept.is_not(None) if search.deleted else kept.is_(None),
        )
        if search.text.strip():
            text = search.text.strip().casefold()
            query = query.where(BOARDS.c.searched.contains(text, autoescape=True))
        if search.before is not None:
            query = query.where(BOARDS.c.number < search.before)
        newest = query.order_by(BOARDS.c.number.desc()).limit(search.limit + 1)
        with self._ledger.read() as connection:
            rows = connection.execute(newest).all()
        shown = rows[: search.limit]
        more = shown[-1].number if len(rows) > len(shown) else None
        return [head(row, visitor) for row in shown], more

    def show(self, project: int, board: str, visitor: Visitor) -> Board:
        """Return a board; a deleted one too, which says when that was.

        Raises:
            NotFound: the project has none of this id that `visitor` sees.
        """
        with self._ledger.read() as connection:
            row = one_board(connection, project, board, visitor)
        return self._board(project, row, visitor)

    def make(
        self, project: int, fields: Mapping[str, Any], visitor: Visitor, *, actor: str
    ) -> Board:
        """Make a board: `name`, `description`, `visibility`, `filters` and `tiles`.

        Raises:
            InvalidDefinition: a part of it cannot mean anything, or it is too large.
        """
        whole = {"description": "", "visibility": "project", "filters": Filters(), "tiles": ()}
        row = self._checked(project, {**whole, **fields})
        _check_private(row["visibility"], visitor.user)
        now = self._clock.now()
        row |= {"id": "".join(secrets.choice(_LETTERS) for _ in range(10)), "project": project}
        row |= {"owner": visitor.user, "revision": 1, "created": now, "updated": now}
        with self._ledger.write() as to:
            to.execute(insert(BOARDS).values(**row, searched=searched(row)))
            self.note(to, actor, "create", project, row["id"], row["name"])
            made = one_board(to, project, row["id"], visitor)
        return self._board(project, made, visitor)

    def change(
        self,
        project: int,
        board: str,
        fields: Mapping[str, Any],
        visitor: Visitor,
        *,
        actor: str,
        revision: int | None = None,
    ) -> Board:
        """Change what `fields` names; the rest stays.

        Args:
            revision: The revision that the change was made on, if it matters.

        Raises:
            NotFound: there is no such board, or it is deleted.
            NotAllowed: it is another member's.
            Conflict: it has moved on from `revision`, or a public link opens what becomes private.
            InvalidDefinition: as `make`.
        """
        with self._ledger.write() as to:
            old = editable(to, project, board, visitor)
            if revision is not None and revision != old.revision:
                raise Conflict(
                    "somebody has changed this board meanwhile",
                    hint="load it again, and make your change on that",
                )
            row = self._checked(project, fields)
            if row.get("visibility", old.visibility) != old.visibility:
                _check_private(row["visibility"], old.owner)
                _check_link(row["visibility"], old.link)
            if row:
                words = {"name": old.name, "description": old.description} | row
                row |= {"updated": self._clock.now(), "revision": old.revision + 1}
                to.execute(at(old.number).values(**row, searched=searched(words)))
                self.note(to, actor, "change", project, board, words["name"])
            changed = one_board(to, project, board, visitor)
        return self._board(project, changed, visitor)

    def add(
        self, project: int, board: str, tile: NewTile, visitor: Visitor, *, actor: str
    ) -> Board:
        """Put a tile at the end of a board, below all others.

        Raises:
            NotFound, NotAllowed, InvalidDefinition: as `change`.
        """
        with self._ledger.read() as connection:
            old = editable(connection, project, board, visitor)
        tiles = tiles_of(old)
        w, h = _SIZES[tile.kind]
        told = tile.model_dump(exclude={"id", "place"})
        added = Tile(**told, id=_free_id(tiles), place=Place(x=0, y=below(tiles), w=w, h=h))
        fields = {"tiles": [*tiles, added]}
        return self.change(project, board, fields, visitor, actor=actor, revision=old.revision)

    def may(self, project: int, board: str, visitor: Visitor) -> None:
        """Check that `visitor` may change a board, before work is done for that.

        Raises:
            NotFound, NotAllowed: as `change`.
        """
        with self._ledger.read() as connection:
            editable(connection, project, board, visitor)

    def delete(self, project: int, board: str, visitor: Visitor, *, actor: str) -> None:
        """Put a board away; `restore` brings it back. Its public link opens nothing meanwhile.

        Raises:
            NotFound: there is no such board.
            NotAllowed: it is another member's.
        """
        self._put(project, board, visitor, actor, deleted=True)

    def restore(self, project: int, board: str, visitor: Visitor, *, actor: str) -> Board:
        """Bring a deleted board back as it was; one that is there stays.

        Raises:
            NotFound, NotAllowed: as `delete`.
        """
        return self._board(
            project, self._put(project, board, visitor, actor, deleted=False), visitor
        )

    def note(
        self, to: Connection, actor: str, did: str, project: int, board: str, name: str
    ) -> None:
        """Record a change of a board within the transaction that makes it."""
        self._audit.record(to, actor, f"board.{did}", f"board:{board}", project=project, name=name)

    def questions_of(self, project: int, tiles: Sequence[Tile]) -> list[SavedQuestion]:
        """Return the saved questions that `tiles` show, as far as there are any."""
        return self._questions.several(project, {tile.question for tile in tiles if tile.question})

    def _put(
        self, project: int, board: str, visitor: Visitor, actor: str, *, deleted: bool
    ) -> Row[Any]:
        with self._ledger.write() as to:
            old = editable(to, project, board, visitor, kept=False)
            if (old.deleted is not None) != deleted:
                to.execute(at(old.number).values(deleted=self._clock.now() if deleted else None))
                did = "delete" if deleted else "restore"
                self.note(to, actor, did, project, board, old.name)
            return one_board(to, project, board, visitor)

    def _board(self, project: int, row: Row[Any], visitor: Visitor) -> Board:
        tiles = tiles_of(row)
        return Board(
            row.id, row.name, row.description, row.visibility, author(row),
            Filters.model_validate(row.filters), tiles, self.questions_of(project, tiles),
            link(row), row.unread, may_change(row, visitor), row.revision,
            row.created, row.updated, row.deleted,
        )  # fmt: skip

    def _checked(self, project: int, fields: Mapping[str, Any]) -> dict[str, Any]:
        row = dict(fields)
        if "name" in row:
            row["name"] = row["name"].strip()
            if not row["name"]:
                raise InvalidDefinition(
                    "a board has a name", hint="for instance Growth", field="name"
                )
        if "filters" in row:
            check_filters(row["filters"])
            told = row["filters"].model_dump(mode="json", exclude_none=True)
            row["filters"] = plain_json(told, "filters", DOCUMENT_BYTES)
        if "tiles" in row:
            row["tiles"] = self._checked_tiles(project, row["tiles"])
        return row

    def _checked_tiles(self, project: int, tiles: Sequence[Tile]) -> list[dict[str, Any]]:
        if len(tiles) > TILES:
            raise InvalidDefinition(
                f"a board has at most {TILES} tiles", hint="make a second board", field="tiles"
            )
        known = {one.id for one in self.questions_of(project, tiles)}
        seen: set[str] = set()
        for i, tile in enumerate(tiles):
            check_tile(tile, f"tiles[{i}]")
            check_place(tile, f"tiles[{i}]")
            _check_id(tile, seen, f"tiles[{i}].id")
            if tile.question is not None and tile.question not in known:
                raise InvalidDefinition(
                    f"there is no saved question {tile.question!r}",
                    hint="list them with GET /api/v1/questions", field=f"tiles[{i}].question",
                )  # fmt: skip
            seen.add(tile.id)
        told = {"tiles": [tile.model_dump(mode="json", exclude_defaults=True) for tile in tiles]}
        found: list[dict[str, Any]] = plain_json(told, "tiles", DOCUMENT_BYTES)["tiles"]
        return found


def _free_id(tiles: Sequence[Tile]) -> str:
    taken = {tile.id for tile in tiles}
    return next(name for n in range(1, len(tiles) + 2) if (name := f"t{n}") not in taken)


def _check_id(tile: Tile, taken: set[str], field: str) -> None:
    if tile.id in taken:
        raise InvalidDefinition(
            f"two tiles are called {tile.id!r}", hint="give each an id of its own", field=field
        )


def _check_private(visibility: str, owner: int | None) -> None:
    if visibility == "private" and owner is None:
        raise InvalidDefinition(
            "a board that a program made has nobody to be private to",
            hint="sign in and make it there, or leave it to the project", field="visibility",
        )  # fmt: skip


def _check_link(visibility: str, link: int | None) -> None:
    if visibility == "private" and link is not None:
        raise Conflict(
            "a public link opens this board", hint="take the link back first, then make it private"
        )
