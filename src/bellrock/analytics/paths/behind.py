"""Who stands behind a number of paths?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from bellrock.analytics.behind import Cell, people
from bellrock.analytics.paths.run import catalog
from bellrock.analytics.paths.sql import walks_text
from bellrock.query.ask import PathsAsk
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake


class PathsCell(Cell):
    """A whole path, or an edge: two steps and `edge`, or what stands at a place of paths: `at`."""

    steps: tuple[Annotated[str, Field(max_length=1000)], ...] = Field(min_length=1, max_length=30)
    edge: bool = False
    at: int | None = Field(
        None, ge=-30, lt=30,
        description="the steps stand here in the path: from 0, or below zero from its end",
    )  # fmt: skip
    last: bool = Field(False, description="with `at`: the path ends with these steps")


def behind_paths(lake: Lake, ask: PathsAsk, ctx: Context, cell: PathsCell) -> list[int]:
    """Return the people who walked a path, an edge of paths, or steps at a place of paths."""
    if cell.at is not None:
        return _walkers(lake, ask, ctx, cell.steps, _at_place(cell.steps, cell.at, cell.last))
    whole = not (cell.edge and len(cell.steps) == 2)
    return _walkers(lake, ask, ctx, cell.steps, "codes = {0}" if whole else "hasSubstr(codes, {0})")


def _at_place(steps: Sequence[str], at: int, last: bool) -> str:
    """Return the condition that `steps` stand from place `at` on, below zero from the end."""
    place, size = (at + 1 if at >= 0 else at), len(steps)
    conditions = [
        f"length(codes) >= {at + size if at >= 0 else -at}",
        f"arraySlice(codes, {place}, {size}) = {{0}}",
    ]
    if last:
        conditions.append(f"length(codes) = {at + size}" if at >= 0 else f"{at + size} = 0")
    return " and ".join(conditions)


def _walkers(
    lake: Lake, ask: PathsAsk, ctx: Context, steps: Sequence[str], condition: str
) -> list[int]:
    events = catalog(lake, ask, ctx)
    if not set(steps) <= set(events):
        return []
    reading = Reading(ask, ctx)
    codes = reading.binder.bind([events.index(step) for step in steps], "Array(UInt16)")
    rows = walks_text(reading, ask, events)
    return people(lake, reading, rows, [condition.format(codes)])
