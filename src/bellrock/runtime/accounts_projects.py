"""Which projects are there, and how do they reckon?"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Row, insert, select, update

from bellrock.core.errors import Conflict, InvalidDefinition, NotFound
from bellrock.core.time import Clock, zone
from bellrock.runtime.accounts_audit import Audit
from bellrock.runtime.accounts_model import Project
from bellrock.store.ledger import Ledger
from bellrock.store.schema_accounts import PROJECTS

DEFAULT = "default"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
_CURRENCY = re.compile(r"[A-Z]{3}")


class Projects:
    """The projects of this home."""

    def __init__(self, ledger: Ledger, clock: Clock, audit: Audit) -> None:
        self._ledger = ledger
        self._clock = clock
        self._audit = audit

    def create(
        self, name: str, *, tz: str = "UTC", currency: str = "USD", actor: str = "cli"
    ) -> Project:
        """Found a project.

        Raises:
            Conflict: the name is taken.
            InvalidDefinition: the name, zone or currency is none.
        """
        fields = {"name": name, "zone": tz, "currency": currency}
        _check(fields)
        values = fields | {"bots": "excluded", "created": self._clock.now()}
        try:
            with self._ledger.write() as to:
                made = to.execute(insert(PROJECTS).values(**values).returning(PROJECTS)).one()
                self._audit.record(to, actor, "project.create", name, project=made.id)
        except Conflict as error:
            raise _taken(name) from error
        return _project(made)

    def ensure_default(self) -> Project:
        """Return the project `default`, founding it on a fresh home."""
        try:
            return self.named(DEFAULT)
        except NotFound:
            try:
                return self.create(DEFAULT)
            except Conflict:  # another process was quicker
                return self.named(DEFAULT)

    def named(self, name: str) -> Project:
        """Return the project called `name`.

        Raises:
            NotFound: there is none.
        """
        with self._ledger.read() as connection:
            row = connection.execute(select(PROJECTS).where(PROJECTS.c.name == name)).one_or_none()
        if row is None:
            raise no_project(name)
        return _project(row)

    def numbered(self, number: int) -> Project:
        """Return the project with this number.

        Raises:
            NotFound: there is none.
        """
        with self._ledger.read() as connection:
            row = connection.execute(select(PROJECTS).where(PROJECTS.c.id == number)).one_or_none()
        if row is None:
            raise no_project(str(number))
        return _project(row)

    def all(self) -> list[Project]:
        """Return every project, oldest first."""
        with self._ledger.read() as connection:
            rows = connection.execute(select(PROJECTS).order_by(PROJECTS.c.id)).all()
        return [_project(row) for row in rows]

    def change(self, number: int, changes: dict[str, Any], *, actor: str) -> Project:
        """Change `name`, `zone`, `currency`, `bots` or `retention_days`; others stay.

        Raises:
            Conflict: the name is taken.
            InvalidDefinition: a value cannot mean anything.
        """
        _check(changes)
        if not changes:
            return self.numbered(number)
        try:
            with self._ledger.write() as to:
                query = update(PROJECTS).where(PROJECTS.c.id == number).values(**changes)
                row = to.execute(query.returning(PROJECTS)).one()
                self._audit.record(to, actor, "project.change", row.name, project=number, **changes)
        except Conflict as error:
            raise _taken(str(changes.get("name"))) from error
        return _project(row)


def no_project(name: str) -> NotFound:
    """Return the error for a project that is not there, or not the caller's: the same for both."""
    return NotFound(
        f"there is no project called {name!r}", hint="list them with GET /api/v1/projects"
    )


def _taken(name: str) -> Conflict:
    return Conflict(f"a project called {name!r} exists already", hint="choose another name")


def _check(fields: dict[str, Any]) -> None:
    if "name" in fields and not _NAME.fullmatch(fields["name"]):
        raise InvalidDefinition(
            "a project's name has 1 to 63 of a–z, 0–9, - and _, and starts with none of the last",
            hint="for instance shop-de",
            field="name",
        )
    if "zone" in fields:
        zone(fields["zone"])
    if "currency" in fields and not _CURRENCY.fullmatch(fields["currency"]):
        raise InvalidDefinition(
            "a currency is three capital letters", hint="for instance EUR or CNY", field="currency"
        )
    if fields.get("bots", "excluded") not in ("excluded", "included"):
        raise InvalidDefinition("bots are excluded or included", field="bots")
    days = fields.get("retention_days")
    if days is not None and not 1 <= days <= 36_500:
        raise InvalidDefinition(
            "events are kept for 1 to 36500 days", hint="leave it empty to keep them for ever",
            field="retention_days",
        )  # fmt: skip


def _project(row: Row[Any]) -> Project:
    return Project(
        row.id, row.name, row.zone, row.currency, row.bots, row.retention_days,
        row.created,
    )  # fmt: skip
