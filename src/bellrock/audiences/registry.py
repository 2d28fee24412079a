"""Which audiences are there? Named, found, filled anew, put away and brought back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from bellrock.core.errors import InvalidDefinition, NotFound, TooLarge
from bellrock.core.time import Clock
from bellrock.store.ledger import Ledger
from bellrock.store.schema_accounts import USERS
from bellrock.store.schema_audiences import AUDIENCES

Json = dict[str, Any]
MOST = 500
"""The most audiences of a project that are kept at a time."""
NAME, NOTE = 200, 2000
"""The longest name and note, in characters."""
_KEY = 56
_C = AUDIENCES.c


class Notes(Protocol):
    """Where changes are written down."""

    def record(
        self, to: Connection, actor: str, action: str, target: str,
        *, project: int | None, **detail: Any,
    ) -> None:  # fmt: skip
        """Add a change within the transaction that makes it."""
        ...


@dataclass(frozen=True)
class AudienceOwner:
    """Who saved an audience."""

    id: int
    email: str
    name: str


@dataclass(frozen=True)
class Audience:
    """A set of people; `key` names it in filters and stays, whatever it is called.

    `people` is how many were found when it was `filled`; `definition` says how.
    """

    number: int
    key: str
    name: str
    note: str
    definition: Json
    content: int
    people: int
    filled: datetime
    owner: AudienceOwner | None
    created: datetime
    updated: datetime
    deleted: datetime | None


@dataclass(frozen=True)
class Filling:
    """The people of an audience as they were found: under which number, and how many."""

    content: int
    people: int


@dataclass(frozen=True)
class Search:
    """Which audiences; `before` is an audience's number."""

    text: str = ""
    deleted: bool = False
    before: int | None = None
    limit: int = 50


class Audiences:
    """The audiences of every project, by name; their members stand in the lake."""

    def __init__(self, ledger: Ledger, clock: Clock, notes: Notes) -> None:
        self._ledger = ledger
        self._clock = clock
        self._notes = notes

    def find(self, project: int, search: Search) -> tuple[list[Audience], int | None]:
        """Return audiences, newest first, and the number that the next page begins before."""
        query = _audiences().where(
            _C.project == project,
            _C.deleted.is_not(None) if search.deleted else _C.deleted.is_(None),
        )
        if search.text.strip():
            text = search.text.strip().casefold()
            query = query.where(_C.searched.contains(text, autoescape=True))
        if search.before is not None:
            query = query.where(_C.number < search.before)
        with self._ledger.read() as connection:
            newest = query.order_by(_C.number.desc()).limit(search.limit + 1)
            rows = connection.execute(newest).all()
        shown = rows[: search.limit]
        return [_read(row) for row in shown], shown[-1].number if len(rows) > len(shown) else None

    def contents(self, project: int) -> Mapping[str, int]:
        """Return under which number the members of each audience are, by its key."""
        query = select(_C.key, _C.content).where(_C.project == project, _C.deleted.is_(None))
        with self._ledger.read() as connection:
            return {row.key: row.content for row in connection.execute(query)}

    def fillings(self) -> set[int]:
        """Return the number of every filling that counts, those of deleted audiences too."""
        with self._ledger.read() as connection:
            return set(connection.execute(select(_C.content)).scalars())

    def show(self, project: int, key: str) -> Audience:
        """Return an audience; a deleted one too, which says when that was.

        Raises:
            NotFound: the project has none of this key.
        """
        with self._ledger.read() as connection:
            return _one(connection, project, key)

    def check_room(self, project: int) -> None:
        """Refuse a further audience where there are too many.

        Raises:
            TooLarge: there are.
        """
        with self._ledger.read() as connection:
            _check_room(connection, project)

    def save(
        self,
        project: int,
        fields: Mapping[str, str],
        definition: Json,
        filling: Filling,
        *,
        owner: int | None,
        actor: str,
    ) -> Audience:
        """Name a filling: `name` and `note`.

        Raises:
            InvalidDefinition: the name is empty or too long.
            TooLarge: there are too many audiences.
        """
        row: dict[str, Any] = checked({"note": "", **fields})
        now = self._clock.now()
        row |= {"project": project, "definition": definition, "owner": owner}
        row |= {"content": filling.content, "people": filling.people, "filled": now}
        row |= {"created": now, "updated": now, "searched": _searched(row)}
        with self._ledger.write() as to:
            _check_room(to, project)
            row["key"] = _free_key(to, project, row["name"])
            to.execute(insert(AUDIENCES).values(**row))
            self._note(to, actor, "create", project, row, people=filling.people)
            return _one(to, project, row["key"])

    def change(self, project: int, key: str, fields: Mapping[str, str], *, actor: str) -> Audience:
        """Change `name` or `note`; the key stays, so that filters go on to mean it.

        Raises:
            NotFound: there is no such audience, or it is deleted.
            InvalidDefinition: as `save`.
        """
        with self._ledger.write() as to:
            old = _one(to, project, key, kept=True)
            row = checked(fields)
            words = {"name": old.name, "note": old.note} | row
            row |= {"updated": self._clock.now(), "searched": _searched(words)}
            to.execute(update(AUDIENCES).where(_C.number == old.number).values(**row))
            self._note(to, actor, "change", project, words | {"key": key})
            return _one(to, project, key)

    def refill(
        self, project: int, key: str, definition: Json, filling: Filling, *, actor: str
    ) -> tuple[Audience, int]:
        """Let another filling count; return the audience and the number of the one before.

        Raises:
            NotFound: there is no such audience, or it is deleted.
        """
        with self._ledger.write() as to:
            old = _one(to, project, key, kept=True)
            row = {"content": filling.content, "people": filling.people, "definition": definition}
            to.execute(
                update(AUDIENCES)
                .where(_C.number == old.number)
                .values(**row, filled=self._clock.now())
            )
            told = {"key": key, "name": old.name}
            self._note(to, actor, "refresh", project, told, people=filling.people)
            return _one(to, project, key), old.content

    def delete(self, project: int, key: str, *, actor: str) -> None:
        """Put an audience away; `restore` brings it back. Twice is the same as once.

        Raises:
            NotFound: there is no such audience.
        """
        with self._ledger.write() as to:
            old = _one(to, project, key)
            if old.deleted is None:
                self._stamp(to, old, self._clock.now())
                self._note(to, actor, "delete", project, {"key": key, "name": old.name})

    def restore(self, project: int, key: str, *, actor: str) -> Audience:
        """Bring a deleted audience back with the people it had; one that is there stays.

        Raises:
            NotFound: there is no such audience.
            TooLarge: there are too many audiences.
        """
        with self._ledger.write() as to:
            old = _one(to, project, key)
            if old.deleted is not None:
                _check_room(to, project)
                self._stamp(to, old, None)
                self._note(to, actor, "restore", project, {"key": key, "name": old.name})
            return _one(to, project, key)

    def note_export(self, project: int, audience: Audience, *, actor: str) -> None:
        """Write down that somebody took the people of an audience along."""
        with self._ledger.write() as to:
            told = {"key": audience.key, "name": audience.name}
            self._note(to, actor, "export", project, told, people=audience.people)

    def _stamp(self, to: Connection, audience: Audience, deleted: datetime | None) -> None:
        to.execute(update(AUDIENCES).where(_C.number == audience.number).values(deleted=deleted))

    def _note(
        self,
        to: Connection,
        actor: str,
        did: str,
        project: int,
        row: Mapping[str, Any],
        **more: Any,
    ) -> None:
        target = f"audience:{row['key']}"
        self._notes.record(
            to, actor, f"audience.{did}", target, project=project, name=row["name"], **more
        )


def checked(fields: Mapping[str, str]) -> dict[str, Any]:
    """Return the name and note that were given, as they are kept.

    Raises:
        InvalidDefinition: the name is empty, or one is too long.
    """
    row: dict[str, Any] = dict(fields)
    if "name" in row:
        row["name"] = row["name"].strip()
        if not row["name"]:
            raise InvalidDefinition(
                "an audience has a name", hint="for instance Big spenders", field="name"
            )
    for field, most in (("name", NAME), ("note", NOTE)):
        if len(row.get(field, "")) > most:
            raise InvalidDefinition(
                f"the {field} is too long", hint=f"use at most {most:,} characters", field=field
            )
    return row


def key_of(name: str) -> str:
    """Return what filters call an audience of this name: its letters and digits, with dashes."""
    plain = unicodedata.normalize("NFKC", name).lower()
    words = "".join(c if c.isalnum() and not c.isupper() else " " for c in plain).split()
    return re.sub(r"-+$", "", "-".join(words)[:_KEY]) or "audience"


def _free_key(to: Connection, project: int, name: str) -> str:
    wanted = key_of(name)
    query = select(_C.key).where(_C.project == project, _C.key.startswith(wanted, autoescape=True))
    taken = set(to.execute(query).scalars())
    if wanted not in taken:
        return wanted
    return next(k for i in range(2, len(taken) + 3) if (k := f"{wanted}-{i}") not in taken)


def _check_room(connection: Connection, project: int) -> None:
    query = select(func.count()).where(_C.project == project, _C.deleted.is_(None))
    if connection.execute(query).scalar_one() >= MOST:
        raise TooLarge(
            f"a project keeps {MOST} audiences at most", hint="delete some that nobody uses"
        )


def _audiences() -> Select[Any]:
    return select(
        AUDIENCES, USERS.c.email.label("owner_email"), USERS.c.name.label("owner_name")
    ).outerjoin(USERS, USERS.c.id == _C.owner)


def _one(connection: Connection, project: int, key: str, *, kept: bool = False) -> Audience:
    query = _audiences().where(_C.project == project, _C.key == key)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("there is no such audience", hint="list them with GET /api/v1/audiences")
    if kept and row.deleted is not None:
        raise NotFound(
            "this audience is deleted",
            hint=f"bring it back with POST /api/v1/audiences/{key}/restore",
        )
    return _read(row)


def _read(row: Row[Any]) -> Audience:
    owner = None if row.owner is None else AudienceOwner(row.owner, row.owner_email, row.owner_name)
    return Audience(
        row.number, row.key, row.name, row.note, row.definition, row.content, row.people,
        row.filled, owner, row.created, row.updated, row.deleted,
    )  # fmt: skip


def _searched(row: Mapping[str, Any]) -> str:
    return f"{row['name']}\n{row['note']}\n".casefold()
