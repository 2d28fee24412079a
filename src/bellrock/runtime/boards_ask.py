"""What does a tile ask? Its question under the filters of its board, as anybody would ask it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bellrock.core.errors import InvalidDefinition, NotFound
from bellrock.query.ask import Ask, KindName
from bellrock.runtime.boards_model import Board, Filters, check_ask, check_kind, composed


@dataclass(frozen=True)
class TileQuestion:
    """The question of a tile; `body` is what POST /ask/{kind} takes, `ask` the same, read."""

    kind: KindName
    body: dict[str, Any]
    ask: Ask


def tile_question(board: Board, tile: str, filters: Filters) -> TileQuestion:
    """Return what a tile asks: `filters` stand instead of the board's own, as far as they go.

    Raises:
        NotFound: there is no such tile, it asks nothing, or its question is deleted.
        InvalidDefinition: a filter means nothing, or nothing to this question.
    """
    kind, ask = _definition(board, tile)
    check_kind(kind, "kind")
    body = composed(kind, ask, filters.over(board.filters))
    return TileQuestion(kind, body, check_ask(kind, body, ""))


def _definition(board: Board, tile: str) -> tuple[KindName, dict[str, Any]]:
    found = next((one for one in board.tiles if one.id == tile), None)
    if found is None or found.kind == "text":
        raise NotFound("there is no such question on this board", hint="load the board again")
    if found.ask is not None:
        return found.ask.kind, found.ask.ask
    saved = next((one for one in board.questions if one.id == found.question), None)
    if saved is None or saved.deleted is not None:
        raise NotFound(
            "the saved question of this tile is deleted",
            hint="bring the question back, or take the tile off the board",
        )
    if found.kind == "number" and saved.kind != "trend":
        raise InvalidDefinition(
            "only a trend is shown as a number", hint="show it as a question", field="kind"
        )
    return saved.kind, saved.ask
