"""Who stands behind a number of a report?"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bellrock.analytics.behind import Cell, Place, people, there
from bellrock.analytics.report.run import compared_with, find_shape, find_told
from bellrock.analytics.report.sql import ALL, NONE, converted, people_text, visits_text
from bellrock.query.ask import ReportAsk
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake


class ReportCell(Cell):
    """A row of a report; without one, all of them. The last is the rest where there is one."""

    row: Place | None = None
    only: Literal["people", "converted", "sessions", "bounced", "left", "again"] = Field(
        "people",
        description="everybody; who did the goal; had a session, a bounce, an exit, another search",
    )
    before: bool = Field(False, description="of the period compared with")


def behind_report(lake: Lake, ask: ReportAsk, ctx: Context, cell: ReportCell) -> list[int]:
    """Return the people of a row.

    Raises:
        NotFound: the answer has no such number.
    """
    shape = find_shape(lake, ask, ctx)
    there(cell.row is None or cell.row < len(shape.order), "row")
    there(cell.only != "converted" or ask.goal is not None, "goal")
    there(cell.only != "again" or ask.searching, "search")
    places = shape.places
    if cell.before:
        other = compared_with(ask, ctx)
        there(other is not None, "period compared with")
        ask, places = other or ask, places.beyond
    place = ALL if cell.row is None else shape.order[cell.row]
    reading = Reading(ask, ctx)
    wanted = {"converted": "converts", "bounced": "bounced", "left": "ended", "again": "again"}
    kept = [wanted[cell.only]] if cell.only in wanted else []
    if ask.at == "event" and cell.only in ("people", "converted"):
        kept += [] if place == ALL else [f"place = {place}"]
        return people(lake, reading, people_text(reading, ask, places), kept)
    told = find_told(lake, ask, ctx, places)
    rest, shown = len(places.shown), [p for p in shape.order if p < len(places.shown)]
    if place == rest and ask.at != "event":
        kept.append(f"place not in ({', '.join(map(str, [ALL, NONE, *shown]))})")
    else:
        kept.append(f"place = {place}")
    rows = visits_text(reading, ask, told)
    if cell.only == "converted":
        rows = f"select *, {converted(reading, ask)} as converts\nfrom (\n{rows}\n)"
    return people(lake, reading, rows, kept)
