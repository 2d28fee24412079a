"""Who stands behind a number of a heat map?"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bellrock.analytics.behind import Cell, Place, people, there
from bellrock.analytics.heat.run import (
    chosen,
    clicked,
    compared_with,
    element_rows,
    find_pages,
)
from bellrock.analytics.heat.sql import MOST_BANDS, clicks_text, depths_text, views_text
from bellrock.query.ask import HeatAsk
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake


class HeatCell(Cell):
    """Views, those that came to a band, or clicks: all, on an element, or in a cell."""

    of: Literal["clicks", "rage", "dead", "views", "reach"] = Field(
        "clicks", description="which number; reach is of the band"
    )
    element: Place | None = None
    column: Place | None = None
    band: Place | None = None
    versus: bool = Field(False, description="of the side compared with")


def behind_heat(lake: Lake, ask: HeatAsk, ctx: Context, cell: HeatCell) -> list[int]:
    """Return the people of a number.

    Raises:
        NotFound: the answer has no such number.
    """
    page = chosen(ask, find_pages(lake, ask, ctx))
    there(page is not None, "page")
    other = compared_with(ask, ctx)
    there(not cell.versus or other is not None, "side")
    asked = other if cell.versus and other is not None else ask
    reading = Reading(asked, ctx)
    if cell.of == "views":
        return people(lake, reading, views_text(reading, asked, page or ""), [])
    if cell.of == "reach":
        there(cell.band is not None and cell.band < MOST_BANDS, "band")
        rows = depths_text(reading, asked, page or "")
        return people(lake, reading, rows, [f"bands > {cell.band}"])
    act = {"clicks": "click"}.get(cell.of, cell.of)
    conditions = [f"act = '{act}'"]
    if cell.element is not None:
        key = _selector(lake, ask, ctx, page or "", cell.element)
        conditions.append(f"selector = {reading.binder.text(key)}")
    if cell.column is not None:
        there(cell.column < ask.columns, "column")
        conditions.append(f"col = {cell.column}")
    if cell.band is not None:
        there(cell.band < MOST_BANDS, "band")
        conditions.append(f"isNotNull(col) and row = {cell.band}")
    return people(lake, reading, clicks_text(reading, asked, page or ""), conditions)


def _selector(lake: Lake, ask: HeatAsk, ctx: Context, page: str, place: int) -> str:
    with clicked(lake, ask, ctx, page) as sides:
        elements = element_rows(lake, sides)
    there(place < len(elements), "element")
    return next(str(row[0]) for row in elements[place] if row is not None)
