"""What is the team after, and what drives it? Trees of registered metrics, and stages of growth."""

from __future__ import annotations

import secrets
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from bellrock.analytics.metric.tree import MadeBy
from bellrock.core.errors import InvalidDefinition, NotFound
from bellrock.core.time import Clock
from bellrock.query.registered import STAGES as STAGE_NAMES
from bellrock.query.registered import Stage
from bellrock.runtime.accounts_audit import Audit
from bellrock.runtime.metric_registry import numbered
from bellrock.store.ledger import Ledger
from bellrock.store.schema_metrics import GOALS, METRICS, STAGES

MOST_NODES, MOST_DRIVERS = 200, 10
NOTE = 4000
"""Characters of a note or hypothesis."""
_LETTERS, _LENGTH = string.ascii_letters + string.digits, 10


@dataclass(frozen=True)
class Goal:
    """One node of a tree. `made_by` says how its drivers make it; a north star has no parent."""

    id: str
    parent: str | None
    metric: str
    """The metric's id."""
    made_by: MadeBy | None
    place: int
    target: float | None
    due: date | None
    note: str
    created: datetime
    updated: datetime


@dataclass(frozen=True)
class GrowthStage:
    """A stage of growth and the metric that stands for it."""

    stage: Stage
    metric: str
    target: float | None


class Goals:
    """The goal trees and stages of every project."""

    def __init__(self, ledger: Ledger, clock: Clock, audit: Audit) -> None:
        self._ledger = ledger
        self._clock = clock
        self._audit = audit

    def all(self, project: int) -> list[Goal]:
        """Return every node, north stars first, siblings in their order."""
        with self._ledger.read() as connection:
            return _all(connection, project)

    def add(self, project: int, fields: Mapping[str, Any], *, actor: str) -> Goal:
        """Add a node: `metric`, and `parent`, `made_by`, `target`, `due`, `note` where wanted.

        Raises:
            NotFound: there is no such metric or parent.
            InvalidDefinition: the tree would be too large, or the parent takes no more drivers.
        """
        now = self._clock.now()
        with self._ledger.write() as to:
            known = _all(to, project)
            if len(known) >= MOST_NODES:
                raise InvalidDefinition(
                    f"a project has at most {MOST_NODES} goals", hint="remove some", field="metric"
                )
            row = {"made_by": None, "target": None, "due": None, "note": "", **fields}
            row["metric"] = numbered(to, project, row["metric"])
            row["parent"], row["place"] = self._under(to, project, known, row.get("parent"))
            row |= {"id": "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))}
            row |= {"project": project, "created": now, "updated": now}
            to.execute(insert(GOALS).values(**row))
            self._audit.record(to, actor, "goal.create", f"goal:{row['id']}", project=project)
            return _one(to, project, row["id"])

    def change(self, project: int, goal: str, fields: Mapping[str, Any], *, actor: str) -> Goal:
        """Change what is given of a node: `metric`, `made_by`, `target`, `due`, `note`, `place`.

        A `parent` moves it there, behind its siblings, with what stands under it.

        Raises:
            NotFound: there is no such node, metric or parent.
            InvalidDefinition: a ratio with another number of drivers than two, or a node below
                itself.
        """
        with self._ledger.write() as to:
            old = _one(to, project, goal)
            row = dict(fields)
            if "metric" in row:
                row["metric"] = numbered(to, project, row["metric"])
            known, place = _all(to, project), row.pop("place", None)
            if "parent" in row:
                row |= self._moved(to, project, known, old, row["parent"])
            drivers = [one for one in known if one.parent == goal]
            if row.get("made_by") == "ratio" and len(drivers) > 2:
                raise _two()
            row["updated"] = self._clock.now()
            to.execute(update(GOALS).where(GOALS.c.project == project, GOALS.c.id == goal)
                       .values(**row))  # fmt: skip
            if place is not None:
                self._move(to, project, _one(to, project, goal), place)
            self._audit.record(to, actor, "goal.change", f"goal:{goal}", project=project)
            return _one(to, project, goal)

    def remove(self, project: int, goal: str, *, actor: str) -> list[Goal]:
        """Remove a node and what stands under it; return what is gone, so that it can be undone.

        Raises:
            NotFound: there is no such node.
        """
        with self._ledger.write() as to:
            _one(to, project, goal)
            gone = _below(_all(to, project), goal)
            ids = [one.id for one in gone]
            for one in reversed(ids):
                to.execute(delete(GOALS).where(GOALS.c.project == project, GOALS.c.id == one))
            self._audit.record(to, actor, "goal.remove", f"goal:{goal}", project=project)
            return gone

    def stages(self, project: int) -> list[GrowthStage]:
        """Return the stages that have a metric, in the order of growth."""
        query = select(STAGES, METRICS.c.id.label("metric_id")).join(
            METRICS, METRICS.c.number == STAGES.c.metric
        )
        with self._ledger.read() as connection:
            rows = connection.execute(query.where(STAGES.c.project == project)).all()
        found = [GrowthStage(row.stage, row.metric_id, row.target) for row in rows]
        return sorted(found, key=lambda one: STAGE_NAMES.index(one.stage))

    def set_stages(
        self, project: int, told: Sequence[GrowthStage], *, actor: str
    ) -> list[GrowthStage]:
        """Set which metric stands for which stage; stages left out have none.

        Raises:
            NotFound: there is no such metric.
        """
        now = self._clock.now()
        with self._ledger.write() as to:
            rows = [
                {"project": project, "stage": one.stage, "target": one.target, "updated": now,
                 "metric": numbered(to, project, one.metric)}
                for one in {one.stage: one for one in told}.values()
            ]  # fmt: skip
            to.execute(delete(STAGES).where(STAGES.c.project == project))
            if rows:
                to.execute(insert(STAGES), rows)
            self._audit.record(to, actor, "stages.change", f"project:{project}", project=project)
        return self.stages(project)

    def _under(
        self, to: Connection, project: int, known: Sequence[Goal], parent: str | None
    ) -> tuple[int | None, int]:
        """Return the number of the parent and the place of a new driver of it."""
        siblings = [one for one in known if one.parent == parent]
        if parent is None:
            return None, len(siblings)
        above = _one(to, project, parent)
        if len(siblings) >= MOST_DRIVERS:
            raise InvalidDefinition(
                f"a goal has at most {MOST_DRIVERS} drivers", hint="put one in between",
                field="parent",
            )  # fmt: skip
        if above.made_by == "ratio" and len(siblings) >= 2:
            raise _two()
        return int(_row(to, project, parent).number), len(siblings)

    def _moved(
        self, to: Connection, project: int, known: Sequence[Goal], goal: Goal, parent: str | None
    ) -> dict[str, int | None]:
        """Return the columns that bring `goal` under `parent`."""
        if parent == goal.parent:
            return {"place": goal.place} | self._above(to, project, parent)
        if parent in {one.id for one in _below(known, goal.id)}:
            raise InvalidDefinition(
                "a goal cannot drive itself", hint="choose a goal that does not stand under it",
                field="parent",
            )  # fmt: skip
        above, place = self._under(to, project, known, parent)
        return {"parent": above, "place": place}

    def _above(self, to: Connection, project: int, parent: str | None) -> dict[str, int | None]:
        number = None if parent is None else int(_row(to, project, parent).number)
        return {"parent": number}

    def _move(self, to: Connection, project: int, goal: Goal, place: int) -> None:
        siblings = [g.id for g in _all(to, project) if g.parent == goal.parent and g.id != goal.id]
        siblings.insert(max(0, place), goal.id)
        for at, one in enumerate(siblings):
            to.execute(update(GOALS).where(GOALS.c.project == project, GOALS.c.id == one)
                       .values(place=at))  # fmt: skip


def _all(connection: Connection, project: int) -> list[Goal]:
    above = GOALS.alias("above")
    query = (
        select(GOALS, METRICS.c.id.label("metric_id"), above.c.id.label("parent_id"))
        .join(METRICS, METRICS.c.number == GOALS.c.metric)
        .outerjoin(above, above.c.number == GOALS.c.parent)
        .where(GOALS.c.project == project)
        .order_by(GOALS.c.parent.is_not(None), GOALS.c.place, GOALS.c.number)
    )
    return [_read(row) for row in connection.execute(query).all()]


def _one(connection: Connection, project: int, goal: str) -> Goal:
    found = next((one for one in _all(connection, project) if one.id == goal), None)
    if found is None:
        raise _missing()
    return found


def _row(connection: Connection, project: int, goal: str) -> Row[Any]:
    query = select(GOALS).where(GOALS.c.project == project, GOALS.c.id == goal)
    return connection.execute(query).one()


def _read(row: Row[Any]) -> Goal:
    return Goal(
        row.id, row.parent_id, row.metric_id, row.made_by, row.place, row.target, row.due,
        row.note, row.created, row.updated,
    )  # fmt: skip


def _below(nodes: Sequence[Goal], goal: str) -> list[Goal]:
    """Return a node and all under it, each before those under it."""
    found = [one for one in nodes if one.id == goal]
    for one in nodes:
        if one.parent == goal:
            found += _below(nodes, one.id)
    return found


def _missing() -> NotFound:
    return NotFound("there is no such goal", hint="list them with GET /api/v1/goals")


def _two() -> InvalidDefinition:
    return InvalidDefinition(
        "a ratio has two drivers, what is divided and by what",
        hint="make it a product or a sum, or leave two", field="made_by",
    )  # fmt: skip
