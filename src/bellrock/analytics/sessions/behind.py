"""Who stands behind a number of sessions?"""

from __future__ import annotations

from pydantic import Field

from bellrock.analytics.behind import Cell, Place, people, there
from bellrock.analytics.sessions.run import ends_of, find_told
from bellrock.analytics.sessions.sql import sessions_text
from bellrock.query.ask import SessionsAsk
from bellrock.query.grid import grid
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake


class SessionsCell(Cell):
    """Whose sessions: those of a bucket, a group, an entry or an exit; all where not given."""

    bucket: Place | None = None
    group: Place | None = None
    entry: Place | None = None
    exit: Place | None = None
    bounced: bool = Field(False, description="only those that are bounces")


def behind_sessions(lake: Lake, ask: SessionsAsk, ctx: Context, cell: SessionsCell) -> list[int]:
    """Return the people who had such a session.

    Raises:
        NotFound: the answer has no such number.
    """
    reading = Reading(ask, ctx)
    points = grid(reading.period, ask.every, reading.tz)
    told = find_told(lake, ask, ctx)
    conditions = []
    if cell.bucket is not None:
        there(cell.bucket < points.count, "point")
        conditions.append(f"bucket = {cell.bucket}")
    if cell.group is not None:
        groups = told.groups
        there(groups is not None and cell.group < len(groups.all), "group")
        conditions.append(f"grp = {cell.group}")
    for end, place in (("entry", cell.entry), ("exit", cell.exit)):
        if place is not None:
            places, beyond = ends_of(lake, ask, ctx, told, end), len(told.places.shown)
            there(place < len(places), "entry or exit")
            rest = ", ".join(str(one) for one in places if one != beyond) or str(beyond + 1)
            other = places[place] == beyond
            conditions.append(f"{end} not in ({rest})" if other else f"{end} = {places[place]}")
    if cell.bounced:
        conditions.append("depth <= 1")
    return people(lake, reading, sessions_text(reading, ask, told, points), conditions)
