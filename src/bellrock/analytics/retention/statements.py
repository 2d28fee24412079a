"""Which SQL gives the numbers of retention?"""

from __future__ import annotations

from bellrock.analytics.groups import Groups
from bellrock.analytics.retention.person_sql import people_text as in_windows
from bellrock.analytics.retention.run import find_groups
from bellrock.analytics.retention.sql import Slice, back_text, is_back, people_text, slices
from bellrock.analytics.retention.windows import Windows, windows
from bellrock.analytics.statement import Statement, group_columns, starts
from bellrock.query.ask import RetentionAsk
from bellrock.query.inlined import named
from bellrock.query.relation import Context, Reading
from bellrock.query.sql import Sql
from bellrock.store import Lake


def retention_statements(lake: Lake, ask: RetentionAsk, ctx: Context) -> list[Statement]:
    """One for each stretch of cohorts that are read together."""
    told = windows(ask, Reading(ask, ctx))
    title = f"people who came back, by the {ask.every}"
    if not ask.plain:
        groups = find_groups(lake, ask, ctx)
        return [Statement(title, _in_windows(Reading(ask, ctx), ask, told, groups))]
    return [
        Statement(title, _cohorts(ask, ctx, part, told.count))
        for part in slices(ask, told.cohorts, told.count)
    ]


def _cohorts(ask: RetentionAsk, ctx: Context, part: Slice, followed: int) -> Sql:
    reading = Reading(ask, ctx)
    counts = [f"countIf({is_back(ask, k)}) as {named(f'after {k}')}" for k in range(followed)]
    cohort = f"{starts(reading, part.cells)}[c + 1] as cohort"
    return reading.sql(
        f"select {cohort}, count() as people, {', '.join(counts)}\n"
        f"from (\n{people_text(reading, ask, part)}\n)\ngroup by c\norder by c"
    )


def _in_windows(reading: Reading, ask: RetentionAsk, told: Windows, groups: Groups | None) -> Sql:
    counts = [f"countIf({back_text(ask, k)}) as {named(f'after {k}')}" for k in range(told.count)]
    if ask.value is not None:
        mean = ask.value.kind == "mean"
        figure = "sum(sums[{0}]) / sum(ns[{0}])" if mean else "sum(sums[{0}])"
        counts += [f"{figure.format(k + 1)} as {named(f'value {k}')}" for k in range(told.count)]
    cohort = f"{starts(reading, told.cohorts)}[c + 1] as cohort"
    keys = ", ".join([*([] if groups is None else groups.keys), "c"])
    shown = ", ".join([cohort, *group_columns(ask.by, groups), "count() as people", *counts])
    return reading.sql(
        f"select {shown}\nfrom (\n{in_windows(reading, ask, told, groups)}\n)\n"
        f"group by {keys}\norder by {keys}"
    )
