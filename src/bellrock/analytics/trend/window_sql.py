"""How are the windows of a trend's points counted? From cells of time, read once.

Figures that add up are taken of cells and put together; people are kept as bits, a bit a cell;
what can be neither counts each value in every window that holds it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from bellrock.analytics.groups import Groups, group_columns, group_number
from bellrock.analytics.trend.sql import (
    FIGURES,
    MOST_MASKED,
    PEOPLE,
    by_texts,
    figure_columns,
    some_bit,
)
from bellrock.analytics.trend.windows import Span, Windows
from bellrock.query.metric import Metric
from bellrock.query.relation import MICROS, Reading
from bellrock.query.selector import Selector
from bellrock.query.sql import Sql

ADDED = ("total", "sum", "mean", "min", "max")
"""Figures that are put together from those of cells."""
Part = tuple[int, int, float, float, float]
"""Of a cell: events, values, their sum, least and greatest."""


def cells_sql(
    reading: Reading, selector: Selector, metric: Metric, told: Windows, groups: Groups | None
) -> Sql:
    """Take the parts of every cell: cell, events, values, sum, least, greatest, group's columns."""
    columns = [f"{told.cells.index(MICROS)} as cell", *figure_columns(reading, metric)]
    keys: list[str] = []
    if groups is not None:
        columns += group_columns(reading, by_texts(reading), groups)
        keys = groups.keys
    rows = reading.source(columns, [selector], told.during, also=reading.wanted([selector]))
    parts = "count(of), sumKahan(of), min(of), max(of)" if metric.of else "0, 0, 0, 0"
    each = ", ".join(["cell", *keys])
    return reading.sql(
        f"select cell, count(), {parts}{''.join(f', {key}' for key in keys)}\n"
        f"from (\n  {rows}\n)\ngroup by {each}"
    )


def put_together(metric: Metric, parts: Sequence[Part]) -> float | None:
    """Return the figure of some cells."""
    if metric.kind == "total":
        return sum(part[0] for part in parts)
    told = [part for part in parts if part[1]]
    if metric.kind == "sum":
        return fsum(part[2] for part in told)
    if not told:
        return None
    if metric.kind == "mean":
        return fsum(part[2] for part in told) / sum(part[1] for part in told)
    return min(part[3] for part in told) if metric.kind == "min" else max(p[4] for p in told)


def fits_bits(told: Windows) -> bool:
    """Whether `people_sql` can answer: few enough cells."""
    return told.cells.count <= MOST_MASKED


def people_sql(reading: Reading, selector: Selector, told: Windows, groups: Groups | None) -> Sql:
    """Count people: rows of the group's place, the people of each window and of the period.

    A person's cells are kept as bits in each group: first of each id that events carry, then of
    each person, so that few ids are looked up instead of many events.
    """
    cells, raw = told.cells.count, [*reading.raw]
    columns, keys = [*raw, f"{told.cells.index(MICROS)} as cell"], ""
    if groups is not None:
        columns.append(f"toUInt16({group_number(reading, by_texts(reading), groups)}) as g")
        keys = ", g"
    rows = reading.source(columns, [selector], told.during, also=reading.wanted([selector]))
    words = range((cells + 63) // 64)
    masks = ",\n    ".join(
        f"groupBitOr(bitShiftLeft(toUInt64(intDiv(cell, 64) = {w}), cell % 64)) as id_mask{w}"
        for w in words
    )
    merged = ", ".join(f"groupBitOr(id_mask{w}) as mask{w}" for w in words)
    counts = [_counted(span) for span in (*told.spans, told.whole)]
    each = ", ".join(raw)
    return reading.sql(
        f"select {'0' if groups is None else 'g'}, {', '.join(counts)}\nfrom (\n"
        f"  select {reading.who} as who{keys}, {merged}\n  from (\n"
        f"  select {each}{keys},\n    {masks}\n  from (\n  {rows}\n  )\n"
        f"  group by {each}{keys}\n  )\n  group by who{keys}\n)"
        + ("" if groups is None else "\ngroup by g")
    )


def begins_once(told: Windows) -> bool:
    """Whether all windows begin where the whole period does, so that none forgets anybody."""
    return all(begin == told.whole[0] or begin >= end for begin, end in told.spans)


def firsts_sql(reading: Reading, selector: Selector, told: Windows, groups: Groups | None) -> Sql:
    """Count people by the cell of their first event: rows of the group's place, cell, people."""
    columns, keys = [*reading.raw, f"{MICROS} as at"], ""
    if groups is not None:
        columns.append(f"toUInt16({group_number(reading, by_texts(reading), groups)}) as g")
        keys = ", g"
    rows = reading.source(columns, [selector], told.during, also=reading.wanted([selector]))
    raw = ", ".join(reading.raw)
    return reading.sql(
        f"select {'0' if groups is None else 'g'}, {told.cells.index('first')} as cell, count()\n"
        f"from (\n  select {reading.who} as who{keys}, min(id_first) as first\n  from (\n"
        f"  select {raw}{keys}, min(at) as id_first\n  from (\n  {rows}\n  )\n"
        f"  group by {raw}{keys}\n  )\n  group by who{keys}\n)\n"
        f"group by cell{keys}"
    )


def values_sql(
    reading: Reading, selector: Selector, metric: Metric, told: Windows, groups: Groups | None
) -> Sql:
    """Take a figure that nothing adds up to: each value counts in every window that holds it.

    Rows of: point, figure, then the group's columns. The last point is the whole period.
    """
    firsts, ends = zip(*told.holders(), strict=True)
    first, end = (f"[{', '.join(map(str, found))}][cell + 1]" for found in (firsts, ends))
    inside = f"cell >= {told.whole[0]}"
    places = f"arrayConcat(range({first}, {end}), if({inside}, [{len(told.spans)}], []))"
    columns = [f"{told.cells.index(MICROS)} as cell", *figure_columns(reading, metric)]
    keys: list[str] = []
    if groups is not None:
        columns += group_columns(reading, by_texts(reading), groups)
        keys = groups.keys
    rows = reading.source(columns, [selector], told.during, also=reading.wanted([selector]))
    once = "distinct " if metric.kind in ("uniques", "distinct") else ""
    values = [*(["of"] if metric.of else []), *(["who"] if metric.kind in PEOPLE else [])]
    shown = ", ".join([*values, "cell", *keys])
    kept = "".join(f"{name}, " for name in (*values, *keys))
    figure = FIGURES[metric.kind].format(level=metric.level)
    each = ", ".join(["point", *keys])
    return reading.sql(
        f"select point, {figure} as figure{''.join(f', {key}' for key in keys)}\n"
        f"from (\n select {kept}arrayJoin({places}) as point\n"
        f" from (select {once}{shown} from (\n  {rows}\n )))\ngroup by {each}"
    )


def _counted(span: Span) -> str:
    begin, end = span
    bits = some_bit(begin, end) if begin < end else []
    return f"countIf({' or '.join(bits)})" if bits else "countIf(0)"
