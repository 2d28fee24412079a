"""What does a frequency answer? How the numbers of people are spread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from bellrock.analytics.answer import LEFT_OUT, Answer, By, Meta, columns


@dataclass(frozen=True)
class Range:
    """Numbers from `low` (held) to before `high`; None where there is no end."""

    low: float | None
    high: float | None


@dataclass(frozen=True)
class Distribution:
    """The people of one day, week or month (or of the period), in all or of one group."""

    start: datetime | None
    """None for the whole period."""
    by: By | None
    """None for everybody."""
    people: int
    bins: tuple[int, ...]
    """People in each range, in the answer's order; they add up to `people`."""
    mean: float | None
    median: float | None
    p90: float | None
    total: float
    """The sum of the numbers of all people."""
    top_share: float | None
    """Of the total (0-1), what the tenth of people with the most have; None where numbers are
    means, some are below zero, or there are fewer than ten people."""
    other: Annotated[bool, LEFT_OUT] = False


@dataclass(frozen=True)
class FrequencyAnswer(Answer):
    """How much each person does."""

    whole: bool
    """Whether the numbers are counts."""
    ranges: tuple[Range, ...]
    rows: tuple[Distribution, ...]
    """For each bucket everybody, then its groups."""
    meta: Meta

    def lines(self) -> list[dict[str, Any]]:
        """Return one mapping a row and range: its bounds and people, and the row's figures."""
        return [
            {"start": row.start, **columns(row.by), "low": bounds.low, "high": bounds.high,
             "people": people, "of": row.people, "mean": row.mean, "median": row.median,
             "p90": row.p90, "total": row.total, "top_share": row.top_share}
            for row in self.rows
            for bounds, people in zip(self.ranges, row.bins, strict=True)
        ]  # fmt: skip
