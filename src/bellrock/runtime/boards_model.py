"""What is a board? Tiles in a grid of twelve columns, filters over all, and who may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from bellrock.core.errors import InvalidDefinition
from bellrock.core.place import inside
from bellrock.query.ask import ASKS, Ask, KindName
from bellrock.query.grammar import parse
from bellrock.query.period import read_bound
from bellrock.query.predicate import Predicate, conjunction, load
from bellrock.query.wording import say
from bellrock.runtime.saved_questions import Author, SavedQuestion

Json = dict[str, Any]
Visibility = Literal["private", "project"]
Chart = Literal["", "table", "line", "bar", "number"]
"""How the rows of a statement in SQL are drawn; empty: as fits them."""
COLUMNS, TILES, TEXT, NAME, DESCRIPTION = 12, 60, 5000, 200, 2000
"""Columns of the grid; the most tiles; the longest text, name and description, in characters."""
DOCUMENT_BYTES = 512 << 10
"""The most that the tiles of a board take as JSON."""
LINE = r"^[^\x00-\x1f\x7f]*$"
_STRICT = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, serialize_by_alias=True)


class Place(BaseModel):
    """Where a tile lies, in cells from the left and the top, and how many it covers."""

    model_config = _STRICT

    x: int = Field(0, ge=0, lt=COLUMNS)
    y: int = Field(0, ge=0, le=10_000)
    w: int = Field(6, ge=1, le=COLUMNS)
    h: int = Field(8, ge=1, le=60)


class Inline(BaseModel):
    """A question that stands on the board alone."""

    model_config = _STRICT

    kind: KindName
    ask: Json = Field(description="what POST /api/v1/ask/{kind} takes")
    chart: Chart = Field("", description="of a statement in SQL: how its rows are drawn")


class NewTile(BaseModel):
    """A tile without a place of its own yet: a question, one number of a trend, or a text."""

    model_config = _STRICT

    kind: Literal["question", "number", "text"]
    title: Annotated[str, Field(max_length=NAME, pattern=LINE)] = ""
    question: Annotated[str | None, Field(pattern=r"^[A-Za-z0-9]{1,16}$")] = Field(
        None, description="the id of a saved question; or `ask`"
    )
    ask: Inline | None = None
    text: Annotated[str, Field(max_length=TEXT, pattern=r"^[^\x00]*$")] = Field(
        "",
        description="of a text tile: paragraphs, # headings, - lists, **strong**, [link](https://…)",
    )
    show: Literal["chart", "table"] = "chart"


class Tile(NewTile):
    """A tile of a board."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,32}$")]
    place: Place


class Filters(BaseModel):
    """What is asked of every tile: dates instead of its own, and a filter beside its own.

    Not of statements in SQL, which say themselves what they read.
    """

    model_config = _STRICT

    from_: Annotated[str | None, Field(alias="from", max_length=100)] = None
    to: Annotated[str | None, Field(max_length=100)] = None
    where: Annotated[str | Json | None, Field(description="as in a question")] = None

    def over(self, other: Filters) -> Filters:
        """Return these filters, and what they leave open as `other` says; dates go together."""
        dates = self if self.from_ or self.to else other
        return Filters(
            from_=dates.from_, to=dates.to, where=other.where if self.where is None else self.where
        )

    @property
    def some(self) -> bool:
        """Whether anything is filtered by."""
        return bool(self.from_ or self.to or self.where)


@dataclass(frozen=True)
class LinkInfo:
    """A public link, without its secret; `creator` is null where a program made it."""

    created: datetime
    creator: Author | None


@dataclass(frozen=True)
class BoardHead:
    """A board in a list. `owner` is null where a program made it."""

    id: str
    name: str
    description: str
    visibility: Visibility
    owner: Author | None
    tiles: int
    public: bool
    """Whether a public link opens it."""
    unread: int
    """Comments that mention the caller and that they have not read."""
    may_change: bool
    created: datetime
    updated: datetime
    deleted: datetime | None


@dataclass(frozen=True)
class Board:
    """A board in full."""

    id: str
    name: str
    description: str
    visibility: Visibility
    owner: Author | None
    filters: Filters
    tiles: list[Tile]
    questions: list[SavedQuestion]
    """The saved questions that tiles show, deleted ones too."""
    link: LinkInfo | None
    unread: int
    may_change: bool
    revision: int
    """Grows with every change; a change that names it is refused where the board has moved on."""
    created: datetime
    updated: datetime
    deleted: datetime | None


@dataclass(frozen=True)
class Visitor:
    """Who looks at boards, as a member of a project or a program of it."""

    user: int | None
    changes: bool
    manages: bool


def check_filters(filters: Filters, field: str = "filters") -> None:
    """Refuse what no question could be filtered by.

    Raises:
        InvalidDefinition: a bound or the filter means nothing, with its place.
    """
    read_bound(filters.from_, inside(field, "from"))
    read_bound(filters.to, inside(field, "to"))
    _predicate(filters.where, inside(field, "where"))


def check_tile(tile: NewTile, field: str) -> None:
    """Refuse a tile whose parts do not suit its kind.

    Raises:
        InvalidDefinition: with the place below `field`.
    """
    if tile.kind == "text":
        _need(tile.question is None and tile.ask is None, field, "a text tile asks nothing",
              "leave question and ask out, or make it a question tile")  # fmt: skip
        _need(bool(tile.text.strip()), inside(field, "text"), "a text tile has a text",
              "write at least a word")  # fmt: skip
        return
    _need((tile.question is None) != (tile.ask is None), field,
          "a tile shows either a saved question or one of its own",
          "give question or ask, and not both")  # fmt: skip
    if tile.ask is not None:
        check_ask(tile.ask.kind, tile.ask.ask, inside(field, "ask.ask"))
        _need(tile.kind != "number" or tile.ask.kind == "trend", inside(field, "ask.kind"),
              "only a trend is shown as a number", "show it as a question")  # fmt: skip
        _need(tile.ask.chart == "" or tile.ask.kind == "sql", inside(field, "ask.chart"),
              "only a statement in SQL says how its rows are drawn", "leave chart out")  # fmt: skip


def check_place(tile: Tile, field: str) -> None:
    """Refuse a tile that reaches over the right edge.

    Raises:
        InvalidDefinition: it does.
    """
    _need(
        tile.place.x + tile.place.w <= COLUMNS, inside(field, "place.w"),
        f"the tile reaches over the last of {COLUMNS} columns", "make x or w smaller",
    )  # fmt: skip


def check_ask(kind: KindName, ask: Mapping[str, Any], field: str) -> Ask:
    """Return the question that `ask` means.

    Raises:
        InvalidDefinition: it means nothing, with its place below `field`.
    """
    try:
        return ASKS[kind].model_validate(ask)
    except InvalidDefinition as error:
        raise error.at(inside(field, error.field)) from error


def composed(kind: KindName, ask: Mapping[str, Any], filters: Filters) -> Json:
    """Return the body of a question under a board's filters: what POST /ask/{kind} takes.

    Dates of the board stand instead of the question's own; filters hold beside each other.

    Raises:
        InvalidDefinition: the question or a filter means nothing.
    """
    body = dict(ask)
    if filters.from_ or filters.to:
        body = {name: value for name, value in body.items() if name not in ("from", "to")}
        body |= {"from": filters.from_} if filters.from_ else {}
        body |= {"to": filters.to} if filters.to else {}
    mine = _predicate(filters.where, "where")
    if mine is not None:
        both = conjunction(check_ask(kind, body, "").where, mine)
        body["where"] = say(both) if both else None
    return body


def below(tiles: list[Tile]) -> int:
    """Return the first row below all `tiles`."""
    return max((tile.place.y + tile.place.h for tile in tiles), default=0)


def _predicate(where: str | Json | None, field: str) -> Predicate | None:
    if where in (None, "", {}):
        return None
    return parse(where, field=field) if isinstance(where, str) else load(where, field=field)


def _need(holds: bool, field: str, message: str, hint: str) -> None:
    if not holds:
        raise InvalidDefinition(message, hint=hint, field=field)
