"""How long did converting take? Quantiles, a histogram, and a curve with those not yet done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bellrock.analytics.funnel.answer import Converted, LogRank, Pace, Times, Took
from bellrock.analytics.funnel.horizon import known_until
from bellrock.analytics.funnel.order import last_moment
from bellrock.analytics.funnel.sql import ladder_text, wait
from bellrock.analytics.groups import Group, Groups, by_of, read_group
from bellrock.core.order import TIES
from bellrock.core.time import micros
from bellrock.query.ask import FunnelAsk
from bellrock.query.relation import Context, Reading
from bellrock.query.sql import Sql
from bellrock.query.window import reach
from bellrock.stats.bins import Spread, times
from bellrock.stats.survival import Moment, kaplan_meier, log_rank
from bellrock.stats.waiting import bounds
from bellrock.store import Lake

_LEVELS = "0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1"
_NICE = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21600, 43200, 86400)
_FINE, _MOST = 500, 20_000
_SHOWN = 120
Key = Group | None


def pace(lake: Lake, ask: FunnelAsk, ctx: Context, groups: Groups | None) -> Pace:
    """Return how long it took: times in whole microseconds, the curve's rounded down.

    Those who did not convert are watched to the end of their window, or to where events end.
    """
    width = 0 if groups is None else len(groups.keys)
    rows = lake.rows(took_sql(Reading(ask, ctx), ask, groups))
    took = {read_group(groups, row[:width]): row[width:] for row in rows}
    wholes = [row[-1] for row in took.values() if int(row[-3])]
    spread = _spread(wholes)
    edges, resolution = times(spread, "auto"), _resolution(ask, spread)
    until = known_until(lake, ctx, Reading(ask, ctx))
    cells = lake.rows(cells_sql(Reading(ask, ctx), ask, groups, edges, resolution, until))
    found = _by_group(cells, groups, width)
    shown: Sequence[Key] = [None] if groups is None else groups.all
    moments = {key: _moments(found.get(key, ()), resolution) for key in shown}
    tested = log_rank([moments[key] for key in shown])
    return Pace(
        edges, float(resolution),
        tuple(
            Times(
                by_of(key, ask.by), _took(ask, took.get(key)), _bars(found.get(key, ()), edges),
                _curve(moments[key]), key is not None and key.rest,
            )
            for key in shown
        ),
        None if tested is None else LogRank(tested.statistic, tested.freedom, tested.p),
    )  # fmt: skip


def took_sql(reading: Reading, ask: FunnelAsk, groups: Groups | None) -> Sql:
    """Count, average and rank the waits of each step, then of the whole, in microseconds."""
    last = len(ask.steps) - 1
    waits = [(wait(ask, i), i) for i in range(1, last + 1)]
    waits.append((f"intDiv(t{last}, {TIES}) - intDiv(t0, {TIES})", last))
    columns = [] if groups is None else list(groups.keys)
    for place, (text, step) in enumerate(waits):
        came = f"t{step} > 0"
        columns += [
            f"countIf({came}) as n{place}", f"avgIf({text}, {came}) as mean{place}",
            f"quantilesExactInclusiveIf({_LEVELS})({text}, {came}) as levels{place}",
        ]  # fmt: skip
    group_by = "" if groups is None else f"\ngroup by {', '.join(groups.keys)}"
    shown = ",\n  ".join(columns)
    return reading.sql(f"select {shown}\nfrom (\n{ladder_text(reading, ask, groups)}\n){group_by}")


def cells_sql(
    reading: Reading, ask: FunnelAsk, groups: Groups | None, edges: Sequence[float],
    resolution: int, until: datetime,
) -> Sql:  # fmt: skip
    """Count by group, whether converted, the time in steps of `resolution`, and its range."""
    last = f"t{len(ask.steps) - 1}"
    window = f"intDiv({last_moment(reading, 't0', ask.within)}, {TIES})"
    watched = f"least({window}, greatest(start, {reading.binder.bind(micros(until), 'UInt64')}))"
    cuts = reading.binder.bind([int(edge * 1e6) for edge in edges], "Array(UInt64)")
    keys = [] if groups is None else list(groups.keys)
    grouped = ", ".join([*keys, "done", "cell", "bar"])
    return reading.sql(
        f"select {grouped}, count() as n\nfrom (\n"
        f"  select *, intDiv(t0, {TIES}) as start, {last} > 0 as done,\n"
        f"    if(done, intDiv({last}, {TIES}), {watched}) - start as took,\n"
        f"    intDiv(took, {resolution * 1_000_000}) as cell,\n"
        f"    if(done, arrayCount(edge -> edge <= took, {cuts}), 0) as bar\n"
        f"  from (\n{ladder_text(reading, ask, groups)}\n  )\n)\ngroup by {grouped}"
    )


def _by_group(
    rows: Sequence[Sequence[Any]], groups: Groups | None, width: int
) -> Mapping[Key, Sequence[Sequence[Any]]]:
    found: dict[Key, list[Sequence[Any]]] = {}
    for row in rows:
        found.setdefault(read_group(groups, row[:width]), []).append(row[width:])
    return found


def _spread(wholes: Sequence[Sequence[float]]) -> Spread:
    """Where the times of all groups lie, in seconds."""
    if not wholes:
        return Spread(0, 0, 0, 0, 0, 0)
    low, p10, _, median, _, p90, p99, high = (
        [levels[i] / 1e6 for levels in wholes] for i in range(8)
    )
    return Spread(min(low), min(p10), max(median), max(p90), max(p99), max(high))


def _resolution(ask: FunnelAsk, spread: Spread) -> int:
    least = max(spread.p99 / _FINE, reach(ask.within).total_seconds() / _MOST)
    return next((unit for unit in _NICE if unit >= least), _NICE[-1])


def _took(ask: FunnelAsk, row: Sequence[Any] | None) -> tuple[Took, ...]:
    steps: list[int | None] = [*range(2, len(ask.steps) + 1), None]
    found = []
    for place, step in enumerate(steps):
        n, mean, levels = (0, None, None) if row is None else row[3 * place : 3 * place + 3]
        if not n:
            found.append(Took(step, 0, None, None, None, None, None, None))
            continue
        _, p10, p25, median, p75, p90, *_ = (level / 1e6 for level in levels or ())
        found.append(Took(step, int(n), float(mean or 0) / 1e6, p10, p25, median, p75, p90))
    return tuple(found)


def _bars(cells: Sequence[Sequence[Any]], edges: Sequence[float]) -> tuple[int, ...]:
    bars = [0] * len(edges)
    for done, _, bar, n in cells:
        if done:
            bars[max(int(bar) - 1, 0)] += int(n)
    return tuple(bars)


def _moments(cells: Sequence[Sequence[Any]], resolution: int) -> list[Moment]:
    counts: dict[int, list[int]] = {}
    for done, cell, _, n in cells:
        counts.setdefault(int(cell), [0, 0])[0 if done else 1] += int(n)
    return [Moment(cell * resolution, *counts[cell]) for cell in sorted(counts)]


def _curve(moments: Sequence[Moment]) -> tuple[Converted, ...]:
    steps = kaplan_meier(moments)
    thin = max(1, -(-len(steps) // _SHOWN))
    kept = [s for i, s in enumerate(steps) if i % thin == 0 or i == len(steps) - 1]
    found = []
    for s in kept:
        sure = bounds(s.share, s.spread)
        low, high = (None, None) if sure is None else (1 - sure[1], 1 - sure[0])
        found.append(Converted(s.after, 1 - s.share, low, high, s.at_risk))
    return tuple(found)
