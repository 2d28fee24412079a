"""What may an assistant ask? One tool a kind of question, and what it needs to ask them well.

All of them read. A kind that only those ask who may change things (SQL) has no tool, and is not
reached through a saved question or a board either.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bellrock.analytics import KINDS, Kind
from bellrock.analytics.metric import DIMENSIONS
from bellrock.core.errors import BellrockError, NotAllowed, NotFound, TooLarge
from bellrock.core.time import Grain
from bellrock.query.asking import Ask, refusal_of
from bellrock.runtime.assistant_bounds import MOST, bounded
from bellrock.runtime.reach import Door

Json = dict[str, Any]
Call = Callable[[Door], Json]
M = TypeVar("M", bound=BaseModel)
_READ = {name: kind for name, kind in KINDS.items() if kind.right == "read"}
_MANY = 200
"""The most saved questions that are listed."""
_SAVED = ("id", "name", "description", "kind", "ask", "updated")
_METRIC = ("key", "name", "description", "definition")
_AUDIENCE = ("key", "name", "note", "people", "filled")
_BOARD = ("id", "name", "description", "tiles", "updated")


@dataclass(frozen=True)
class Tool:
    """Something that an assistant can call."""

    name: str
    what: str
    schema: Json
    """The JSON schema of its arguments."""
    read: Callable[[Mapping[str, Any]], Call]
    """Returns the call that the arguments mean, or refuses them before anything is opened."""


class Arguments(BaseModel):
    """What a tool takes that asks no question of a kind."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Nothing(Arguments):
    """No arguments."""


class OfEvent(Arguments):
    """Properties of which event."""

    event: str | None = Field(None, description="only what this event carries")


class OfProperty(OfEvent):
    """Values of which property."""

    property: str = Field(description="as list_properties names it")
    starts: str = Field("", max_length=200, description="how the values begin")


class Searched(Arguments):
    """Which of what was kept."""

    search: str = Field("", max_length=200, description="part of the name or description")


class Dates(Arguments):
    """Over which period."""

    from_: str | None = Field(None, alias="from", description="first moment: 2026-01-31, or -30d")
    to: str | None = Field(None, description="end, exclusive")

    def told(self, *names: str) -> Json:
        """Return what was given of the dates and of `names`."""
        wanted = {"from_", "to", *names}
        return self.model_dump(by_alias=True, include=wanted, exclude_none=True, exclude_unset=True)


class OfQuestion(Dates):
    """Which saved question; dates stand instead of its own."""

    question: str = Field(pattern=r"^[A-Za-z0-9]{1,16}$", description="its id")


class OfMetric(Dates):
    """Which registered metric."""

    metric: str = Field(pattern=r"^[A-Za-z0-9_]{1,64}$", description="its key")
    every: Grain = Field("day", description="the width of a point")
    compare: str | None = Field("previous", description="beside: previous, week, month, year")


class OfChange(OfMetric):
    """Which change of which metric."""

    by: list[str] = Field(
        list(DIMENSIONS), max_length=20, description="dimensions to take it apart by"
    )


class OfBoard(Dates):
    """Which board; dates and a filter stand instead of its own."""

    board: str = Field(pattern=r"^[A-Za-z0-9]{1,16}$", description="its id")
    tile: str | None = Field(None, description="the answer of this tile alone")
    where: str | None = Field(None, description="a filter over all tiles; empty: none")


def tools() -> dict[str, Tool]:
    """Return every tool by name."""
    made = [
        _tool("list_events", "Which events are there, how often, since when? Begin here.", Nothing,
              lambda door, _: {"events": door.event_names()}),
        _tool("list_properties", "Which properties can filters and breakdowns name?", OfEvent,
              lambda door, said: {"properties": door.properties(said.event)}),
        _tool("list_values", "Which values are the commonest of a property?", OfProperty, _values),
        *(_kind(kind) for kind in _READ.values()),
        _tool("list_saved_questions", "Which questions did people of the team keep?", Searched,
              _questions),
        _tool("ask_saved_question", "What does a saved question answer now?", OfQuestion, _saved),
        _tool("list_metrics", "Which metrics are registered, and how are they defined?", Nothing,
              lambda door, _: {"metrics": _only(_METRIC, door.metrics())}),
        _tool("ask_metric_value", "What was a registered metric, and which points are odd?",
              OfMetric, lambda door, said: {"answer": door.metric_value(
                  said.metric, said.told("every") | _compare(said))}),
        _tool("ask_metric_change", "Why did a registered metric change, by dimensions?", OfChange,
              lambda door, said: {"answer": door.metric_change(
                  said.metric, said.told("every", "by") | _compare(said))}),
        _tool("list_audiences", "Which people were kept under a name, to filter by?", Searched,
              lambda door, said: {"audiences": _only(_AUDIENCE, door.audiences(said.search))}),
        _tool("list_boards", "Which boards are there?", Nothing,
              lambda door, _: {"boards": _only(_BOARD, door.boards())}),
        _tool("ask_board", "What do the tiles of a board answer now?", OfBoard, _board),
    ]  # fmt: skip
    return {tool.name: tool for tool in made}


def _tool(name: str, what: str, model: type[M], run: Callable[[Door, M], Json]) -> Tool:
    def read(given: Mapping[str, Any]) -> Call:
        try:
            said = model.model_validate(_given(given))
        except ValidationError as error:
            raise refusal_of(error) from error
        return lambda door: bounded(run(door, said))

    return Tool(name, what, _schema(model), read)


def _kind(kind: Kind[Any, Any]) -> Tool:
    def run(door: Door, asked: Ask) -> Json:
        return {"answer": door.ask(kind.name, asked.model_dump(mode="json", exclude_unset=True))}

    return _tool(f"ask_{kind.name}", kind.what, kind.ask, run)


def _values(door: Door, said: OfProperty) -> Json:
    return {"values": door.values(said.property, event=said.event, starts=said.starts)}


def _questions(door: Door, said: Searched) -> Json:
    found = door.questions(said.search, _MANY)
    shown = _only(_SAVED, [one for one in found if one["kind"] in _READ])
    older = {"older": "there may be older ones; search"} if len(found) == _MANY else {}
    return {"questions": shown, **older}


def _saved(door: Door, said: OfQuestion) -> Json:
    saved = door.question(said.question)
    if saved["deleted"] is not None:
        raise NotFound("this question is deleted", hint="choose one of list_saved_questions")
    if saved["kind"] not in _READ:
        raise NotAllowed(
            f"a saved {saved['kind']} question is not asked from here", hint="open it in the app"
        )
    ask, dates = saved["ask"], said.told()
    if dates:  # they go together
        ask = {name: value for name, value in ask.items() if name not in ("from", "to")} | dates
    return {"name": saved["name"], "kind": saved["kind"], "ask": ask,
            "answer": door.ask(saved["kind"], ask)}  # fmt: skip


def _board(door: Door, said: OfBoard) -> Json:
    board = door.board(said.board)
    if board["deleted"] is not None:
        raise NotFound("this board is deleted", hint="choose one of list_boards")
    chosen = [one for one in board["tiles"] if said.tile in (None, one["id"])]
    if not chosen:
        known = ", ".join(one["id"] for one in board["tiles"]) or "none"
        raise NotFound(f"there is no tile {said.tile!r}", hint=f"the board has {known}")
    names = {one["id"]: one["name"] for one in board["questions"]}
    kinds = {one["id"]: one["kind"] for one in board["questions"]}
    filters, share = said.told("where"), MOST * 3 // 4 // len(chosen)
    tiles = [_tile(door, said.board, one | {"asks": _kind_of(one, kinds)}, filters, share) | {
        "id": one["id"], "title": one["title"] or names.get(one["question"], "")
    } for one in chosen]  # fmt: skip
    return {"name": board["name"], "filters": board["filters"] | filters, "tiles": tiles}


def _tile(door: Door, board: str, tile: Json, filters: Json, most: int) -> Json:
    """Return what a tile says in `most` letters; its refusal, so that the others are still told."""
    if tile["kind"] == "text":
        return {"text": tile["text"]}
    if tile["asks"] not in (None, *_READ):
        return {"error": f"a tile of {tile['asks']} is not told here", "hint": "open it in the app"}
    try:
        return bounded(door.tile(board, tile["id"], filters), most)
    except TooLarge as error:
        return {"error": error.message, "hint": "ask for it alone: give its id as `tile`"}
    except BellrockError as error:
        return told(error)


def _kind_of(tile: Json, kinds: Mapping[str, str]) -> str | None:
    """Return the kind of what a tile asks, None where it asks nothing that is there."""
    return str(tile["ask"]["kind"]) if tile["ask"] else kinds.get(tile["question"])


def told(error: BellrockError) -> Json:
    """Return a refusal as an assistant reads it."""
    said = {"error": error.message, "hint": error.hint, "field": error.facts.get("field")}
    return {name: text for name, text in said.items() if text}


def _compare(said: OfMetric) -> Json:
    return {} if said.compare is None else {"compare": said.compare}


def _only(names: tuple[str, ...], found: list[Json]) -> list[Json]:
    return [{name: one[name] for name in names} for one in found]


def _given(given: Mapping[str, Any]) -> Json:
    """Return what was said; assistants write null for what they leave open."""
    return {name: value for name, value in given.items() if value is not None}


def _schema(model: type[BaseModel]) -> Json:
    schema: Json = _plain(model.model_json_schema())
    return schema | {"type": "object"}


def _plain(part: Any) -> Any:
    """Return a schema without titles, which repeat names, and defaults in a form nobody writes."""
    if isinstance(part, list):
        return [_plain(one) for one in part]
    if not isinstance(part, dict):
        return part
    return {
        key: _plain(value) for key, value in part.items()
        if not (key == "title" and isinstance(value, str))
        and not (key == "default" and isinstance(value, dict))
    }  # fmt: skip
