"""Which statements answer a question, so that a reader can run them and see the same numbers?

They read the same rows as the answer does, and say what the answer's quick forms pack into bits.
Each comes with a title; text of the question that stands in it is quoted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bellrock.analytics.groups import Groups
from bellrock.query.grid import Grid
from bellrock.query.inlined import named, quoted
from bellrock.query.naming import Name
from bellrock.query.period import shown
from bellrock.query.relation import Reading
from bellrock.query.sql import Sql


@dataclass(frozen=True)
class Statement:
    """One statement, and what it answers."""

    title: str
    sql: Sql


def group_columns(by: Sequence[Name], groups: Groups | None) -> list[str]:
    """Return the columns that name the group of a row, under the names of its properties."""
    if groups is None:
        return []
    return [f"if(rest, 'other', g{i}) as {named(str(name))}" for i, name in enumerate(by)]


def starts(reading: Reading, points: Grid) -> str:
    """Return the SQL of a list of the moments at which buckets begin, as texts."""
    moments = [shown(start, reading.tz).isoformat() for start in points.starts]
    return f"[{', '.join(map(quoted, moments))}]"


def group_names(groups: Groups) -> str:
    """Return the SQL of a list of what groups are called, the rest last."""
    said = [", ".join("(none)" if v is None else v for v in group.values) for group in groups.shown]
    return f"[{', '.join(map(quoted, [*said, 'other']))}]"
