"""Which SQL gives the numbers of a composition?"""

from __future__ import annotations

from bellrock.analytics.composition.run import find_cells, find_parts, find_value_codes
from bellrock.analytics.composition.sql import points_sql
from bellrock.analytics.statement import Statement, group_names, starts
from bellrock.query.ask import CompositionAsk
from bellrock.query.inlined import named
from bellrock.query.relation import Context, Reading
from bellrock.query.sql import Sql
from bellrock.store import Lake


def composition_statements(lake: Lake, ask: CompositionAsk, ctx: Context) -> list[Statement]:
    """One for the parts of the period and of each point."""
    reading = Reading(ask, ctx)
    cells = find_cells(reading, ask)
    parts = find_parts(lake, ask, ctx, find_value_codes(lake, ask, ctx))
    inner = points_sql(reading, ask, parts, cells)
    start = "'whole period'"
    if cells is not None:
        start = f"if(b = 0, 'whole period', {starts(reading, cells)}[b])"
    text = (
        f"select {start} as start,\n"
        f"  if(p = 0, 'all', {group_names(parts)}[p]) as {named(str(ask.by))},\n"
        f"  count as {ask.of}{', people' if ask.of == 'events' else ''}\n"
        f"from (\n{inner.text}\n)\norder by b, p"
    )
    return [Statement(f"{ask.of} by {ask.by}", Sql(text, inner.params))]
