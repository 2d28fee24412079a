"""Which numbers are registered, and what do they say? Members read; who may change, registers."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Path, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from bellrock.analytics.metric import (
    DIMENSIONS,
    Asked,
    ChangeAnswer,
    MetricAnswer,
    change,
    value,
)
from bellrock.core.time import Grain
from bellrock.runtime.metric_registry import RegisteredMetric
from bellrock.runtime.saved_questions import DESCRIPTION, NAME
from bellrock.server.api import api_router
from bellrock.server.auth import AppDep, Changer, Reader
from bellrock.server.question import answer

router = api_router("metrics", "/metrics")
MetricId = Annotated[
    str, Path(pattern=r"^[A-Za-z0-9_]{1,64}$", description="the metric's id or key")
]
Name = Annotated[str, Field(min_length=1, max_length=NAME, pattern=r"^[^\x00-\x1f\x7f]*$")]
Description = Annotated[str, Field(max_length=DESCRIPTION, pattern=r"^[^\x00]*$")]
Definition = Annotated[
    dict[str, Any],
    Field(description="ask (events, metric, formula, where), unit, direction, maturity, check"),
]
Bound = Annotated[str | None, Field(max_length=100)]


class NewMetric(BaseModel):
    """A metric to be registered."""

    model_config = ConfigDict(extra="forbid")

    key: str = Field(max_length=64, description="what files and programs call it: weekly_buyers")
    name: Name
    description: Description = ""
    definition: Definition


class MetricChange(BaseModel):
    """What to change; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    key: str | None = Field(None, max_length=64)
    name: Name | None = None
    description: Description | None = None
    definition: Definition | None = None


class MetricAsk(BaseModel):
    """Over which period, as in a trend."""

    model_config = ConfigDict(extra="forbid")

    from_: Bound = Field(None, alias="from")
    to: Bound = None
    every: Grain = "day"
    compare: Bound = None
    zone: Bound = None
    odd: bool = Field(True, description="judge the points by the seasons before them")

    def asked(self) -> Asked:
        """Return it as the engine takes it."""
        return Asked(self.from_, self.to, self.every, self.compare, self.zone, self.odd)


class ChangeAsk(MetricAsk):
    """Which change, and by which dimensions to take it apart."""

    by: list[Annotated[str, Field(max_length=1000)]] = Field(
        list(DIMENSIONS), description="dimensions, as a breakdown takes them"
    )


@router.get("")
def list_metrics(
    caller: Reader,
    app: AppDep,
    search: Annotated[str, Query(max_length=200, pattern=r"^[^\x00]*$")] = "",
    deleted: bool = False,
) -> list[RegisteredMetric]:
    """List registered metrics by name."""
    return app.metrics.find(caller.project.id, search, deleted=deleted)


@router.post("", status_code=201)
def register_metric(new: NewMetric, caller: Changer, app: AppDep) -> RegisteredMetric:
    """Register a metric; its owner is whoever registers it."""
    owner = caller.user.id if caller.user else None
    return app.metrics.save(caller.project.id, new.model_dump(), owner=owner, actor=caller.actor)


@router.get("/{metric}")
def show_metric(metric: MetricId, caller: Reader, app: AppDep) -> RegisteredMetric:
    """Show a metric; `deleted` says when, where it was."""
    return app.metrics.show(caller.project.id, metric)


@router.patch("/{metric}")
def change_metric(
    metric: MetricId, said: MetricChange, caller: Changer, app: AppDep
) -> RegisteredMetric:
    """Change what a metric is called or means."""
    told = {k: v for k, v in said.model_dump(exclude_unset=True).items() if v is not None}
    return app.metrics.change(caller.project.id, metric, told, actor=caller.actor)


@router.delete("/{metric}", status_code=204)
def delete_metric(metric: MetricId, caller: Changer, app: AppDep) -> None:
    """Delete a metric; it can be restored."""
    app.metrics.delete(caller.project.id, metric, actor=caller.actor)


@router.post("/{metric}/restore")
def restore_metric(metric: MetricId, caller: Changer, app: AppDep) -> RegisteredMetric:
    """Bring a deleted metric back as it was."""
    return app.metrics.restore(caller.project.id, metric, actor=caller.actor)


@router.post("/{metric}/value")
async def value_of_metric(
    metric: MetricId, ask: MetricAsk, request: Request, caller: Reader, app: AppDep
) -> MetricAnswer:
    """Say what a metric was over a period, and which points are out of the ordinary."""
    told = app.metrics.show(caller.project.id, metric).definition
    context, asked = app.context(caller.project.id), ask.asked()
    return await answer(request, lambda lake: value(lake, told, context, asked))


@router.post("/{metric}/change")
async def change_of_metric(
    metric: MetricId, ask: ChangeAsk, request: Request, caller: Reader, app: AppDep
) -> ChangeAnswer:
    """Say why a metric changed: what every value of each dimension added."""
    told = app.metrics.show(caller.project.id, metric).definition
    context, asked, by = app.context(caller.project.id), ask.asked(), ask.by
    return await answer(request, lambda lake: change(lake, told, context, asked, by))
