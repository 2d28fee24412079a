"""How does a board travel as a file? YAML that is read back as the same board, line by line.

A file holds the saved questions that its tiles show. Where the project has one of them under the
same id, asking the same, that one is shown; any other is saved anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bellrock.core.errors import InvalidDefinition
from bellrock.core.place import inside, place
from bellrock.query.ask import KindName
from bellrock.runtime.boards import Boards
from bellrock.runtime.boards_model import Board, Filters, Tile, Visibility, Visitor, check_ask
from bellrock.runtime.saved_questions import SavedQuestion, SavedQuestions

Json = dict[str, Any]
FORMAT = "board"
LARGEST_BYTES = 1 << 20


class _Question(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=200)
    description: str = Field("", max_length=2000)
    kind: KindName
    ask: Json
    view: Json = {}


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    bellrock: str = FORMAT
    name: str = Field(min_length=1, max_length=200)
    description: str = Field("", max_length=2000)
    visibility: Visibility = "project"
    filters: Filters = Filters()
    questions: dict[str, _Question] = {}
    tiles: list[Tile] = []


def write_board(board: Board) -> str:
    """Return a board as YAML, with the questions on it; deleted ones are left as they were."""
    questions = {one.id: _question(one) for one in board.questions}
    told: Json = {"bellrock": FORMAT, "name": board.name}
    told |= {"description": board.description} if board.description else {}
    told |= {"visibility": board.visibility}
    filters = board.filters.model_dump(mode="json", exclude_none=True)
    told |= {"filters": filters} if filters else {}
    told |= {"questions": questions} if questions else {}
    told["tiles"] = [_tile(tile) for tile in board.tiles]
    return yaml.dump(told, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)


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
    tree, lines = _parse(text)
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
        raise _at_line(error, lines) from error


def _question(saved: SavedQuestion) -> Json:
    told: Json = {"name": saved.name}
    told |= {"description": saved.description} if saved.description else {}
    told |= {"kind": saved.kind, "ask": saved.ask}
    return told | ({"view": saved.view} if saved.view else {})


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
        first = error.errors(include_url=False, include_input=False)[0]
        field = place(first["loc"])
        said = first["msg"][:1].lower() + first["msg"][1:]
        raise InvalidDefinition(f"{field}: {said}", hint=f"look at {field}", field=field) from error
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


def _parse(text: str) -> tuple[Any, Mapping[str, int]]:
    """Return what a YAML text holds, and the line of each place in it.

    Raises:
        InvalidDefinition: it is no YAML; its facts name the `line`.
    """
    if len(text.encode("utf-8", "surrogatepass")) > LARGEST_BYTES:
        raise InvalidDefinition(
            "the file is too large for a board", hint="a board's file has at most 1 MiB"
        )
    try:
        events = sum(isinstance(one, yaml.AliasToken) for one in yaml.scan(text))
        root = None if events else yaml.compose(text, Loader=yaml.SafeLoader)
        tree = None if events else yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise InvalidDefinition(
            "this is no YAML",
            hint="look at the indentation and the quotes of this line",
            field="bellrock", line=mark.line + 1 if mark else 1,
        ) from error  # fmt: skip
    if events:
        raise InvalidDefinition(
            "a board's file has no aliases", hint="write out what * stands for", field="bellrock"
        )
    lines: dict[str, int] = {}
    if root is not None:
        _note(root, "", lines)
    return tree, lines


def _note(node: yaml.Node, where: str, lines: dict[str, int]) -> None:
    lines.setdefault(where, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            below = inside(where, str(key.value))
            lines[below] = key.start_mark.line + 1
            _note(value, below, lines)
    elif isinstance(node, yaml.SequenceNode):
        for i, one in enumerate(node.value):
            _note(one, f"{where}[{i}]", lines)


def _at_line(error: InvalidDefinition, lines: Mapping[str, int]) -> InvalidDefinition:
    """Return the same refusal with the line of its place, or of the nearest one around it."""
    where = error.field
    while where and where not in lines:
        cut = max(where.rfind("."), where.rfind("["))
        where = where[:cut] if cut > 0 else ""
    facts = {"line": lines.get(where, 1)} | error.facts
    return InvalidDefinition(error.message, hint=error.hint, **facts)


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)
