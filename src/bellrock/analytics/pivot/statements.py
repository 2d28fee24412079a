"""Which SQL gives the numbers of a pivot?"""

from __future__ import annotations

from bellrock.analytics.pivot.run import find_shape
from bellrock.analytics.pivot.sql import pivot_sql
from bellrock.analytics.statement import Statement, group_names
from bellrock.query.ask import PivotAsk
from bellrock.query.inlined import named
from bellrock.query.relation import Context, Reading
from bellrock.query.sql import Sql
from bellrock.store import Lake


def pivot_statements(lake: Lake, ask: PivotAsk, ctx: Context) -> list[Statement]:
    """One for the whole table; its rows and columns are looked up first."""
    shape = find_shape(lake, ask, ctx)
    inner = pivot_sql(Reading(ask, ctx), ask, shape)
    columns = [f"if(r = 0, 'all', {group_names(shape.rows)}[r]) as {named('row')}"]
    if shape.columns is not None:
        told = f"if(c = 0, 'all', {group_names(shape.columns)}[c])"
        columns.append(f"{told} as {named('column')}")
    for i, (selector, metric) in enumerate(ask.figures):
        columns.append(f"figure{i} as {named(f'{selector.label}: {metric}')}")
    text = f"select {', '.join(columns)}\nfrom (\n{inner.text}\n)\norder by r, c"
    return [Statement("figures of each cell, row and column", Sql(text, inner.params))]
