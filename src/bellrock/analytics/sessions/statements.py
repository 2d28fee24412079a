"""Which SQL gives the numbers of sessions?"""

from __future__ import annotations

from bellrock.analytics.sessions.run import find_told
from bellrock.analytics.sessions.sql import ends_sql, figures_sql
from bellrock.analytics.statement import Statement, group_names, starts
from bellrock.query.ask import SessionsAsk
from bellrock.query.grid import grid
from bellrock.query.inlined import named
from bellrock.query.relation import Context, Reading
from bellrock.query.sql import Sql
from bellrock.store import Lake

_FIGURES = (
    "sessions", "people", "bounces", "all_events", "all_depth", "mean_us",
    "levels_us[1] as median_us", "levels_us[2] as p90_us",
)  # fmt: skip


def sessions_statements(lake: Lake, ask: SessionsAsk, ctx: Context) -> list[Statement]:
    """One for the figures, one each for entries and exits."""
    reading = Reading(ask, ctx)
    points = grid(reading.period, ask.every, reading.tz)
    told = find_told(lake, ask, ctx)
    inner = figures_sql(reading, ask, told, points)
    group = "'all'" if told.groups is None else f"if(g = 0, 'all', {group_names(told.groups)}[g])"
    text = (
        f"select {group} as {named('group')},\n"
        f"  if(b = 0, 'whole period', {starts(reading, points)}[b]) as start,\n"
        f"  {', '.join(_FIGURES)}\n"
        f"from (\n{inner.text}\n)\norder by g, b"
    )
    found = [Statement("figures of sessions", Sql(text, inner.params))]
    for end in ("entry", "exit"):
        told_ends = ends_sql(Reading(ask, ctx), ask, told, points, end)
        text = (
            f"select {group_names(told.places)}[one + 1] as {named(str(ask.at))}, sessions,\n"
            f"  people, bounces\nfrom (\n{told_ends.text}\n)"
        )
        found.append(Statement(f"sessions by {end}", Sql(text, told_ends.params)))
    return found
