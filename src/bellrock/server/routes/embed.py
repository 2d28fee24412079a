"""What does a public link show? The tiles of one board as they stand there, to whoever has it.

No session and no key is looked at here. A link answers nothing but the questions on its board,
under the board's own filters; who is behind a number is not told. A statement in SQL
tells its rows, and neither what it says nor why it fails.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Response
from pydantic import BaseModel
from starlette.requests import Request

from bellrock.runtime.boards_ask import reserved, tile_question
from bellrock.runtime.boards_links import Shown
from bellrock.runtime.boards_model import Board, Filters, Tile
from bellrock.server.api import api_router
from bellrock.server.auth import AddressDep, AppDep
from bellrock.server.pace import Pace
from bellrock.server.routes.boards import TileAnswer, TileId, answered

router = api_router("embed", "/embed")
Token = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,100}$")]
CALLS_A_MINUTE = 300
"""How often one address may call; a board of 60 tiles is five times that many a minute."""
UNLISTED = {"X-Robots-Tag": "noindex, nofollow, noarchive", "Referrer-Policy": "no-referrer"}


class PublicBoard(BaseModel):
    """A board as a public link shows it."""

    name: str
    description: str
    filters: Filters
    tiles: list[Tile]
    """Without the saved questions' ids; a tile without a title has its question's name."""
    zone: str


@router.get("/{token}")
def show_public_board(
    token: Token, request: Request, response: Response, address: AddressDep, app: AppDep
) -> PublicBoard:
    """Show the board of a public link."""
    shown = _open(token, request, address, app)
    board = shown.board
    response.headers.update(UNLISTED)
    return public_board(board, app.accounts.projects.numbered(shown.project).zone)


@router.get("/{token}/tiles/{tile}", response_model=TileAnswer)
async def ask_public_tile(
    token: Token, tile: TileId, request: Request, address: AddressDep, app: AppDep
) -> Response:
    """Answer the question of a tile under the board's own filters."""
    shown = _open(token, request, address, app)
    asked = tile_question(shown.board, tile, Filters()).unsaid()
    with reserved(asked.kind):
        found = await answered(request, asked, shown.project, "public link", stranger=True)
    found.headers.update(UNLISTED)
    return found


def _open(token: str, request: Request, address: str, app: AppDep) -> Shown:
    pace: Pace = request.app.state.embeds
    pace.admit(address)
    return app.links.open(token)


def public_board(board: Board, zone: str) -> PublicBoard:
    """Return a board without what leads further into its project."""
    names = {one.id: one.name for one in board.questions}
    tiles = [
        tile.model_copy(
            update={
                "title": tile.title or names.get(tile.question or "", ""),
                "question": None, "ask": None,
            }
        )
        for tile in board.tiles
    ]  # fmt: skip
    return PublicBoard(
        name=board.name, description=board.description, filters=board.filters, tiles=tiles,
        zone=zone,
    )  # fmt: skip
