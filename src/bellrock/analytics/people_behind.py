"""Who stands behind a number? The people of any cell of an answer, from the same rows.

Each list is as long as the number it explains. Keys are the people as known now (or the events'
own ids where the question was asked as_of_event), in ascending order.
"""

from __future__ import annotations

from collections.abc import Sequence

from bellrock.analytics.funnel import find_groups as funnel_groups
from bellrock.analytics.funnel_sql import ladder_text
from bellrock.analytics.groups import Group, Groups, group_columns
from bellrock.analytics.paths import catalog
from bellrock.analytics.paths_sql import walks_text
from bellrock.analytics.retention import columns as retention_columns
from bellrock.analytics.retention_sql import people_text, slices
from bellrock.analytics.trend import find_groups as trend_groups
from bellrock.analytics.trend_sql import WHOLE
from bellrock.core.errors import NotFound
from bellrock.query.ask import FunnelAsk, PathsAsk, RetentionAsk, TrendAsk
from bellrock.query.binder import Binder
from bellrock.query.grid import grid
from bellrock.query.relation import MICROS, Context, Reading
from bellrock.store import Lake


def behind_trend(
    lake: Lake, ask: TrendAsk, ctx: Context, *, series: int = 0, bucket: int | None = None,
    group: int | None = None,
) -> list[int]:  # fmt: skip
    """Return the people of a point of a trend.

    Args:
        series: Which event, from 0.
        bucket: Which point, from 0; None is the whole period.
        group: Which group of the breakdown, from 0 in the answer's order; the last is the rest.

    Raises:
        NotFound: the answer has no such point.
    """
    reading = Reading(ask, ctx)
    points = grid(reading.period, ask.every, reading.tz)
    chosen = WHOLE if bucket is None else bucket
    _there(chosen == WHOLE or 0 <= chosen < points.count, "point")
    _there(0 <= series < len(ask.events), "series")
    groups = trend_groups(lake, ask, ctx)
    selector = ask.events[series]
    columns = [f"{reading.who} as who", f"{points.index(MICROS)} as bucket"]
    conditions = [] if chosen == WHOLE else [f"bucket = {chosen}"]
    if groups is not None:
        columns += group_columns(reading, [reading.operand(n).text for n in ask.by], groups)
        conditions += _in_group(reading.binder, groups, group)
    rows = reading.source(columns, [selector], also=reading.wanted([selector]))
    return _people(lake, reading, rows, conditions)


def behind_funnel(
    lake: Lake, ask: FunnelAsk, ctx: Context, *, step: int, group: int | None = None,
    dropped: bool = False,
) -> list[int]:  # fmt: skip
    """Return the people who reached `step` (from 0), or who reached it and went no further.

    Raises:
        NotFound: the answer has no such step or group.
    """
    _there(0 <= step < len(ask.steps), "step")
    groups = funnel_groups(lake, ask, ctx)
    reading = Reading(ask, ctx)
    conditions = [f"t{step} > 0"]
    if dropped and step + 1 < len(ask.steps):
        conditions.append(f"t{step + 1} = 0")
    conditions += [] if groups is None else _in_group(reading.binder, groups, group)
    return _people(lake, reading, ladder_text(reading, ask, groups), conditions)


def behind_retention(
    lake: Lake, ask: RetentionAsk, ctx: Context, *, cohort: int, after: int | None = None
) -> list[int]:
    """Return the people of a cohort, or those of them who returned `after` so many buckets.

    Raises:
        NotFound: the answer has no such cell.
    """
    reading = Reading(ask, ctx)
    cells = grid(reading.period, ask.every, reading.tz)
    shown = retention_columns(ask, cells)
    _there(0 <= cohort < cells.count and (after is None or 0 <= after < shown), "cell")
    part = next(p for p in slices(ask, cells, shown) if p.first <= cohort < p.first + p.cohorts)
    conditions = [f"c = {cohort - part.first}"]
    if after is not None:
        back = f"bitTest(back, {after})" if ask.mode == "on" else f"reach >= {after}"
        conditions.append(back)
    return _people(lake, reading, people_text(reading, ask, part), conditions)


def behind_path(lake: Lake, ask: PathsAsk, ctx: Context, *, steps: Sequence[str]) -> list[int]:
    """Return the people who walked exactly this path."""
    return _walkers(lake, ask, ctx, steps, "codes = {0}")


def behind_edge(lake: Lake, ask: PathsAsk, ctx: Context, *, from_: str, to: str) -> list[int]:
    """Return the people on whose paths `to` comes straight after `from_`."""
    return _walkers(lake, ask, ctx, (from_, to), "hasSubstr(codes, {0})")


def behind_place(
    lake: Lake, ask: PathsAsk, ctx: Context, *, steps: Sequence[str], at: int, last: bool = False
) -> list[int]:
    """Return the people on whose paths `steps` stand from place `at` on.

    Args:
        at: From 0, or below zero from the end of the path: -1 is its last event.
        last: Only where the path ends with them.
    """
    place, size = (at + 1 if at >= 0 else at), len(steps)
    conditions = [
        f"length(codes) >= {at + size if at >= 0 else -at}",
        f"arraySlice(codes, {place}, {size}) = {{0}}",
    ]
    if last:
        conditions.append(f"length(codes) = {at + size}" if at >= 0 else f"{at + size} = 0")
    return _walkers(lake, ask, ctx, steps, " and ".join(conditions))


def _walkers(
    lake: Lake, ask: PathsAsk, ctx: Context, steps: Sequence[str], condition: str
) -> list[int]:
    events = catalog(lake, ask, ctx)
    if not set(steps) <= set(events):
        return []
    reading = Reading(ask, ctx)
    codes = reading.binder.bind([events.index(step) for step in steps], "Array(UInt16)")
    rows = walks_text(reading, ask, events)
    return _people(lake, reading, rows, [condition.format(codes)])


def _people(lake: Lake, reading: Reading, rows: str, conditions: Sequence[str]) -> list[int]:
    kept = f"\nwhere {' and '.join(conditions)}" if conditions else ""
    sql = reading.sql(f"select distinct who from (\n{rows}\n){kept}\norder by who")
    return [int(who) for (who,) in lake.rows(sql)]


def _in_group(binder: Binder, groups: Groups, group: int | None) -> list[str]:
    if group is None:
        return []
    _there(0 <= group < len(groups.all), "group")
    return _is_group(binder, groups.all[group])


def _is_group(binder: Binder, group: Group) -> list[str]:
    if group.rest:
        return ["rest"]
    return ["not rest"] + [
        f"isNull(g{i})" if value is None else f"g{i} = {binder.text(value)}"
        for i, value in enumerate(group.values)
    ]


def _there(holds: bool, what: str) -> None:
    if not holds:
        raise NotFound(f"the answer has no such {what}", hint="count from 0, as the answer does")
