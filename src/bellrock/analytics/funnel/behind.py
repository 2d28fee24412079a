"""Who stands behind a number of a funnel?"""

from __future__ import annotations

from bellrock.analytics.behind import Cell, Place, in_group, people, there
from bellrock.analytics.funnel.gather import value_codes
from bellrock.analytics.funnel.run import find_groups as funnel_groups
from bellrock.analytics.funnel.sql import ladder_text
from bellrock.core.order import TIES
from bellrock.query.ask import FunnelAsk
from bellrock.query.grid import grid
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake


class FunnelCell(Cell):
    """Those who reached a step; with `dropped`, those who went no further."""

    step: Place
    group: Place | None = None
    dropped: bool = False
    bucket: Place | None = None
    """Only those who entered in this bucket of the trend."""


def behind_funnel(lake: Lake, ask: FunnelAsk, ctx: Context, cell: FunnelCell) -> list[int]:
    """Return the people who reached a step, or who reached it and went no further.

    Where sessions, groups or runs are counted, everybody whose they are is listed once.

    Raises:
        NotFound: the answer has no such step or group.
    """
    step = cell.step
    there(step < len(ask.steps), "step")
    groups = funnel_groups(lake, ask, ctx)
    reading = Reading(ask, ctx)
    conditions = [f"t{step} > 0"]
    further = _next_needed(ask, step)
    if cell.dropped and further is not None:
        conditions.append(f"t{further} = 0")
    conditions += [] if groups is None else in_group(reading.binder, groups, cell.group)
    if cell.bucket is not None:
        points = grid(reading.period, ask.every, reading.tz)
        there(cell.bucket < points.count, "bucket")
        entered = points.index(f"toInt64(intDiv(t0, {TIES}))")
        conditions.append(f"{entered} = {cell.bucket}")
    rows = ladder_text(reading, ask, groups, value_codes(lake, ask, ctx))
    return people(lake, reading, whoever_text(ask, rows), conditions)


def _next_needed(ask: FunnelAsk, step: int) -> int | None:
    """Return the place of the next step that cannot be skipped; None after the last."""
    later = range(step + 1, len(ask.steps))
    return next((i for i in later if i + 1 not in ask.optional), None)


def whoever_text(ask: FunnelAsk, rows: str) -> str:
    """Return a row for everybody of a group, where groups are counted."""
    if ask.count != "groups":
        return rows
    return f"select *, arrayJoin(members) as who from (\n{rows}\n)"
