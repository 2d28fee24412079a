"""Who stands behind a number of retention?"""

from __future__ import annotations

from bellrock.analytics.behind import Cell, Place, people, there
from bellrock.analytics.retention.run import columns as retention_columns
from bellrock.analytics.retention.sql import people_text, slices
from bellrock.query.ask import RetentionAsk
from bellrock.query.grid import grid
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake


class RetentionCell(Cell):
    """A cohort, or those of it who came back `after` so many buckets."""

    cohort: Place
    after: Place | None = None


def behind_retention(lake: Lake, ask: RetentionAsk, ctx: Context, cell: RetentionCell) -> list[int]:
    """Return the people of a cohort, or those of them who returned so many buckets later.

    Raises:
        NotFound: the answer has no such cell.
    """
    reading = Reading(ask, ctx)
    cells = grid(reading.period, ask.every, reading.tz)
    shown = retention_columns(ask, cells)
    cohort, after = cell.cohort, cell.after
    there(cohort < cells.count and (after is None or after < shown), "cell")
    part = next(p for p in slices(ask, cells, shown) if p.first <= cohort < p.first + p.cohorts)
    conditions = [f"c = {cohort - part.first}"]
    if after is not None:
        back = f"bitTest(back, {after})" if ask.mode == "on" else f"reach >= {after}"
        conditions.append(back)
    return people(lake, reading, people_text(reading, ask, part), conditions)
