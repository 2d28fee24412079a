"""Which boards are there, and what do their tiles say? And the links that show them to others."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from bellrock.core.errors import BellrockError
from bellrock.query.ask import KindName, SqlAsk
from bellrock.runtime.board_files import Shelf, read_board, write_board
from bellrock.runtime.board_industries import Language, TemplateOffer, filled, offers
from bellrock.runtime.boards import BoardSearch
from bellrock.runtime.boards_ask import TileQuestion, tile_question
from bellrock.runtime.boards_model import (
    DESCRIPTION,
    LINE,
    NAME,
    Board,
    BoardHead,
    Chart,
    Filters,
    NewTile,
    Tile,
    Visibility,
    Visitor,
)
from bellrock.runtime.browse_schema import event_names
from bellrock.server.api import api_router
from bellrock.server.auth import AppDep, Caller, Changer, Reader, app_of
from bellrock.server.page import Cursor, Limit, Page, cursor, place
from bellrock.server.question import reply
from bellrock.server.routes.sql import note_statement

router = api_router("boards", "/boards")
YAML = "application/yaml"
BoardId = Annotated[str, Path(pattern=r"^[A-Za-z0-9]{1,16}$")]
TileId = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,32}$")]
Name = Annotated[str, Field(min_length=1, max_length=NAME, pattern=LINE)]
Description = Annotated[str, Field(max_length=DESCRIPTION, pattern=r"^[^\x00]*$")]
_LAST = 2**63 - 1


class NewBoard(BaseModel):
    """A board to be made."""

    model_config = ConfigDict(extra="forbid")

    name: Name
    description: Description = ""
    visibility: Visibility = "project"
    filters: Filters = Filters()
    tiles: list[Tile] = []


class BoardChange(BaseModel):
    """What to change; what is left out stays. Tiles and filters are replaced as a whole."""

    model_config = ConfigDict(extra="forbid")

    name: Name | None = None
    description: Description | None = None
    visibility: Visibility | None = None
    filters: Filters | None = None
    tiles: list[Tile] | None = None
    revision: Annotated[
        int | None, Field(description="refuse the change where the board has moved on from it")
    ] = None


class BoardChoice(BaseModel):
    """Which boards."""

    search: str = Field(
        "", max_length=200, pattern=r"^[^\x00]*$", description="part of the name or description"
    )
    deleted: bool = Field(False, description="those that were deleted, instead")


class TileFilters(BaseModel):
    """Filters instead of the board's own; dates go together."""

    from_: str | None = Field(None, alias="from", max_length=100)
    to: str | None = Field(None, max_length=100)
    where: str | None = Field(None, max_length=20_000, description="empty: not the board's either")


class TileAnswer(BaseModel):
    """What a tile says: its question as it was asked, filters included, and the answer."""

    kind: KindName
    ask: dict[str, Any]
    answer: dict[str, Any]
    """As POST /api/v1/ask/{kind} answers."""
    chart: Chart
    unfiltered: bool
    """Whether the board's filters are left out, as they do not apply to a statement in SQL."""


class BoardFile(BaseModel):
    """A board as YAML."""

    model_config = ConfigDict(extra="forbid")

    yaml: str = Field(max_length=1 << 20, description="what GET /boards/{board}/yaml gave")
    board: Annotated[
        str | None,
        Field(pattern=r"^[A-Za-z0-9]{1,16}$", description="put it there; left out: a new board"),
    ] = None


class TemplateUse(BaseModel):
    """Which events of the project the roles of a template are; a role may be left out."""

    model_config = ConfigDict(extra="forbid")

    events: dict[str, Annotated[str, Field(max_length=200)]]
    language: Language = "en"


class NewLink(BaseModel):
    """A public link; it is shown this once."""

    token: str
    path: str
    """The address of the page, on this server."""


@router.get("")
def list_boards(
    choice: Annotated[BoardChoice, Query()],
    caller: Reader,
    app: AppDep,
    after: Cursor = None,
    limit: Limit = 50,
) -> Page[BoardHead]:
    """List the boards that the caller sees, newest first."""
    older = place(after, 1)
    search = BoardSearch(
        choice.search, choice.deleted, min(older[0], _LAST) if older else None, limit
    )
    found, last = app.boards.find(caller.project.id, visitor(caller), search)
    return Page(data=found, next=None if last is None else cursor(last))


@router.post("", status_code=201)
def make_board(new: NewBoard, caller: Changer, app: AppDep) -> Board:
    """Make a board; it is the caller's own."""
    fields = {name: getattr(new, name) for name in NewBoard.model_fields}
    return app.boards.make(caller.project.id, fields, visitor(caller), actor=caller.actor)


@router.get("/templates")
def list_templates(caller: Reader, app: AppDep) -> list[TemplateOffer]:
    """List boards for industries, with the events of this project that they may mean."""
    return offers([one.name for one in event_names(app.lake, caller.project.id)])


@router.post("/templates/{template}", status_code=201)
def use_template(template: TileId, use: TemplateUse, caller: Changer, app: AppDep) -> Board:
    """Make a board of a template, by what its events are called in this project."""
    fields = filled(template, use.events, use.language)
    return app.boards.make(caller.project.id, fields, visitor(caller), actor=caller.actor)


@router.get("/{board}/yaml", response_class=Response, responses={200: {"content": {YAML: {}}}})
def export_board(board: BoardId, caller: Reader, app: AppDep) -> Response:
    """Give a board as YAML, which `import` reads back as the same."""
    shown = app.boards.show(caller.project.id, board, visitor(caller))
    headers = {"Content-Disposition": f'attachment; filename="board-{board}.yaml"'}
    return Response(write_board(shown), media_type=YAML, headers=headers)


@router.post("/import", status_code=201)
def import_board(file: BoardFile, caller: Changer, app: AppDep) -> Board:
    """Make a board of a YAML file, or put its content into a board that is there."""
    return read_board(
        file.yaml, caller.project.id, visitor(caller), Shelf(app.boards, app.questions),
        actor=caller.actor, instead_of=file.board,
    )  # fmt: skip


@router.get("/{board}")
def show_board(board: BoardId, caller: Reader, app: AppDep) -> Board:
    """Show a board, its tiles and the saved questions on it; `deleted` says when, where it was."""
    return app.boards.show(caller.project.id, board, visitor(caller))


@router.patch("/{board}")
def change_board(board: BoardId, change: BoardChange, caller: Changer, app: AppDep) -> Board:
    """Rename a board, or replace its tiles, its filters or who sees it."""
    said = {name: getattr(change, name) for name in change.model_fields_set - {"revision"}}
    said = {name: value for name, value in said.items() if value is not None}
    return app.boards.change(
        caller.project.id, board, said, visitor(caller), actor=caller.actor,
        revision=change.revision,
    )  # fmt: skip


@router.delete("/{board}", status_code=204)
def delete_board(board: BoardId, caller: Changer, app: AppDep) -> None:
    """Delete a board; it can be restored."""
    app.boards.delete(caller.project.id, board, visitor(caller), actor=caller.actor)


@router.post("/{board}/restore")
def restore_board(board: BoardId, caller: Changer, app: AppDep) -> Board:
    """Bring a deleted board back as it was."""
    return app.boards.restore(caller.project.id, board, visitor(caller), actor=caller.actor)


@router.post("/{board}/tiles", status_code=201)
def add_tile(board: BoardId, tile: NewTile, caller: Changer, app: AppDep) -> Board:
    """Put a tile at the end of a board."""
    return app.boards.add(caller.project.id, board, tile, visitor(caller), actor=caller.actor)


@router.get("/{board}/tiles/{tile}", response_model=TileAnswer)
async def ask_tile(
    board: BoardId, tile: TileId, filters: Annotated[TileFilters, Query()], request: Request,
    caller: Reader, app: AppDep,
) -> Response:  # fmt: skip
    """Answer the question of a tile under the board's filters, or under others."""
    shown = app.boards.show(caller.project.id, board, visitor(caller))
    instead = Filters(from_=filters.from_, to=filters.to, where=filters.where)
    asked = tile_question(shown, tile, instead)
    return await answered(request, asked, caller.project.id, caller.actor)


@router.post("/{board}/link", status_code=201)
def share_board(board: BoardId, caller: Changer, app: AppDep) -> NewLink:
    """Make a public link that shows the board to whoever has it; an older link ends."""
    token = app.links.make(caller.project.id, board, visitor(caller), actor=caller.actor)
    return NewLink(token=token, path=f"/embed/{token}")


@router.delete("/{board}/link", status_code=204)
def unshare_board(board: BoardId, caller: Changer, app: AppDep) -> None:
    """Take the board's public link back."""
    app.links.revoke(caller.project.id, board, visitor(caller), actor=caller.actor)


def visitor(caller: Caller) -> Visitor:
    """Return who looks at boards."""
    return Visitor(
        None if caller.user is None else caller.user.id,
        changes="change" in caller.scopes,
        manages="manage" in caller.scopes,
    )


async def answered(
    request: Request, asked: TileQuestion, project: int, actor: str, *, stranger: bool = False
) -> Response:
    """Return the answer of a tile as JSON, as `TileAnswer` describes it."""
    if isinstance(asked.ask, SqlAsk):
        found = await _ran(request, asked.ask, project, actor, stranger)
    else:
        found = await reply(request, asked.ask, project, stranger=stranger)
    told = {
        "kind": asked.kind, "ask": asked.body, "chart": asked.chart,
        "unfiltered": asked.unfiltered, "answer": msgspec.Raw(found),
    }  # fmt: skip
    return Response(msgspec.json.encode(told), media_type="application/json")


async def _ran(request: Request, ask: SqlAsk, project: int, actor: str, stranger: bool) -> bytes:
    """Return the answer of a statement; what runs is in the log, as where it is asked by itself."""
    name = app_of(request).accounts.projects.numbered(project).name
    try:
        found = await reply(request, ask, project, stranger=stranger)
    except BellrockError as error:
        note_statement(actor, name, ask, refused=error.code)
        raise
    if b'"cached_s":' not in found[-40:]:  # the last of its quiet line, where nothing ran
        note_statement(actor, name, ask)
    return found
