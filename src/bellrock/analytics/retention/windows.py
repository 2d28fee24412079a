"""In which stretch after a start does a return fall, and since when is all of it known?

The stretches follow each other without gaps. They are counted in whole buckets or days of the
calendar, or in microseconds from each person's own start.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bellrock.core.time import MICRO
from bellrock.query.ask import RetentionAsk
from bellrock.query.grid import Grid, grid
from bellrock.query.relation import Reading

SHOWN = {"hour": 24, "day": 30, "week": 26, "month": 24}
"""Buckets followed where nothing else is asked."""
_LENGTHS = {
    "hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(days=7),
    "month": timedelta(days=30),
}  # fmt: skip
LATER = 62
"""The bit of whatever is later than all that is shown."""


@dataclass(frozen=True)
class Windows:
    """The stretches after a start, the first of which begins with it."""

    unit: Literal["bucket", "day", "micro"]
    ends: tuple[int, ...]
    """Where each ends, exclusive, in units after the start."""
    cohorts: Grid
    days: Grid | None
    """What days are counted by."""
    latest: tuple[datetime, ...]
    """Before when everybody of a cohort has started."""
    known_until: datetime

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.ends)

    @property
    def places(self) -> Grid | None:
        """What places of the calendar are counted by; None by a rolling clock."""
        return {"bucket": self.cohorts, "day": self.days, "micro": None}[self.unit]

    def place(self, micros_sql: str) -> str:
        """Return the SQL of the place (Int64) of a moment, of which differences are taken."""
        cells = self.places
        return micros_sql if cells is None else f"toInt64({cells.index(micros_sql)})"

    def number(self, offset: str) -> str:
        """Return the SQL of the window (0-62) that lies `offset` units after a start."""
        width = self.ends[0]
        if self.ends == tuple(width * (i + 1) for i in range(self.count)):
            found = offset if width == 1 else f"intDiv({offset}, {width})"
        else:
            found = f"arrayCount(bound -> {offset} >= bound, {list(self.ends)})"
        return f"least({found}, {LATER})"

    def complete(self, cohort: int, window: int) -> bool:
        """Whether `window` is over for everybody who can have started in `cohort`."""
        if self.unit == "micro":
            return self.latest[cohort] + self.ends[window] * MICRO <= self.known_until
        cells = self.cohorts if self.days is None else self.days
        last = cohort if self.days is None else _index(self.days, self.latest[cohort] - MICRO)
        over = last + self.ends[window] - 1
        return over < cells.count and cells.ends[over] <= self.known_until


def windows(ask: RetentionAsk, reading: Reading) -> Windows:
    """Return the windows of a question over the period that `reading` reads.

    Raises:
        InvalidDefinition: the period has too many buckets.
    """
    cohorts = grid(reading.period, ask.every, reading.tz)
    latest = tuple(min(end, reading.period.end) for end in cohorts.ends)
    until = min(reading.period.end, reading.now)
    if ask.clock == "rolling":
        ends = tuple(end // MICRO for end in _ends(ask, reading))
        return Windows("micro", ends, cohorts, None, latest, until)
    if ask.brackets:
        days = grid(reading.period, "day", reading.tz)
        whole = tuple(end // timedelta(days=1) for end in ask.brackets)
        return Windows("day", whole, cohorts, days, latest, until)
    ends = tuple(range(1, columns(ask, cohorts) + 1))
    return Windows("bucket", ends, cohorts, None, latest, until)


def columns(ask: RetentionAsk, cells: Grid) -> int:
    """Return how many equal buckets of the calendar a cohort is followed, its own included."""
    return min(_wanted(ask), cells.count)


def _ends(ask: RetentionAsk, reading: Reading) -> tuple[timedelta, ...]:
    """Return the ends of rolling windows; equal ones as far as the period reaches."""
    if ask.brackets:
        return ask.brackets
    length = _LENGTHS[ask.every]
    fit = -(-(reading.period.end - reading.period.start) // length)
    return tuple(length * (i + 1) for i in range(min(_wanted(ask), fit)))


def _wanted(ask: RetentionAsk) -> int:
    return (SHOWN[ask.every] if ask.periods is None else ask.periods) + 1


def _index(cells: Grid, moment: datetime) -> int:
    """Return the number of the bucket that holds `moment`."""
    return bisect_right(cells.starts, moment) - 1
