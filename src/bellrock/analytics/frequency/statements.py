"""Which SQL gives the numbers of a frequency?"""

from __future__ import annotations

from bellrock.analytics.frequency.run import Cuts, find_cuts, find_groups
from bellrock.analytics.frequency.sql import period_cells, range_text, values_text
from bellrock.analytics.groups import Groups
from bellrock.analytics.statement import Statement, group_names, starts
from bellrock.query.ask import FrequencyAsk
from bellrock.query.inlined import named
from bellrock.query.relation import Context, Reading
from bellrock.query.sql import Sql
from bellrock.store import Lake


def frequency_statements(lake: Lake, ask: FrequencyAsk, ctx: Context) -> list[Statement]:
    """One for everybody, one for the groups of a breakdown."""
    cuts = find_cuts(lake, ask, ctx)
    told = [Statement(f"people by {ask.of}", _spread(ask, ctx, cuts, None))]
    if (groups := find_groups(lake, ask, ctx)) is not None:
        told.append(Statement(f"people by {ask.of} and group", _spread(ask, ctx, cuts, groups)))
    return told


def _spread(ask: FrequencyAsk, ctx: Context, cuts: Cuts, groups: Groups | None) -> Sql:
    reading = Reading(ask, ctx)
    cells = period_cells(reading, ask)
    keys, columns = ["bucket", "grp"], ["count() as people"]
    start = "'whole period'" if cells is None else f"{starts(reading, cells)}[bucket + 1]"
    inside = range_text(reading, cuts.edges)
    for place, bounds in enumerate(cuts.ranges):
        title = f"{'' if bounds.low is None else f'{bounds.low:g}'}…"
        columns.append(f"countIf({inside} = {cuts.number(place)}) as {named(title)}")
    columns += ["avg(value) as mean", "quantileExactInclusive(0.5)(value) as median"]
    columns += ["quantileExactInclusive(0.9)(value) as p90", "sumKahan(value) as total"]
    group = [] if groups is None else [f"{group_names(groups)}[grp + 1] as {named('group')}"]
    return reading.sql(
        f"select {', '.join([f'{start} as start', *group, *columns])}\n"
        f"from (\n{values_text(reading, ask, groups)}\n)\n"
        f"group by {', '.join(keys)}\norder by {', '.join(keys)}"
    )
