"""Does a statement read people one after another, or gather them in a table? By how many there are.

Where the engine reads in the order of people (projection `by_person`) it needs no table of them,
which over 20 million events takes a third less time. But it joins the streams of all parts row by
row: over the demo's 815,000 events in 15 parts that took 2.05 s of a core instead of 0.12 s.
"""

from __future__ import annotations

from dataclasses import replace

from bellrock.query.sql import Sql
from bellrock.store import Lake

MANY = 5_000_000
"""Stored events from which it pays."""


def one_by_one(lake: Lake, sql: Sql) -> Sql:
    """Return `sql` so that it reads people one after another, where that is quicker."""
    (stored,) = lake.one(
        Sql(
            "select sum(rows) from system.parts "
            "where database = currentDatabase() and table = 'events' and active"
        )
    )
    if int(stored or 0) < MANY:
        return sql
    return replace(sql, text=f"{sql.text}\nsettings optimize_aggregation_in_order = 1")
