"""Who stands behind a number of a frequency?"""

from __future__ import annotations

from bellrock.analytics.behind import Cell, Place, people, there
from bellrock.analytics.frequency.run import find_cuts, find_groups
from bellrock.analytics.frequency.sql import period_cells, range_text, values_text
from bellrock.query.ask import FrequencyAsk
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake


class FrequencyCell(Cell):
    """The people of a bucket (0 for the period), of a group or everybody, in a range or in all."""

    bucket: Place = 0
    group: Place | None = None
    range: Place | None = None


def behind_frequency(lake: Lake, ask: FrequencyAsk, ctx: Context, cell: FrequencyCell) -> list[int]:
    """Return the people whose number lies in a range.

    Raises:
        NotFound: the answer has no such number.
    """
    reading = Reading(ask, ctx)
    cells = period_cells(reading, ask)
    there(cell.bucket < (1 if cells is None else cells.count), "point")
    groups = None if cell.group is None else find_groups(lake, ask, ctx)
    there(cell.group is None or (groups is not None and cell.group < len(groups.all)), "group")
    conditions = [f"bucket = {cell.bucket}", f"grp = {cell.group or 0}"]
    if cell.range is not None:
        cuts = find_cuts(lake, ask, ctx)
        there(cell.range < len(cuts.ranges), "range")
        conditions.append(f"{range_text(reading, cuts.edges)} = {cuts.number(cell.range)}")
    return people(lake, reading, values_text(reading, ask, groups), conditions)
