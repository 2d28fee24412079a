"""What is asked by it: how does a number move over time?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Self

from pydantic import (
    BeforeValidator,
    Field,
)

from bellrock.core.time import Grain
from bellrock.query.asking import (
    Ask,
    Breakdown,
    Figure,
    Over,
    Steps,
    need,
    placed,
)
from bellrock.query.formula import read_formula
from bellrock.query.metric import Metric
from bellrock.query.period import read_compare

ESTIMATED = ("uniques", "per_user", "distinct")
"""Figures that are estimated where that is asked: those that count what is different."""


class TrendAsk(Ask):
    """How a number moves over time."""

    question = "trend"
    singular: ClassVar[Mapping[str, str]] = {"event": "events"}

    events: Steps = Field(
        description="one series each, A, B … in formulas: buy, 'page|screen', 'buy[price > 10]'"
    )
    metric: Figure = Field(
        Metric("total"),
        description="the figure, for every series: total, uniques, per_user, sum(price), p95(x) …",
    )
    metrics: tuple[Figure, ...] = Field((), description="instead: one figure a series")
    formula: str | None = Field(None, description="arithmetic over the series, such as A / B")
    every: Grain = Field("day", description="the width of a point: hour, day, week or month")
    over: Over = Field(
        None,
        description="what a point reaches back over: 7d (rolling actives), or start (cumulative)",
    )
    smooth: int = Field(1, ge=1, le=90, description="mean of a point and those before it: 7")
    compare: Annotated[str | None, BeforeValidator(placed(read_compare, field=""))] = Field(
        None,
        description="beside another period: previous, week, month, year, or where it begins",
    )
    by: Breakdown = Field((), max_length=3, description="property to break down by; up to three")
    top: int = Field(10, ge=1, le=100, description="groups shown; the rest is 'other'")
    approximate: bool = Field(
        False, description="estimate people and different values, with the error that is said"
    )

    @classmethod
    def _plural(cls, data: Any) -> Any:
        told = super()._plural(data)
        figures = told.get("metric") if isinstance(told, Mapping) else None
        if not isinstance(figures, list | tuple):
            return told
        kept = {name: value for name, value in told.items() if name != "metric"}
        return kept | ({"metric": figures[0]} if len(figures) == 1 else {"metrics": figures})

    def checked(self) -> Self:
        need(0 < len(self.events) <= 26, "events", "a trend has 1 to 26 events", "--event buy")
        need(
            len(self.metrics) in (0, len(self.events)), "metrics",
            "metrics has one figure a series", "give as many as there are events, or use metric",
        )  # fmt: skip
        need(
            self.over != "start" or self.smooth == 1, "smooth",
            "a cumulative figure is not smoothed", "leave smooth out, or use over 7d",
        )  # fmt: skip
        need(
            not self.approximate or self.over is None, "approximate",
            "figures that reach back are counted exactly", "leave approximate out, or over",
        )  # fmt: skip
        if self.formula is not None:
            read_formula(self.formula, len(self.events))
        return self

    @property
    def estimated(self) -> bool:
        """Whether any of its figures is estimated."""
        return self.approximate and any(one.kind in ESTIMATED for one in self.figures)

    @property
    def figures(self) -> tuple[Metric, ...]:
        """The figure of each series."""
        return self.metrics or (self.metric,) * len(self.events)
