"""Which statements answer a question, so that a reader can run them and see the same numbers?

They read the same rows as the answer does, and say what the answer's quick forms pack into bits.
Each comes with a title; text of the question that stands in it is quoted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bellrock.analytics.funnel import find_groups as funnel_groups
from bellrock.analytics.funnel import step_names
from bellrock.analytics.funnel_sql import funnel_sql
from bellrock.analytics.groups import Groups
from bellrock.analytics.paths import catalog
from bellrock.analytics.paths_sql import paths_sql
from bellrock.analytics.retention import columns as retention_columns
from bellrock.analytics.retention_sql import Slice, people_text, slices
from bellrock.analytics.trend import find_groups as trend_groups
from bellrock.analytics.trend_sql import trend_sql
from bellrock.analytics.window_sql import values_sql
from bellrock.analytics.windows import reaches_back, windows
from bellrock.query.ask import FunnelAsk, PathsAsk, RetentionAsk, TrendAsk
from bellrock.query.grid import Grid, grid
from bellrock.query.inlined import named, quoted
from bellrock.query.metric import Metric
from bellrock.query.naming import Name
from bellrock.query.period import shown
from bellrock.query.relation import Context, Reading
from bellrock.query.selector import Selector
from bellrock.query.sql import Sql
from bellrock.store import Lake


@dataclass(frozen=True)
class Statement:
    """One statement, and what it answers."""

    title: str
    sql: Sql


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
    starts = _starts(reading, points)
    columns = [
        f"if(bucket = 0, 'whole period', {starts}[bucket]) as start",
        *_group_columns(ask.by, groups),
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
    whole, starts = told.points.count, _starts(reading, told.points)
    columns = [
        f"if(point = {whole}, 'whole period', {starts}[point + 1]) as start",
        *_group_columns(ask.by, groups),
        f"figure as {named(str(metric))}",
    ]
    order = ", ".join(["point", *([] if groups is None else groups.keys)])
    text = f"select {', '.join(columns)}\nfrom (\n{inner.text}\n)\norder by {order}"
    return Sql(text, inner.params)


def funnel_statements(lake: Lake, ask: FunnelAsk, ctx: Context) -> list[Statement]:
    """One for all steps; its groups are looked up first."""
    groups = funnel_groups(lake, ask, ctx)
    inner = funnel_sql(Reading(ask, ctx), ask, groups)
    names = step_names(ask)
    columns = _group_columns(ask.by, groups)
    columns += [f"people{i} as {named(f'{i + 1} {name}')}" for i, name in enumerate(names)]
    columns += [
        f"wait{i} / 1e6 as {named(f'median seconds to {i + 1}')}" for i in range(1, len(names))
    ]
    text = f"select {', '.join(columns)}\nfrom (\n{inner.text}\n)"
    if groups is not None:
        text += f"\norder by {', '.join(groups.keys)}"
    return [Statement("people by step, in order", Sql(text, inner.params))]


def retention_statements(
    lake: Lake,  # noqa: ARG001 -- as every kind
    ask: RetentionAsk,
    ctx: Context,
) -> list[Statement]:
    """One for each stretch of cohorts that are read together."""
    reading = Reading(ask, ctx)
    cells = grid(reading.period, ask.every, reading.tz)
    followed = retention_columns(ask, cells)
    return [
        Statement(f"people who came back, by the {ask.every}", _cohorts(ask, ctx, part, followed))
        for part in slices(ask, cells, followed)
    ]


def _cohorts(ask: RetentionAsk, ctx: Context, part: Slice, followed: int) -> Sql:
    reading = Reading(ask, ctx)
    back = "bitTest(back, {0})" if ask.mode == "on" else "reach >= {0}"
    counts = [f"countIf({back.format(k)}) as {named(f'after {k}')}" for k in range(followed)]
    cohort = f"{_starts(reading, part.cells)}[c + 1] as cohort"
    return reading.sql(
        f"select {cohort}, count() as people, {', '.join(counts)}\n"
        f"from (\n{people_text(reading, ask, part)}\n)\ngroup by c\norder by c"
    )


def paths_statements(lake: Lake, ask: PathsAsk, ctx: Context) -> list[Statement]:
    """One for paths and edges; none where no event of the period is on a path."""
    events = catalog(lake, ask, ctx)
    if not events:
        return []
    inner = paths_sql(Reading(ask, ctx), ask, events)
    known = f"[{', '.join(map(quoted, events))}]"
    text = (
        f"select if(is_edge, 'edge', 'path') as kind, arrayMap(c -> {known}[c + 1], codes) "
        f"as steps, n as times, people\nfrom (\n{inner.text}\n)\n"
        "order by is_edge, people desc, n desc, codes"
    )
    return [Statement("whole paths, then single edges", Sql(text, inner.params))]


def _group_columns(by: Sequence[Name], groups: Groups | None) -> list[str]:
    if groups is None:
        return []
    return [f"if(rest, 'other', g{i}) as {named(str(name))}" for i, name in enumerate(by)]


def _starts(reading: Reading, points: Grid) -> str:
    moments = [shown(start, reading.tz).isoformat() for start in points.starts]
    return f"[{', '.join(map(quoted, moments))}]"
