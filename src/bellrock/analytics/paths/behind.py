"""Who stands behind a number of paths?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from bellrock.analytics.behind import Cell, people, there
from bellrock.analytics.paths.alike import belonging_text, model_of
from bellrock.analytics.paths.compare import others
from bellrock.analytics.paths.nodes import catalog
from bellrock.analytics.paths.sql import walks_text
from bellrock.query.ask import PathsAsk
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake


class PathsCell(Cell):
    """A whole path, or an edge: two steps and `edge`, or what stands at a place of paths: `at`.

    No steps are all paths; `cluster` is everybody in one.
    """

    steps: tuple[Annotated[str, Field(max_length=1000)], ...] = Field((), max_length=59)
    edge: bool = Field(False, description="the steps stand straight after each other, anywhere")
    at: int | None = Field(
        None, ge=-30, lt=30,
        description="the steps stand here in the path: from 0, or below zero from its end; "
        "around an event from that one",
    )  # fmt: skip
    last: bool = Field(False, description="with `at`: the path ends with these steps")
    pivot: int | None = Field(
        None, ge=0, lt=30, description="around an event: its place in the whole path, from 0"
    )
    cluster: int | None = Field(None, ge=0, lt=12, description="everybody in this cluster")
    versus: bool = Field(False, description="people of the other audience")


def behind_paths(lake: Lake, ask: PathsAsk, ctx: Context, cell: PathsCell) -> list[int]:
    """Return the people who walked a path, an edge of paths, or steps at a place of paths."""
    there(not cell.versus or ask.versus is not None, "audience")
    if cell.cluster is not None:
        return _belonging(lake, ask, ctx, cell.cluster)
    return _walkers(lake, ask, ctx, cell)


def _condition(ask: PathsAsk, cell: PathsCell) -> str:
    if not cell.steps:
        return "1"
    if cell.at is not None:
        if ask.around is not None:
            return _around(cell.steps, cell.at, cell.last)
        return _at_place(cell.steps, cell.at, cell.last)
    if cell.edge:
        return "hasSubstr(codes, {0})"
    return "codes = {0}" + ("" if cell.pivot is None else f" and pivot = {cell.pivot + 1}")


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


def _around(steps: Sequence[str], at: int, last: bool) -> str:
    """Return the condition that `steps` stand so far after the event that paths lie around."""
    first = f"toInt32(pivot) + ({at})"
    ends = f" and length(codes) = {first} + {len(steps) - 1}" if last else ""
    return f"{first} >= 1 and arraySlice(codes, greatest({first}, 1), {len(steps)}) = {{0}}{ends}"


def _belonging(lake: Lake, ask: PathsAsk, ctx: Context, cluster: int) -> list[int]:
    nodes = catalog(lake, ask, ctx)
    there(ask.view == "clusters" and bool(nodes.names), "cluster")
    model = model_of(lake, ask, ctx, nodes)
    there(cluster < len(model.weights), "cluster")
    reading = Reading(ask, ctx)
    rows = belonging_text(reading, ask, nodes, model)
    return people(lake, reading, rows, [f"cluster = {cluster}"])


def _walkers(lake: Lake, ask: PathsAsk, ctx: Context, cell: PathsCell) -> list[int]:
    nodes = catalog(lake, ask, ctx)
    if not nodes.names or not set(cell.steps) <= set(nodes.names):
        return []
    side = others(ask) if cell.versus else ask
    reading = Reading(side, ctx)
    codes = reading.binder.bind([nodes.names.index(step) for step in cell.steps], "Array(UInt16)")
    rows = walks_text(reading, side, nodes)
    return people(lake, reading, rows, [_condition(ask, cell).format(codes)])
