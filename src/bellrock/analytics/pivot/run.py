"""Which figures stand where values of several properties meet?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import isfinite
from typing import Any

from bellrock.analytics.groups import Group, Groups, by_of, groups_sql, read_groups
from bellrock.analytics.meta import Scan, describe
from bellrock.analytics.pivot.answer import Head, PivotAnswer, Row, Values
from bellrock.analytics.pivot.counts import (
    MOST_CELLS,
    Place,
    events_sql,
    is_ranked_by_events,
    of_people,
    only_counted,
    people_sql,
    read_events,
    read_people,
    read_values,
    values_sql,
)
from bellrock.analytics.pivot.sql import Shape, pivot_sql, ranked_sql
from bellrock.core.time import stopwatch
from bellrock.query.ask import PivotAsk
from bellrock.query.dimension import rank
from bellrock.query.naming import Name
from bellrock.query.predicate import names
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake

_FROM_ZERO = ("total", "uniques", "sum", "distinct")
"""Figures that are 0, not nothing, where no event is."""
_Cells = Mapping[tuple[int, int], Values]
_Events = Mapping[Place, list[int]]


def pivot(lake: Lake, ask: PivotAsk, ctx: Context) -> PivotAnswer:
    """Take each figure of the events that have a row's values and a column's.

    Rows are the `top` with the greatest figure asked to sort by (the least, where the order is
    up), ties by their values; everything else is the row other, and likewise the columns with the
    most events, which stand in their own order where times and ranges have one. Totals are taken
    of the events of the whole row or column: people count once, and quantiles are exact. A row is
    there where any of the events asked for has its values.

    Raises:
        InvalidDefinition: the question cannot mean anything.
    """
    began = stopwatch()
    shape, events = _ranked(lake, ask, ctx)
    shape = shape or find_shape(lake, ask, ctx)
    if only_counted(ask, shape):
        cells = _counted(lake, ask, ctx, shape, events)
    else:
        cells = _taken(lake, ask, ctx, shape)
    heads = _heads(ask, shape.columns)
    rows = [
        _row(ask, cells, place, len(heads), group)
        for place, group in enumerate(_shown(shape.rows), 1)
    ]
    total = _row(ask, cells, 0, len(heads), None)
    meta = describe(
        lake, _scan(ask, ctx), began=began, empty=not any(total.total), notes=_notes(shape)
    )
    named = tuple(f"{selector.label}: {metric}" for selector, metric in ask.figures)
    return PivotAnswer(named, tuple(heads), tuple(rows), total, meta)


def _taken(lake: Lake, ask: PivotAsk, ctx: Context, shape: Shape) -> _Cells:
    return {
        (int(row), int(column)): tuple(map(_number, figures))
        for row, column, *figures in lake.rows(pivot_sql(Reading(ask, ctx), ask, shape))
    }


def _ranked(lake: Lake, ask: PivotAsk, ctx: Context) -> tuple[Shape | None, _Events | None]:
    """Return what is shown and the events of its cells, of one look at all values, if few."""
    if not is_ranked_by_events(ask):
        return None, None
    told = lake.rows(values_sql(Reading(ask, ctx), ask))
    if len(told) > MOST_CELLS:
        return None, None
    rows, columns, events = read_values(told, ask)
    return Shape(rows, columns), events


def _counted(
    lake: Lake, ask: PivotAsk, ctx: Context, shape: Shape, events: _Events | None
) -> _Cells:
    """Return the same of figures that only count, which is quicker to ask apart."""
    if events is None:
        told = lake.rows(events_sql(Reading(ask, ctx), ask, shape))
        events = read_events(told, len(ask.figures))
    people: Mapping[Place, Mapping[int, int]] = {}
    if of_people(ask):
        told = lake.rows(people_sql(Reading(ask, ctx), ask, shape))
        people = read_people(told, ask, shape)
    kinds = [metric.kind for _, metric in ask.figures]

    def figure(place: Place, i: int) -> int | float | None:
        if kinds[i] == "total":
            return events[place][i]
        who = people[place][i]
        return who if kinds[i] == "uniques" else events[place][i] / who if who else None

    return {place: tuple(figure(place, i) for i in range(len(kinds))) for place in events}


def find_shape(lake: Lake, ask: PivotAsk, ctx: Context) -> Shape:
    """Return the rows and columns to show."""
    found = lake.rows(ranked_sql(Reading(ask, ctx), ask))
    many = len(ask.by)
    rows = [Group(False, tuple(row[:many])) for row in found]
    if ask.order == "name":
        rows.sort(key=lambda group: (rank(ask.by, group.values), _by_name(group)))
    shape = Shape(Groups(tuple(rows), int(found[0][many]) if found else 0, many), None)
    if not ask.across:
        return shape
    told = lake.rows(groups_sql(Reading(ask, ctx), ask.across, ask.events, ask.columns))
    return replace(shape, columns=read_groups(told, ask.across))


def _by_name(group: Group) -> tuple[tuple[bool, str], ...]:
    return tuple((value is None, value or "") for value in group.values)


def _shown(groups: Groups) -> Sequence[Group]:
    return groups.shown if groups.complete else groups.all


def _heads(ask: PivotAsk, columns: Groups | None) -> list[Head]:
    if columns is None:
        return []
    return [Head(by_of(one, ask.across) or {}, other=one.rest) for one in _shown(columns)]


def _row(ask: PivotAsk, cells: _Cells, place: int, heads: int, group: Group | None) -> Row:
    nothing = tuple(0 if metric.kind in _FROM_ZERO else None for _, metric in ask.figures)
    return Row(
        by_of(group, ask.by),
        tuple(cells.get((place, column), nothing) for column in range(1, heads + 1)),
        cells.get((place, 0), nothing),
        other=group is not None and group.rest,
    )


def _notes(shape: Shape) -> list[str]:
    notes = []
    if not shape.rows.complete:
        shown, count = len(shape.rows.shown), f"{shape.rows.count:,}"
        notes.append(f"{shown} of {count} rows are shown; other is the rest")
    if shape.columns is not None and not shape.columns.complete:
        shown, count = len(shape.columns.shown), f"{shape.columns.count:,}"
        notes.append(f"the top {shown} of {count} columns by events are shown; other is the rest")
    return notes


def _scan(ask: PivotAsk, ctx: Context) -> Scan:
    read: list[Name] = [*names(ask.where), *ask.by, *ask.across]
    for selector, metric in ask.figures:
        read += [name for tree in selector.filters for name in names(tree)]
        read += [metric.of] if metric.of is not None else []
    return Scan(ask, ctx, ask.events, tuple(dict.fromkeys(read)))


def _number(value: Any) -> int | float | None:
    return value if isinstance(value, int | float) and isfinite(value) else None
