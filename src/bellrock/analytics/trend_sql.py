"""How are the points of a trend and its whole period counted in one pass?"""

from __future__ import annotations

from collections.abc import Sequence

from bellrock.analytics.groups import Groups, group_columns
from bellrock.query.ask import TrendAsk
from bellrock.query.grid import Grid
from bellrock.query.metric import Metric
from bellrock.query.relation import MICROS, Reading
from bellrock.query.selector import Selector
from bellrock.query.sql import Sql

WHOLE = -1
"""The bucket that stands for the whole period."""
_MOST_MASKED = 128
_LANES = 0x0000_0001_0000_0001

_FIGURES = {
    "total": "count()",
    "uniques": "uniqExact(who)",
    "per_user": "count() / uniqExact(who)",
    "sum": "ifNull(sumKahan(of), 0)",
    "mean": "sumKahan(of) / count(of)",
    "min": "min(of)",
    "max": "max(of)",
    "quantile": "quantileExactInclusive({level})(of)",
}


def trend_sql(
    reading: Reading, selector: Selector, metric: Metric, points: Grid, groups: Groups | None
) -> Sql:
    """Take `metric` in every bucket and over the period.

    Rows of: bucket + 1 (0 is the whole period), figure, then the group's columns.
    """
    columns = [f"{points.index(MICROS)} + 1 as bucket", *_columns(reading, metric)]
    keys: list[str] = []
    if groups is not None:
        columns += group_columns(reading, _texts(reading), groups)
        keys = groups.keys
    rows = reading.source(columns, [selector], also=[reading.matches(selector)])
    figure = _FIGURES[metric.kind].format(level=metric.level)
    each, whole = ", ".join(["bucket", *keys]), ", ".join(keys)
    return reading.sql(
        f"select bucket, {figure} as figure{''.join(f', {key}' for key in keys)}\n"
        f"from (\n  {rows}\n)\ngroup by grouping sets (({each}), ({whole}))"
    )


def masked(points: Grid) -> bool:
    """Whether `uniques_sql` can answer."""
    return points.count <= _MOST_MASKED


def uniques_sql(reading: Reading, selector: Selector, points: Grid) -> Sql:
    """Count people by bucket and over the period; `read_masks` reads the one row.

    A person's buckets are kept as bits: first of each id that events carry, then of each person,
    so that few ids are looked up instead of many events.
    """
    raw = ", ".join(reading.raw)
    columns = [f"{points.index(MICROS)} as bucket", *reading.raw]
    rows = reading.source(columns, [selector], also=[reading.matches(selector)])
    words = range((points.count + 63) // 64)
    masks = ",\n    ".join(
        f"groupBitOr(bitShiftLeft(toUInt64(intDiv(bucket, 64) = {w}), bucket % 64)) as id_mask{w}"
        for w in words
    )
    merged = ", ".join(f"groupBitOr(id_mask{w}) as mask{w}" for w in words)
    # Two counts of 32 bits ride in one sum: bit i in the low half, bit i + 32 in the high one.
    sums = ", ".join(
        f"sum(bitAnd(bitShiftRight(mask{w}, {shift}), {_LANES}))"
        for w in words
        for shift in range(32)
    )
    return reading.sql(
        f"select count(), {sums}\nfrom (\n  select {reading.who} as who, {merged}\n  from (\n"
        f"  select {raw},\n    {masks}\n  from (\n  {rows}\n  )\n  group by {raw}\n  )\n"
        "  group by who\n)"
    )


def read_masks(row: Sequence[int], buckets: int) -> tuple[int, list[int]]:
    """Return the people of the period and of each bucket."""
    people, *sums = row
    counts = []
    for bucket in range(buckets):
        word, bit = divmod(bucket, 64)
        both = int(sums[word * 32 + bit % 32])
        counts.append(both >> 32 if bit >= 32 else both & 0xFFFF_FFFF)
    return people, counts


def _texts(reading: Reading) -> list[str]:
    by = reading.ask.by if isinstance(reading.ask, TrendAsk) else ()
    return [reading.operand(name).text for name in by]


def _columns(reading: Reading, metric: Metric) -> list[str]:
    columns = [f"{reading.who} as who"] if metric.kind in ("uniques", "per_user") else []
    return (
        columns if metric.of is None else [*columns, f"{reading.operand(metric.of).number} as of"]
    )
