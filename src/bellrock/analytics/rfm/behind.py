"""Who stands behind a number of an RFM grid?"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bellrock.analytics.behind import Cell, people, there
from bellrock.analytics.rfm.run import earlier, find_cuts, segment_places
from bellrock.analytics.rfm.segments import NAMES, NONE
from bellrock.analytics.rfm.sql import levels_text, moved_text
from bellrock.query.ask import RfmAsk
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake

LevelNumber = Annotated[int, Field(ge=1, le=8)]


class RfmPlace(Cell):
    """The people of levels, of a segment, or who moved from a segment to another."""

    recency: LevelNumber | None = None
    frequency: LevelNumber | None = None
    value: LevelNumber | None = None
    segment: str | None = Field(None, description="a segment's name; none: did not do it now")
    before: str | None = Field(
        None, description="the segment at the earlier moment; none: did not do it then"
    )


def behind_rfm(lake: Lake, ask: RfmAsk, ctx: Context, cell: RfmPlace) -> list[int]:
    """Return the people of the levels and segments that are given, everybody where none is.

    Raises:
        NotFound: the answer has no such number.
    """
    reading, cuts = Reading(ask, ctx), find_cuts(lake, ask, ctx)
    levels = (cell.recency, cell.frequency, cell.value)
    for level, count in zip(levels, cuts.counts, strict=True):
        there(level is None or level <= count, "level")
    named = {NONE: 0} | {name: i for i, name in enumerate(NAMES[ask.scheme], 1)}
    for name in (cell.segment, cell.before):
        there(name is None or name in named, "segment")
    places = segment_places(lake, ask, ctx, cuts)
    if cell.before is not None:
        there(ask.compare is not None and levels == (None, None, None), "move")
        rows = moved_text(reading, ask, earlier(reading, ask), cuts, places)
        conditions = [f"before = {named[cell.before]}"]
        conditions += [f"after = {named[cell.segment]}"] if cell.segment is not None else []
        return people(lake, reading, rows, conditions)
    there(cell.segment != NONE, "segment")
    conditions = [
        f"{axis} = {level}" for axis, level in zip(("rl", "fl", "vl"), levels, strict=True) if level
    ]
    conditions += [f"segment = {named[cell.segment]}"] if cell.segment is not None else []
    return people(
        lake, reading, levels_text(reading, ask, reading.period, cuts, places), conditions
    )
