"""What does a trend answer? Series of points, and their wholes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

if TYPE_CHECKING:
    pass
from bellrock.analytics.answer import LEFT_OUT, Answer, By, Meta, Span, columns


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
            {"name": one.name, **columns(one.by), "start": point.start, "value": point.value}
            | ({} if one.before is None else {"before": was})
            for one in self.series
            for point, was in zip(one.points, _values(one), strict=True)
        ]


def _values(one: Series) -> list[int | float | None]:
    """Return the values compared with, one for each point; none where that period is shorter."""
    told = () if one.before is None else one.before.points
    return [told[i].value if i < len(told) else None for i in range(len(one.points))]
