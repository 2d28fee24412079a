"""Which SQL gives the numbers of web vitals?"""

from __future__ import annotations

from bellrock.analytics.statement import Statement, group_names, starts
from bellrock.analytics.vitals.answer import VITALS
from bellrock.analytics.vitals.run import find_groups
from bellrock.analytics.vitals.sql import vitals_sql, wide_text
from bellrock.query.ask import VitalsAsk
from bellrock.query.grid import grid
from bellrock.query.inlined import named, quoted
from bellrock.query.relation import Context, Reading
from bellrock.query.sql import Sql
from bellrock.store import Lake


def vitals_statements(lake: Lake, ask: VitalsAsk, ctx: Context) -> list[Statement]:
    """One for every row, vital and point."""
    reading = Reading(ask, ctx)
    points = grid(reading.period, ask.every, reading.tz)
    groups = find_groups(lake, ask, ctx)
    source = f"(\n{wide_text(reading, ask, groups, points)}\n)"
    inner = vitals_sql(reading, ask, groups, source)
    group = "'all'" if groups is None else f"if(one = 0, 'all', {group_names(groups)}[one])"
    text = (
        f"select [{', '.join(quoted(one.name) for one in VITALS)}][v] as vital,\n"
        f"  {group} as {named('group')},\n"
        f"  if(bucket = 0, 'whole period', {starts(reading, points)}[bucket]) as start,\n"
        "  loads, people, value, good, poor\n"
        f"from (\n{inner.text}\n)\norder by one, bucket, v"
    )
    return [Statement("web vitals", Sql(text, inner.params))]
