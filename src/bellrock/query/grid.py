"""Into which bucket does an event fall? Python finds the bounds, the engine only divides.

The bounds come from `core.time.buckets`, so days of 23 and 25 hours are exact. Neighbouring buckets
of one width form a run, inside which the bucket is a division.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from bellrock.core.errors import InvalidDefinition
from bellrock.core.time import Grain, Period, buckets, micros, step

MAX_BUCKETS = 5000
_MANY_RUNS = 24


@dataclass(frozen=True)
class Grid:
    """The buckets that touch a period: `starts` oldest first, and where the last one ends."""

    starts: tuple[datetime, ...]
    end: datetime

    @property
    def ends(self) -> tuple[datetime, ...]:
        """Where each bucket ends."""
        return (*self.starts[1:], self.end)

    @property
    def count(self) -> int:
        """How many buckets there are."""
        return len(self.starts)

    def index(self, micros_sql: str) -> str:
        """Return the SQL for the number (UInt16, from 0) of the bucket that holds `micros_sql`.

        Rows outside of the grid give nonsense: filter by time first.
        """
        runs = _runs([*map(micros, self.starts), micros(self.end)])
        if len(runs) > _MANY_RUNS:
            return self._looked_up(micros_sql)
        *first, last = runs
        if not first:
            return _divided(last, micros_sql)
        bounds = [micros_sql + f" < {after[0]}" for after in runs[1:]]
        cases = [f"{b}, {_divided(run, micros_sql)}" for b, run in zip(bounds, first, strict=True)]
        return f"multiIf({', '.join(cases)}, {_divided(last, micros_sql)})"

    def _looked_up(self, micros_sql: str) -> str:
        starts = ", ".join(str(micros(start)) for start in self.starts)
        numbers = ", ".join(str(number) for number in range(self.count))
        found = f"roundDown({micros_sql}, [{starts}])"
        return f"toUInt16(transform({found}, [{starts}], [{numbers}], 0))"


def grid(during: Period, every: Grain, tz: ZoneInfo) -> Grid:
    """Return the buckets of `every` that touch `during` in `tz`.

    Raises:
        InvalidDefinition: there would be more than 5000.
    """
    seconds = {"hour": 3600, "day": 80_000, "week": 600_000, "month": 2_400_000}[every]
    if (during.end - during.start).total_seconds() / seconds > MAX_BUCKETS:
        raise InvalidDefinition(
            f"the period has too many points by the {every}",
            hint="ask for a shorter period or a wider --every", field="every",
        )  # fmt: skip
    starts = buckets(during, every, tz)
    return Grid(tuple(starts), step(starts[-1], every, tz))


def _runs(bounds: Sequence[int]) -> list[tuple[int, int, int]]:
    """Return (start, width, number of its first bucket) of every stretch of equal widths."""
    runs: list[tuple[int, int, int]] = []
    for number, (start, end) in enumerate(pairwise(bounds)):
        if not runs or runs[-1][1] != end - start:
            runs.append((start, end - start, number))
    return runs


def _divided(run: tuple[int, int, int], micros_sql: str) -> str:
    start, width, number = run
    return f"toUInt16(intDiv({micros_sql} - {start}, {width}) + {number})"
