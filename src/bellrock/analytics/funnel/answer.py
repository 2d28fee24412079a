"""What does a funnel answer? Ladders of steps; and times, entries or drivers where asked for."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Annotated, Any

from bellrock.analytics.answer import LEFT_OUT, Answer, By, Meta, columns


@dataclass(frozen=True)
class Rung:
    """One step of a funnel."""

    name: str
    people: int
    """Or sessions, groups or runs, as the question counts."""
    share: float | None
    """Of those who entered, 0-1; None when nobody did."""
    share_of_previous: float | None
    """Of those on the step before that cannot be skipped; for the first step as `share`."""
    median_wait_s: float | None
    """Median seconds since that step; None for the first step and when nobody came."""


@dataclass(frozen=True)
class Ladder:
    """The funnel of one group; `by` is None without a breakdown."""

    by: By | None
    steps: tuple[Rung, ...]
    other: Annotated[bool, LEFT_OUT] = False


@dataclass(frozen=True)
class Took:
    """How long it took to reach a step; all are None when nobody came."""

    step: int | None
    """The step's number, since the step before that cannot be skipped; None: all, from the first
    to the last."""
    people: int
    mean_s: float | None
    p10_s: float | None
    p25_s: float | None
    median_s: float | None
    p75_s: float | None
    p90_s: float | None


@dataclass(frozen=True)
class Converted:
    """The share of those who entered that has converted so long after it."""

    after_s: float
    share: float
    """The Kaplan-Meier estimate, 0-1: whoever could not be watched so long is reckoned with."""
    low: float | None
    high: float | None
    """The range that holds the share in 95 % of cases; None where it cannot be told."""
    at_risk: int
    """Those who were still watched and had not converted."""


@dataclass(frozen=True)
class Times:
    """How long one group took."""

    by: By | None
    took: tuple[Took, ...]
    """Each step from the second on, then the whole."""
    bars: tuple[int, ...]
    """How many converted in each range of time."""
    curve: tuple[Converted, ...]
    other: Annotated[bool, LEFT_OUT] = False


@dataclass(frozen=True)
class LogRank:
    """Whether groups convert at different rates: the log-rank test."""

    statistic: float
    freedom: int
    p: float


@dataclass(frozen=True)
class Pace:
    """How long converting took."""

    edges_s: tuple[float, ...]
    """Where the ranges of the histogram begin, in seconds; the last has no end."""
    resolution_s: float
    """The curve's times are rounded down to these seconds."""
    groups: tuple[Times, ...]
    log_rank: LogRank | None
    """None without groups to compare."""


@dataclass(frozen=True)
class Entered:
    """Those who entered in one bucket."""

    start: datetime
    entered: int
    converted: int
    share: float | None
    """0-1; None where nobody entered or the window is not over yet."""
    complete: bool
    """Whether everybody's window is over."""


@dataclass(frozen=True)
class Entries:
    """One group's conversion by the time of entry."""

    by: By | None
    points: tuple[Entered, ...]
    other: Annotated[bool, LEFT_OUT] = False


@dataclass(frozen=True)
class Driver:
    """A value at entry, and how those with it convert beside all others."""

    property: str
    value: str | None
    """None: not set."""
    people: int
    converted: int
    share: float
    """Of those with the value, 0-1."""
    share_without: float
    odds_ratio: float
    low: float
    high: float
    """The bounds of the odds ratio, at 95 %."""
    p: float
    q: float
    """The least share of false discoveries at which this is one (Benjamini-Hochberg)."""


@dataclass(frozen=True)
class FunnelAnswer(Answer):
    """How many people climbed: `steps`, or `groups` where it was broken down."""

    steps: Annotated[tuple[Rung, ...] | None, LEFT_OUT] = None
    groups: Annotated[tuple[Ladder, ...] | None, LEFT_OUT] = None
    time: Annotated[Pace | None, LEFT_OUT] = None
    trend: Annotated[tuple[Entries, ...] | None, LEFT_OUT] = None
    drivers: Annotated[tuple[Driver, ...] | None, LEFT_OUT] = None
    """Those that are least likely an accident first."""
    meta: Meta = field(kw_only=True)

    @property
    def ladders(self) -> tuple[Ladder, ...]:
        """One ladder without a breakdown, else one a group and `other`."""
        return (Ladder(None, self.steps or ()),) if self.groups is None else self.groups

    def lines(self) -> list[dict[str, Any]]:
        """Return one mapping a step, or of what was asked beside: a time, an entry or a driver."""
        if self.time is not None:
            return [{**columns(one.by), **asdict(t)} for one in self.time.groups for t in one.took]
        if self.trend is not None:
            return [{**columns(one.by), **asdict(p)} for one in self.trend for p in one.points]
        if self.drivers is not None:
            return [asdict(driver) for driver in self.drivers]
        return [
            {**columns(one.by), "step": number, **asdict(rung)}
            for one in self.ladders
            for number, rung in enumerate(one.steps, 1)
        ]
