"""Who stands behind a number of an LTV?"""

from __future__ import annotations

from bellrock.analytics.behind import Cell, Place, in_group, people, there
from bellrock.analytics.ltv.run import find_groups
from bellrock.analytics.ltv.sql import people_text
from bellrock.query.ask import LtvAsk
from bellrock.query.grid import grid
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake


class LtvCell(Cell):
    """The people won, of a group or a cohort; with an age those who are old enough for it."""

    group: Place | None = None
    cohort: Place | None = None
    age: Place | None = None


def behind_ltv(lake: Lake, ask: LtvAsk, ctx: Context, cell: LtvCell) -> list[int]:
    """Return the people who count in a number.

    Raises:
        NotFound: the answer has no such number.
    """
    reading, groups = Reading(ask, ctx), find_groups(lake, ask, ctx)
    cohorts = grid(reading.period, ask.every, reading.tz)
    there(groups is not None or cell.group is None, "group")
    there(cell.cohort is None or cell.cohort < cohorts.count, "cohort")
    there(cell.age is None or cell.age < ask.periods, "age")
    rows = people_text(reading, ask, groups)
    conditions = [] if groups is None else in_group(reading.binder, groups, cell.group)
    conditions += [] if cell.age is None else [f"m > {cell.age}"]
    if cell.cohort is not None:
        conditions.append(f"{cohorts.index('began')} = {cell.cohort}")
    return people(lake, reading, rows, conditions)
