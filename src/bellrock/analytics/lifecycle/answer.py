"""What does a lifecycle answer? People by state and bucket, their moves, and who is to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from bellrock.analytics.answer import Answer, Meta

State = Literal["new", "returning", "resurrecting", "dormant"]
STATES: tuple[State, ...] = ("new", "returning", "resurrecting", "dormant")


@dataclass(frozen=True)
class Stage:
    """The people of one bucket by state."""

    start: datetime
    new: int
    """Active for the first time ever."""
    returning: int
    """Active in this bucket and the one before."""
    resurrecting: int
    """Active in this bucket, not in the one before, but earlier."""
    dormant: int
    """Active in the bucket before and not in this one."""
    away: int
    """Active at some time before and not in this bucket: the dormant of this bucket and earlier."""
    complete: bool
    """Whether the bucket has ended; until then its active grow and its dormant shrink."""


@dataclass(frozen=True)
class Move:
    """How people moved from a state in one bucket to a state in the next, over ended buckets.

    Dormant are here all who are away, however long.
    """

    from_: Annotated[State, Field(alias="from")]
    to: State
    times: int
    """Moves; a person moves once a bucket."""
    share: float | None
    """Of all moves from that state (0-1); None where there are none."""
    people: int
    """People who moved so at least once."""


@dataclass(frozen=True)
class Foreseen:
    """The actives of a bucket to come."""

    start: datetime
    low: float
    actives: float
    high: float


@dataclass(frozen=True)
class Forecast:
    """The actives to come, as a Markov chain on the states has it."""

    points: tuple[Foreseen, ...]
    """Buckets after the last that has ended."""
    level: float
    """The share of cases (0-1) in which the range from low to high is to hold the actives."""
    arrivals: float
    """New people a bucket, the mean of those that have ended."""


@dataclass(frozen=True)
class LifecycleAnswer(Answer):
    """Who is new, who stays, who comes back, who falls asleep."""

    stages: tuple[Stage, ...]
    moves: tuple[Move, ...]
    """Empty until two buckets have ended."""
    forecast: Forecast | None
    """None where it was not asked for, or too few buckets have ended; the notes say which."""
    meta: Meta

    def lines(self) -> list[dict[str, Any]]:
        """Return one mapping a bucket: start, a column a state, away, complete."""
        return [
            {"start": one.start, "new": one.new, "returning": one.returning,
             "resurrecting": one.resurrecting, "dormant": one.dormant, "away": one.away,
             "complete": one.complete}
            for one in self.stages
        ]  # fmt: skip
