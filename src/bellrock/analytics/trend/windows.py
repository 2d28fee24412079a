"""Over which stretch of time is each point of a trend taken? Its bucket, or one that reaches back.

A window ends where its point's bucket does. Time is cut into cells at every begin and end of a
window, so that each window is a run of cells, and what cells hold is read once for all windows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bellrock.core.errors import InvalidDefinition
from bellrock.core.time import Grain, Period, floor, same_clock
from bellrock.query.ask import TrendAsk
from bellrock.query.grid import MAX_BUCKETS, Grid, grid

Span = tuple[int, int]
"""A run of cells, half-open."""
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Windows:
    """The windows of a trend's points, oldest first, and of its whole period, as runs of cells."""

    points: Grid
    """All points that are computed: those before the period only help to smooth."""
    before: int
    """How many of the points lie before the period."""
    cells: Grid
    spans: tuple[Span, ...]
    whole: Span

    @property
    def asked(self) -> Grid:
        """The points of the period itself."""
        return Grid(self.points.starts[self.before :], self.points.end)

    @property
    def during(self) -> Period:
        """What must be read."""
        return Period(self.cells.starts[0], self.cells.end)

    def window(self, point: int) -> Period:
        """Return the window of a point of the period."""
        begin, end = self.spans[self.before + point]
        bounds = (*self.cells.starts, self.cells.end)
        return Period(bounds[begin], bounds[end])

    def holders(self) -> list[tuple[int, int]]:
        """Return, for each cell, the run of points whose windows hold it; empty runs are (0, 0)."""
        begins, ends = zip(*self.spans, strict=True)
        found = []
        for cell in range(self.cells.count):
            first, last = bisect_right(ends, cell), bisect_right(begins, cell)
            found.append((first, last) if first < last else (0, 0))
        return found


def reaches_back(ask: TrendAsk) -> bool:
    """Whether points are taken over more than their buckets, or smoothed."""
    return ask.over is not None or ask.smooth > 1


def windows(ask: TrendAsk, period: Period, tz: ZoneInfo) -> Windows:
    """Return the windows of the points of `ask` over `period`.

    Raises:
        InvalidDefinition: there would be too many cells.
    """
    asked = grid(period, ask.every, tz)
    points = _with_lead(asked, ask.every, ask.smooth - 1, tz)
    ends = [min(end, period.end) for end in points.ends]
    begins = [
        min(_begin(start, end, ask, period, tz), period.end)
        for start, end in zip(points.starts, points.ends, strict=True)
    ]
    bounds = sorted({*begins, *ends, period.start, period.end})
    if len(bounds) > MAX_BUCKETS:
        raise InvalidDefinition(
            f"the period has too many points by the {ask.every}",
            hint="ask for a shorter period or a wider --every", field="every",
        )  # fmt: skip
    places = {bound: place for place, bound in enumerate(bounds)}
    return Windows(
        points,
        points.count - asked.count,
        Grid(tuple(bounds[:-1]), bounds[-1]),
        tuple((places[b], places[e]) for b, e in zip(begins, ends, strict=True)),
        (places[period.start], len(bounds) - 1),
    )


def smoothed(values: Sequence[float | None], points: int) -> list[float | None]:
    """Return the mean of each value and the `points - 1` before it, where there are that many.

    Values that do not exist are left out of the mean.
    """
    if points == 1:
        return list(values)
    found: list[float | None] = []
    for end in range(points, len(values) + 1):
        told = [value for value in values[end - points : end] if value is not None]
        found.append(sum(told) / len(told) if told else None)
    return found


def _begin(start: datetime, end: datetime, ask: TrendAsk, period: Period, tz: ZoneInfo) -> datetime:
    if ask.over is None:
        return start
    if ask.over == "start":
        return period.start
    if ask.over % _DAY:
        return end - ask.over
    return same_clock(end, -(ask.over // _DAY), tz)


def _with_lead(points: Grid, every: Grain, lead: int, tz: ZoneInfo) -> Grid:
    starts = list(points.starts)
    for _ in range(lead):
        starts.insert(0, floor(starts[0] - timedelta(microseconds=1), every, tz))
    return Grid(tuple(starts), points.end)
