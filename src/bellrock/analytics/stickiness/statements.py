"""Which SQL gives the numbers of stickiness?"""

from __future__ import annotations

from bellrock.analytics.statement import Statement, starts
from bellrock.analytics.stickiness.run import actives
from bellrock.analytics.stickiness.sql import people_text
from bellrock.analytics.trend.statements import trend_statements
from bellrock.query.ask import StickinessAsk
from bellrock.query.grid import grid
from bellrock.query.relation import Context, Reading
from bellrock.query.sql import Sql
from bellrock.store import Lake


def stickiness_statements(lake: Lake, ask: StickinessAsk, ctx: Context) -> list[Statement]:
    """One for the days of people, then the actives of each day and of the days that end with it."""
    day, within = (trend_statements(lake, actives(ask, within=w), ctx)[0] for w in (False, True))
    return [
        Statement(f"people by their days in a {ask.every}", _days(ask, ctx)),
        Statement("active on the day", day.sql),
        Statement("active in the days that end with it", within.sql),
    ]


def _days(ask: StickinessAsk, ctx: Context) -> Sql:
    reading = Reading(ask, ctx)
    cells = grid(reading.period, ask.every, reading.tz)
    return reading.sql(
        f"select {starts(reading, cells)}[span + 1] as start, days, count() as people\n"
        f"from (\n{people_text(reading, ask, cells)}\n)\ngroup by span, days\norder by span, days"
    )
