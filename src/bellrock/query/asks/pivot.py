"""What is asked by it: which figures stand where values of several properties meet?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field

from bellrock.query.asking import Ask, Breakdown, Figure, Steps, need
from bellrock.query.metric import Metric
from bellrock.query.selector import ANY, Selector

MOST_FIGURES = 10


def _listed(data: Any) -> Any:
    return [data] if isinstance(data, str | Metric) else data


class PivotAsk(Ask):
    """Figures by the values of properties: rows by up to three, columns by one."""

    question = "pivot"
    singular: ClassVar[Mapping[str, str]] = {"event": "events"}

    events: Steps = Field(
        (ANY,), description="what is counted: one event for all figures, or one a figure"
    )
    metric: Annotated[tuple[Figure, ...], BeforeValidator(_listed)] = Field(
        (Metric("total"),),
        description="the figures, up to ten: total, uniques, per_user, sum(price), p95(x) …",
    )
    by: Breakdown = Field(
        min_length=1, max_length=3, description="properties that rows are made of; up to three"
    )
    across: Breakdown = Field(
        (), max_length=1, description="property that columns are made of; none when not given"
    )
    sort: int = Field(1, ge=1, le=MOST_FIGURES, description="the figure that rows are ordered by")
    sort_column: str | None = Field(
        None, max_length=1000,
        description="the value of the column by whose figures rows are ordered, empty where it is "
        "not set; left out: by those of whole rows",
    )  # fmt: skip
    order: Literal["down", "up", "name"] = Field(
        "down", description="the greatest first, the least first, or rows by their values"
    )
    top: int = Field(20, ge=1, le=1000, description="rows shown; the rest is 'other'")
    columns: int = Field(10, ge=1, le=50, description="columns shown; the rest is 'other'")

    def checked(self) -> Self:
        many = max(len(self.events), len(self.metric))
        need(
            1 <= len(self.events) <= MOST_FIGURES, "events", "a pivot has 1 to 10 events",
            "--event buy",
        )  # fmt: skip
        need(
            1 <= len(self.metric) <= MOST_FIGURES, "metric", "a pivot has 1 to 10 figures",
            "--metric total --metric uniques",
        )  # fmt: skip
        need(
            len(self.events) in (1, many) and len(self.metric) in (1, many), "metric",
            "metric has one figure an event", "give as many as there are events, or one event",
        )  # fmt: skip
        need(self.sort <= many, "sort", "there is no such figure to order by", "count from 1")
        need(
            self.sort_column is None or bool(self.across), "sort_column",
            "rows are ordered by a column only where there are columns", "say across",
        )  # fmt: skip
        need(
            not set(self.across) & set(self.by), "across",
            "columns have a property that rows have not", "leave it out of one of them",
        )  # fmt: skip
        return self

    @property
    def figures(self) -> tuple[tuple[Selector, Metric], ...]:
        """What is counted of what, figure by figure."""
        many = max(len(self.events), len(self.metric))
        events = self.events * many if len(self.events) == 1 else self.events
        metrics = self.metric * many if len(self.metric) == 1 else self.metric
        return tuple(zip(events, metrics, strict=True))
