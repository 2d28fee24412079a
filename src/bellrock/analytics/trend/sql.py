"""How are the points of a trend and its whole period counted in one pass?"""

from __future__ import annotations

from collections.abc import Sequence

from bellrock.analytics.groups import Groups, group_columns, group_number
from bellrock.query.ask import TrendAsk
from bellrock.query.grid import Grid
from bellrock.query.metric import Metric
from bellrock.query.relation import MICROS, QUARTER, Reading, aligned
from bellrock.query.selector import Selector
from bellrock.query.sql import Sql

WHOLE = -1
"""The bucket that stands for the whole period."""
MOST_MASKED = 256
_LANES = 0x0000_0001_0000_0001

FIGURES = {
    "total": "count()",
    "uniques": "uniqExact(who)",
    "per_user": "count() / uniqExact(who)",
    "sum": "ifNull(sumKahan(of), 0)",
    "mean": "sumKahan(of) / count(of)",
    "min": "min(of)",
    "max": "max(of)",
    "quantile": "quantileExactInclusive({level})(of)",
    "distinct": "uniqExact(of)",
}
"""How each figure is taken, of `who` and `of`."""
_EXACT, _SKETCH = "uniqExact", "uniqCombined64(17)"
SKETCH_ERROR = 1.04 / 2 ** (17 / 2)
"""The relative standard error of what is estimated: of a HyperLogLog with 2^17 registers.

Source: Flajolet, Fusy, Gandouet and Meunier (2007), AofA 07, 137-156. Oracle: exact counts.
"""
PEOPLE = ("uniques", "per_user")
"""Figures that need `who`."""


def trend_sql(
    reading: Reading, selector: Selector, metric: Metric, points: Grid, groups: Groups | None
) -> Sql:
    """Take `metric` in every bucket and over the period.

    Rows of: bucket + 1 (0 is the whole period), figure, then the group's columns.
    """
    columns = [f"{points.index(MICROS)} + 1 as bucket", *figure_columns(reading, metric)]
    keys: list[str] = []
    if groups is not None:
        columns += group_columns(reading, by_texts(reading), groups)
        keys = groups.keys
    rows = reading.source(columns, [selector], also=reading.wanted([selector]))
    figure = FIGURES[metric.kind].format(level=metric.level)
    if isinstance(reading.ask, TrendAsk) and reading.ask.approximate:
        figure = figure.replace(_EXACT, _SKETCH)
        figure = f"ifNull({figure}, 0)" if metric.kind == "distinct" else figure
    each, whole = ", ".join(["bucket", *keys]), ", ".join(keys)
    return reading.sql(
        f"select bucket, {figure} as figure{''.join(f', {key}' for key in keys)}\n"
        f"from (\n  {rows}\n)\ngroup by grouping sets (({each}), ({whole}))"
    )


def is_plain_count(reading: Reading, selector: Selector, metric: Metric, points: Grid) -> bool:
    """Whether `totals_sql` can answer: whole quarters of an hour, and nothing filtered."""
    ask = reading.ask
    filtered = bool(selector.filters) or ask.where is not None
    during = reading.period
    return (
        metric.kind == "total"
        and not filtered
        and aligned(during.start, during.end, *points.starts, points.end)
    )


def totals_sql(reading: Reading, selector: Selector, points: Grid) -> Sql:
    """Count events in every bucket and over the period, from counts that are ready.

    Rows of: bucket + 1 (0 is the whole period), count.
    """
    quarter = f"toInt64(toUnixTimestamp({QUARTER})) * 1000000"
    columns = ["bot", f"{points.index(quarter)} + 1 as bucket", "count() as n"]
    rows = reading.counted(columns, [selector], reading.period)
    kept = "" if reading.bots else "where bot = ''"
    return reading.sql(
        f"select bucket, sum(n) from ({rows}) {kept} group by grouping sets ((bucket), ())"
    )


def masked(points: Grid, groups: Groups | None) -> bool:
    """Whether `uniques_sql` can answer: few enough cells."""
    return points.count * (1 if groups is None else len(groups.all)) <= MOST_MASKED


def uniques_sql(reading: Reading, selector: Selector, points: Grid, groups: Groups | None) -> Sql:
    """Count people by group and bucket, and by group; `read_masks` reads the one row.

    A person's cells are kept as bits: first of each id that events carry, then of each person,
    so that few ids are looked up instead of many events.
    """
    shown = 1 if groups is None else len(groups.all)
    cell = points.index(MICROS)
    if groups is not None:
        group = group_number(reading, by_texts(reading), groups)
        cell = f"toUInt16({group} * {points.count} + {cell})"
    words = range((points.count * shown + 63) // 64)
    raw = ", ".join(reading.raw)
    rows = reading.source(
        [f"{cell} as cell", *reading.raw], [selector], also=reading.wanted([selector])
    )
    masks = ",\n    ".join(
        f"groupBitOr(bitShiftLeft(toUInt64(intDiv(cell, 64) = {w}), cell % 64)) as id_mask{w}"
        for w in words
    )
    merged = ", ".join(f"groupBitOr(id_mask{w}) as mask{w}" for w in words)
    counts = [*_people_of(shown, points.count), *lane_sums([f"mask{w}" for w in words])]
    return reading.sql(
        f"select {', '.join(counts)}\n"
        f"from (\n  select {reading.who} as who, {merged}\n  from (\n"
        f"  select {raw},\n    {masks}\n  from (\n  {rows}\n  )\n  group by {raw}\n  )\n"
        "  group by who\n)"
    )


def read_masks(row: Sequence[int], points: Grid, shown: int) -> list[tuple[int, list[int]]]:
    """Return, for each of `shown` groups, the people of the period and of each bucket."""
    sums = row[shown:]
    cells = [lane(sums, cell) for cell in range(shown * points.count)]
    return [
        (row[group], cells[group * points.count : (group + 1) * points.count])
        for group in range(shown)
    ]


def _people_of(shown: int, buckets: int) -> list[str]:
    """Count, for each group, whoever has a bit in one of its cells."""
    return [
        f"countIf({' or '.join(some_bit(group * buckets, (group + 1) * buckets))})"
        for group in range(shown)
    ]


def some_bit(first: int, end: int) -> list[str]:
    """Return the conditions of which one holds where a bit from `first` to before `end` is set."""
    bits = ((1 << end) - 1) ^ ((1 << first) - 1)
    words = ((word, bits >> (64 * word) & (2**64 - 1)) for word in range((end + 63) // 64))
    return [f"bitAnd(mask{word}, {part}) != 0" for word, part in words if part]


def lane_sums(masks: Sequence[str]) -> list[str]:
    """Two counts of 32 bits ride in one sum: bit i in the low half, bit i + 32 in the high one."""
    return [
        f"sum(bitAnd(bitShiftRight({mask}, {shift}), {_LANES}))"
        for mask in masks
        for shift in range(32)
    ]


def lane(sums: Sequence[int], cell: int) -> int:
    """Return how many have the bit `cell`, of what `lane_sums` sums up."""
    word, bit = divmod(cell, 64)
    both = int(sums[word * 32 + bit % 32])
    return both >> 32 if bit >= 32 else both & 0xFFFF_FFFF


def by_texts(reading: Reading) -> list[str]:
    """Return how the breakdown's values are read."""
    by = reading.ask.by if isinstance(reading.ask, TrendAsk) else ()
    return [reading.operand(name).text for name in by]


def figure_columns(reading: Reading, metric: Metric) -> list[str]:
    """Return what a figure needs of a row: `who`, or the value `of` its property."""
    columns = [f"{reading.who} as who"] if metric.kind in PEOPLE else []
    if metric.of is None:
        return columns
    of = reading.operand(metric.of)
    return [*columns, f"{of.text if metric.kind == 'distinct' else of.number} as of"]
