"""Who changed what, and when?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from bellrock.core.time import Clock
from bellrock.store.ledger import Ledger
from bellrock.store.schema_accounts import AUDIT


@dataclass(frozen=True)
class Change:
    """One change: by whom (`user:3 ann@example.org`, `key:7`, `cli`), of what, in which project."""

    id: int
    at: datetime
    project: int | None
    actor: str
    action: str
    target: str
    detail: dict[str, Any]


class Audit:
    """The record of changes; it is only ever added to."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def record(
        self,
        to: Connection,
        actor: str,
        action: str,
        target: str,
        *,
        project: int | None,
        **detail: Any,
    ) -> None:
        """Add a change within the transaction that makes it; `detail` never holds a secret."""
        to.execute(
            insert(AUDIT).values(
                at=self._clock.now(),
                project=project,
                actor=actor[:300],
                action=action,
                target=target[:300],
                detail=detail,
            )
        )

    def note(
        self, actor: str, action: str, target: str, *, project: int | None, **detail: Any
    ) -> None:
        """Add a change that was made elsewhere, such as an undone merge."""
        with self._ledger.write() as to:
            self.record(to, actor, action, target, project=project, **detail)

    def changes(self, project: int, *, before: int | None = None, limit: int = 50) -> list[Change]:
        """Return the project's changes, newest first; those older than the change `before`."""
        query = select(AUDIT).where(AUDIT.c.project == project)
        if before is not None:
            query = query.where(AUDIT.c.id < before)
        with self._ledger.read() as connection:
            rows = connection.execute(query.order_by(AUDIT.c.id.desc()).limit(limit)).all()
        return [
            Change(
                r.id,
                r.at,
                r.project,
                r.actor,
                r.action,
                r.target,
                r.detail,
            )
            for r in rows
        ]
