"""Who stands behind a number of a pivot?"""

from __future__ import annotations

from bellrock.analytics.behind import Cell, Place, people, there
from bellrock.analytics.groups import Groups
from bellrock.analytics.pivot.run import find_shape
from bellrock.analytics.pivot.sql import people_text
from bellrock.query.ask import PivotAsk
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake


class PivotCell(Cell):
    """A row and a column, all of them where not given; the last is the rest."""

    row: Place | None = None
    column: Place | None = None
    figure: Place = 0


def behind_pivot(lake: Lake, ask: PivotAsk, ctx: Context, cell: PivotCell) -> list[int]:
    """Return the people whose events a figure is taken of.

    Raises:
        NotFound: the answer has no such number.
    """
    shape = find_shape(lake, ask, ctx)
    there(cell.figure < len(ask.figures), "figure")
    there(cell.row is None or _within(cell.row, shape.rows), "row")
    there(cell.column is None or _within(cell.column, shape.columns), "column")
    conditions = [] if cell.row is None else [f"r = {cell.row + 1}"]
    conditions += [] if cell.column is None else [f"c = {cell.column + 1}"]
    reading = Reading(ask, ctx)
    selector, _ = ask.figures[cell.figure]
    return people(lake, reading, people_text(reading, ask, shape, selector), conditions)


def _within(place: int, groups: Groups | None) -> bool:
    return groups is not None and place < len(groups.shown if groups.complete else groups.all)
