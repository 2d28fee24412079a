"""Which buckets are counted whole, and which of them have ended?"""

from __future__ import annotations

from bellrock.core.time import Period, floor
from bellrock.query.grid import Grid
from bellrock.query.relation import Reading


def whole(reading: Reading, cells: Grid) -> Period:
    """Return the period from the start of the first bucket, so that this one is whole too."""
    return Period(cells.starts[0], reading.period.end)


def ended(reading: Reading, cells: Grid) -> int:
    """Return how many buckets, from the first on, have ended within the period and by now."""
    until = min(reading.period.end, reading.now)
    return sum(end <= until for end in cells.ends)


def widened(reading: Reading, cells: Grid) -> list[str]:
    """Return a note where the first bucket begins before the period asked for."""
    if cells.starts[0] >= floor(reading.period.start, "day", reading.tz):
        return []
    return ["the first point is counted whole, also before the period begins"]
