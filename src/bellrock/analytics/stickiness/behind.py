"""Who stands behind a number of stickiness?"""

from __future__ import annotations

from pydantic import Field

from bellrock.analytics.behind import Cell, Place, people, there
from bellrock.analytics.stickiness.run import actives
from bellrock.analytics.stickiness.sql import people_text
from bellrock.analytics.trend import TrendCell, behind_trend
from bellrock.query.ask import StickinessAsk
from bellrock.query.grid import grid
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake


class StickinessCell(Cell):
    """People of a week or month, by the number of their days; or those of a day."""

    spell: Place | None = None
    days: int | None = Field(None, ge=1, le=31, description="active on so many days of it")
    at_least: bool = Field(False, description="or on more")
    day: Place | None = Field(None, description="instead: a day of the period")
    within: bool = Field(False, description="and the 7 or 30 days that end with it")


def behind_stickiness(
    lake: Lake, ask: StickinessAsk, ctx: Context, cell: StickinessCell
) -> list[int]:
    """Return the people active in a week or month on so many days, or active on a day.

    Raises:
        NotFound: the answer has no such number.
    """
    if cell.day is not None:
        asked = actives(ask, within=cell.within)
        return behind_trend(lake, asked, ctx, TrendCell(bucket=cell.day, before=False))
    reading = Reading(ask, ctx)
    cells = grid(reading.period, ask.every, reading.tz)
    there(cell.spell is not None and cell.spell < cells.count, "point")
    conditions = [f"span = {cell.spell}"]
    if cell.days is not None:
        conditions.append(f"days {'>=' if cell.at_least else '='} {cell.days}")
    return people(lake, reading, people_text(reading, ask, cells), conditions)
