"""Who stands behind a number of a lifecycle?"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bellrock.analytics.behind import Cell, Place, people, there
from bellrock.analytics.lifecycle.answer import State
from bellrock.analytics.lifecycle.run import life_cells
from bellrock.analytics.lifecycle.sql import FIRST, IS, MOVES, spells_text, times
from bellrock.analytics.whole import ended
from bellrock.query.ask import LifecycleAsk
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake

_AWAY = "at < {at} and (next = 0 or next > {at})"


class LifecycleCell(Cell):
    """The people of a bucket in a state; or those who moved from a state to another."""

    bucket: Place | None = None
    state: Literal["active", "new", "returning", "resurrecting", "dormant", "away"] = "active"
    before: State | None = Field(None, description="instead of a bucket: the state moved from")
    after: State | None = Field(None, description="and the state moved to")


def behind_lifecycle(lake: Lake, ask: LifecycleAsk, ctx: Context, cell: LifecycleCell) -> list[int]:
    """Return the people of a bucket in a state, or those who moved so at least once.

    Raises:
        NotFound: the answer has no such number.
    """
    reading = Reading(ask, ctx)
    cells = life_cells(reading, ask)
    if cell.before is not None and cell.after is not None:
        there((cell.before, cell.after) in MOVES, "move")
        moved = f"{times(cell.before, cell.after, ended(reading, cells))} > 0"
        return people(lake, reading, spells_text(reading, ask, cells), [moved])
    there(cell.bucket is not None and cell.bucket < cells.count, "point")
    stood = _stood(cell.state, FIRST + (cell.bucket or 0))
    return people(lake, reading, spells_text(reading, ask, cells), [stood])


def _stood(state: str, at: int) -> str:
    if state == "dormant":
        return f"at = {at - 1} and next != {at}"
    if state == "away":
        return _AWAY.format(at=at)
    return " and ".join([f"at = {at}", *(said for one, said in IS.items() if one == state)])
