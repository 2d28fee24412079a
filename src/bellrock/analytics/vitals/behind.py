"""Whose pages were that quick?"""

from __future__ import annotations

from typing import Literal

from bellrock.analytics.behind import Cell, Place, people, there
from bellrock.analytics.vitals.answer import VITALS
from bellrock.analytics.vitals.run import compared_with, find_groups
from bellrock.analytics.vitals.sql import GOOD, POOR, loads_text
from bellrock.query.ask import VitalsAsk
from bellrock.query.grid import grid
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake

_RATED = {
    "good": f"x <= {GOOD}",
    "fair": f"x > {GOOD} and x <= {POOR}",
    "poor": f"x > {POOR}",
}


class VitalsCell(Cell):
    """The loads that told a vital: of a row (0 is all), a point, and one rating where given."""

    vital: Literal["LCP", "INP", "CLS", "FCP", "TTFB"] = "LCP"
    row: Place = 0
    bucket: Place | None = None
    rated: Literal["good", "fair", "poor"] | None = None
    before: bool = False


def behind_vitals(lake: Lake, ask: VitalsAsk, ctx: Context, cell: VitalsCell) -> list[int]:
    """Return the people of whom a load told the vital.

    Raises:
        NotFound: the answer has no such number.
    """
    groups = find_groups(lake, ask, ctx)
    rows = 0 if groups is None else len(groups.shown if groups.complete else groups.all)
    there(cell.row <= rows, "row")
    if cell.before:
        other = compared_with(ask, ctx)
        there(other is not None, "period compared with")
        ask, groups = other or ask, None if groups is None else groups.beyond
    reading = Reading(ask, ctx)
    points = grid(reading.period, ask.every, reading.tz)
    there(cell.bucket is None or cell.bucket < points.count, "point")
    kept = [f"v = {[one.name for one in VITALS].index(cell.vital) + 1}"]
    kept += [] if cell.row == 0 else [f"g = {cell.row - 1}"]
    kept += [] if cell.bucket is None else [f"b = {cell.bucket}"]
    kept += [] if cell.rated is None else [_RATED[cell.rated]]
    return people(lake, reading, loads_text(reading, ask, groups, points), kept)
