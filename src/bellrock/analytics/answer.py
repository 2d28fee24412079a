"""What does an answer hold? One frozen type a question, the same from a folder and from a server.

The types are the JSON too: `to_json` and `from_json` are inverse, and the OpenAPI document is made
from them. `to_arrow` is one flat table with a line for each number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Self

import pyarrow as pa
from pydantic import Field, TypeAdapter

from bellrock.core.errors import BellrockError

if TYPE_CHECKING:
    import polars as pl

By = dict[str, str | None]
LEFT_OUT = Field(exclude_if=lambda value: value is None or value is False)
"""Marks a field that stands in the JSON only where it says something."""


@dataclass(frozen=True)
class Span:
    """A half-open stretch of time, `[from, to)`, with the zone's offset."""

    from_: Annotated[datetime, Field(alias="from")]
    to: datetime


@dataclass(frozen=True)
class Meta:
    """What stands under every answer, so that nothing hides."""

    period: Span
    zone: str
    filters: tuple[str, ...]
    """The filters that were applied, as text."""
    bot_share: Annotated[
        float | None, Field(description="share (0-1) of the asked events that machines sent")
    ]
    bots: str
    """`excluded` or `included`."""
    freshness: Annotated[
        datetime | None, Field(description="when the newest event of the project arrived")
    ]
    rows_scanned: int
    """Events that were read."""
    seconds: float
    identity: str
    """`resolved` (people as known now) or `as_of_event`."""
    notes: tuple[str, ...] = ()
    """What a careful reader should know about these numbers."""


class Answer:
    """An answer and its quiet line; each kind says its lines in `lines`."""

    meta: Meta

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON types."""
        found: dict[str, Any] = _adapter(type(self)).dump_python(self, mode="json", by_alias=True)
        return found

    def to_bytes(self) -> bytes:
        """Return it as JSON text."""
        return _adapter(type(self)).dump_json(self, by_alias=True)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        found: Self = _adapter(cls).validate_python(data, by_alias=True)
        return found

    def lines(self) -> list[dict[str, Any]]:
        """Return one flat mapping a number."""
        raise NotImplementedError

    def to_arrow(self) -> pa.Table:
        """Return the answer as an Arrow table; no lines give a table without columns."""
        return pa.Table.from_pylist(self.lines())

    def to_polars(self) -> pl.DataFrame:
        """Return the answer as a polars frame.

        Raises:
            BellrockError: polars is not installed.
        """
        try:
            import polars  # noqa: PLC0415 # an optional dependency
        except ImportError as error:
            raise BellrockError(
                "polars is not installed", hint='pip install "bellrock[frames]"'
            ) from error
        return polars.DataFrame(polars.from_arrow(self.to_arrow()))


_ADAPTERS: dict[type, TypeAdapter[Any]] = {}


def _adapter(kind: type) -> TypeAdapter[Any]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


@dataclass(frozen=True)
class Point:
    """One bucket of a series; `value` is None where there is nothing to take a figure of."""

    start: datetime
    value: int | float | None


@dataclass(frozen=True)
class Before:
    """The same line in the period compared with, point by point from its own start."""

    points: tuple[Point, ...]
    total: int | float | None


@dataclass(frozen=True)
class Series:
    """One line of a trend. `by` is None without a breakdown; `other` marks the rest's line."""

    name: str
    by: By | None
    points: tuple[Point, ...]
    total: int | float | None
    """Over the whole period; for uniques the people of the period, not the sum of the points."""
    other: Annotated[bool, LEFT_OUT] = False
    before: Annotated[Before | None, LEFT_OUT] = None


@dataclass(frozen=True)
class TrendAnswer(Answer):
    """How a number moved."""

    series: tuple[Series, ...]
    compared: Annotated[Span | None, LEFT_OUT] = None
    """The period compared with."""
    meta: Meta = field(kw_only=True)

    def lines(self) -> list[dict[str, Any]]:
        """Return one mapping a point: name, a column for each breakdown, start, value, before."""
        return [
            {"name": one.name, **_columns(one.by), "start": point.start, "value": point.value}
            | ({} if one.before is None else {"before": was})
            for one in self.series
            for point, was in zip(one.points, _values(one), strict=True)
        ]


@dataclass(frozen=True)
class Rung:
    """One step of a funnel."""

    name: str
    people: int
    share: float | None
    """Of those who entered, 0-1; None when nobody did."""
    share_of_previous: float | None
    """Of those on the step before; for the first step the same as `share`."""
    median_wait_s: float | None
    """Median seconds since the step before; None for the first step and when nobody came."""


@dataclass(frozen=True)
class Ladder:
    """The funnel of one group; `by` is None without a breakdown."""

    by: By | None
    steps: tuple[Rung, ...]
    other: Annotated[bool, LEFT_OUT] = False


@dataclass(frozen=True)
class FunnelAnswer(Answer):
    """How many people climbed: `steps`, or `groups` where it was broken down."""

    steps: Annotated[tuple[Rung, ...] | None, LEFT_OUT] = None
    groups: Annotated[tuple[Ladder, ...] | None, LEFT_OUT] = None
    meta: Meta = field(kw_only=True)

    @property
    def ladders(self) -> tuple[Ladder, ...]:
        """One ladder without a breakdown, else one a group and `other`."""
        return (Ladder(None, self.steps or ()),) if self.groups is None else self.groups

    def lines(self) -> list[dict[str, Any]]:
        """Return one mapping a step: a column for each breakdown, then the rung's fields."""
        return [
            {**_columns(one.by), "step": number, **asdict(rung)}
            for one in self.ladders
            for number, rung in enumerate(one.steps, 1)
        ]


@dataclass(frozen=True)
class Cohort:
    """People who started in one bucket and how many of them came back in each bucket after."""

    start: datetime
    people: int
    returned: tuple[int | None, ...]
    """By buckets after the start, the first its own; None until that bucket has ended."""


@dataclass(frozen=True)
class RetentionAnswer(Answer):
    """Who came back."""

    cohorts: tuple[Cohort, ...]
    meta: Meta

    def lines(self) -> list[dict[str, Any]]:
        """Return one mapping a cell: start, people, after (in buckets), returned."""
        return [
            {"start": one.start, "people": one.people, "after": after, "returned": returned}
            for one in self.cohorts
            for after, returned in enumerate(one.returned)
        ]


@dataclass(frozen=True)
class Edge:
    """One event straight after another, inside paths."""

    from_: Annotated[str, Field(alias="from")]
    to: str
    people: int
    count: int


@dataclass(frozen=True)
class Path:
    """A whole way, event by event."""

    steps: tuple[str, ...]
    people: int
    count: int


@dataclass(frozen=True)
class PathsAnswer(Answer):
    """Which ways people took, most walked first."""

    edges: tuple[Edge, ...]
    paths: tuple[Path, ...]
    meta: Meta

    def lines(self) -> list[dict[str, Any]]:
        """Return one mapping an edge: from, to, people, count."""
        return [
            {"from": e.from_, "to": e.to, "people": e.people, "count": e.count} for e in self.edges
        ]


def _values(one: Series) -> list[int | float | None]:
    """Return the values compared with, one for each point; none where that period is shorter."""
    told = () if one.before is None else one.before.points
    return [told[i].value if i < len(told) else None for i in range(len(one.points))]


def _columns(by: By | None) -> dict[str, str | None]:
    return {f"by {name}": value for name, value in (by or {}).items()}
