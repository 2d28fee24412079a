"""What was paid for people? Costs by day and campaign: imported, imported again, and removed."""

from __future__ import annotations

import secrets
import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from bellrock.collect.costs import (
    Change,
    CostLine,
    Which,
    compare_costs,
    keep_costs,
    list_costs,
    remove_costs,
    unmet_campaigns,
)
from bellrock.collect.costs_read import CostFault, CostFile, read_costs
from bellrock.core.errors import InvalidDefinition, NotFound
from bellrock.core.time import Clock, micros
from bellrock.runtime.accounts_audit import Audit
from bellrock.runtime.accounts_projects import Projects
from bellrock.store.lake import Lake
from bellrock.store.ledger import Ledger
from bellrock.store.schema_accounts import USERS
from bellrock.store.schema_costs import COST_IMPORTS

MOST_BYTES = 32 << 20
_LETTERS, _LENGTH, _UNMET = string.ascii_letters + string.digits, 10, 20


@dataclass(frozen=True)
class CostImport:
    """A file whose costs were imported; `owner` is who did, null where a program did."""

    id: str
    name: str
    lines: int
    added: int
    replaced: int
    same: int
    owner: str | None
    created: datetime


@dataclass(frozen=True)
class CostReport:
    """What a file of costs holds, and what it changes or has changed."""

    lines: int
    """With content, without the headings."""
    faulty: int
    """Lines that cannot be taken."""
    faults: tuple[CostFault, ...]
    """The first fifty of them."""
    rows: int
    """Days and campaigns; lines of one are added up."""
    added: int
    replaced: int
    """Known already, with other figures."""
    same: int
    """Known already, and left as they are."""
    amount: float
    """Of all rows, in the project's currency."""
    currency: str
    first: date | None
    last: date | None
    columns: Mapping[str, str]
    """The headings by what they mean."""
    ignored: tuple[str, ...]
    """Headings that mean nothing here."""
    unmet: tuple[str, ...]
    """Campaigns that no event carries; the first twenty."""
    imported: CostImport | None
    """Null where it was only tried, or nothing changed."""


@dataclass(frozen=True)
class CostList:
    """What the project has paid, by campaign, the dearest first, and the imports it came by."""

    currency: str
    amount: float
    """Of all campaigns listed."""
    campaigns: list[CostLine]
    imports: list[CostImport]


@dataclass(frozen=True)
class Taking:
    """How a file is taken."""

    name: str = "costs.csv"
    dry_run: bool = False
    """Only say what would happen."""
    skip_faults: bool = False
    """Take the good lines of a file that has faults."""


class Costs:
    """The costs of every project."""

    def __init__(
        self, ledger: Ledger, lake: Lake, clock: Clock, audit: Audit, projects: Projects
    ) -> None:
        self._ledger = ledger
        self._lake = lake
        self._clock = clock
        self._audit = audit
        self._projects = projects
        self._one_at_a_time = Lock()

    def take(
        self, project: int, data: bytes, how: Taking, *, owner: int | None = None, actor: str
    ) -> CostReport:
        """Import a file: what it says of a day and campaign replaces what was said before.

        Raises:
            InvalidDefinition: it has faults and these are not to be skipped, or is no such file.
        """
        currency = self._projects.numbered(project).currency
        file = read_costs(data, currency)
        with self._one_at_a_time:
            change = compare_costs(self._lake, project, file.rows)
            made = None
            if not how.dry_run:
                _refuse(file, how)
                if change.added or change.replaced:
                    made = self._keep(
                        project, file, change, name=how.name, owner=owner, actor=actor
                    )
        return self._report(project, file, change, currency, made)

    def of(self, project: int, which: Which | None = None) -> CostList:
        """Return what the project has paid, and the imports whose costs were not removed."""
        lines = list_costs(self._lake, project, which or Which())
        with self._ledger.read() as connection:
            rows = connection.execute(
                _imports()
                .where(COST_IMPORTS.c.project == project, COST_IMPORTS.c.deleted.is_(None))
                .order_by(COST_IMPORTS.c.number.desc())
                .limit(200)
            ).all()
        total = sum(one.amount for one in lines)
        currency = self._projects.numbered(project).currency
        return CostList(currency, total, lines, [_read(row) for row in rows])

    def undo(self, project: int, imported: str, *, actor: str) -> int:
        """Remove what an import brought, where nothing newer replaced it; return how many rows.

        Raises:
            NotFound: there is no such import, or it was removed already.
        """
        with self._one_at_a_time:
            with self._ledger.read() as connection:
                number = _number(connection, project, imported)
            count = self._remove(project, Which(imported=number))
            with self._ledger.write() as to:
                to.execute(
                    update(COST_IMPORTS)
                    .where(COST_IMPORTS.c.number == number)
                    .values(deleted=self._clock.now())
                )
                target = f"cost_import:{imported}"
                self._audit.record(to, actor, "costs.undo", target, project=project, rows=count)
        return count

    def remove(self, project: int, which: Which, *, actor: str) -> int:
        """Remove the costs meant; return how many rows these were."""
        with self._one_at_a_time:
            count = self._remove(project, which)
        self._audit.note(actor, "costs.remove", "costs", project=project, rows=count)
        return count

    def _remove(self, project: int, which: Which) -> int:
        return remove_costs(self._lake, project, which, version=micros(self._clock.now()))

    def _keep(
        self, project: int, file: CostFile, change: Change, name: str, *, owner: int | None,
        actor: str,
    ) -> CostImport:  # fmt: skip
        now = self._clock.now()
        row: dict[str, Any] = {
            "id": "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)), "project": project,
            "name": name[:200] or "costs.csv", "lines": file.lines, "added": len(change.added),
            "replaced": len(change.replaced), "same": change.same, "owner": owner, "created": now,
        }  # fmt: skip
        with self._ledger.write() as to:
            to.execute(insert(COST_IMPORTS).values(**row))
            number = _number(to, project, row["id"])
            keep_costs(self._lake, project, change, imported=number, version=micros(now))
            target = f"cost_import:{row['id']}"
            self._audit.record(to, actor, "costs.import", target, project=project, name=row["name"])
            one = to.execute(_imports().where(COST_IMPORTS.c.number == number)).one()
        return _read(one)

    def _report(
        self, project: int, file: CostFile, change: Change, currency: str, made: CostImport | None
    ) -> CostReport:
        days = [key[0] for key in file.rows]
        unmet = unmet_campaigns(self._lake, project, [key[4] for key in file.rows])
        return CostReport(
            file.lines, file.faulty, file.faults, len(file.rows), len(change.added),
            len(change.replaced), change.same,
            round(sum(one.amount for one in file.rows.values()), 6), currency,
            min(days, default=None), max(days, default=None), file.columns, file.ignored,
            tuple(unmet[:_UNMET]), made,
        )  # fmt: skip


def _refuse(file: CostFile, how: Taking) -> None:
    if file.faulty and not how.skip_faults:
        first = file.faults[0]
        raise InvalidDefinition(
            f"{file.faulty:,} of {file.lines:,} lines cannot be taken; line {first.line}: "
            f"{first.message}",
            hint=f"{first.hint}; or skip lines with faults", field="file", line=first.line,
        )  # fmt: skip


def _imports() -> Any:  # a select of imports with who did them
    return select(
        COST_IMPORTS, USERS.c.email.label("owner_email"), USERS.c.name.label("owner_name")
    ).outerjoin(USERS, USERS.c.id == COST_IMPORTS.c.owner)


def _number(connection: Connection, project: int, imported: str) -> int:
    found = connection.execute(
        select(COST_IMPORTS.c.number).where(
            COST_IMPORTS.c.project == project, COST_IMPORTS.c.id == imported,
            COST_IMPORTS.c.deleted.is_(None),
        )
    ).scalar_one_or_none()  # fmt: skip
    if found is None:
        raise NotFound(
            "there is no such import of costs", hint="list them with `bellrock costs list`"
        )
    return int(found)


def _read(row: Row[Any]) -> CostImport:
    return CostImport(
        row.id, row.name, row.lines, row.added, row.replaced, row.same,
        row.owner_name or row.owner_email, row.created,
    )  # fmt: skip
