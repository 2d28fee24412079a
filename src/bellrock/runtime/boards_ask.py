"""What does a tile ask? Its question under the filters of its board, as anybody would ask it.

A statement in SQL is asked as it was written: whoever sees the board sees its rows, and can neither
change it nor filter it. Outside of the project nobody is told what it says, nor why it fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, cast, get_args

from bellrock.core.errors import InvalidDefinition, NotFound, StoreError
from bellrock.query.ask import Ask, KindName
from bellrock.runtime.boards_model import Board, Chart, Filters, Inline, check_ask, composed
from bellrock.runtime.saved_questions import SavedQuestion


@dataclass(frozen=True)
class TileQuestion:
    """The question of a tile; `body` is what POST /ask/{kind} takes, `ask` the same, read."""

    kind: KindName
    body: dict[str, Any]
    ask: Ask
    chart: Chart = ""
    unfiltered: bool = False
    """Whether filters are left out, as they do not apply to it."""

    def unsaid(self) -> TileQuestion:
        """Return it without the text of a statement, for those outside of the project."""
        body = {name: value for name, value in self.body.items() if name != "sql"}
        return replace(self, body=body)


def tile_question(board: Board, tile: str, filters: Filters) -> TileQuestion:
    """Return what a tile asks: `filters` stand instead of the board's own, as far as they go.

    Raises:
        NotFound: there is no such tile, it asks nothing, or its question is deleted.
        InvalidDefinition: a filter means nothing, or nothing to this question.
    """
    asked = _definition(board, tile)
    kind, wanted = asked.kind, filters.over(board.filters)
    if kind == "sql":
        ask = check_ask(kind, asked.ask, "")
        return TileQuestion(kind, dict(asked.ask), ask, asked.chart, unfiltered=wanted.some)
    body = composed(kind, asked.ask, wanted)
    return TileQuestion(kind, body, check_ask(kind, body, ""))


@contextmanager
def reserved(kind: KindName) -> Iterator[None]:
    """Keep to ourselves why a statement fails: it may quote what it reads, and what there is.

    Raises:
        InvalidDefinition: instead of what says why.
    """
    try:
        yield
    except (InvalidDefinition, StoreError) as error:
        if kind != "sql" or type(error) not in (InvalidDefinition, StoreError):
            raise
        raise InvalidDefinition(
            "the statement of this tile fails", hint="members of the project see why on the board"
        ) from error


def _definition(board: Board, tile: str) -> Inline:
    found = next((one for one in board.tiles if one.id == tile), None)
    if found is None or found.kind == "text":
        raise NotFound("there is no such question on this board", hint="load the board again")
    if found.ask is not None:
        return found.ask
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
    return Inline(kind=saved.kind, ask=saved.ask, chart=_chart(saved))


def _chart(saved: SavedQuestion) -> Chart:
    """Return how the rows of a saved statement are drawn; what the app keeps there is free."""
    kept = saved.view.get("chart") if saved.kind == "sql" else ""
    return cast(Chart, kept if kept in get_args(Chart) else "")
