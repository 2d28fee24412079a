"""Which SQL gives the numbers of an LTV?"""

from __future__ import annotations

from bellrock.analytics.ltv.costs import cost_columns, costs_sql
from bellrock.analytics.ltv.run import find_groups
from bellrock.analytics.ltv.sql import people_text
from bellrock.analytics.statement import Statement, group_columns
from bellrock.query.ask import LtvAsk
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake


def ltv_statements(lake: Lake, ask: LtvAsk, ctx: Context) -> list[Statement]:
    """One for what people brought by age, one for the costs; values by an age are running sums."""
    reading, groups = Reading(ask, ctx), find_groups(lake, ask, ctx)
    keys = ", ".join([*([] if groups is None else groups.keys), "k"])
    shown = ", ".join([*group_columns(ask.by, groups), "k + 1 as age"])
    ages = reading.sql(
        f"select {shown}, count() as people, {ask.margin!r} * avg(xs[k + 1]) as each_brings\n"
        f"from (\nselect *, arrayJoin(range({ask.periods})) as k from (\n"
        f"{people_text(reading, ask, groups)}\n)\n)\nwhere k < m\n"
        f"group by {keys}\norder by {keys}"
    )
    told = cost_columns(ask.by) or []
    return [
        Statement("what people bring by age", ages),
        Statement("costs by day", costs_sql(Reading(ask, ctx), told)),
    ]
