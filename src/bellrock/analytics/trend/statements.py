"""Which SQL gives the numbers of a trend?"""

from __future__ import annotations

from bellrock.analytics.groups import Groups
from bellrock.analytics.statement import Statement, group_columns, starts
from bellrock.analytics.trend.run import find_groups as trend_groups
from bellrock.analytics.trend.sql import trend_sql
from bellrock.analytics.trend.window_sql import values_sql
from bellrock.analytics.trend.windows import reaches_back, windows
from bellrock.query.ask import TrendAsk
from bellrock.query.grid import grid
from bellrock.query.inlined import named
from bellrock.query.metric import Metric
from bellrock.query.relation import Context, Reading
from bellrock.query.selector import Selector
from bellrock.query.sql import Sql
from bellrock.store import Lake


def trend_statements(lake: Lake, ask: TrendAsk, ctx: Context) -> list[Statement]:
    """One a series; its groups are looked up first."""
    groups = trend_groups(lake, ask, ctx)
    found = [
        Statement(f"{selector.label}: {metric}", _line(ask, ctx, selector, metric, groups))
        for selector, metric in zip(ask.events, ask.figures, strict=True)
    ]
    if ask.formula is None:
        return found
    letters = [chr(ord("A") + place) for place in range(len(found))]
    return [
        Statement(f"{letter} of {ask.formula}, {one.title}", one.sql)
        for letter, one in zip(letters, found, strict=True)
    ]


def _line(
    ask: TrendAsk, ctx: Context, selector: Selector, metric: Metric, groups: Groups | None
) -> Sql:
    reading = Reading(ask, ctx)
    if reaches_back(ask):
        beyond = None if groups is None else groups.beyond
        return _windowed(ask, reading, selector, metric, beyond)
    points = grid(reading.period, ask.every, reading.tz)
    inner = trend_sql(reading, selector, metric, points, groups)
    moments = starts(reading, points)
    columns = [
        f"if(bucket = 0, 'whole period', {moments}[bucket]) as start",
        *group_columns(ask.by, groups),
        f"figure as {named(str(metric))}",
    ]
    order = ", ".join(["bucket", *([] if groups is None else groups.keys)])
    text = f"select {', '.join(columns)}\nfrom (\n{inner.text}\n)\norder by {order}"
    return Sql(text, inner.params)


def _windowed(
    ask: TrendAsk, reading: Reading, selector: Selector, metric: Metric, groups: Groups | None
) -> Sql:
    """Count each value in every window that holds it; points before the period only smooth."""
    told = windows(ask, reading.period, reading.tz)
    inner = values_sql(reading, selector, metric, told, groups)
    whole, moments = told.points.count, starts(reading, told.points)
    columns = [
        f"if(point = {whole}, 'whole period', {moments}[point + 1]) as start",
        *group_columns(ask.by, groups),
        f"figure as {named(str(metric))}",
    ]
    order = ", ".join(["point", *([] if groups is None else groups.keys)])
    text = f"select {', '.join(columns)}\nfrom (\n{inner.text}\n)\norder by {order}"
    return Sql(text, inner.params)
