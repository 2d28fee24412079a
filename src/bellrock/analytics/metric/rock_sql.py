"""How are a metric's events counted by day, and what of it do core users make?"""

from __future__ import annotations

from bellrock.analytics.trend.sql import FIGURES, figure_columns
from bellrock.core.time import Period
from bellrock.query.metric import Metric
from bellrock.query.relation import MICROS, QUARTER, Reading
from bellrock.query.selector import ANY, Selector
from bellrock.query.sql import Sql

_SPLITS = ("total", "uniques", "sum")
"""Figures whose value by people is the sum of what parts of the people make."""


def volume_sql(reading: Reading, selectors: list[Selector], during: Period) -> Sql:
    """Count what `selectors` mean by day: one row a day (as ISO text), people's, machines', newest.

    `reading` lets machines in.
    """
    columns = [f"toString(toDate(ts, {_zone(reading)})) as day", "bot", f"{MICROS} as at"]
    rows = reading.source(columns, selectors, during, also=reading.wanted(selectors))
    return reading.sql(
        "select day, countIf(bot = '') as people, countIf(bot != '') as machines,\n"
        f"  max(at) as newest\nfrom (\n  {rows}\n)\ngroup by day"
    )


def days_sql(reading: Reading, during: Period) -> Sql:
    """Count all events of the project by day: one row a day (as ISO text) and its events."""
    columns = [f"toString(toDate({QUARTER}, {_zone(reading)})) as day", "count() as n"]
    rows = reading.counted(columns, [ANY], during)
    return reading.sql(f"select day, sum(n) from ({rows}) group by day")


def core_sql(
    reading: Reading, core: Reading, selectors: tuple[Selector, Selector], metric: Metric, days: int
) -> Sql:
    """Take a figure of core users and of everybody else: rows of 0 or 1, people, the figure.

    The row of 2 holds how many core users there are. `core` reads the 28 days in which they are
    found and binds its values where `reading` does; `selectors` are the metric's and theirs.
    """
    own, theirs = selectors
    day = f"toDate(ts, {_zone(core)}) as day"
    seen = core.source([f"{core.who} as who", day], [theirs], also=core.wanted([theirs]))
    least = reading.binder.bind(days, "UInt32")
    found = f"select who from ({seen}) group by who having uniqExact(day) >= {least}"
    columns = [f"{reading.who} as who"]
    columns += [one for one in figure_columns(reading, metric) if not one.endswith(" as who")]
    rows = reading.source(columns, [own], also=reading.wanted([own]))
    figure = FIGURES[metric.kind] if metric.kind in _SPLITS else "count()"
    return reading.sql(
        f"with core as ({found})\n"
        f"select toUInt8(who in core) as is_core, uniqExact(who), toFloat64({figure})\n"
        f"from (\n  {rows}\n)\ngroup by is_core\n"
        "union all select toUInt8(2), count(), 0 from core"
    )


def _zone(reading: Reading) -> str:
    return reading.binder.text(reading.tz.key)
