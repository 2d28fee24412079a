"""Which metrics does somebody want to be told about, when, and what was found?"""

from __future__ import annotations

import secrets
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from bellrock.analytics.metric.alert import Every, Look, read_rule
from bellrock.core.errors import InvalidDefinition, NotFound
from bellrock.core.time import Clock
from bellrock.runtime.accounts_audit import Audit
from bellrock.runtime.metric_registry import numbered
from bellrock.store.ledger import Ledger
from bellrock.store.schema_alerts import ALERTS, CHANNELS, FINDINGS
from bellrock.store.schema_metrics import METRICS

MOST = 200
SHOWN = 50
_LETTERS, _LENGTH = string.ascii_letters + string.digits, 10


@dataclass(frozen=True)
class Alert:
    """An alert on a registered metric; `firing` says since which bucket it fires."""

    id: str
    name: str
    metric: str
    """The metric's id."""
    metric_name: str
    rule: dict[str, Any]
    every: Every
    channels: tuple[str, ...]
    looked: datetime | None
    firing: datetime | None
    silent_until: datetime | None
    created: datetime
    updated: datetime
    deleted: datetime | None


@dataclass(frozen=True)
class AlertFinding:
    """A bucket at which an alert began to fire, or was well again."""

    start: datetime
    value: float | None
    low: float | None
    high: float | None
    fires: bool
    explained: str
    told: datetime | None
    untold: str | None
    created: datetime


class Alerts:
    """The alerts of every project."""

    def __init__(self, ledger: Ledger, clock: Clock, audit: Audit) -> None:
        self._ledger = ledger
        self._clock = clock
        self._audit = audit

    def all(self, project: int) -> list[Alert]:
        """Return the alerts that are kept, by name."""
        query = _alerts().where(ALERTS.c.project == project, ALERTS.c.deleted.is_(None))
        with self._ledger.read() as connection:
            return [_read(row) for row in connection.execute(query.order_by(ALERTS.c.name)).all()]

    def show(self, project: int, alert: str) -> Alert:
        """Return an alert; a deleted one too.

        Raises:
            NotFound: there is none.
        """
        with self._ledger.read() as connection:
            return _read(_one(connection, project, alert))

    def findings(self, project: int, alert: str) -> list[AlertFinding]:
        """Return what an alert found, newest first.

        Raises:
            NotFound: there is no such alert.
        """
        with self._ledger.read() as connection:
            number = _one(connection, project, alert).number
            query = select(FINDINGS).where(FINDINGS.c.alert == number)
            rows = connection.execute(query.order_by(FINDINGS.c.number.desc()).limit(SHOWN)).all()
        return [
            AlertFinding(row.start, row.value, row.low, row.high, bool(row.fires), row.explained,
                    row.told, row.untold, row.created)
            for row in rows
        ]  # fmt: skip

    def save(
        self, project: int, fields: Mapping[str, Any], *, owner: int | None, actor: str
    ) -> Alert:
        """Keep an alert: `name`, `metric`, `rule`, `every` and `channels`.

        Raises:
            InvalidDefinition: it means nothing.
            NotFound: there is no such metric or channel.
        """
        now = self._clock.now()
        with self._ledger.write() as to:
            count = select(func.count()).select_from(ALERTS).where(
                ALERTS.c.project == project, ALERTS.c.deleted.is_(None)
            )  # fmt: skip
            if (to.execute(count).scalar() or 0) >= MOST:
                raise InvalidDefinition(
                    f"a project has at most {MOST} alerts", hint="delete some", field="name"
                )
            row = self._checked(to, project, {"channels": [], **fields})
            row |= {"id": "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))}
            row |= {"project": project, "owner": owner, "created": now, "updated": now}
            to.execute(insert(ALERTS).values(**row))
            self._note(to, actor, "create", project, row["id"], row["name"])
            return _read(_one(to, project, row["id"]))

    def change(self, project: int, alert: str, fields: Mapping[str, Any], *, actor: str) -> Alert:
        """Change what is given, `silent_until` too; another rule or metric begins anew.

        Raises:
            NotFound, InvalidDefinition: as `save`.
        """
        with self._ledger.write() as to:
            old = _one(to, project, alert)
            row = self._checked(to, project, fields)
            if {"metric", "rule", "every"} & set(row):
                row |= {"looked": None, "firing": None}
            row["updated"] = self._clock.now()
            to.execute(update(ALERTS).where(ALERTS.c.number == old.number).values(**row))
            self._note(to, actor, "change", project, alert, row.get("name", old.name))
            return _read(_one(to, project, alert))

    def delete(self, project: int, alert: str, *, actor: str) -> None:
        """Put an alert away; `restore` brings it back."""
        self._stamp(project, alert, self._clock.now(), "delete", actor)

    def restore(self, project: int, alert: str, *, actor: str) -> Alert:
        """Bring a deleted alert back."""
        self._stamp(project, alert, None, "restore", actor)
        return self.show(project, alert)

    def looked(self, project: int, alert: str, found: Sequence[Look]) -> None:
        """Remember up to where was looked, and since when it fires."""
        if not found:
            return
        with self._ledger.write() as to:
            old = _one(to, project, alert)
            firing = old.firing
            for one in found:
                firing = (firing or one.start) if one.fires else None
            values = {"looked": found[-1].start, "firing": firing}
            to.execute(update(ALERTS).where(ALERTS.c.number == old.number).values(**values))

    def note_finding(
        self, project: int, alert: str, look: Look, *, explained: str, untold: str | None
    ) -> None:
        """Keep what was found; `untold` says why nobody was told."""
        now = self._clock.now()
        with self._ledger.write() as to:
            number = _one(to, project, alert).number
            to.execute(
                insert(FINDINGS).values(
                    alert=number, start=look.start, value=look.value, low=look.low,
                    high=look.high, fires=int(look.fires), explained=explained,
                    told=None if untold else now, untold=untold and untold[:200], created=now,
                )
            )  # fmt: skip

    def _stamp(
        self, project: int, alert: str, deleted: datetime | None, did: str, actor: str
    ) -> None:
        with self._ledger.write() as to:
            old = _one(to, project, alert)
            if (old.deleted is None) != (deleted is None):
                to.execute(
                    update(ALERTS).where(ALERTS.c.number == old.number).values(deleted=deleted)
                )
                self._note(to, actor, did, project, alert, old.name)

    def _checked(self, to: Connection, project: int, fields: Mapping[str, Any]) -> dict[str, Any]:
        row = dict(fields)
        if "name" in row and not row["name"].strip():
            raise InvalidDefinition(
                "an alert has a name", hint="for instance Orders fell", field="name"
            )
        if "rule" in row:
            row["rule"] = read_rule(row["rule"]).model_dump(mode="json", exclude_none=True)
        if "metric" in row:
            row["metric"] = numbered(to, project, row["metric"])
        if "channels" in row:
            row["channels"] = list(dict.fromkeys(row["channels"]))
            _known(to, project, row["channels"])
        return row

    def _note(
        self, to: Connection, actor: str, did: str, project: int, alert: str, name: str
    ) -> None:
        self._audit.record(to, actor, f"alert.{did}", f"alert:{alert}", project=project, name=name)


def _alerts() -> Select[Any]:
    return select(
        ALERTS, METRICS.c.id.label("metric_id"), METRICS.c.name.label("metric_name")
    ).join(METRICS, METRICS.c.number == ALERTS.c.metric)


def _one(connection: Connection, project: int, alert: str) -> Row[Any]:
    query = _alerts().where(ALERTS.c.project == project, ALERTS.c.id == alert)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("there is no such alert", hint="list them with GET /api/v1/alerts")
    return row


def _known(to: Connection, project: int, channels: Sequence[str]) -> None:
    query = select(CHANNELS.c.id).where(CHANNELS.c.project == project, CHANNELS.c.deleted.is_(None))
    known = {row.id for row in to.execute(query).all()}
    for place, one in enumerate(channels):
        if one not in known:
            raise InvalidDefinition(
                "there is no such channel", hint="list them with GET /api/v1/alert-channels",
                field=f"channels[{place}]",
            )  # fmt: skip


def _read(row: Row[Any]) -> Alert:
    return Alert(
        row.id, row.name, row.metric_id, row.metric_name, row.rule, row.every,
        tuple(row.channels), row.looked, row.firing, row.silent_until, row.created, row.updated,
        row.deleted,
    )  # fmt: skip
