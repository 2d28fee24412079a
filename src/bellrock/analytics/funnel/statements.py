"""Which SQL gives the numbers of a funnel?"""

from __future__ import annotations

from bellrock.analytics.funnel.drivers import compared, drivers_sql, of
from bellrock.analytics.funnel.entries import entries_sql
from bellrock.analytics.funnel.run import find_groups as funnel_groups
from bellrock.analytics.funnel.run import step_names
from bellrock.analytics.funnel.sql import funnel_sql
from bellrock.analytics.funnel.times import took_sql
from bellrock.analytics.groups import Groups
from bellrock.analytics.statement import Statement, group_columns
from bellrock.query.ask import FunnelAsk
from bellrock.query.grid import grid
from bellrock.query.inlined import named
from bellrock.query.relation import Context, Reading
from bellrock.query.sql import Sql
from bellrock.store import Lake


def funnel_statements(lake: Lake, ask: FunnelAsk, ctx: Context) -> list[Statement]:
    """One for all steps; its groups are looked up first."""
    groups = funnel_groups(lake, ask, ctx)
    inner = funnel_sql(Reading(ask, ctx), ask, groups)
    names = step_names(ask)
    columns = group_columns(ask.by, groups)
    columns += [f"people{i} as {named(f'{i + 1} {name}')}" for i, name in enumerate(names)]
    columns += [
        f"wait{i} / 1e6 as {named(f'median seconds to {i + 1}')}" for i in range(1, len(names))
    ]
    text = f"select {', '.join(columns)}\nfrom (\n{inner.text}\n)"
    if groups is not None:
        text += f"\norder by {', '.join(groups.keys)}"
    first = Statement("people by step, in order", Sql(text, inner.params))
    return [first, *_beside(lake, ask, ctx, groups)]


def _beside(lake: Lake, ask: FunnelAsk, ctx: Context, groups: Groups | None) -> list[Statement]:
    """What is shown beside the steps."""
    reading = Reading(ask, ctx)
    if ask.show == "time":
        return [Statement("microseconds to convert", took_sql(reading, ask, groups))]
    if ask.show == "trend":
        points = grid(reading.period, ask.every, reading.tz)
        return [Statement("converted by entry", entries_sql(reading, ask, groups, points))]
    if ask.show == "drivers":
        narrowed = of(ask, compared(lake, ask, ctx))
        found = drivers_sql(Reading(narrowed, ctx), narrowed)
        return [Statement("converted by value at entry", found)]
    return []
