"""Who stands behind a number? The people of any cell of an answer, as many as it says."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.requests import Request

from bellrock import analytics
from bellrock.core.ids import show_person
from bellrock.query.ask import FunnelAsk, PathsAsk, RetentionAsk, TrendAsk
from bellrock.query.relation import Context
from bellrock.server.auth import AppDep, Caller, Reader
from bellrock.server.page import Cursor, Limit, cursor, place
from bellrock.server.question import answer
from bellrock.store import Lake

router = APIRouter(tags=["ask"], prefix="/ask")
Place = Annotated[int, Field(ge=0, lt=2**31)]
"""Counted from 0, in the answer's own order."""


class Crowd(BaseModel):
    """The people of a cell, by key, and how many there are in all."""

    total: int
    people: list[str]
    next: str | None = None


class TrendPoint(BaseModel):
    """A point of a trend; without `bucket` the whole period."""

    ask: TrendAsk
    series: Place = 0
    bucket: Place | None = None
    group: Place | None = None


class FunnelStep(BaseModel):
    """Those who reached a step; with `dropped`, those who went no further."""

    ask: FunnelAsk
    step: Place
    group: Place | None = None
    dropped: bool = False


class RetentionCell(BaseModel):
    """A cohort, or those of it who came back `after` so many buckets."""

    ask: RetentionAsk
    cohort: Place
    after: Place | None = None


class Walk(BaseModel):
    """A whole path, or an edge: two steps and `edge`, or what stands at a place of paths: `at`."""

    ask: PathsAsk
    steps: list[Annotated[str, Field(max_length=1000)]] = Field(min_length=1, max_length=30)
    edge: bool = False
    at: int | None = Field(
        None, ge=-30, lt=30,
        description="the steps stand here in the path: from 0, or below zero from its end",
    )  # fmt: skip
    last: bool = Field(False, description="with `at`: the path ends with these steps")


@router.post("/trend/people")
async def people_of_trend(
    cell: TrendPoint, request: Request, caller: Reader, app: AppDep,
    after: Cursor = None, limit: Limit = 50,
) -> Crowd:  # fmt: skip
    """List the people of a point of a trend."""

    def find(lake: Lake, ctx: Context) -> list[int]:
        return analytics.behind_trend(
            lake, cell.ask, ctx, series=cell.series, bucket=cell.bucket, group=cell.group
        )

    return await _crowd(request, app, caller, find, (after, limit))


@router.post("/funnel/people")
async def people_of_funnel(
    cell: FunnelStep, request: Request, caller: Reader, app: AppDep,
    after: Cursor = None, limit: Limit = 50,
) -> Crowd:  # fmt: skip
    """List the people who reached a step of a funnel, or went no further."""

    def find(lake: Lake, ctx: Context) -> list[int]:
        return analytics.behind_funnel(
            lake, cell.ask, ctx, step=cell.step, group=cell.group, dropped=cell.dropped
        )

    return await _crowd(request, app, caller, find, (after, limit))


@router.post("/retention/people")
async def people_of_retention(
    cell: RetentionCell, request: Request, caller: Reader, app: AppDep,
    after: Cursor = None, limit: Limit = 50,
) -> Crowd:  # fmt: skip
    """List the people of a cohort, or those of them who came back."""

    def find(lake: Lake, ctx: Context) -> list[int]:
        return analytics.behind_retention(lake, cell.ask, ctx, cohort=cell.cohort, after=cell.after)

    return await _crowd(request, app, caller, find, (after, limit))


@router.post("/paths/people")
async def people_of_paths(
    walk: Walk, request: Request, caller: Reader, app: AppDep,
    after: Cursor = None, limit: Limit = 50,
) -> Crowd:  # fmt: skip
    """List the people who took a path, an edge of paths, or steps at a place of paths."""

    def find(lake: Lake, ctx: Context) -> list[int]:
        if walk.at is not None:
            return analytics.behind_place(
                lake, walk.ask, ctx, steps=walk.steps, at=walk.at, last=walk.last
            )
        if walk.edge and len(walk.steps) == 2:
            start, end = walk.steps
            return analytics.behind_edge(lake, walk.ask, ctx, from_=start, to=end)
        return analytics.behind_path(lake, walk.ask, ctx, steps=walk.steps)

    return await _crowd(request, app, caller, find, (after, limit))


async def _crowd(
    request: Request,
    app: AppDep,
    caller: Caller,
    find: Callable[[Lake, Context], list[int]],
    page: tuple[str | None, int],
) -> Crowd:
    last, limit = place(page[0], 1), page[1]
    context = app.context(caller.project.id)
    people = await answer(request, lambda lake: find(lake, context))
    first = 0 if last is None else bisect_right(people, last[0])
    shown = people[first : first + limit]
    more = first + limit < len(people)
    return Crowd(
        total=len(people),
        people=[show_person(person) for person in shown],
        next=cursor(shown[-1]) if more else None,
    )
