"""Who stands behind a part?"""

from __future__ import annotations

from bellrock.analytics.behind import Cell, Place, people, there
from bellrock.analytics.composition.run import find_cells, find_parts, find_value_codes
from bellrock.analytics.composition.sql import marked_text
from bellrock.query.ask import CompositionAsk
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake


class CompositionCell(Cell):
    """A part, in a point or the period; all parts where not given. The last is the rest."""

    part: Place | None = None
    bucket: Place | None = None


def behind_composition(
    lake: Lake, ask: CompositionAsk, ctx: Context, cell: CompositionCell
) -> list[int]:
    """Return the people of a part.

    Raises:
        NotFound: the answer has no such part.
    """
    reading = Reading(ask, ctx)
    codes = find_value_codes(lake, ask, ctx)
    parts = find_parts(lake, ask, ctx, codes)
    many = len(parts.shown if parts.complete else parts.all)
    there(cell.part is None or cell.part < many, "part")
    cells = find_cells(reading, ask)
    conditions = [] if cell.part is None else [f"p = {cell.part + 1}"]
    if cell.bucket is not None:
        there(cells is not None and cell.bucket < cells.count, "point")
        conditions.append(f"bucket = {cell.bucket}")
    within = cells if cell.bucket is not None else None
    rows = marked_text(reading, ask, parts, within, codes)
    return people(lake, reading, rows, conditions)
