"""What does a statement answer? A table, as long as was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

import pyarrow as pa
from pydantic import Field

from bellrock.analytics.answer import Answer, Meta

Sort = Literal["number", "time", "text", "flag", "person", "other"]


@dataclass(frozen=True)
class ResultColumn:
    """A column of the result."""

    name: str
    type: Annotated[str, Field(description="the engine's type")]
    sort: Annotated[
        Sort,
        Field(description="what its values are: moments are ISO 8601 in the zone, people are keys"),
    ]


@dataclass(frozen=True)
class Limited:
    """What one statement may take."""

    rows: int
    seconds: float
    memory_mb: int
    rows_read: int


@dataclass(frozen=True)
class SqlAnswer(Answer):
    """The rows of a statement; whole numbers beyond 2^53 stand as texts."""

    columns: tuple[ResultColumn, ...]
    rows: tuple[tuple[Any, ...], ...]
    more: Annotated[bool, Field(description="the statement has further rows, left out")]
    limits: Limited
    meta: Meta

    def lines(self) -> list[dict[str, Any]]:
        """One line a row; of columns with one name, each further one carries its number."""
        names = distinct([column.name for column in self.columns])
        return [dict(zip(names, row, strict=True)) for row in self.rows]

    def to_arrow(self) -> pa.Table:
        """Return the rows as an Arrow table, its columns there also where there is no row."""
        names = distinct([column.name for column in self.columns])
        if not self.rows:
            return pa.table({name: pa.array([], pa.string()) for name in names})
        return pa.table(
            {name: _array([row[i] for row in self.rows]) for i, name in enumerate(names)}
        )


def distinct(names: list[str]) -> list[str]:
    """Return `names`, a repeated one with its number: `n`, `n_2`."""
    found: list[str] = []
    for name in names:
        at, shown = 2, name
        while shown in found:
            at, shown = at + 1, f"{name}_{at}"
        found.append(shown)
    return found


def _array(values: list[Any]) -> pa.Array:
    try:
        return pa.array(values)
    except (pa.ArrowInvalid, pa.ArrowTypeError):  # objects of different shapes
        return pa.array([None if value is None else str(value) for value in values])
