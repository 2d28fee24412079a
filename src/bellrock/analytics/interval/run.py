"""How long does it take people from one event to the next?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite

from bellrock.analytics.groups import Group, Groups, by_of, folded, groups_sql, read_groups
from bellrock.analytics.interval.answer import Bar, Done, IntervalAnswer, Stretch, Waits
from bellrock.analytics.interval.sql import (
    Moments,
    bars_sql,
    curve_sql,
    figures_sql,
    moments,
    watched_until,
)
from bellrock.analytics.meta import Scan, describe
from bellrock.core.time import Period, stopwatch
from bellrock.query.ask import IntervalAsk
from bellrock.query.predicate import names
from bellrock.query.relation import Context, Reading
from bellrock.stats.bins import Spread, marks, times
from bellrock.stats.waiting import bounds
from bellrock.store import Lake


@dataclass(frozen=True)
class Figures:
    """The intervals of one group, in seconds."""

    starts: int
    times: int
    people_started: int
    people: int
    mean: float
    least: float
    greatest: float
    quantiles: tuple[float, ...]
    """0.1, 0.25, 0.5, 0.75, 0.9 and 0.99."""

    @property
    def spread(self) -> Spread:
        """Where they lie."""
        q = self.quantiles
        return Spread(self.least, q[0], q[2], q[4], q[5], self.greatest)


def interval(lake: Lake, ask: IntervalAsk, ctx: Context) -> IntervalAnswer:
    """Tell how long it took from each first event to the second.

    A start is a first event in the period; several at one moment are one. It is followed by the
    next second event strictly after it, unless another first event comes strictly before that, or
    it takes longer than `within`. Where both are the same event, an interval runs from each to the
    next. Second events are looked for beyond the period: as long as `within`, else until now. With
    `hold`, only events that both have the same values are paired; without a value none is. A
    breakdown reads the first event; of several at one moment the last in the order of groups.

    The curve follows everybody (with `hold`, everybody's each value) from their first start in the
    period to the first second event after it, whatever comes between; whoever has not done it is
    watched until now, or as long as `within`.

    Raises:
        InvalidDefinition: the question cannot mean anything.
    """
    began = stopwatch()
    groups = find_groups(lake, ask, ctx)
    asked = moments(Reading(ask, ctx), ask, groups)
    with lake.kept(asked.gathered) as source:
        told = replace(asked, source=source)
        alone = _figures(lake, replace(told, by_group=False))
        edges = _edges(ask, alone)
        rows = _rows(lake, told, edges, alone)
    ends = [*edges[1:], None] if edges else []
    stretches = tuple(Stretch(low, high) for low, high in zip(edges, ends, strict=True))
    meta = describe(
        lake, _scan(ask, ctx), began=began, empty=not any(row.times for row in rows),
        notes=[*folded(groups), *_notes(ask)],
    )  # fmt: skip
    return IntervalAnswer(stretches, tuple(rows), meta)


def find_groups(lake: Lake, ask: IntervalAsk, ctx: Context) -> Groups | None:
    """Return the groups of the breakdown, those with the most first events first; None without."""
    if not ask.by:
        return None
    rows = lake.rows(groups_sql(Reading(ask, ctx), ask.by, [ask.start], ask.top))
    return read_groups(rows, ask.by)


def find_edges(lake: Lake, ask: IntervalAsk, ctx: Context) -> tuple[float, ...]:
    """Return where the stretches of the answer begin, in seconds."""
    return _edges(ask, _figures(lake, moments(Reading(ask, ctx), ask, None)))


def _figures(lake: Lake, asked: Moments) -> Mapping[int, Figures]:
    found = {}
    for grp, starts, many, started, people, mean, least, greatest, levels in lake.rows(
        figures_sql(asked)
    ):
        quantiles = tuple(level / 1e6 for level in levels)
        found[int(grp)] = Figures(
            starts, many, started, people, mean / 1e6, least / 1e6, greatest / 1e6, quantiles
        )
    return found


def _edges(ask: IntervalAsk, found: Mapping[int, Figures]) -> tuple[float, ...]:
    everybody = found.get(0)
    if everybody is None or not everybody.times:
        return ()
    return times(everybody.spread, ask.scale)


def _points(
    ask: IntervalAsk, everybody: Figures | None, edges: Sequence[float]
) -> tuple[float, ...]:
    """Return the moments, in seconds, at which the curve is told."""
    if everybody is None or not everybody.times:
        return ()
    last = everybody.greatest if ask.within is None else ask.within.total_seconds()
    last = max(last, 1.0)
    even = len(edges) < 3 or abs((edges[2] - edges[1]) - edges[1]) < 1e-6
    return marks(last, even=even)


def _rows(
    lake: Lake, told: Moments, edges: Sequence[float], alone: Mapping[int, Figures]
) -> list[Waits]:
    ask = told.ask
    points = _points(ask, alone.get(0), edges)
    parts: list[tuple[bool, Sequence[Group | None]]] = [(False, [None])]
    parts += [] if told.groups is None else [(True, told.groups.all)]
    made = []
    for by_group, some in parts:
        part = replace(told, by_group=by_group)
        found = _figures(lake, part) if by_group else alone
        bars, curves = _bars(lake, part, edges), _curves(lake, part, points)
        made += [
            _row(group, ask, found.get(grp), bars.get(grp, {}), curves.get(grp, ()), len(edges))
            for grp, group in enumerate(some)
        ]
    return made


def _bars(lake: Lake, told: Moments, edges: Sequence[float]) -> dict[int, dict[int, Bar]]:
    found: dict[int, dict[int, Bar]] = {}
    if edges:
        for grp, below, count, people in lake.rows(bars_sql(told, edges)):
            found.setdefault(int(grp), {})[int(below) - 1] = Bar(count, people)
    return found


def _curves(lake: Lake, asked: Moments, points: Sequence[float]) -> dict[int, tuple[Done, ...]]:
    told: dict[int, dict[int, tuple[float, float, int]]] = {}
    starters: dict[int, int] = {}
    if points:
        for grp, place, survived, spread, at_risk, of in lake.rows(curve_sql(asked, points)):
            told.setdefault(int(grp), {})[int(place)] = (survived, spread, at_risk)
            starters[int(grp)] = of
    return {grp: _curve(steps, points, starters[grp]) for grp, steps in told.items()}


def _curve(
    steps: Mapping[int, tuple[float, float, int]], points: Sequence[float], starters: int
) -> tuple[Done, ...]:
    curve, now = [], (1.0, 0.0, starters)
    for place, point in enumerate(points):
        now = steps.get(place, now)
        survived, spread, at_risk = now
        reach = bounds(survived, spread)
        low, high = (None, None) if reach is None else (1 - reach[1], 1 - reach[0])
        curve.append(Done(point, 1 - survived, low, high, at_risk))
    return tuple(curve)


def _row(
    group: Group | None, ask: IntervalAsk, found: Figures | None, bars: Mapping[int, Bar],
    curve: tuple[Done, ...], stretches: int,
) -> Waits:  # fmt: skip
    by, other = by_of(group, ask.by), group is not None and group.rest
    told = tuple(bars.get(place, Bar(0, 0)) for place in range(stretches))
    if found is None:
        nothing = (None, None, None, None, None, None)
        return Waits(by, 0, 0, 0, 0, *nothing, told, (), other)
    q = [_known(level) for level in found.quantiles]
    return Waits(
        by, found.starts, found.times, found.people_started, found.people, _known(found.mean),
        q[0], q[1], q[2], q[3], q[4], told, curve, other,
    )  # fmt: skip


def _known(value: float) -> float | None:
    return value if isfinite(value) else None


def _notes(ask: IntervalAsk) -> list[str]:
    said = ["the clock starts anew at each first event and stops at the next second one after it"]
    if ask.start.key == ask.end.key:
        said = ["from each event to the next one of the same person"]
    said.append("the curve follows each person from their first start; who is still watched counts")
    return said


def _scan(ask: IntervalAsk, ctx: Context) -> Scan:
    reading = Reading(ask, ctx)
    read = [*names(ask.where), *ask.by, *ask.hold]
    for selector in (ask.start, ask.end):
        read += [name for tree in selector.filters for name in names(tree)]
    during = Period(reading.period.start, watched_until(reading, ask))
    return Scan(ask, ctx, (ask.start, ask.end), tuple(dict.fromkeys(read)), during)
