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
    if not are_many(lake):
        return sql
    return replace(sql, text=f"{sql.text}\nsettings optimize_aggregation_in_order = 1")


def are_many(lake: Lake) -> bool:
    """Whether so many events are stored that it pays to look first how they are best read."""
    (stored,) = lake.one(
        Sql(
            "select sum(rows) from system.parts "
            "where database = currentDatabase() and table = 'events' and active"
        )
    )
    return int(stored or 0) >= MANY
