"""What does an interval answer? How long it took from one event to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from bellrock.analytics.answer import LEFT_OUT, Answer, By, Meta, columns


@dataclass(frozen=True)
class Stretch:
    """Lengths of time from `low_s` (held) to before `high_s`, in seconds; the last has no end."""

    low_s: float
    high_s: float | None


@dataclass(frozen=True)
class Bar:
    """How many intervals are so long, and of how many people."""

    times: int
    people: int


@dataclass(frozen=True)
class Done:
    """The share of starters who have done the second event so long after their first start."""

    after_s: float
    share: float
    """The Kaplan–Meier estimate, 0-1: whoever could not be watched so long is reckoned with."""
    low: float | None
    high: float | None
    """The range that holds the share in 95 % of cases; None where it cannot be told."""
    at_risk: int
    """Starters who were still watched and had not done it."""


@dataclass(frozen=True)
class Waits:
    """The intervals of everybody, or of one group of first events."""

    by: By | None
    """None for everybody."""
    starts: int
    """First events, several at one moment as one."""
    times: int
    """Those that the second event followed, before the next first event and in time."""
    people_started: int
    people: int
    """People with at least one interval."""
    mean_s: float | None
    p10_s: float | None
    p25_s: float | None
    median_s: float | None
    p75_s: float | None
    p90_s: float | None
    bars: tuple[Bar, ...]
    """For each stretch of the answer; their times add up to `times`."""
    curve: tuple[Done, ...]
    other: Annotated[bool, LEFT_OUT] = False


@dataclass(frozen=True)
class IntervalAnswer(Answer):
    """How long it took from one event to the next."""

    stretches: tuple[Stretch, ...]
    rows: tuple[Waits, ...]
    """Everybody, then the groups."""
    meta: Meta

    def lines(self) -> list[dict[str, Any]]:
        """Return one mapping a row and stretch: its bounds, times, people and the row's figures."""
        return [
            {**columns(row.by), "low_s": bounds.low_s, "high_s": bounds.high_s,
             "times": bar.times, "people": bar.people, "starts": row.starts, "of": row.times,
             "mean_s": row.mean_s, "p10_s": row.p10_s, "p25_s": row.p25_s,
             "median_s": row.median_s, "p75_s": row.p75_s, "p90_s": row.p90_s}
            for row in self.rows
            for bounds, bar in zip(self.stretches, row.bars, strict=True)
        ]  # fmt: skip
