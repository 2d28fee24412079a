"""What was paid for the people of a period, by cohort and group?"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bellrock.analytics.groups import Groups
from bellrock.core.time import local
from bellrock.query.ask import LtvAsk
from bellrock.query.grid import Grid
from bellrock.query.naming import Name
from bellrock.query.relation import Context, Reading
from bellrock.query.sql import Sql
from bellrock.store import Lake

COLUMNS: Mapping[str, str] = {
    "channel": "channel", "utm_source": "source", "utm_medium": "medium",
    "utm_campaign": "campaign",
}  # fmt: skip
"""By which properties costs are known, and in which column."""


@dataclass(frozen=True)
class Costs:
    """What was paid in the period; all empty where no costs were imported for it."""

    total: float | None
    by_cohort: Mapping[int, float]
    by_group: Mapping[int, float] | None
    """By the place of a group in `Groups.all`; None where costs are not known by its properties."""


def cost_columns(by: Sequence[Name]) -> list[str] | None:
    """Return the columns of costs that `by` names; None where costs have no such column."""
    found = [COLUMNS.get(str(name)) for name in by]
    return None if None in found else [one for one in found if one is not None]


def find_costs(
    lake: Lake, ask: LtvAsk, ctx: Context, cohorts: Grid, groups: Groups | None
) -> Costs:
    """Add up the costs of the days of the period, in the project's currency."""
    told = cost_columns(ask.by) if ask.by else []
    rows = lake.rows(costs_sql(Reading(ask, ctx), told or []))
    if not rows:
        return Costs(None, {}, None)
    reading = Reading(ask, ctx)
    by_cohort: dict[int, float] = defaultdict(float)
    by_group: dict[int, float] = defaultdict(float)
    places = {} if groups is None else {one.values: i for i, one in enumerate(groups.shown)}
    for day, amount, *values in rows:
        start = max(local(day, reading.tz), cohorts.starts[0])
        by_cohort[bisect_right(cohorts.starts, start) - 1] += amount
        group = tuple(value or None for value in values)
        by_group[places.get(group, len(places))] += amount
    known = groups is not None and told is not None
    return Costs(sum(by_cohort.values()), by_cohort, by_group if known else None)


def costs_sql(reading: Reading, columns: Sequence[str]) -> Sql:
    """Add up costs by day and `columns`: rows of the day, the amount, the columns."""
    last = (reading.period.end - timedelta(microseconds=1)).astimezone(reading.tz).date()
    first = reading.period.start.astimezone(reading.tz).date()
    keys = ", ".join(["day", *columns])
    shown = ", ".join(["day", "sumKahan(amount)", *columns])
    project = reading.binder.bind(reading.ctx.project, "UInt32")
    return reading.sql(
        f"select {shown} from costs final where project = {project} "
        f"and day >= toDate({reading.binder.text(first.isoformat())}) "
        f"and day <= toDate({reading.binder.text(last.isoformat())})\n"
        f"group by {keys}\norder by {keys}"
    )
