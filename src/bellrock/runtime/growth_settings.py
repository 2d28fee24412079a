"""Who are a project's core users, and which funnels are the key paths of its goals and stages?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from bellrock.analytics.metric.rock import CoreRule
from bellrock.core.errors import InvalidDefinition, NotFound
from bellrock.core.time import Clock
from bellrock.query.registered import STAGES
from bellrock.query.selector import read_selector
from bellrock.runtime.accounts_audit import Audit
from bellrock.runtime.goals import Goals
from bellrock.runtime.saved_questions import SavedQuestions
from bellrock.store.ledger import Ledger
from bellrock.store.schema import settings

_CORE, _PATHS = "growth.core_users", "growth.key_paths"
_MOST_DAYS = 28


@dataclass(frozen=True)
class KeyPath:
    """The saved funnel that is the key path of a goal (by its id) or a stage (by its name)."""

    of: str
    question: str


class GrowthSettings:
    """The settings of every project that its goals are checked by."""

    def __init__(
        self, ledger: Ledger, clock: Clock, audit: Audit, goals: Goals, questions: SavedQuestions
    ) -> None:
        self._ledger, self._clock, self._audit = ledger, clock, audit
        self._goals, self._questions = goals, questions

    def core(self, project: int) -> CoreRule | None:
        """Return who the core users are; None where nobody has said so."""
        with self._ledger.read() as connection:
            told = _told(connection, project, _CORE)
        return None if told is None else CoreRule(told["event"], told["days"])

    def set_core(self, project: int, rule: CoreRule | None, *, actor: str) -> CoreRule | None:
        """Say who the core users are; None takes it back.

        Raises:
            InvalidDefinition: an event that is none, or days out of 1 to 28.
        """
        if rule is not None:
            read_selector(rule.event, field="event")
            if not 1 <= rule.days <= _MOST_DAYS:
                raise InvalidDefinition(
                    f"core users are active on 1 to {_MOST_DAYS} days of 28",
                    hint="for instance 4", field="days",
                )  # fmt: skip
        kept = None if rule is None else {"event": rule.event, "days": rule.days}
        with self._ledger.write() as to:
            self._keep(to, project, _CORE, kept)
            self._audit.record(to, actor, "core_users.change", f"project:{project}",
                               project=project)  # fmt: skip
        return rule

    def paths(self, project: int) -> list[KeyPath]:
        """Return the key paths, each of its goal or stage."""
        with self._ledger.read() as connection:
            told: dict[str, str] = _told(connection, project, _PATHS) or {}
        return [KeyPath(of, question) for of, question in sorted(told.items())]

    def set_path(self, project: int, of: str, question: str | None, *, actor: str) -> list[KeyPath]:
        """Set the key path of a goal or a stage to a saved funnel; None takes it away.

        Raises:
            NotFound: there is no such goal or stage, or no such question.
            InvalidDefinition: the question is no funnel.
        """
        goals = {goal.id for goal in self._goals.all(project)}
        if question is not None:
            self._check(project, of, question, goals)
        with self._ledger.write() as to:
            told = _told(to, project, _PATHS) or {}
            kept = {one: told[one] for one in told if one in goals or one in STAGES}
            kept.pop(of, None)
            if question is not None:
                kept[of] = question
            self._keep(to, project, _PATHS, kept)
            self._audit.record(to, actor, "key_path.change", f"goal:{of}", project=project)
        return self.paths(project)

    def _check(self, project: int, of: str, question: str, goals: set[str]) -> None:
        if of not in goals and of not in STAGES:
            raise NotFound(
                "there is no such goal or stage", hint="list them with GET /api/v1/goals"
            )
        if self._questions.show(project, question).kind != "funnel":
            raise InvalidDefinition(
                "a key path is a saved funnel", hint="save the way as a funnel and choose that",
                field="question",
            )  # fmt: skip

    def _keep(self, to: Connection, project: int, name: str, value: Any) -> None:
        to.execute(delete(settings).where(settings.c.project == project, settings.c.name == name))
        if value:
            to.execute(
                insert(settings).values(
                    project=project, name=name, value=value, updated=self._clock.now()
                )
            )


def _told(connection: Connection, project: int, name: str) -> Any:
    query = select(settings.c.value).where(settings.c.project == project, settings.c.name == name)
    return connection.execute(query).scalar_one_or_none()
