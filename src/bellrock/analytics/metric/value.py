"""What is a registered metric over a period, and which of its points are out of the ordinary?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bellrock.analytics.metric.answer import MetricAnswer, MetricPoint
from bellrock.analytics.trend import trend
from bellrock.analytics.trend.answer import Point
from bellrock.core.time import Grain, floor, same_clock, step
from bellrock.query.registered import MetricDefinition
from bellrock.query.relation import Context, Reading
from bellrock.stats.season import Judged, Scale, judge
from bellrock.store import Lake

_SEASON: dict[Grain, int] = {"hour": 24, "day": 7, "week": 1, "month": 1}
"""Points in a season."""
_HISTORY_DAYS: dict[Grain, int] = {"hour": 21, "day": 112, "week": 280, "month": 1100}
"""Days before the period that its points are judged by."""
_EARLIEST = datetime(1971, 1, 1, tzinfo=UTC)
_INSTANT = timedelta(microseconds=1)
_COUNTS = ("total", "uniques", "distinct")


@dataclass(frozen=True)
class Asked:
    """Over which period a metric is asked, as a trend takes it; `where` narrows its events."""

    from_: str | None = None
    to: str | None = None
    every: Grain = "day"
    compare: str | None = None
    zone: str | None = None
    odd: bool = True
    """Whether points are judged, which reads the seasons before the period too."""


def value(lake: Lake, metric: MetricDefinition, ctx: Context, asked: Asked) -> MetricAnswer:
    """Return the points and the whole of `metric`.

    Points that are not mature (their bucket goes on, or late events may still arrive) are neither
    judged nor checked.

    Raises:
        InvalidDefinition: the period cannot mean anything.
    """
    ask = metric.asked(
        from_=asked.from_, to=asked.to, every=asked.every, compare=asked.compare, zone=asked.zone
    )
    answer = trend(lake, ask, ctx)
    line, now = answer.series[0], ctx.clock.now()
    reading = Reading(ask, ctx)
    ends = _ends(reading, line.points, asked.every)
    points = [
        MetricPoint(
            p.start, p.value, end + metric.maturity <= now,
            holiday=_named(p.start, end, reading.tz, ctx) or None,
        )
        for p, end in zip(line.points, ends, strict=True)
    ]  # fmt: skip
    points = [_checked(point, metric) for point in points]
    if asked.odd:
        judged = _judged(lake, metric, ctx, asked, line.points)
        points = [_with(point, one) for point, one in zip(points, judged, strict=True)]
    mature = now - metric.maturity
    return MetricAnswer(
        tuple(points), line.total,
        before=None if line.before is None else line.before.total,
        compared=answer.compared,
        mature_until=mature if mature < answer.meta.period.to else None,
        meta=answer.meta,
    )  # fmt: skip


def scale_of(metric: MetricDefinition, values: list[float | None]) -> Scale:
    """Return how a metric's values vary: counts by their root, amounts by their size."""
    if metric.ask.formula is not None:
        return "plain"
    kind = metric.ask.figures[0].kind
    if kind in _COUNTS:
        return "count"
    known = [one for one in values if one is not None]
    return "amount" if kind == "sum" and known and min(known) >= 0 else "plain"


def _judged(
    lake: Lake, metric: MetricDefinition, ctx: Context, asked: Asked, points: tuple[Point, ...]
) -> list[Judged]:
    """Judge the points by the seasons before them; before the first value there is no history."""
    reading = Reading(metric.asked(from_=asked.from_, to=asked.to, zone=asked.zone), ctx)
    season, days = _SEASON[asked.every], _HISTORY_DAYS[asked.every]
    since = floor(same_clock(points[0].start, -days, reading.tz), asked.every, reading.tz)
    ask = metric.asked(
        from_=max(since, _EARLIEST).isoformat(), to=reading.period.end.isoformat(),
        every=asked.every, zone=asked.zone,
    )  # fmt: skip
    history = trend(lake, ask, ctx).series[0].points
    values: list[float | None] = [p.value for p in history]
    ends = _ends(reading, history, asked.every)
    off = [_off(p.start, end, reading.tz, ctx) for p, end in zip(history, ends, strict=True)]
    first = next((i for i, one in enumerate(values) if one), len(values))
    judged = judge(
        values[first:], season=season, scale=scale_of(metric, values), holidays=off[first:]
    )
    unknown = [Judged(None, None, None, None, None, False)] * first
    return [*unknown, *judged][len(values) - len(points) :]


def _days(start: datetime, end: datetime, tz: ZoneInfo) -> list[date]:
    """Return the days of the zone that a bucket has a part in."""
    first, last = start.astimezone(tz).date(), (end - _INSTANT).astimezone(tz).date()
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _off(start: datetime, end: datetime, tz: ZoneInfo, ctx: Context) -> float:
    """Return which share of a bucket's days is public holiday."""
    days = _days(start, end, tz)
    return sum(ctx.holidays(day) is not None for day in days) / len(days)


def _named(start: datetime, end: datetime, tz: ZoneInfo, ctx: Context) -> str:
    """Return the public holidays in a bucket by name, each once."""
    names = (ctx.holidays(day) for day in _days(start, end, tz))
    return ", ".join(dict.fromkeys(name for name in names if name))


def _ends(reading: Reading, points: tuple[Point, ...], every: Grain) -> list[datetime]:
    starts = [p.start for p in points]
    return [*starts[1:], step(starts[-1], every, reading.tz)] if starts else []


def _checked(point: MetricPoint, metric: MetricDefinition) -> MetricPoint:
    if not point.mature:
        return point
    wrong = metric.check.wrong(point.value)
    return replace(point, wrong=wrong) if wrong else point


def _with(point: MetricPoint, judged: Judged) -> MetricPoint:
    if not point.mature or judged.score is None:
        return point
    return replace(
        point, expected=judged.expected, low=judged.low, high=judged.high, score=judged.score,
        odd=judged.odd,
    )  # fmt: skip
