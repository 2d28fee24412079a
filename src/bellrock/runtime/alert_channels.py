"""Whom can alerts tell? Addresses of e-mail and chats, of which none is ever shown in full."""

from __future__ import annotations

import secrets
import string
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Row, insert, select, update

from bellrock.core.errors import InvalidDefinition, NotFound
from bellrock.core.time import Clock
from bellrock.runtime.accounts_audit import Audit
from bellrock.runtime.config import MailConfig
from bellrock.runtime.notify import ChannelKind, check_target, masked, tell
from bellrock.store.ledger import Ledger
from bellrock.store.schema_alerts import CHANNELS

MOST = 50
_LETTERS, _LENGTH = string.ascii_letters + string.digits, 10


@dataclass(frozen=True)
class Channel:
    """A way to tell somebody; `target` holds no secret."""

    id: str
    name: str
    kind: ChannelKind
    target: str
    created: datetime


class AlertChannels:
    """The channels of every project."""

    def __init__(self, ledger: Ledger, clock: Clock, audit: Audit, mail: MailConfig) -> None:
        self._ledger = ledger
        self._clock = clock
        self._audit = audit
        self._mail = mail

    def all(self, project: int) -> list[Channel]:
        """Return the channels of a project by name."""
        return [
            Channel(row.id, row.name, row.kind, masked(row.kind, row.target), row.created)
            for row in self._rows(project)
        ]

    def add(
        self, project: int, name: str, kind: ChannelKind, target: str, *, actor: str
    ) -> Channel:
        """Add a channel.

        Raises:
            InvalidDefinition: no name, no address, or too many channels.
        """
        if not name.strip():
            raise InvalidDefinition(
                "a channel has a name", hint="for instance Growth team", field="name"
            )
        kept = check_target(kind, target)
        if len(self._rows(project)) >= MOST:
            raise InvalidDefinition(
                f"a project has at most {MOST} channels", hint="remove some", field="name"
            )
        row = {
            "id": "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)), "project": project,
            "name": name.strip(), "kind": kind, "target": kept, "created": self._clock.now(),
        }  # fmt: skip
        with self._ledger.write() as to:
            to.execute(insert(CHANNELS).values(**row))
            self._audit.record(
                to, actor, "channel.create", f"channel:{row['id']}", project=project,
                name=row["name"],
            )  # fmt: skip
        return next(one for one in self.all(project) if one.id == row["id"])

    def remove(self, project: int, channel: str, *, actor: str) -> None:
        """Remove a channel; alerts that named it tell the others.

        Raises:
            NotFound: there is no such channel.
        """
        row = self._one(project, channel)
        with self._ledger.write() as to:
            to.execute(
                update(CHANNELS)
                .where(CHANNELS.c.number == row.number)
                .values(deleted=self._clock.now(), target="")
            )
            self._audit.record(
                to, actor, "channel.remove", f"channel:{channel}", project=project, name=row.name
            )

    def tell(self, project: int, channel: str, subject: str, text: str) -> None:
        """Deliver a message by a channel.

        Raises:
            NotFound: there is no such channel.
            NotDelivered: it could not be delivered.
        """
        row = self._one(project, channel)
        tell(cast(ChannelKind, row.kind), row.target, subject, text, self._mail)

    def _rows(self, project: int) -> list[Row[Any]]:
        query = select(CHANNELS).where(CHANNELS.c.project == project, CHANNELS.c.deleted.is_(None))
        with self._ledger.read() as connection:
            return list(connection.execute(query.order_by(CHANNELS.c.name)).all())

    def _one(self, project: int, channel: str) -> Row[Any]:
        found = next((row for row in self._rows(project) if row.id == channel), None)
        if found is None:
            raise NotFound(
                "there is no such channel", hint="list them with GET /api/v1/alert-channels"
            )
        return found
