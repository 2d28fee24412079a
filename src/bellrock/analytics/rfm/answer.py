"""What does an RFM answer? Levels, cells, segments, and who moved between segments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bellrock.analytics.answer import Answer, Meta, Span


@dataclass(frozen=True)
class Level:
    """The people of one level; `low` and `high` are the least and greatest of them."""

    level: int
    """From 1; the last is the best."""
    people: int
    low: float | None
    high: float | None
    mean: float | None


@dataclass(frozen=True)
class Scale:
    """How one of the three is cut; recency is in days since the last time."""

    cuts: tuple[float, ...]
    """Where a level begins, ascending, equal where a level is empty; as own cuts, each once, they
    tell the same people apart."""
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class RfmCell:
    """The people of one level each; cells of nobody are left out."""

    recency: int
    frequency: int
    value: int
    people: int
    share: float
    """Of all people (0-1)."""
    total: float
    """The sum of their values."""
    mean: float
    segment: str


@dataclass(frozen=True)
class Segment:
    """The people of one segment, with the means of their three numbers."""

    name: str
    people: int
    share: float | None
    """Of all people (0-1); None where there is nobody at all."""
    total: float
    """The sum of their values."""
    value_share: float | None
    """Of the sum of everybody's values (0-1); None where values are means, or not above 0."""
    value: float | None
    recency_days: float | None
    frequency: float | None


@dataclass(frozen=True)
class Shift:
    """People who were in one segment before and are in another, or the same, now."""

    before: str
    """`none` for who did not do it in the earlier period."""
    after: str
    """`none` for who did not do it in this period."""
    people: int
    share: float
    """Of those who were in `before` (0-1)."""
    total_before: float
    total_after: float


@dataclass(frozen=True)
class Migration:
    """Who moved where since the earlier period, by the levels and segments of this one."""

    compared: Span
    shifts: tuple[Shift, ...]
    """Those with anybody, in the order of the segments."""


@dataclass(frozen=True)
class RfmAnswer(Answer):
    """People by recency, frequency and value."""

    people: int
    total: float
    """The sum of everybody's values."""
    mean: float | None
    additive: bool
    """Whether values add up; means do not."""
    recency: Scale
    frequency: Scale
    value: Scale
    cells: tuple[RfmCell, ...]
    segments: tuple[Segment, ...]
    """All of the scheme, the best first."""
    migration: Migration | None
    """None unless it was asked for."""
    meta: Meta

    def lines(self) -> list[dict[str, Any]]:
        """Return one mapping a cell: its levels, segment, people, share, total and mean."""
        return [
            {"recency": one.recency, "frequency": one.frequency, "value": one.value,
             "segment": one.segment, "people": one.people, "share": one.share,
             "total": one.total, "mean": one.mean}
            for one in self.cells
        ]  # fmt: skip
