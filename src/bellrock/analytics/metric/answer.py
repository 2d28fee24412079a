"""What is said of a registered metric? Frozen types, which are the JSON too."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any

from bellrock.analytics.answer import LEFT_OUT, Answer, By, Meta, Span
from bellrock.query.registered import Wrong


@dataclass(frozen=True)
class MetricPoint:
    """One bucket: its value, and what it should have been where there is history enough."""

    start: datetime
    value: int | float | None
    mature: bool
    """Whether the bucket has ended and its late events have had their time."""
    wrong: Annotated[Wrong | None, LEFT_OUT] = None
    """Which of the metric's checks it fails."""
    expected: Annotated[float | None, LEFT_OUT] = None
    low: Annotated[float | None, LEFT_OUT] = None
    high: Annotated[float | None, LEFT_OUT] = None
    score: Annotated[float | None, LEFT_OUT] = None
    """Standard deviations from what was expected."""
    odd: Annotated[bool, LEFT_OUT] = False
    holiday: Annotated[str | None, LEFT_OUT] = None
    """The public holidays in the bucket, by name; it is judged by wider bounds."""


@dataclass(frozen=True)
class MetricAnswer(Answer):
    """A metric over a period: its points, its whole, and the whole of the period compared with."""

    points: tuple[MetricPoint, ...]
    total: int | float | None
    before: Annotated[int | float | None, LEFT_OUT] = None
    compared: Annotated[Span | None, LEFT_OUT] = None
    mature_until: datetime | None = None
    """Up to here no late event is expected any more; None where all is mature."""
    meta: Meta = field(kw_only=True)

    def lines(self) -> list[dict[str, Any]]:
        """Return one mapping a point: start, value, expected, odd."""
        return [
            {"start": p.start, "value": p.value, "expected": p.expected, "odd": p.odd}
            for p in self.points
        ]


@dataclass(frozen=True)
class Part:
    """One value of a dimension: its figure in both periods, and what it added to the change."""

    by: By
    value: int | float | None
    before: int | float | None
    added: float
    """In the metric's unit; `mix` and `rate` add up to it."""
    mix: Annotated[float | None, LEFT_OUT] = None
    """Of a ratio: because its weight changed."""
    rate: Annotated[float | None, LEFT_OUT] = None
    """Of a ratio: because its own ratio changed."""
    other: Annotated[bool, LEFT_OUT] = False


@dataclass(frozen=True)
class Split:
    """A change taken apart by one dimension; what the parts add and `rest` are the change."""

    by: str
    parts: tuple[Part, ...]
    """Those that added most, up or down, first."""
    rest: float
    """What the parts do not add up to: people who stand in several groups, or means."""
    surprise: float
    """How much the parts' shares moved: the Jensen-Shannon divergence, 0-1 in bits."""
    reversed: Annotated[bool, LEFT_OUT] = False
    """Every large part moved against the whole (Simpson): the mix did it."""


@dataclass(frozen=True)
class ChangeAnswer(Answer):
    """Why a metric changed: the dimensions that explain most first."""

    total: int | float | None
    before: int | float | None
    change: float | None
    compared: Span
    splits: tuple[Split, ...]
    meta: Meta = field(kw_only=True)

    def lines(self) -> list[dict[str, Any]]:
        """Return one mapping a part: dimension, its value, figures, what it added."""
        return [
            {"by": split.by, "part": next(iter(part.by.values()), None), "value": part.value,
             "before": part.before, "added": part.added, "mix": part.mix, "rate": part.rate}
            for split in self.splits
            for part in split.parts
        ]  # fmt: skip
