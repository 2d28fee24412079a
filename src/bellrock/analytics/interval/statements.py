"""Which SQL gives the numbers of an interval?"""

from __future__ import annotations

from bellrock.analytics.groups import Groups
from bellrock.analytics.interval.run import find_edges, find_groups
from bellrock.analytics.interval.sql import curve_sql, moments, starts_text, stretch_text
from bellrock.analytics.statement import Statement, group_names
from bellrock.query.ask import IntervalAsk
from bellrock.query.inlined import named
from bellrock.query.relation import Context, Reading
from bellrock.query.sql import Sql
from bellrock.store import Lake

_LEVELS = (("p10", 0.1), ("p25", 0.25), ("median", 0.5), ("p75", 0.75), ("p90", 0.9))
_CURVE = tuple(float(3600 * 24 * day) for day in (1, 2, 3, 7, 14, 30, 60, 90))


def interval_statements(lake: Lake, ask: IntervalAsk, ctx: Context) -> list[Statement]:
    """One for how long it takes, one for the lengths, one for the curve, each with its groups."""
    edges = find_edges(lake, ask, ctx)
    groups = find_groups(lake, ask, ctx)
    told = []
    for part in [None] if groups is None else [None, groups]:
        whose = "" if part is None else ", by group"
        told.append(Statement(f"how long it takes, in seconds{whose}", _figures(ask, ctx, part)))
        if edges:
            told.append(Statement(f"intervals by length{whose}", _bars(ask, ctx, part, edges)))
        curve = curve_sql(moments(Reading(ask, ctx), ask, part), _CURVE)
        told.append(Statement(f"share that did not follow within days{whose}", curve))
    return told


def _figures(ask: IntervalAsk, ctx: Context, groups: Groups | None) -> Sql:
    reading = Reading(ask, ctx)
    levels = [
        f"quantileExactInclusiveIf({level})(took, took >= 0) / 1e6 as {named(f'{title}_s')}"
        for title, level in _LEVELS
    ]
    return reading.sql(
        f"select {_group(groups)}count() as starts, countIf(took >= 0) as times, "
        "uniqExactIf(who, took >= 0) as people, avgIf(took, took >= 0) / 1e6 as mean_s, "
        f"{', '.join(levels)}\nfrom (\n{starts_text(moments(reading, ask, groups))}\n)\n"
        "group by grp\norder by grp"
    )


def _bars(ask: IntervalAsk, ctx: Context, groups: Groups | None, edges: tuple[float, ...]) -> Sql:
    reading = Reading(ask, ctx)
    lows = ", ".join(f"{edge:g}" for edge in edges)
    return reading.sql(
        f"select {_group(groups)}[{lows}][{stretch_text(reading, edges)}] as from_s, "
        "count() as times, uniqExact(who) as people\n"
        f"from (\n{starts_text(moments(reading, ask, groups))}\n)\nwhere took >= 0\n"
        "group by grp, from_s\norder by grp, from_s"
    )


def _group(groups: Groups | None) -> str:
    return "" if groups is None else f"{group_names(groups)}[grp + 1] as {named('group')}, "
