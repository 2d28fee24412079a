"""Who stands behind a number of a trend?"""

from __future__ import annotations

from pydantic import Field

from bellrock.analytics.behind import Cell, Place, in_group, people, there
from bellrock.analytics.groups import group_columns
from bellrock.analytics.trend.run import compared_with
from bellrock.analytics.trend.run import find_groups as trend_groups
from bellrock.analytics.trend.sql import WHOLE
from bellrock.analytics.trend.windows import reaches_back, windows
from bellrock.query.ask import TrendAsk
from bellrock.query.grid import grid
from bellrock.query.relation import MICROS, Context, Reading
from bellrock.store import Lake


class TrendCell(Cell):
    """A point of a trend; without `bucket` the whole period. The last group is the rest."""

    series: Place = 0
    bucket: Place | None = None
    group: Place | None = None
    before: bool = Field(False, description="of the period compared with")


def behind_trend(lake: Lake, ask: TrendAsk, ctx: Context, cell: TrendCell) -> list[int]:
    """Return the people of a point of a trend.

    Raises:
        NotFound: the answer has no such point.
    """
    groups = trend_groups(lake, ask, ctx)
    if cell.before:
        other = compared_with(ask, ctx)
        there(other is not None, "period compared with")
        ask = other or ask
        groups = None if groups is None else groups.beyond
    reading = Reading(ask, ctx)
    points = grid(reading.period, ask.every, reading.tz)
    chosen = WHOLE if cell.bucket is None else cell.bucket
    there(chosen == WHOLE or 0 <= chosen < points.count, "point")
    there(cell.series < len(ask.events), "series")
    selector = ask.events[cell.series]
    columns, conditions, during = [f"{reading.who} as who"], [], reading.period
    if chosen != WHOLE and reaches_back(ask):
        during = windows(ask, reading.period, reading.tz).window(chosen)
        groups = None if groups is None else groups.beyond
    elif chosen != WHOLE:
        columns.append(f"{points.index(MICROS)} as bucket")
        conditions.append(f"bucket = {chosen}")
    if groups is not None:
        columns += group_columns(reading, [reading.operand(n).text for n in ask.by], groups)
        conditions += in_group(reading.binder, groups, cell.group)
    rows = reading.source(columns, [selector], during, also=reading.wanted([selector]))
    return people(lake, reading, rows, conditions)
