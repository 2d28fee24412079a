"""How far are the goals, what moved them, and where is the most to win? Values of a whole tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bellrock.analytics.answer import Span
from bellrock.analytics.metric import Asked, MetricAnswer, TreeValue, driven, value
from bellrock.query.relation import Context
from bellrock.runtime.goals import Goal
from bellrock.runtime.metric_registry import RegisteredMetric
from bellrock.store import Lake


@dataclass(frozen=True)
class GoalPoint:
    """One bucket of a node's metric."""

    start: datetime
    value: float | None
    mature: bool


@dataclass(frozen=True)
class GoalValue:
    """A node's metric over a period and the one compared with, and what it did to its parent."""

    goal: str
    value: float | None
    before: float | None
    change: float | None
    added: float | None
    """To its parent's change, in the parent's unit; null for a north star."""
    rest: float | None
    """Of its own change, what its drivers do not explain; null without drivers."""
    points: tuple[GoalPoint, ...]
    best: float | None
    """The best of its whole buckets, by the metric's direction."""
    headroom: float | None
    """What its north star would gain, were it at its target, or without one at its best."""


@dataclass(frozen=True)
class TreeAnswer:
    """The values of all goals; `during` and `compared` are the periods."""

    during: Span
    compared: Span | None
    goals: tuple[GoalValue, ...]


def tree_values(
    lake: Lake, ctx: Context, nodes: Sequence[Goal], metrics: Mapping[str, RegisteredMetric],
    asked: Asked,
) -> TreeAnswer | None:  # fmt: skip
    """Return the values of every node; None where there are no goals.

    Each metric is asked once. `metrics` holds the kept metrics by id; nodes of deleted ones are
    left out.
    """
    shown = [one for one in nodes if one.metric in metrics]
    answers = {
        name: value(lake, metrics[name].definition, ctx, asked)
        for name in dict.fromkeys(one.metric for one in shown)
    }
    if not answers:
        return None
    told = {one.id: _tree_value(answers[one.metric]) for one in shown}
    added, rest = _driven(shown, told)
    best = {one.id: _best(answers[one.metric], metrics[one.metric]) for one in shown}
    first = next(iter(answers.values()))
    return TreeAnswer(
        first.meta.period, first.compared,
        tuple(
            GoalValue(
                one.id, told[one.id].value, told[one.id].before, told[one.id].change,
                added.get(one.id), rest.get(one.id), _points(answers[one.metric]), best[one.id],
                _headroom(one, shown, told, one.target if one.target is not None else best[one.id]),
            )
            for one in shown
        ),
    )  # fmt: skip


def _tree_value(answer: MetricAnswer) -> TreeValue:
    return TreeValue(answer.total, answer.before)


def _driven(
    nodes: Sequence[Goal], told: Mapping[str, TreeValue]
) -> tuple[dict[str, float | None], dict[str, float | None]]:
    added: dict[str, float | None] = {}
    rest: dict[str, float | None] = {}
    for node in nodes:
        drivers = _drivers(node, nodes)
        if not drivers or node.made_by is None or not _fits(node, drivers):
            continue
        found = driven(told[node.id], [told[one.id] for one in drivers], node.made_by)
        rest[node.id] = found.rest
        added |= {one.id: share for one, share in zip(drivers, found.added, strict=True)}
    return added, rest


def _drivers(node: Goal, nodes: Sequence[Goal]) -> list[Goal]:
    return sorted((one for one in nodes if one.parent == node.id), key=lambda one: one.place)


def _fits(node: Goal, drivers: Sequence[Goal]) -> bool:
    return node.made_by != "ratio" or len(drivers) == 2


def _points(answer: MetricAnswer) -> tuple[GoalPoint, ...]:
    return tuple(GoalPoint(p.start, p.value, p.mature) for p in answer.points)


def _best(answer: MetricAnswer, metric: RegisteredMetric) -> float | None:
    """Return the whole period's value at the pace of its best whole bucket; of means, the best."""
    known = [p.value for p in answer.points if p.value is not None and p.mature]
    if not known:
        return None
    best = max(known) if metric.definition.direction == "up" else min(known)
    if not metric.definition.additive or answer.total is None or not sum(known):
        return best
    return answer.total * best * len(known) / sum(known)


def _headroom(
    node: Goal, nodes: Sequence[Goal], told: Mapping[str, TreeValue], could: float | None
) -> float | None:
    """Return what the north star gains when `node` alone moves to `could`, up the tree."""
    now = told[node.id].value
    if could is None or now is None:
        return None
    gain = could - now
    here = node
    while here.parent is not None:
        above = next((one for one in nodes if one.id == here.parent), None)
        if above is None or above.made_by is None:
            return None
        passed = _passed(above, here, _drivers(above, nodes), told, gain)
        if passed is None:
            return None
        gain, here = passed, above
    return gain


def _passed(
    above: Goal, here: Goal, drivers: Sequence[Goal], told: Mapping[str, TreeValue], gain: float
) -> float | None:
    """Return what `gain` of one driver is worth to the node above it."""
    if above.made_by == "sum":
        return gain
    now, whole = told[here.id].value, told[above.id].value
    if not now or whole is None or not _fits(above, drivers):
        return None
    if above.made_by == "ratio" and drivers[1].id == here.id:
        return whole * now / (now + gain) - whole if now + gain else None
    return whole * gain / now
