"""How does conversion move over time? By the bucket in which people enter."""

from __future__ import annotations

from collections.abc import Sequence

from bellrock.analytics.funnel.answer import Entered, Entries
from bellrock.analytics.funnel.horizon import is_over, known_until
from bellrock.analytics.funnel.sql import ladder_text
from bellrock.analytics.groups import Group, Groups, by_of, read_group
from bellrock.core.order import TIES
from bellrock.query.ask import FunnelAsk
from bellrock.query.grid import Grid, grid
from bellrock.query.period import shown
from bellrock.query.relation import Context, Reading
from bellrock.query.sql import Sql
from bellrock.store import Lake


def entries(lake: Lake, ask: FunnelAsk, ctx: Context, groups: Groups | None) -> tuple[Entries, ...]:
    """Return how many entered in each bucket, and how many of these converted.

    The share of a bucket is left out while the windows of those who entered in it are open.
    """
    reading = Reading(ask, ctx)
    points = grid(reading.period, ask.every, reading.tz)
    until = known_until(lake, ctx, reading)
    width = 0 if groups is None else len(groups.keys)
    found = {
        (read_group(groups, row[:width]), int(row[width])): (int(row[-2]), int(row[-1]))
        for row in lake.rows(entries_sql(reading, ask, groups, points))
    }
    over = [is_over(ask, min(end, reading.period.end), until) for end in points.ends]
    keys: Sequence[Group | None] = [None] if groups is None else groups.all
    return tuple(
        Entries(
            by_of(key, ask.by),
            tuple(
                _entered(reading, points, i, found.get((key, i), (0, 0)), over[i])
                for i in range(points.count)
            ),
            key is not None and key.rest,
        )
        for key in keys
    )


def entries_sql(reading: Reading, ask: FunnelAsk, groups: Groups | None, points: Grid) -> Sql:
    """Count by group and bucket of entry: entered, converted."""
    bucket = points.index(f"toInt64(intDiv(t0, {TIES}))")
    grouped = ", ".join([*([] if groups is None else groups.keys), "bucket"])
    return reading.sql(
        f"select {grouped}, count() as entered, countIf(t{len(ask.steps) - 1} > 0) as converted\n"
        f"from (\n  select *, {bucket} as bucket\n  from (\n{ladder_text(reading, ask, groups)}\n"
        f"  )\n)\ngroup by {grouped}"
    )


def _entered(
    reading: Reading, points: Grid, place: int, counts: tuple[int, int], over: bool
) -> Entered:
    entered, converted = counts
    share = converted / entered if over and entered else None
    return Entered(shown(points.starts[place], reading.tz), entered, converted, share, over)
