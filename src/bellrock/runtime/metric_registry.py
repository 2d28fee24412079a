"""Which numbers are registered? One definition each, kept, found, changed and brought back."""

from __future__ import annotations

import re
import secrets
import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from bellrock.core.errors import Conflict, InvalidDefinition, NotFound
from bellrock.core.place import inside
from bellrock.core.time import Clock
from bellrock.query.registered import MetricDefinition, read_metric_definition
from bellrock.runtime.accounts_audit import Audit
from bellrock.runtime.documents import plain_json
from bellrock.store.ledger import Ledger
from bellrock.store.schema_accounts import USERS
from bellrock.store.schema_metrics import METRICS

MOST_BYTES = 64 << 10
KEY = r"^[a-z][a-z0-9_]{0,63}$"
_LETTERS, _LENGTH = string.ascii_letters + string.digits, 10


@dataclass(frozen=True)
class Owner:
    """Who answers for a metric."""

    id: int
    email: str
    name: str


@dataclass(frozen=True)
class RegisteredMetric:
    """A number with one meaning; `owner` is null where nobody answers for it."""

    id: str
    key: str
    name: str
    description: str
    definition: MetricDefinition
    owner: Owner | None
    created: datetime
    updated: datetime
    deleted: datetime | None


class MetricRegistry:
    """The registered metrics of every project."""

    def __init__(self, ledger: Ledger, clock: Clock, audit: Audit) -> None:
        self._ledger = ledger
        self._clock = clock
        self._audit = audit

    def find(
        self, project: int, text: str = "", *, deleted: bool = False
    ) -> list[RegisteredMetric]:
        """Return the metrics whose name or description holds `text`, by name."""
        kept = METRICS.c.deleted
        query = _metrics().where(
            METRICS.c.project == project, kept.is_not(None) if deleted else kept.is_(None)
        )
        if text.strip():
            wanted = text.strip().casefold()
            query = query.where(METRICS.c.searched.contains(wanted, autoescape=True))
        with self._ledger.read() as connection:
            rows = connection.execute(query.order_by(METRICS.c.name, METRICS.c.number)).all()
        return [_read(row) for row in rows]

    def show(self, project: int, metric: str) -> RegisteredMetric:
        """Return a metric by id or key; a deleted one too, which says when that was.

        Raises:
            NotFound: the project has none.
        """
        with self._ledger.read() as connection:
            return _read(_row(connection, project, metric))

    def save(
        self, project: int, fields: Mapping[str, Any], *, owner: int | None, actor: str
    ) -> RegisteredMetric:
        """Register a metric: `key`, `name`, `description` and `definition`.

        Raises:
            InvalidDefinition: it cannot mean anything.
            Conflict: the key is taken.
        """
        row = _checked({"description": "", **fields})
        now = self._clock.now()
        row |= {"id": "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)), "owner": owner}
        row |= {"project": project, "created": now, "updated": now, "searched": _searched(row)}
        with self._ledger.write() as to:
            _free(to, project, row["key"])
            to.execute(insert(METRICS).values(**row))
            self._note(to, actor, "create", project, row["id"], row["name"])
            return _read(_row(to, project, row["id"]))

    def change(
        self, project: int, metric: str, fields: Mapping[str, Any], *, actor: str
    ) -> RegisteredMetric:
        """Change what is given of a metric, its owner by user number; the rest stays.

        Raises:
            NotFound: there is no such metric, or it is deleted.
            InvalidDefinition, Conflict: as `save`.
        """
        with self._ledger.write() as to:
            old = _kept(_row(to, project, metric))
            row = _checked(fields)
            if row.get("key", old.key) != old.key:
                _free(to, project, row["key"])
            words = {"name": old.name, "description": old.description} | row
            row |= {"updated": self._clock.now(), "searched": _searched(words)}
            to.execute(update(METRICS).where(METRICS.c.number == old.number).values(**row))
            self._note(to, actor, "change", project, old.id, words["name"])
            return _read(_row(to, project, old.id))

    def delete(self, project: int, metric: str, *, actor: str) -> None:
        """Put a metric away; `restore` brings it back. Twice is the same as once.

        Raises:
            NotFound: there is no such metric.
        """
        with self._ledger.write() as to:
            old = _row(to, project, metric)
            if old.deleted is None:
                self._stamp(to, old.number, self._clock.now())
                self._note(to, actor, "delete", project, old.id, old.name)

    def restore(self, project: int, metric: str, *, actor: str) -> RegisteredMetric:
        """Bring a deleted metric back as it was.

        Raises:
            NotFound: there is no such metric.
        """
        with self._ledger.write() as to:
            old = _row(to, project, metric)
            if old.deleted is not None:
                self._stamp(to, old.number, None)
                self._note(to, actor, "restore", project, old.id, old.name)
            return _read(_row(to, project, old.id))

    def _stamp(self, to: Connection, number: int, deleted: datetime | None) -> None:
        to.execute(update(METRICS).where(METRICS.c.number == number).values(deleted=deleted))

    def _note(
        self, to: Connection, actor: str, did: str, project: int, metric: str, name: str
    ) -> None:
        self._audit.record(to, actor, f"metric.{did}", f"metric:{metric}", project=project,
                           name=name)  # fmt: skip


def numbered(connection: Connection, project: int, metric: str) -> int:
    """Return the number of a kept metric, by id or key.

    Raises:
        NotFound: the project has none, or it is deleted.
    """
    return int(_kept(_row(connection, project, metric)).number)


def _metrics() -> Select[Any]:
    return select(
        METRICS, USERS.c.email.label("owner_email"), USERS.c.name.label("owner_name")
    ).outerjoin(USERS, USERS.c.id == METRICS.c.owner)


def _row(connection: Connection, project: int, metric: str) -> Row[Any]:
    query = _metrics().where(
        METRICS.c.project == project, (METRICS.c.id == metric) | (METRICS.c.key == metric)
    )
    rows = connection.execute(query).all()
    if not rows:
        raise NotFound("there is no such metric", hint="list them with GET /api/v1/metrics")
    return next((row for row in rows if row.id == metric), rows[0])


def _kept(row: Row[Any]) -> Row[Any]:
    if row.deleted is not None:
        raise NotFound(
            "this metric is deleted",
            hint=f"bring it back with POST /api/v1/metrics/{row.id}/restore",
        )
    return row


def _free(to: Connection, project: int, key: str) -> None:
    query = select(METRICS.c.id).where(METRICS.c.project == project, METRICS.c.key == key)
    if to.execute(query).one_or_none() is not None:
        raise Conflict(
            f"a metric is called {key} already", hint="choose another key, or restore that metric"
        )


def _read(row: Row[Any]) -> RegisteredMetric:
    owner = None if row.owner is None else Owner(row.owner, row.owner_email, row.owner_name)
    return RegisteredMetric(
        row.id, row.key, row.name, row.description,
        read_metric_definition(row.definition), owner, row.created, row.updated, row.deleted,
    )  # fmt: skip


def _searched(row: Mapping[str, Any]) -> str:
    return f"{row['name']}\n{row['description']}".casefold()


def _checked(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of what was said.

    Raises:
        InvalidDefinition: a key or name that is none, a definition that means nothing.
    """
    row = dict(fields)
    if "name" in row:
        row["name"] = row["name"].strip()
        if not row["name"]:
            raise InvalidDefinition(
                "a metric has a name", hint="for instance Weekly buyers", field="name"
            )
    if "key" in row and not re.match(KEY, row["key"]):
        raise InvalidDefinition(
            "a metric's key has small letters, digits and _, the first a letter",
            hint="for instance weekly_buyers", field="key",
        )  # fmt: skip
    if "definition" in row:
        told = plain_json(row["definition"], "definition", MOST_BYTES)
        try:
            read_metric_definition(told)
        except InvalidDefinition as error:
            raise error.at(inside("definition", error.field)) from error
        row["definition"] = told
    return row
