"""Who stands behind a number of an interval?"""

from __future__ import annotations

from pydantic import Field

from bellrock.analytics.behind import Cell, Place, people, there
from bellrock.analytics.interval.run import find_edges, find_groups
from bellrock.analytics.interval.sql import moments, starts_text, stretch_text
from bellrock.query.ask import IntervalAsk
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake


class IntervalCell(Cell):
    """The people with an interval, of a group or all, of a stretch or any length."""

    group: Place | None = None
    stretch: Place | None = None
    started: bool = Field(False, description="instead: everybody who did the first event")


def behind_interval(lake: Lake, ask: IntervalAsk, ctx: Context, cell: IntervalCell) -> list[int]:
    """Return the people with an interval of such a length, or with a start.

    Raises:
        NotFound: the answer has no such number.
    """
    groups = None if cell.group is None else find_groups(lake, ask, ctx)
    there(cell.group is None or (groups is not None and cell.group < len(groups.all)), "group")
    reading = Reading(ask, ctx)
    rows = starts_text(moments(reading, ask, groups))
    conditions = [f"grp = {cell.group or 0}"]
    if not cell.started:
        conditions.append("took >= 0")
    if cell.stretch is not None:
        edges = find_edges(lake, ask, ctx)
        there(cell.stretch < len(edges), "range")
        conditions.append(f"{stretch_text(reading, edges)} = {cell.stretch + 1}")
    return people(lake, reading, rows, conditions)
