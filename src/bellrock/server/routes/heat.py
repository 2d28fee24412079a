"""What is drawn under a heat map, and who may draw it on the page itself?

The numbers for the page itself are given to a pass alone: no session and no key is looked at, one
question is answered, without people, and only a page of the site that the pass names may read it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from anyio import to_thread
from fastapi import Query
from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.responses import Response

from bellrock.analytics.heat import heat
from bellrock.analytics.heat.sql import address_sql
from bellrock.core.errors import NotAllowed, NotFound
from bellrock.query.ask import HeatAsk
from bellrock.query.relation import Reading
from bellrock.server.api import api_router
from bellrock.server.auth import AddressDep, AppDep, Changer, Reader
from bellrock.server.pace import Pace
from bellrock.server.question import answer

router = api_router("heat", "/heat")
CALLS_A_MINUTE = 60
_PICTURE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"image/*": {"schema": {"type": "string", "format": "binary"}}},
    }
}
PageName = Annotated[str, Query(min_length=1, max_length=500, pattern=r"^[^\x00]*$")]
Screen = Annotated[Literal["any", "phone", "tablet", "desktop"], Query()]


class LiveAsk(BaseModel):
    """Which numbers are shown on a page: a heat map's question."""

    model_config = ConfigDict(extra="forbid")

    ask: HeatAsk


class LiveTicket(BaseModel):
    """Where a page shows its own clicks, and until when."""

    url: str
    token: str
    until: str


class LiveElement(BaseModel):
    """An element of the page, and its clicks."""

    selector: str
    clicks: int
    per_view: float | None
    rage: int
    dead: int


class LiveNumbers(BaseModel):
    """The numbers of one page, for the page itself; nobody is named."""

    page: str
    views: int
    clicks: int
    fold_px: int | None
    band: int
    reach: list[float]
    elements: list[LiveElement]


@router.get("/picture", responses={204: {"description": "There is none."}})
def show_picture(page: PageName, caller: Reader, app: AppDep, device: Screen = "any") -> Response:
    """Show the picture of a page that was put here."""
    found = app.heat.pictures.of(caller.project.id, page, device)
    if found is None:
        return Response(status_code=204)
    headers = {
        "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Content-Disposition": 'inline; filename="page"',
    }
    return Response(found.content, media_type=found.kind, headers=headers)


@router.put("/picture", status_code=204, openapi_extra=_PICTURE)
async def put_picture(
    request: Request, page: PageName, caller: Changer, app: AppDep, device: Screen = "any"
) -> None:
    """Put a picture of a page here: PNG, JPEG or WebP, 4 MiB at most."""
    content = await request.body()
    await to_thread.run_sync(
        lambda: app.heat.pictures.put(caller.project.id, page, device, content, actor=caller.actor)
    )


@router.delete("/picture", status_code=204)
def drop_picture(page: PageName, caller: Changer, app: AppDep, device: Screen = "any") -> None:
    """Take the picture of a page away."""
    app.heat.pictures.drop(caller.project.id, page, device, actor=caller.actor)


@router.post("/live", status_code=201)
def make_live(said: LiveAsk, caller: Reader, app: AppDep) -> LiveTicket:
    """Make a pass by which a page shows its own clicks for half an hour."""
    ask, context = said.ask, app.context(caller.project.id)
    if ask.page is None or "*" in ask.page:
        raise NotFound("one page alone can show its clicks", hint="choose a page without *")
    rows = app.lake.rows(address_sql(Reading(ask, context), ask, ask.page))
    if not rows:
        raise NotFound("nobody saw this page in the period", hint="choose other dates")
    parts = urlsplit(str(rows[0][0]))
    body = ask.model_dump(mode="json", by_alias=True, exclude_none=True)
    token, until = app.heat.passes.sign(caller.project.id, body, (parts.hostname or "").lower())
    url = f"{parts.scheme}://{parts.netloc}{parts.path}#bellrock-heat={token}"
    return LiveTicket(url=url, token=token, until=until.isoformat())


@router.get("/live", response_model=LiveNumbers)
async def show_live(
    request: Request, response: Response, address: AddressDep, app: AppDep,
    token: Annotated[str, Query(min_length=1, max_length=4000)],
) -> LiveNumbers:  # fmt: skip
    """Give a page its own numbers, for a pass."""
    pace: Pace = request.app.state.heats
    pace.admit(address)
    opened = app.heat.passes.open(token)
    origin = request.headers.get("origin", "")
    if (urlsplit(origin).hostname or "").lower() != opened.host:
        raise NotAllowed("this pass is of another site", hint="open it on the page it was made for")
    ask = HeatAsk.model_validate(opened.ask)
    told = await answer(request, lambda lake: heat(lake, ask, app.context(opened.project)))
    response.headers.update({"Access-Control-Allow-Origin": origin, "Vary": "Origin"})
    return LiveNumbers(
        page=told.page or "", views=told.map.views, clicks=told.map.clicks,
        fold_px=told.map.fold_px, band=told.band,
        reach=[one.share or 0.0 for one in told.map.reach],
        elements=[
            LiveElement(
                selector=one.selector, clicks=one.hits.clicks, per_view=one.hits.per_view,
                rage=one.hits.rage, dead=one.hits.dead,
            )
            for one in told.elements
        ],
    )  # fmt: skip
