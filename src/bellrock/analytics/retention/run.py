"""Who comes back, bucket after bucket, of the people who started?"""

from __future__ import annotations

from collections.abc import Mapping

from bellrock.analytics.meta import Scan, describe
from bellrock.analytics.retention.answer import Cohort, RetentionAnswer
from bellrock.analytics.retention.sql import read_returns, retention_sql, slices
from bellrock.core.time import stopwatch
from bellrock.query.ask import RetentionAsk
from bellrock.query.grid import Grid, grid
from bellrock.query.period import shown as on_wall
from bellrock.query.predicate import names
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake

_SHOWN = {"hour": 24, "day": 30, "week": 26, "month": 24}


def retention(lake: Lake, ask: RetentionAsk, ctx: Context) -> RetentionAnswer:
    """Count, for each bucket, the people who started in it and who came back in those after.

    first: a person starts once, at their first such event in the whole history. recurring: in
    every bucket that holds one. A return counts at or after the start (so it may be the start
    itself), up to the end of the period. on-or-after counts everybody who returned in that bucket
    or a later one. A cell is None until its bucket has ended, or where the period ends before it.

    Raises:
        InvalidDefinition: the question cannot mean anything.
    """
    began = stopwatch()
    reading = Reading(ask, ctx)
    cells = grid(reading.period, ask.every, reading.tz)
    shown = columns(ask, cells)
    found: dict[int, tuple[int, list[int]]] = {}
    for part in slices(ask, cells, shown):
        for bucket, people, *counts in lake.rows(
            retention_sql(Reading(ask, ctx), ask, part, shown)
        ):
            found[part.first + bucket] = (people, read_returns(ask, counts, shown))
    cohorts = _cohorts(found, reading, cells, shown)
    meta = describe(
        lake, _scan(ask, ctx), began=began, empty=not any(one.people for one in cohorts),
        notes=_notes(ask, reading, cells),
    )  # fmt: skip
    return RetentionAnswer(tuple(cohorts), meta)


def columns(ask: RetentionAsk, cells: Grid) -> int:
    """Return how many buckets a cohort is followed, its own included."""
    wanted = _SHOWN[ask.every] if ask.periods is None else ask.periods
    return min(wanted + 1, cells.count)


def _cohorts(
    found: Mapping[int, tuple[int, list[int]]], reading: Reading, cells: Grid, shown: int
) -> list[Cohort]:
    until = min(reading.period.end, reading.now)
    ended = sum(end <= until for end in cells.ends)
    cohorts = []
    for bucket, start in enumerate(cells.starts):
        people, back = found.get(bucket, (0, [0] * shown))
        seen = tuple(n if bucket + after < ended else None for after, n in enumerate(back))
        cohorts.append(Cohort(on_wall(start, reading.tz), people, seen))
    return cohorts


def _notes(ask: RetentionAsk, reading: Reading, cells: Grid) -> list[str]:
    entry = "a person starts at their first such event in the whole history"
    if ask.kind == "recurring":
        entry = "a person starts anew in every bucket that holds such an event"
    cut = cells.starts[0] < reading.period.start
    return [entry, *(["the period cuts the first cohort short"] if cut else [])]


def _scan(ask: RetentionAsk, ctx: Context) -> Scan:
    filters = [*ask.start.filters, *ask.return_.filters]
    read = [*names(ask.where), *(name for tree in filters for name in names(tree))]
    return Scan(
        ask, ctx, (ask.start, ask.return_), tuple(dict.fromkeys(read)),
        since_ever=ask.kind == "first",
    )  # fmt: skip
