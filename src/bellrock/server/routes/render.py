"""What does our own browser see, when it draws a report? One board, for as long as it draws.

Only a browser on this machine is answered, at the address that the server knows itself by: not what
comes through a proxy, which names other addresses, nor a page that was led here by another name.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Header, Response
from pydantic import BaseModel, Field
from starlette.requests import Request

from bellrock.core.errors import NotFound
from bellrock.runtime.boards_ask import reserved, tile_question
from bellrock.runtime.boards_model import Filters
from bellrock.runtime.reports.compose import board_dates
from bellrock.runtime.reports.passes import Commission
from bellrock.server.api import api_router
from bellrock.server.auth import AppDep
from bellrock.server.routes.boards import TileAnswer, TileId, answered
from bellrock.server.routes.embed import PublicBoard, public_board

router = api_router("render", "/render")
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
Held = Annotated[str, Header(alias="X-Render-Pass", max_length=100)]


class RenderToken(BaseModel):
    """What the server gave to its own browser."""

    token: str = Field(max_length=100)


class RenderBoard(BaseModel):
    """A board to be drawn, and the pass by which its tiles are asked."""

    held: str
    board: PublicBoard
    dates: str
    """The days that all tiles are about, in words."""
    project: str


@router.post("/open")
def open_render(said: RenderToken, request: Request, app: AppDep) -> RenderBoard:
    """Show the board that a token opens; the token is used up."""
    _near(request, app.courier.studio.address)
    held, commission = app.courier.studio.passes.open(said.token)
    shown = app.boards.show(commission.project, commission.board, commission.visitor)
    project = app.accounts.projects.numbered(commission.project)
    chinese = request.headers.get("accept-language", "").startswith("zh")
    dates = board_dates(shown, app.context(project.id), "zh-CN" if chinese else "en")
    return RenderBoard(
        held=held, board=public_board(shown, project.zone), project=project.name, dates=dates,
    )  # fmt: skip


@router.get("/tiles/{tile}", response_model=TileAnswer)
async def ask_render_tile(tile: TileId, request: Request, app: AppDep, held: Held = "") -> Response:
    """Answer a tile of the board that a pass shows."""
    _near(request, app.courier.studio.address)
    found: Commission = app.courier.studio.passes.commission(held)
    board = app.boards.show(found.project, found.board, found.visitor)
    asked = tile_question(board, tile, Filters()).unsaid()
    with reserved(asked.kind):
        return await answered(request, asked, found.project, "report")


def _near(request: Request, own: str) -> None:
    """Check that the caller is on this machine, and meant this server.

    Raises:
        NotFound: it is not, in the words in which an unknown token is refused.
    """
    client = request.client.host if request.client else ""
    server = (request.scope.get("server") or ("", 0))[0]
    near = client != "" and (client == server or _is_loopback(client))
    meant = request.headers.get("host", "") == urlsplit(own).netloc != ""
    if not near or not meant or any(name in request.headers for name in _FORWARDED):
        raise NotFound("this opens nothing", hint="the server draws its reports by itself")


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
