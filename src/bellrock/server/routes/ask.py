"""How does one ask? The four questions, each with its numbers and the quiet line under them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from fastapi import APIRouter, Response
from starlette.requests import Request

from bellrock import analytics
from bellrock.query.ask import FunnelAsk, PathsAsk, RetentionAsk, TrendAsk
from bellrock.server.auth import AppDep, Reader
from bellrock.server.question import answer
from bellrock.server.shapes import Funnel, Paths, Retention, Trend
from bellrock.store import Lake

router = APIRouter(tags=["ask"], prefix="/ask")


@router.post("/trend", response_model=Trend)
async def trend(ask: TrendAsk, request: Request, caller: Reader, app: AppDep) -> Response:
    """How does a number move over time?"""
    context = app.context(caller.project.id)
    return await _told(request, lambda lake: analytics.trend(lake, ask, context))


@router.post("/funnel", response_model=Funnel)
async def funnel(ask: FunnelAsk, request: Request, caller: Reader, app: AppDep) -> Response:
    """Of the people who did the first step, how many went on, in order and in time?"""
    context = app.context(caller.project.id)
    return await _told(request, lambda lake: analytics.funnel(lake, ask, context))


@router.post("/retention", response_model=Retention)
async def retention(ask: RetentionAsk, request: Request, caller: Reader, app: AppDep) -> Response:
    """Of the people who started, how many came back?"""
    context = app.context(caller.project.id)
    return await _told(request, lambda lake: analytics.retention(lake, ask, context))


@router.post("/paths", response_model=Paths)
async def paths(ask: PathsAsk, request: Request, caller: Reader, app: AppDep) -> Response:
    """Which ways do people take?"""
    context = app.context(caller.project.id)
    return await _told(request, lambda lake: analytics.paths(lake, ask, context))


async def _told(request: Request, ask: Callable[[Lake], Any]) -> Response:
    """Answer as bytes: the shapes are documented, and checking 5,000 series again is dear."""
    found = await answer(request, lambda lake: msgspec.json.encode(ask(lake).to_json()))
    return Response(found, media_type="application/json")
