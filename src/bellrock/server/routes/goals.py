"""What is the team after? Goal trees and the stages of growth, with their values."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from bellrock.analytics.metric.tree import MadeBy
from bellrock.query.registered import Stage
from bellrock.runtime.goal_values import TreeAnswer, tree_values
from bellrock.runtime.goals import NOTE, Goal, GrowthStage
from bellrock.server.api import api_router
from bellrock.server.auth import AppDep, Changer, Reader
from bellrock.server.question import answer
from bellrock.server.routes.metric_registry import MetricAsk

router = api_router("goals")
GoalId = Annotated[str, Path(pattern=r"^[A-Za-z0-9]{1,16}$")]
MetricRef = Annotated[str, Field(pattern=r"^[A-Za-z0-9_]{1,64}$", description="id or key")]
_EMPTIED = ("parent", "made_by", "target", "due")
"""What of a goal a change may take away."""
Target = Annotated[float | None, Field(allow_inf_nan=False)]
Note = Annotated[str, Field(max_length=NOTE, pattern=r"^[^\x00]*$")]


class NewGoal(BaseModel):
    """A node to be added; without a parent it is a north star."""

    model_config = ConfigDict(extra="forbid")

    metric: MetricRef
    parent: Annotated[str | None, Field(pattern=r"^[A-Za-z0-9]{1,16}$")] = None
    made_by: MadeBy | None = Field(None, description="how its drivers make it")
    target: Target = None
    due: date | None = None
    note: Note = ""


class GoalChange(BaseModel):
    """What to change; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    metric: MetricRef | None = None
    parent: Annotated[str | None, Field(pattern=r"^[A-Za-z0-9]{1,16}$")] = Field(
        None, description="moves it there, with what stands under it; null makes it a north star"
    )
    made_by: MadeBy | None = None
    target: Target = None
    due: date | None = None
    note: Note | None = None
    place: int | None = Field(None, ge=0, le=1000, description="among its siblings, from 0")


class StageMetric(BaseModel):
    """Which metric stands for a stage."""

    model_config = ConfigDict(extra="forbid")

    stage: Stage
    metric: MetricRef
    target: Target = None


@router.get("/goals")
def list_goals(caller: Reader, app: AppDep) -> list[Goal]:
    """List every node of the goal trees, north stars first."""
    return app.goals.all(caller.project.id)


@router.post("/goals", status_code=201)
def add_goal(new: NewGoal, caller: Changer, app: AppDep) -> Goal:
    """Add a goal, or a driver under one."""
    return app.goals.add(caller.project.id, new.model_dump(), actor=caller.actor)


@router.patch("/goals/{goal}")
def change_goal(goal: GoalId, said: GoalChange, caller: Changer, app: AppDep) -> Goal:
    """Change a goal: its metric, how its drivers make it, its target, note or place."""
    told = said.model_dump(exclude_unset=True)
    kept = {k: v for k, v in told.items() if v is not None or k in _EMPTIED}
    return app.goals.change(caller.project.id, goal, kept, actor=caller.actor)


@router.delete("/goals/{goal}")
def remove_goal(goal: GoalId, caller: Changer, app: AppDep) -> list[Goal]:
    """Remove a goal and what stands under it; the answer holds what is gone."""
    return app.goals.remove(caller.project.id, goal, actor=caller.actor)


@router.post("/goals/values")
async def values_of_goals(
    ask: MetricAsk, request: Request, caller: Reader, app: AppDep
) -> TreeAnswer | None:
    """Say how far every goal is, what moved it, and where most is to be won."""
    project = caller.project.id
    nodes, metrics = app.goals.all(project), {one.id: one for one in app.metrics.find(project)}
    context, asked = app.context(project), ask.asked()
    return await answer(request, lambda lake: tree_values(lake, context, nodes, metrics, asked))


@router.get("/stages")
def list_stages(caller: Reader, app: AppDep) -> list[GrowthStage]:
    """List the stages of growth that have a metric."""
    return app.goals.stages(caller.project.id)


@router.put("/stages")
def set_stages(
    told: Annotated[list[StageMetric], Field(max_length=5)], caller: Changer, app: AppDep
) -> list[GrowthStage]:
    """Set which metric stands for which stage; a stage left out has none."""
    stages = [GrowthStage(one.stage, one.metric, one.target) for one in told]
    return app.goals.set_stages(caller.project.id, stages, actor=caller.actor)
