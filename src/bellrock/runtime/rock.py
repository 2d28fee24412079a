"""Which north stars and stages stand on rock? Their checks, computed from data when asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bellrock.analytics.funnel import funnel
from bellrock.analytics.metric import Asked, value
from bellrock.analytics.metric.rock import (
    CoreRule,
    State,
    Step,
    Verdict,
    core,
    objective,
    path,
    real,
    worst,
)
from bellrock.analytics.metric.rock_run import core_share, volume
from bellrock.query.ask import FunnelAsk
from bellrock.query.relation import Context
from bellrock.runtime.goals import Goal, GrowthStage
from bellrock.runtime.metric_registry import RegisteredMetric
from bellrock.runtime.saved_questions import SavedQuestion
from bellrock.store import Lake


@dataclass(frozen=True)
class Subject:
    """What is checked: a north star or a stage, its metric, target and key path."""

    of: str
    """A goal's id or a stage's name."""
    metric: RegisteredMetric
    target: float | None
    path: SavedQuestion | None


@dataclass(frozen=True)
class RockAnswer:
    """The checks of one goal or stage; `state` is the worst of them."""

    of: str
    metric: str
    state: State
    path: str | None
    """The saved funnel that is its key path."""
    verdicts: tuple[Verdict, ...]


def subjects(
    goals: Sequence[Goal], stages: Sequence[GrowthStage], metrics: dict[str, RegisteredMetric],
    paths: dict[str, SavedQuestion],
) -> list[Subject]:  # fmt: skip
    """Return the north stars, then the stages, whose metrics are kept."""
    stars = [(one.id, one.metric, one.target) for one in goals if one.parent is None]
    told = [*stars, *((one.stage, one.metric, one.target) for one in stages)]
    return [
        Subject(of, metrics[metric], target, paths.get(of))
        for of, metric, target in told
        if metric in metrics
    ]


def rock(
    lake: Lake, ctx: Context, checked: Sequence[Subject], rule: CoreRule | None, asked: Asked
) -> list[RockAnswer]:
    """Check each subject over the period that is asked; each metric is looked at once."""
    known: dict[str, list[Verdict]] = {}
    answers = []
    for one in checked:
        if one.metric.id not in known:
            known[one.metric.id] = _of_metric(lake, ctx, one.metric, rule, asked)
        verdicts = [*known[one.metric.id], *_aimed(lake, ctx, one, asked)]
        answers.append(
            RockAnswer(
                one.of, one.metric.id, worst(verdicts), one.path.id if one.path else None,
                tuple(sorted(verdicts, key=lambda v: _ORDER.index(v.letter))),
            )
        )  # fmt: skip
    return answers


_ORDER = ("real", "objective", "core", "path")


def _of_metric(
    lake: Lake, ctx: Context, metric: RegisteredMetric, rule: CoreRule | None, asked: Asked
) -> list[Verdict]:
    told = metric.definition
    found = None if rule is None else core_share(lake, told, ctx, asked, rule)
    bots = ctx.include_bots or told.ask.bots
    return [*real(volume(lake, told, ctx, asked), bots_in=bots), *core(rule, found)]


def _aimed(lake: Lake, ctx: Context, one: Subject, asked: Asked) -> list[Verdict]:
    told = one.metric.definition
    compared = Asked(
        asked.from_, asked.to, asked.every, asked.compare or "previous", asked.zone, odd=False
    )
    said = value(lake, told, ctx, compared)
    steps = None if one.path is None else _steps(lake, ctx, one.path, asked)
    return [*objective(said.total, said.before, one.target, told.direction), *path(steps)]


def _steps(lake: Lake, ctx: Context, saved: SavedQuestion, asked: Asked) -> list[Step]:
    kept = {k: v for k, v in saved.ask.items() if k not in ("from", "to", "by", "top", "show")}
    dates = {"from": asked.from_, "to": asked.to, "zone": asked.zone}
    ask = FunnelAsk.model_validate(kept | {k: v for k, v in dates.items() if v is not None})
    ladder = funnel(lake, ask, ctx).ladders[0]
    return [Step(rung.name, rung.people, rung.share_of_previous) for rung in ladder.steps]
