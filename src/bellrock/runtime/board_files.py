"""How does a board travel as a file? YAML that is read back as the same board, line by line.

A file holds the saved questions that its tiles show. Where the project has one of them under the
same id, asking the same, that one is shown; any other is saved anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bellrock.core.errors import InvalidDefinition
from bellrock.core.place import inside
from bellrock.runtime.boards import Boards
from bellrock.runtime.boards_model import Board, Filters, Tile, Visibility, Visitor, check_ask
from bellrock.runtime.question_files import FiledQuestion, question_told
from bellrock.runtime.saved_questions import SavedQuestions
from bellrock.runtime.yaml_text import at_line, misshapen, read_yaml, written

Json = dict[str, Any]
FORMAT = "board"


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    bellrock: str = FORMAT
    name: str = Field(min_length=1, max_length=200)
    description: str = Field("", max_length=2000)
    visibility: Visibility = "project"
    filters: Filters = Filters()
    questions: dict[str, FiledQuestion] = {}
    tiles: list[Tile] = []


def write_board(board: Board) -> str:
    """Return a board as YAML, with the questions on it; deleted ones are left as they were."""
    questions = {one.id: question_told(one) for one in board.questions}
    told: Json = {"bellrock": FORMAT, "name": board.name}
    told |= {"description": board.description} if board.description else {}
    told |= {"visibility": board.visibility}
    filters = board.filters.model_dump(mode="json", exclude_none=True)
    told |= {"filters": filters} if filters else {}
    told |= {"questions": questions} if questions else {}
    told["tiles"] = [_tile(tile) for tile in board.tiles]
    return written(told)


@dataclass(frozen=True)
class Shelf:
    """Where boards and their questions are kept."""

    boards: Boards
    questions: SavedQuestions


def read_board(
    text: str,
    project: int,
    visitor: Visitor,
    shelf: Shelf,
    *,
    actor: str,
    instead_of: str | None = None,
) -> Board:
    """Make a board of a file, or put the file's content into the board `instead_of`.

    Raises:
        InvalidDefinition: the file is no YAML or no board; its facts name the `line`.
        NotFound, NotAllowed: as for any change of a board.
    """
    tree, lines = read_yaml(text)
    try:
        told = _checked(tree)
        if instead_of is not None:
            shelf.boards.may(project, instead_of, visitor)
        known = _kept(told, project, shelf.questions, visitor, actor)
        tiles = [_linked(tile, known, i) for i, tile in enumerate(told.tiles)]
        fields = {
            "name": told.name, "description": told.description, "filters": told.filters,
            "tiles": tiles, "visibility": told.visibility,
        }  # fmt: skip
        if instead_of is not None:
            return shelf.boards.change(project, instead_of, fields, visitor, actor=actor)
        return shelf.boards.make(project, fields, visitor, actor=actor)
    except InvalidDefinition as error:
        raise at_line(error, lines) from error


def _tile(tile: Tile) -> Json:
    told = tile.model_dump(mode="json", exclude_defaults=True)
    told["place"] = tile.place.model_dump(mode="json")
    first = ("id", "kind", "title")
    return {k: told[k] for k in first if k in told} | {
        k: v for k, v in told.items() if k not in first
    }


def _checked(tree: Any) -> _File:
    if not isinstance(tree, Mapping) or tree.get("bellrock") != FORMAT:
        raise InvalidDefinition(
            "this is no board", hint="a board's file begins with bellrock: board", field="bellrock"
        )
    try:
        told = _File.model_validate(tree)
    except ValidationError as error:
        raise misshapen(error) from error
    for key, one in told.questions.items():
        check_ask(one.kind, one.ask, inside(f"questions.{key}", "ask"))
    return told


def _kept(
    told: _File, project: int, questions: SavedQuestions, visitor: Visitor, actor: str
) -> Mapping[str, str]:
    """Return the id of each question of the file in the project, saved where it must be."""
    here = {one.id: one for one in questions.several(project, list(told.questions))}
    used = {tile.question for tile in told.tiles}
    found: dict[str, str] = {}
    for key, one in told.questions.items():
        old = here.get(key)
        same = (
            old is not None and old.deleted is None and (old.kind, old.ask) == (one.kind, one.ask)
        )
        if same:
            found[key] = key
        elif key in used:
            fields = one.model_dump(exclude={"kind"})
            made = questions.save(project, one.kind, fields, owner=visitor.user, actor=actor)
            found[key] = made.id
    return found


def _linked(tile: Tile, known: Mapping[str, str], i: int) -> Tile:
    if tile.question is None:
        return tile
    if tile.question not in known:
        raise InvalidDefinition(
            f"the file has no question {tile.question!r}",
            hint="write it under questions, or give the tile an ask", field=f"tiles[{i}].question",
        )  # fmt: skip
    return tile.model_copy(update={"question": known[tile.question]})
