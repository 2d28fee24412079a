"""Where do the people of an audience come from? A number's cell, the list of people, or a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bellrock.analytics import KINDS
from bellrock.core.errors import InvalidDefinition
from bellrock.core.place import inside
from bellrock.query.ask import Ask, KindName
from bellrock.query.asking import refusal_of
from bellrock.query.relation import Context, Reading
from bellrock.runtime.documents import plain_json
from bellrock.store import Lake

Json = dict[str, Any]
Behind = Callable[[Lake, Any, Context, Any], list[int]]
_ASK_BYTES = 64 << 10
_IN_TIME = ("bucket", "cohort", "spell", "day")
"""Fields of cells that mean a place in time."""
Title = Annotated[str, Field(max_length=300, pattern=r"^[^\x00-\x1f\x7f]*$")]


class FromCell(BaseModel):
    """The people behind a number of an answer."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, serialize_by_alias=True)

    from_: Literal["cell"] = Field("cell", alias="from")
    kind: KindName
    ask: Json = Field(description="what POST /api/v1/ask/{kind} takes")
    cell: Json = Field({}, description="what POST /api/v1/ask/{kind}/people takes beside it")
    title: Title = Field("", description="what the number is, in words, for whoever reads this")


class FromPeople(BaseModel):
    """The people of the list of people."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, serialize_by_alias=True)

    from_: Literal["people"] = Field("people", alias="from")
    where: str = Field("", max_length=4000, description="a filter on traits and facts")
    search: str = Field("", max_length=200, description="how an id begins, or a name or address")
    title: Title = ""


Source = Annotated[FromCell | FromPeople, Field(discriminator="from_")]


def read_cell(source: FromCell) -> tuple[Behind, Ask, Any]:
    """Return what lists the people, the question, and the cell that is meant.

    Raises:
        InvalidDefinition: it is no number that people stand behind, with the place at fault.
    """
    kind = KINDS[source.kind]
    if kind.behind is None or kind.cell is None or kind.right != "read":
        raise InvalidDefinition(
            f"nobody is told behind a number of {source.kind}",
            hint="ask it as one of the other kinds", field="source.kind",
        )  # fmt: skip
    try:
        ask = kind.ask.model_validate(plain_json(source.ask, "ask", _ASK_BYTES))
    except InvalidDefinition as error:
        raise error.at(inside("source.ask", error.field)) from error
    try:
        return kind.behind, ask, kind.cell.model_validate(source.cell)
    except ValidationError as error:
        refusal = refusal_of(error)
        raise refusal.at(inside("source.cell", refusal.field)) from error


def kept_cell(source: FromCell, ask: Ask, cell: Any, ctx: Context) -> FromCell:
    """Return `source` as it is kept: a place in time is of the days that it was seen on.

    A number of a whole period, such as the last 30 days, moves on with the days.
    """
    if not _in_time(ask, cell):
        return source
    during = Reading(ask, ctx).period
    told: Mapping[str, Any] = {
        name: value for name, value in source.ask.items() if name not in ("from", "to")
    }
    said = {"from": during.start.isoformat(), "to": during.end.isoformat()}
    return source.model_copy(update={"ask": {**told, **said}})


def _in_time(ask: Ask, cell: Any) -> bool:
    named = {name for name in _IN_TIME if getattr(cell, name, None) is not None}
    if ask.question == "channels":  # so many days after people came, not a day of the calendar
        named.discard("day")
    if ask.question == "frequency" and getattr(ask, "every", None) in (None, "period"):
        named.discard("bucket")
    return bool(named)
