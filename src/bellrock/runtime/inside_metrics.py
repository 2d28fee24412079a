"""What do registered metrics and goals say in this process? In the JSON forms of the HTTP API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from bellrock.analytics.metric import DIMENSIONS, Asked, change, value
from bellrock.runtime.app import App
from bellrock.runtime.goal_values import TreeAnswer, tree_values
from bellrock.runtime.goals import Goal
from bellrock.runtime.metric_registry import RegisteredMetric

Json = dict[str, Any]
_METRIC, _GOAL = TypeAdapter(RegisteredMetric), TypeAdapter(Goal)
_TREE = TypeAdapter(TreeAnswer | None)


def metrics(app: App, project: int) -> list[Json]:
    """Return the registered metrics by name."""
    return [_METRIC.dump_python(one, mode="json") for one in app.metrics.find(project)]


def metric_told(app: App, project: int, metric: str) -> Json:
    """Return a registered metric by key or id."""
    told: Json = _METRIC.dump_python(app.metrics.show(project, metric), mode="json")
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


def _asked(told: Mapping[str, Any]) -> Asked:
    every, compare = told.get("every", "day"), told.get("compare")
    return Asked(told.get("from"), told.get("to"), every, compare, told.get("zone"))
