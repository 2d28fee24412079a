"""How is the same question asked elsewhere? As SQL, a command, Python, and curl."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request

from bellrock.query.ask import Ask, FunnelAsk, PathsAsk, RetentionAsk, TrendAsk
from bellrock.runtime.forms import Forms, forms
from bellrock.server.auth import AppDep, Caller, Reader
from bellrock.server.question import answer

router = APIRouter(tags=["ask"], prefix="/ask")


@router.post("/trend/forms")
async def forms_of_trend(ask: TrendAsk, request: Request, caller: Reader, app: AppDep) -> Forms:
    """Show a trend as SQL, a command, Python and curl."""
    return await _forms(ask, request, caller, app)


@router.post("/funnel/forms")
async def forms_of_funnel(ask: FunnelAsk, request: Request, caller: Reader, app: AppDep) -> Forms:
    """Show a funnel as SQL, a command, Python and curl."""
    return await _forms(ask, request, caller, app)


@router.post("/retention/forms")
async def forms_of_retention(
    ask: RetentionAsk, request: Request, caller: Reader, app: AppDep
) -> Forms:
    """Show retention as SQL, a command, Python and curl."""
    return await _forms(ask, request, caller, app)


@router.post("/paths/forms")
async def forms_of_paths(ask: PathsAsk, request: Request, caller: Reader, app: AppDep) -> Forms:
    """Show paths as SQL, a command, Python and curl."""
    return await _forms(ask, request, caller, app)


async def _forms(ask: Ask, request: Request, caller: Caller, app: AppDep) -> Forms:
    context = app.context(caller.project.id)
    url = (app.config.server.public_url or str(request.base_url)).rstrip("/")
    name = caller.project.name
    return await answer(request, lambda lake: forms(lake, ask, context, project=name, url=url))
