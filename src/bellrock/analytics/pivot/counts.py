"""How are events and people counted by row and column, where a pivot takes nothing else?

Events are counted by cell, and added up. A person's rows are kept as bits, a bit a row, in each
column and in all of them: first of each id that events carry, then of each person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from bellrock.analytics.groups import Group, Groups, read_groups
from bellrock.analytics.pivot.sql import COUNTED, Shape, rows_text
from bellrock.analytics.trend.sql import MOST_MASKED, PEOPLE, lane, lane_sums
from bellrock.query.ask import PivotAsk
from bellrock.query.relation import Reading
from bellrock.query.sql import Sql

MOST_CELLS = 50_000
"""Rows and columns that meet, of which all are read."""
Values = tuple[str | None, ...]
Place = tuple[int, int]
"""Of a row and of a column, + 1; 0 is all of them."""


def only_counted(ask: PivotAsk, shape: Shape) -> bool:
    """Whether `events_sql` and `people_sql` can answer: figures that count, and not too many rows.

    A bit is left free, as places count from 1.
    """
    counts = all(metric.kind in COUNTED for _, metric in ask.figures)
    return counts and len(shape.rows.all) < MOST_MASKED


def values_sql(reading: Reading, ask: PivotAsk) -> Sql:
    """Count events by the values themselves: rows of values, events, a count a figure.

    There is one row more than `MOST_CELLS` where there are more.
    """
    names = (*ask.by, *ask.across)
    keys = ", ".join(f"g{i}" for i in range(len(names)))
    selectors = list(dict.fromkeys(selector for selector, _ in ask.figures))
    columns = [f"{reading.operand(name).text} as g{i}" for i, name in enumerate(names)]
    columns += [
        f"toUInt8({reading.matches(one)}) as m{i}" for i, (one, _) in enumerate(ask.figures)
    ]
    counts = "".join(f", countIf(m{i})" for i in range(len(ask.figures)))
    rows = reading.source(columns, selectors, also=reading.wanted(selectors))
    return reading.sql(
        f"select {keys}, count(){counts}\nfrom (\n  {rows}\n)\ngroup by {keys}\n"
        f"limit {MOST_CELLS + 1}"
    )


def is_ranked_by_events(ask: PivotAsk) -> bool:
    """Whether `values_sql` tells which rows are shown."""
    kinds = [metric.kind for _, metric in ask.figures]
    counts = all(kind in COUNTED for kind in kinds) and kinds[ask.sort - 1] == "total"
    return counts and ask.order != "name"


def read_values(
    rows: Sequence[Sequence[Any]], ask: PivotAsk
) -> tuple[Groups, Groups | None, Mapping[Place, list[int]]]:
    """Return the rows to show in order, the columns, and the events of `read_events`."""
    many, width = len(ask.by), len(ask.by) + len(ask.across)
    ranks, events = dict[Values, int](), Counter[Values]()
    for row in rows:
        own, across = tuple(row[:many]), tuple(row[many:width])
        events[across] += row[width]
        is_told = ask.sort_column is None or (across[0] or "") == ask.sort_column
        ranks[own] = ranks.get(own, 0) + (row[width + ask.sort] if is_told else 0)
    sign = 1 if ask.order == "up" else -1
    best = sorted(ranks, key=lambda own: (sign * ranks[own], _by_text(own)))
    shown = Groups(tuple(Group(False, own) for own in best[: ask.top]), len(best), many)
    columns = None
    if ask.across:
        most = sorted(events, key=lambda own: (-events[own], _by_text(own)))
        columns = read_groups([(*own, len(most)) for own in most[: ask.columns]], ask.across)
    down, right = _places(shown), {(): 0} if columns is None else _places(columns)
    told = [
        (
            down.get(tuple(row[:many]), len(shown.all)),
            right.get(tuple(row[many:width]), 0 if columns is None else len(columns.all)),
            *row[width + 1 :],
        )
        for row in rows
    ]
    return shown, columns, read_events(told, len(ask.figures))


def _places(groups: Groups) -> dict[Values, int]:
    return {group.values: place for place, group in enumerate(groups.shown, 1)}


def _by_text(values: Values) -> list[tuple[bool, bytes]]:
    """Return what values are ordered by, as the engine does: by bytes, unset ones last."""
    return [(v is None, (v or "").encode("utf-8", "surrogateescape")) for v in values]


def events_sql(reading: Reading, ask: PivotAsk, shape: Shape) -> Sql:
    """Count the events of each figure: rows of place of the row, of the column, a count a figure.

    Places count from 1.
    """
    counts = "".join(f", countIf(m{i})" for i in range(len(ask.figures)))
    column = "0 as c" if shape.columns is None else "c"
    return reading.sql(
        f"select r, {column}{counts}\nfrom (\n  {rows_text(reading, ask, shape)}\n)\ngroup by r, c"
    )


def read_events(rows: Sequence[Sequence[int]], figures: int) -> Mapping[Place, list[int]]:
    """Return the events of each figure by cell, row, column and of the whole."""
    found: dict[Place, list[int]] = {}
    for row, column, *counts in rows:
        for place in {(row, column), (row, 0), (0, column), (0, 0)}:
            before = found.get(place, [0] * figures)
            found[place] = [was + n for was, n in zip(before, counts, strict=True)]
    return found


def people_sql(reading: Reading, ask: PivotAsk, shape: Shape) -> Sql:
    """Count the people of the figures that need them: a row a column, and one of all (0).

    Rows of: place of the column, then for each such figure the people in all and of each row, as
    `read_people` reads them.
    """
    words = range(len(shape.rows.all) // 64 + 1)
    masks = {i: [f"k{i}_{w}" for w in words] for i in of_people(ask)}
    first = ", ".join(
        f"groupBitOr(bitShiftLeft(toUInt64(m{i} and intDiv(r, 64) = {w}), r % 64)) as id_{mask}"
        for i, own in masks.items()
        for w, mask in enumerate(own)
    )
    ids = ", ".join(f"id_{mask}" for own in masks.values() for mask in own)
    merged = ", ".join(f"groupBitOr(id_{m}) as {m}" for own in masks.values() for m in own)
    keys = [] if shape.columns is None else ["c"]
    raw = ", ".join([*reading.raw, *keys])
    column, sets = ("c", "grouping sets ((who, c), (who))") if keys else ("0 as c", "who")
    counts = "".join(
        f",\n  countIf({' or '.join(f'{mask} != 0' for mask in own)}), {', '.join(lane_sums(own))}"
        for own in masks.values()
    )
    return reading.sql(
        f"select c{counts}\nfrom (\nselect who, {column}, {merged}\n"
        f"from (\nselect {reading.who} as who, {', '.join([*keys, ids])}\n"
        f"from (\nselect {raw}, {first}\nfrom (\n  {rows_text(reading, ask, shape)}\n)\n"
        f"group by {raw}\n)\n)\ngroup by {sets}\n)\ngroup by c"
    )


def read_people(
    rows: Sequence[Sequence[int]], ask: PivotAsk, shape: Shape
) -> Mapping[Place, Mapping[int, int]]:
    """Return the people of the figures that need them by cell, row, column and of the whole."""
    many = len(shape.rows.all)
    each = (many // 64 + 1) * 32 + 1
    found: dict[Place, dict[int, int]] = {}
    for column, *told in rows:
        for at, figure in enumerate(of_people(ask)):
            whole, *sums = told[at * each : (at + 1) * each]
            found.setdefault((0, column), {})[figure] = whole
            for row in range(1, many + 1):
                found.setdefault((row, column), {})[figure] = lane(sums, row)
    return found


def of_people(ask: PivotAsk) -> list[int]:
    """Return the places of the figures that count people."""
    return [i for i, (_, metric) in enumerate(ask.figures) if metric.kind in PEOPLE]
