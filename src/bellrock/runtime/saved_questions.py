"""Which questions did somebody keep? Saved, found, changed, deleted, and brought back."""

from __future__ import annotations

import secrets
import string
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from bellrock.core.errors import InvalidDefinition, NotFound
from bellrock.core.place import inside
from bellrock.core.time import Clock
from bellrock.query.ask import ASKS, KindName
from bellrock.runtime.accounts_audit import Audit
from bellrock.runtime.documents import plain_json
from bellrock.store.ledger import Ledger
from bellrock.store.schema_accounts import USERS
from bellrock.store.schema_questions import QUESTIONS

Json = dict[str, Any]
ASK_BYTES, VIEW_BYTES = 64 << 10, 16 << 10
"""The most that a question, and what the app remembers of its display, may take as JSON."""
NAME, DESCRIPTION = 200, 2000
"""The longest name and description, in characters."""
_LETTERS, _LENGTH = string.ascii_letters + string.digits, 10


@dataclass(frozen=True)
class Author:
    """Who saved a question."""

    id: int
    email: str
    name: str


@dataclass(frozen=True)
class SavedQuestion:
    """A question that somebody kept; `owner` is null where a program made it.

    `ask` is what POST /ask/{kind} takes, `view` whatever the app remembers of its display.
    """

    id: str
    kind: KindName
    name: str
    description: str
    ask: Json
    view: Json
    owner: Author | None
    created: datetime
    updated: datetime
    deleted: datetime | None


@dataclass(frozen=True)
class Search:
    """Which saved questions; what is empty does not matter. `before` is a question's number."""

    text: str = ""
    kind: KindName | None = None
    deleted: bool = False
    before: int | None = None
    limit: int = 50


class SavedQuestions:
    """The saved questions of every project."""

    def __init__(self, ledger: Ledger, clock: Clock, audit: Audit) -> None:
        self._ledger = ledger
        self._clock = clock
        self._audit = audit

    def find(self, project: int, search: Search) -> tuple[list[SavedQuestion], int | None]:
        """Return questions, newest first, and the number that the next page begins before."""
        kept = QUESTIONS.c.deleted
        query = _questions().where(
            QUESTIONS.c.project == project, kept.is_not(None) if search.deleted else kept.is_(None)
        )
        if search.text.strip():
            text = search.text.strip().casefold()
            query = query.where(QUESTIONS.c.searched.contains(text, autoescape=True))
        if search.kind is not None:
            query = query.where(QUESTIONS.c.kind == search.kind)
        if search.before is not None:
            query = query.where(QUESTIONS.c.number < search.before)
        newest = query.order_by(QUESTIONS.c.number.desc()).limit(search.limit + 1)
        with self._ledger.read() as connection:
            rows = connection.execute(newest).all()
        shown = rows[: search.limit]
        return [_saved(row) for row in shown], shown[-1].number if len(rows) > len(shown) else None

    def show(self, project: int, question: str) -> SavedQuestion:
        """Return a question of the project; a deleted one too, which says when that was.

        Raises:
            NotFound: the project has none of this id.
        """
        with self._ledger.read() as connection:
            return _one(connection, project, question)

    def several(self, project: int, ids: Collection[str]) -> list[SavedQuestion]:
        """Return those of `ids` that the project has, deleted ones too, oldest first."""
        query = _questions().where(QUESTIONS.c.project == project, QUESTIONS.c.id.in_(ids))
        with self._ledger.read() as connection:
            rows = connection.execute(query.order_by(QUESTIONS.c.number)).all() if ids else ()
        return [_saved(row) for row in rows]

    def save(
        self,
        project: int,
        kind: KindName,
        fields: Mapping[str, Any],
        *,
        owner: int | None,
        actor: str,
        wanted: str = "",
    ) -> SavedQuestion:
        """Keep a question: `name`, `description`, `ask` and `view`; under the id `wanted` if free.

        Raises:
            InvalidDefinition: it cannot mean anything, or is too large.
        """
        row = _checked(kind, {"description": "", "view": {}, **fields})
        now = self._clock.now()
        row |= {"kind": kind, "project": project, "owner": owner, "created": now, "updated": now}
        with self._ledger.write() as to:
            row["id"] = wanted if wanted and _is_free(to, wanted) else _new_id()
            to.execute(insert(QUESTIONS).values(**row, searched=_searched(row)))
            self._note(to, actor, "create", project, row)
            return _one(to, project, row["id"])

    def change(
        self, project: int, question: str, fields: Mapping[str, Any], *, actor: str
    ) -> SavedQuestion:
        """Change `name`, `description`, `ask` (of the same kind) or `view`; the rest stays.

        Raises:
            NotFound: there is no such question, or it is deleted.
            InvalidDefinition: as `save`.
        """
        with self._ledger.write() as to:
            old = _one(to, project, question, kept=True)
            row = _checked(old.kind, fields)
            if not row:
                return old
            words = {"name": old.name, "description": old.description} | row
            row |= {"updated": self._clock.now(), "searched": _searched(words)}
            to.execute(_at(project, question).values(**row))
            self._note(to, actor, "change", project, {"id": question, "name": words["name"]})
            return _one(to, project, question)

    def delete(self, project: int, question: str, *, actor: str) -> None:
        """Put a question away; `restore` brings it back. Twice is the same as once.

        Raises:
            NotFound: there is no such question.
        """
        with self._ledger.write() as to:
            old = _one(to, project, question)
            if old.deleted is None:
                to.execute(_at(project, question).values(deleted=self._clock.now()))
                self._note(to, actor, "delete", project, {"id": question, "name": old.name})

    def restore(self, project: int, question: str, *, actor: str) -> SavedQuestion:
        """Bring a deleted question back as it was; one that is there stays.

        Raises:
            NotFound: there is no such question.
        """
        with self._ledger.write() as to:
            old = _one(to, project, question)
            if old.deleted is not None:
                to.execute(_at(project, question).values(deleted=None))
                self._note(to, actor, "restore", project, {"id": question, "name": old.name})
            return _one(to, project, question)

    def _note(
        self, to: Connection, actor: str, did: str, project: int, row: Mapping[str, Any]
    ) -> None:
        target = f"question:{row['id']}"
        self._audit.record(to, actor, f"question.{did}", target, project=project, name=row["name"])


def _questions() -> Select[Any]:
    return select(
        QUESTIONS, USERS.c.email.label("owner_email"), USERS.c.name.label("owner_name")
    ).outerjoin(USERS, USERS.c.id == QUESTIONS.c.owner)


def _one(
    connection: Connection, project: int, question: str, *, kept: bool = False
) -> SavedQuestion:
    query = _questions().where(QUESTIONS.c.project == project, QUESTIONS.c.id == question)
    row = connection.execute(query).one_or_none()
    if row is None or (kept and row.deleted is not None):
        raise NotFound(
            "there is no such question" if row is None else "this question is deleted",
            hint="list them with GET /api/v1/questions"
            if row is None
            else f"bring it back with POST /api/v1/questions/{question}/restore",
        )
    return _saved(row)


def _is_free(connection: Connection, question: str) -> bool:
    query = select(QUESTIONS.c.id).where(QUESTIONS.c.id == question)
    return connection.execute(query).one_or_none() is None


def _new_id() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def _at(project: int, question: str) -> Any:  # an update of one question
    return update(QUESTIONS).where(QUESTIONS.c.project == project, QUESTIONS.c.id == question)


def _saved(row: Row[Any]) -> SavedQuestion:
    owner = None if row.owner is None else Author(row.owner, row.owner_email, row.owner_name)
    return SavedQuestion(
        row.id, row.kind, row.name, row.description, row.ask, row.view, owner,
        row.created, row.updated, row.deleted,
    )  # fmt: skip


def _searched(row: Mapping[str, Any]) -> str:
    return f"{row['name']}\n{row['description']}".casefold()


def _checked(kind: KindName, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of what was said.

    Raises:
        InvalidDefinition: a name of spaces, a question that means nothing, JSON that is too large.
    """
    row = dict(fields)
    if "name" in row:
        row["name"] = row["name"].strip()
        if not row["name"]:
            raise InvalidDefinition(
                "a question has a name", hint="for instance Buyers by channel", field="name"
            )
    if "ask" in row:
        row["ask"] = plain_json(row["ask"], "ask", ASK_BYTES)
        _check_ask(kind, row["ask"])
    if "view" in row:
        row["view"] = plain_json(row["view"], "view", VIEW_BYTES)
    return row


def _check_ask(kind: KindName, ask: Json) -> None:
    try:
        ASKS[kind].model_validate(ask)
    except InvalidDefinition as error:
        raise error.at(inside("ask", error.field)) from error
