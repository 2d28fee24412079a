"""Who stands behind a number? The people of any cell of an answer, from the same rows.

Each list is as long as the number it explains. Keys are the people as known now (or the events'
own ids where the question was asked as_of_event), in ascending order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bellrock.analytics.funnel import find_groups as funnel_groups
from bellrock.analytics.funnel_sql import ladder_text
from bellrock.analytics.groups import Group, Groups, group_columns
from bellrock.analytics.paths import catalog
from bellrock.analytics.paths_sql import walks_text
from bellrock.analytics.retention import columns as retention_columns
from bellrock.analytics.retention_sql import people_text, slices
from bellrock.analytics.trend import compared_with
from bellrock.analytics.trend import find_groups as trend_groups
from bellrock.analytics.trend_sql import WHOLE
from bellrock.analytics.windows import reaches_back, windows
from bellrock.core.errors import NotFound
from bellrock.query.ask import FunnelAsk, PathsAsk, RetentionAsk, TrendAsk
from bellrock.query.binder import Binder
from bellrock.query.grid import grid
from bellrock.query.relation import MICROS, Context, Reading
from bellrock.store import Lake

Place = Annotated[int, Field(ge=0, lt=2**31)]
"""Counted from 0, in the answer's own order."""


class Cell(BaseModel):
    """Which number of an answer is meant."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TrendCell(Cell):
    """A point of a trend; without `bucket` the whole period. The last group is the rest."""

    series: Place = 0
    bucket: Place | None = None
    group: Place | None = None
    before: bool = Field(False, description="of the period compared with")


class FunnelCell(Cell):
    """Those who reached a step; with `dropped`, those who went no further."""

    step: Place
    group: Place | None = None
    dropped: bool = False


class RetentionCell(Cell):
    """A cohort, or those of it who came back `after` so many buckets."""

    cohort: Place
    after: Place | None = None


class PathsCell(Cell):
    """A whole path, or an edge: two steps and `edge`, or what stands at a place of paths: `at`."""

    steps: tuple[Annotated[str, Field(max_length=1000)], ...] = Field(min_length=1, max_length=30)
    edge: bool = False
    at: int | None = Field(
        None, ge=-30, lt=30,
        description="the steps stand here in the path: from 0, or below zero from its end",
    )  # fmt: skip
    last: bool = Field(False, description="with `at`: the path ends with these steps")


def behind_trend(lake: Lake, ask: TrendAsk, ctx: Context, cell: TrendCell) -> list[int]:
    """Return the people of a point of a trend.

    Raises:
        NotFound: the answer has no such point.
    """
    groups = trend_groups(lake, ask, ctx)
    if cell.before:
        other = compared_with(ask, ctx)
        _there(other is not None, "period compared with")
        ask = other or ask
        groups = None if groups is None else groups.beyond
    reading = Reading(ask, ctx)
    points = grid(reading.period, ask.every, reading.tz)
    chosen = WHOLE if cell.bucket is None else cell.bucket
    _there(chosen == WHOLE or 0 <= chosen < points.count, "point")
    _there(cell.series < len(ask.events), "series")
    selector = ask.events[cell.series]
    columns, conditions, during = [f"{reading.who} as who"], [], reading.period
    if chosen != WHOLE and reaches_back(ask):
        during = windows(ask, reading.period, reading.tz).window(chosen)
        groups = None if groups is None else groups.beyond
    elif chosen != WHOLE:
        columns.append(f"{points.index(MICROS)} as bucket")
        conditions.append(f"bucket = {chosen}")
    if groups is not None:
        columns += group_columns(reading, [reading.operand(n).text for n in ask.by], groups)
        conditions += _in_group(reading.binder, groups, cell.group)
    rows = reading.source(columns, [selector], during, also=reading.wanted([selector]))
    return _people(lake, reading, rows, conditions)


def behind_funnel(lake: Lake, ask: FunnelAsk, ctx: Context, cell: FunnelCell) -> list[int]:
    """Return the people who reached a step, or who reached it and went no further.

    Raises:
        NotFound: the answer has no such step or group.
    """
    step = cell.step
    _there(step < len(ask.steps), "step")
    groups = funnel_groups(lake, ask, ctx)
    reading = Reading(ask, ctx)
    conditions = [f"t{step} > 0"]
    if cell.dropped and step + 1 < len(ask.steps):
        conditions.append(f"t{step + 1} = 0")
    conditions += [] if groups is None else _in_group(reading.binder, groups, cell.group)
    return _people(lake, reading, ladder_text(reading, ask, groups), conditions)


def behind_retention(lake: Lake, ask: RetentionAsk, ctx: Context, cell: RetentionCell) -> list[int]:
    """Return the people of a cohort, or those of them who returned so many buckets later.

    Raises:
        NotFound: the answer has no such cell.
    """
    reading = Reading(ask, ctx)
    cells = grid(reading.period, ask.every, reading.tz)
    shown = retention_columns(ask, cells)
    cohort, after = cell.cohort, cell.after
    _there(cohort < cells.count and (after is None or after < shown), "cell")
    part = next(p for p in slices(ask, cells, shown) if p.first <= cohort < p.first + p.cohorts)
    conditions = [f"c = {cohort - part.first}"]
    if after is not None:
        back = f"bitTest(back, {after})" if ask.mode == "on" else f"reach >= {after}"
        conditions.append(back)
    return _people(lake, reading, people_text(reading, ask, part), conditions)


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
    return _people(lake, reading, rows, [condition.format(codes)])


def _people(lake: Lake, reading: Reading, rows: str, conditions: Sequence[str]) -> list[int]:
    kept = f"\nwhere {' and '.join(conditions)}" if conditions else ""
    sql = reading.sql(f"select distinct who from (\n{rows}\n){kept}\norder by who")
    return [int(who) for (who,) in lake.rows(sql)]


def _in_group(binder: Binder, groups: Groups, group: int | None) -> list[str]:
    if group is None:
        return []
    _there(0 <= group < len(groups.all), "group")
    return _is_group(binder, groups.all[group])


def _is_group(binder: Binder, group: Group) -> list[str]:
    if group.rest:
        return ["rest"]
    return ["not rest"] + [
        f"isNull(g{i})" if value is None else f"g{i} = {binder.text(value)}"
        for i, value in enumerate(group.values)
    ]


def _there(holds: bool, what: str) -> None:
    if not holds:
        raise NotFound(f"the answer has no such {what}", hint="count from 0, as the answer does")
