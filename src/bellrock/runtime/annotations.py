"""What happened that explains numbers? Notes, releases, campaigns and incidents, for charts."""

from __future__ import annotations

import secrets
import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, insert, or_, select, update

from bellrock.core.errors import InvalidDefinition, NotFound
from bellrock.core.time import Clock
from bellrock.runtime.accounts_audit import Audit
from bellrock.store.ledger import Ledger
from bellrock.store.schema_accounts import USERS
from bellrock.store.schema_alerts import ANNOTATIONS

NoteKind = Literal["note", "release", "campaign", "incident"]
MOST_SHOWN = 500
_LETTERS, _LENGTH = string.ascii_letters + string.digits, 10


@dataclass(frozen=True)
class Annotation:
    """Something that happened at a moment, or from it `until` another."""

    id: str
    at: datetime
    until: datetime | None
    kind: NoteKind
    text: str
    author: str | None
    """Who wrote it, by name or e-mail; null where a program did."""
    created: datetime
    updated: datetime
    deleted: datetime | None


class Annotations:
    """The annotations of every project."""

    def __init__(self, ledger: Ledger, clock: Clock, audit: Audit) -> None:
        self._ledger = ledger
        self._clock = clock
        self._audit = audit

    def between(
        self, project: int, since: datetime | None, before: datetime | None
    ) -> list[Annotation]:
        """Return what happened between two moments, oldest first, at most `MOST_SHOWN`."""
        query = _notes().where(ANNOTATIONS.c.project == project, ANNOTATIONS.c.deleted.is_(None))
        if before is not None:
            query = query.where(ANNOTATIONS.c.at < before)
        if since is not None:
            query = query.where(or_(ANNOTATIONS.c.at >= since, ANNOTATIONS.c.until > since))
        newest = query.order_by(ANNOTATIONS.c.at.desc(), ANNOTATIONS.c.number).limit(MOST_SHOWN)
        with self._ledger.read() as connection:
            rows = connection.execute(newest).all()
        return [_read(row) for row in reversed(rows)]

    def add(
        self, project: int, fields: Mapping[str, Any], *, author: int | None, actor: str
    ) -> Annotation:
        """Write an annotation: `at`, `text`, and `until` and `kind` where wanted.

        Raises:
            InvalidDefinition: no text, or it ends before it begins.
        """
        now = self._clock.now()
        row = {"until": None, "kind": "note", **fields}
        _check(row)
        row |= {"id": "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)), "author": author}
        row |= {"project": project, "created": now, "updated": now, "text": row["text"].strip()}
        with self._ledger.write() as to:
            to.execute(insert(ANNOTATIONS).values(**row))
            self._note(to, actor, "create", project, row["id"])
            return _read(_one(to, project, row["id"]))

    def change(
        self, project: int, annotation: str, fields: Mapping[str, Any], *, actor: str
    ) -> Annotation:
        """Change what is given of an annotation.

        Raises:
            NotFound: there is none.
            InvalidDefinition: as `add`.
        """
        with self._ledger.write() as to:
            old = _one(to, project, annotation)
            _check({"at": old.at, "until": old.until, "text": old.text, **fields})
            row = {**fields, "updated": self._clock.now()}
            to.execute(update(ANNOTATIONS).where(ANNOTATIONS.c.number == old.number).values(**row))
            self._note(to, actor, "change", project, annotation)
            return _read(_one(to, project, annotation))

    def delete(self, project: int, annotation: str, *, actor: str) -> None:
        """Put an annotation away; `restore` brings it back."""
        self._stamp(project, annotation, self._clock.now(), "delete", actor)

    def restore(self, project: int, annotation: str, *, actor: str) -> Annotation:
        """Bring a deleted annotation back."""
        self._stamp(project, annotation, None, "restore", actor)
        with self._ledger.read() as connection:
            return _read(_one(connection, project, annotation))

    def _stamp(
        self, project: int, annotation: str, deleted: datetime | None, did: str, actor: str
    ) -> None:
        with self._ledger.write() as to:
            old = _one(to, project, annotation)
            to.execute(
                update(ANNOTATIONS)
                .where(ANNOTATIONS.c.number == old.number)
                .values(deleted=deleted)
            )
            self._note(to, actor, did, project, annotation)

    def _note(self, to: Connection, actor: str, did: str, project: int, annotation: str) -> None:
        target = f"annotation:{annotation}"
        self._audit.record(to, actor, f"annotation.{did}", target, project=project)


def _notes() -> Any:  # a select of annotations with their authors
    return select(
        ANNOTATIONS, USERS.c.email.label("author_email"), USERS.c.name.label("author_name")
    ).outerjoin(USERS, USERS.c.id == ANNOTATIONS.c.author)


def _one(connection: Connection, project: int, annotation: str) -> Row[Any]:
    query = _notes().where(ANNOTATIONS.c.project == project, ANNOTATIONS.c.id == annotation)
    row: Row[Any] | None = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("there is no such annotation", hint="list them with GET /api/v1/annotations")
    return row


def _read(row: Row[Any]) -> Annotation:
    return Annotation(
        row.id, row.at, row.until, row.kind, row.text, row.author_name or row.author_email,
        row.created, row.updated, row.deleted,
    )  # fmt: skip


def _check(row: Mapping[str, Any]) -> None:
    if not row["text"].strip():
        raise InvalidDefinition(
            "an annotation has a text", hint="for instance New checkout is live", field="text"
        )
    if row["until"] is not None and row["until"] <= row["at"]:
        raise InvalidDefinition(
            "it would end before it begins", hint="let until lie after at", field="until"
        )
