"""What do metrics, goals and stages say in this process? In the JSON forms of the HTTP API."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import AwareDatetime, TypeAdapter, ValidationError

from bellrock.analytics.metric import DIMENSIONS, Asked, change, value
from bellrock.core.errors import InvalidDefinition
from bellrock.runtime.annotations import Annotation
from bellrock.runtime.app import App
from bellrock.runtime.goal_values import TreeAnswer, tree_values
from bellrock.runtime.goals import Goal, GrowthStage
from bellrock.runtime.metric_registry import RegisteredMetric
from bellrock.runtime.rock import RockAnswer, Subject, rock, subjects

Json = dict[str, Any]
_METRIC, _GOAL = TypeAdapter(RegisteredMetric), TypeAdapter(Goal)
_TREE = TypeAdapter(TreeAnswer | None)
_STAGE, _ROCK, _NOTE = TypeAdapter(GrowthStage), TypeAdapter(RockAnswer), TypeAdapter(Annotation)
_MOMENT: TypeAdapter[datetime] = TypeAdapter(AwareDatetime)


def metrics(app: App, project: int) -> list[Json]:
    """Return the registered metrics by name."""
    return [_METRIC.dump_python(one, mode="json") for one in app.metrics.find(project)]


def metric_told(app: App, project: int, metric: str) -> Json:
    """Return a registered metric by key or id."""
    told: Json = _METRIC.dump_python(app.metrics.show(project, metric), mode="json")
    return told


def metric_register(app: App, project: int, fields: Mapping[str, Any]) -> Json:
    """Register a metric: key, name, description and definition."""
    made = app.metrics.save(project, fields, owner=None, actor="cli")
    told: Json = _METRIC.dump_python(made, mode="json")
    return told


def metric_value(app: App, project: int, metric: str, asked: Mapping[str, Any]) -> Json:
    """Return what a metric was over the period that is asked."""
    told = app.metrics.show(project, metric).definition
    return value(app.lake, told, app.context(project), _asked(asked)).to_json()


def metric_change(app: App, project: int, metric: str, asked: Mapping[str, Any]) -> Json:
    """Return why a metric changed, by the dimensions that are asked."""
    told, by = app.metrics.show(project, metric).definition, asked.get("by", DIMENSIONS)
    return change(app.lake, told, app.context(project), _asked(asked), by).to_json()


def goal_tree(app: App, project: int, asked: Mapping[str, Any]) -> Json:
    """Return goals, metrics and values; the values are null where there is no goal."""
    goals, known = app.goals.all(project), app.metrics.find(project)
    named = {one.id: one for one in known}
    values = tree_values(app.lake, app.context(project), goals, named, _asked(asked))
    return {
        "goals": [_GOAL.dump_python(one, mode="json") for one in goals],
        "metrics": [_METRIC.dump_python(one, mode="json") for one in known],
        "values": _TREE.dump_python(values, mode="json", by_alias=True),
    }


def stages(app: App, project: int) -> list[Json]:
    """Return the stages of growth that have a metric."""
    return [_STAGE.dump_python(one, mode="json") for one in app.goals.stages(project)]


def rock_subjects(app: App, project: int) -> list[Subject]:
    """Return what of a project is checked: its north stars and stages, with their key paths."""
    linked = app.growth.paths(project)
    saved = {one.id: one for one in app.questions.several(project, [p.question for p in linked])}
    paths = {p.of: saved[p.question] for p in linked if p.question in saved}
    return subjects(
        app.goals.all(project), app.goals.stages(project),
        {one.id: one for one in app.metrics.find(project)},
        {of: one for of, one in paths.items() if one.deleted is None},
    )  # fmt: skip


def rock_checks(app: App, project: int, asked: Mapping[str, Any]) -> list[Json]:
    """Return the checks of north stars and stages."""
    found = rock(
        app.lake, app.context(project), rock_subjects(app, project), app.growth.core(project),
        _asked(asked),
    )  # fmt: skip
    return [_ROCK.dump_python(one, mode="json", by_alias=True) for one in found]


def notes_told(app: App, project: int, since: str | None, before: str | None) -> list[Json]:
    """Return what happened between two moments, oldest first."""
    found = app.annotations.between(project, _moment(since, "since"), _moment(before, "before"))
    return [_NOTE.dump_python(one, mode="json") for one in found]


def annotate(app: App, project: int, said: Mapping[str, Any]) -> Json:
    """Write down something that happened, now where it is not said when."""
    fields = {**said, "at": _moment(said.get("at"), "at") or app.clock.now()}
    fields["until"] = _moment(said.get("until"), "until")
    made = app.annotations.add(project, fields, author=None, actor="cli")
    told: Json = _NOTE.dump_python(made, mode="json")
    return told


def _moment(told: str | None, field: str) -> datetime | None:
    if told is None:
        return None
    try:
        return _MOMENT.validate_python(told)
    except ValidationError as error:
        raise InvalidDefinition(
            f"{told!r} is no moment", hint="with its zone, for instance 2026-11-20T14:00:00Z",
            field=field,
        ) from error  # fmt: skip


def _asked(told: Mapping[str, Any]) -> Asked:
    every, compare = told.get("every", "day"), told.get("compare")
    return Asked(told.get("from"), told.get("to"), every, compare, told.get("zone"))
