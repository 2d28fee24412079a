"""Which SQL gives the numbers of retention?"""

from __future__ import annotations

from bellrock.analytics.retention.run import columns as retention_columns
from bellrock.analytics.retention.sql import Slice, people_text, slices
from bellrock.analytics.statement import Statement, starts
from bellrock.query.ask import RetentionAsk
from bellrock.query.grid import grid
from bellrock.query.inlined import named
from bellrock.query.relation import Context, Reading
from bellrock.query.sql import Sql
from bellrock.store import Lake


def retention_statements(
    lake: Lake,  # noqa: ARG001 -- as every kind
    ask: RetentionAsk,
    ctx: Context,
) -> list[Statement]:
    """One for each stretch of cohorts that are read together."""
    reading = Reading(ask, ctx)
    cells = grid(reading.period, ask.every, reading.tz)
    followed = retention_columns(ask, cells)
    return [
        Statement(f"people who came back, by the {ask.every}", _cohorts(ask, ctx, part, followed))
        for part in slices(ask, cells, followed)
    ]


def _cohorts(ask: RetentionAsk, ctx: Context, part: Slice, followed: int) -> Sql:
    reading = Reading(ask, ctx)
    back = "bitTest(back, {0})" if ask.mode == "on" else "reach >= {0}"
    counts = [f"countIf({back.format(k)}) as {named(f'after {k}')}" for k in range(followed)]
    cohort = f"{starts(reading, part.cells)}[c + 1] as cohort"
    return reading.sql(
        f"select {cohort}, count() as people, {', '.join(counts)}\n"
        f"from (\n{people_text(reading, ask, part)}\n)\ngroup by c\norder by c"
    )
