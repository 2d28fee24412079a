"""Do goals and stages stand on rock? Their checks, what these go by, and stages in one step."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from bellrock.analytics.metric.rock import CoreRule
from bellrock.query.registered import Stage, read_metric_definition
from bellrock.runtime.app import App
from bellrock.runtime.browse_schema import event_names, properties
from bellrock.runtime.goals import GrowthStage
from bellrock.runtime.growth_settings import KeyPath
from bellrock.runtime.inside_metrics import rock_subjects
from bellrock.runtime.metric_registry import RegisteredMetric
from bellrock.runtime.moved import MovedAnswer, Watched
from bellrock.runtime.rock import RockAnswer, rock
from bellrock.runtime.saved_questions import NAME
from bellrock.runtime.stage_guess import StageGuess, guess
from bellrock.server.api import api_router
from bellrock.server.auth import AppDep, Caller, Changer, Reader
from bellrock.server.question import answer
from bellrock.server.routes.metric_registry import MetricAsk

router = api_router("growth")
_VISITORS = {"ask": {"events": "any", "metric": "uniques"}}
Of = Annotated[
    str, Path(pattern=r"^[A-Za-z0-9]{1,16}$", description="a goal's id or a stage's name")
]


class CoreUsers(BaseModel):
    """Who the core users are: they did `event` on at least `days` of the last 28 days."""

    model_config = ConfigDict(extra="forbid")

    event: str = Field(max_length=1000, description="as a step: an event, or any")
    days: int


class MovedAsk(BaseModel):
    """Which day is held against the same weekday before."""

    model_config = ConfigDict(extra="forbid")

    day: date = Field(ge=date(1970, 1, 8), le=date(2040, 12, 31))


class Linked(BaseModel):
    """Which saved funnel is the key path; null takes it away."""

    model_config = ConfigDict(extra="forbid")

    question: Annotated[str | None, Field(pattern=r"^[A-Za-z0-9]{1,16}$")] = None


class Wanted(BaseModel):
    """A stage to be set as it was guessed; `name` is what its metric is called."""

    model_config = ConfigDict(extra="forbid")

    stage: Stage
    name: Annotated[str, Field(min_length=1, max_length=NAME, pattern=r"^[^\x00-\x1f\x7f]*$")]


@router.get("/stages/guess")
def guess_stages(caller: Reader, app: AppDep) -> list[StageGuess]:
    """Say which events may stand for the five stages; `open` where none fits."""
    project = caller.project
    return guess(
        event_names(app.lake, project.id),
        lambda event: properties(app.lake, project.id, event),
        project.currency,
    )


@router.post("/stages/guess")
def take_guesses(
    told: Annotated[list[Wanted], Field(max_length=5)], caller: Changer, app: AppDep
) -> list[GrowthStage]:
    """Register the guessed metrics of these stages and set them; others stay as they are."""
    project = caller.project.id
    guesses = {one.stage: one for one in guess_stages(caller, app)}
    stages = {one.stage: one for one in app.goals.stages(project)}
    known = {one.key: one for one in app.metrics.find(project)}
    for one in told:
        metric = _registered(guesses[one.stage], one.name, known, caller, app)
        if metric is not None:
            stages[one.stage] = GrowthStage(one.stage, metric.id, None)
    return app.goals.set_stages(project, list(stages.values()), actor=caller.actor)


def _registered(
    guessed: StageGuess, name: str, known: dict[str, RegisteredMetric], caller: Changer, app: AppDep
) -> RegisteredMetric | None:
    """Return the metric of a guess: one that is registered as such, else a new one."""
    if guessed.definition is None:
        return None
    project = caller.project.id
    gone = {one.key: one for one in app.metrics.find(project, deleted=True)}
    if guessed.key in gone:
        return app.metrics.restore(project, gone[guessed.key].id, actor=caller.actor)
    if guessed.key in known:
        return known[guessed.key]
    fields = {"key": guessed.key, "name": name, "definition": guessed.definition}
    owner = caller.user.id if caller.user else None
    return app.metrics.save(project, fields, owner=owner, actor=caller.actor)


@router.get("/growth/core")
def show_core_users(caller: Reader, app: AppDep) -> CoreRule | None:
    """Say who the core users are; null where nobody has said so."""
    return app.growth.core(caller.project.id)


@router.put("/growth/core")
def set_core_users(told: CoreUsers, caller: Changer, app: AppDep) -> CoreRule | None:
    """Set who the core users are."""
    rule = CoreRule(told.event, told.days)
    return app.growth.set_core(caller.project.id, rule, actor=caller.actor)


@router.delete("/growth/core", status_code=204)
def forget_core_users(caller: Changer, app: AppDep) -> None:
    """Take back who the core users are."""
    app.growth.set_core(caller.project.id, None, actor=caller.actor)


@router.get("/growth/paths")
def list_key_paths(caller: Reader, app: AppDep) -> list[KeyPath]:
    """List the saved funnels that are key paths of goals and stages."""
    return app.growth.paths(caller.project.id)


@router.put("/growth/paths/{of}")
def set_key_path(of: Of, told: Linked, caller: Changer, app: AppDep) -> list[KeyPath]:
    """Set the saved funnel that is the key path of a goal or a stage."""
    return app.growth.set_path(caller.project.id, of, told.question, actor=caller.actor)


@router.post("/growth/moved")
async def tell_what_moved(
    ask: MovedAsk, request: Request, caller: Reader, app: AppDep
) -> MovedAnswer:
    """Say which numbers moved most to a day from the same weekday before, and what explains it.

    These are the registered metrics; where there are none visitors and what may stand for stages.
    """
    context = app.context(caller.project.id)
    return await answer(
        request, lambda lake: app.moved.on(lake, context, ask.day, lambda: _watched(caller, app))
    )


def _watched(caller: Caller, app: App) -> list[Watched]:
    known = app.metrics.find(caller.project.id)
    if known:
        return [Watched(one.key, one.name, one.definition) for one in known]
    guessed = [
        Watched(one.stage, None, read_metric_definition(one.definition))
        for one in guess_stages(caller, app)
        if one.definition is not None and one.stage != "acquisition"
    ]
    return [Watched("visitors", None, read_metric_definition(_VISITORS)), *guessed]


@router.post("/growth/rock")
async def check_rock(
    ask: MetricAsk, request: Request, caller: Reader, app: AppDep
) -> list[RockAnswer]:
    """Check every north star and stage: real data, objective, core users, key path."""
    project = caller.project.id
    checked = rock_subjects(app, project)
    context, asked, rule = app.context(project), ask.asked(), app.growth.core(project)
    return await answer(request, lambda lake: rock(lake, context, checked, rule, asked))
