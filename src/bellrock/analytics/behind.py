"""Who stands behind a number? What the cells of every kind have in common.

Each list is as long as the number it explains. Keys are the people as known now (or the events'
own ids where the question was asked as_of_event), in ascending order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bellrock.analytics.groups import Group, Groups
from bellrock.core.errors import NotFound
from bellrock.query.binder import Binder
from bellrock.query.relation import Reading
from bellrock.store import Lake

Place = Annotated[int, Field(ge=0, lt=2**31)]
"""Counted from 0, in the answer's own order."""


class Cell(BaseModel):
    """Which number of an answer is meant."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def people(lake: Lake, reading: Reading, rows: str, conditions: Sequence[str]) -> list[int]:
    """Return the people of `rows` that meet all `conditions`, in ascending order."""
    kept = f"\nwhere {' and '.join(conditions)}" if conditions else ""
    sql = reading.sql(f"select distinct who from (\n{rows}\n){kept}\norder by who")
    return lake.numbers(sql)


def in_group(binder: Binder, groups: Groups, group: int | None) -> list[str]:
    """Return the conditions that a row is in a group, by its place; none without one."""
    if group is None:
        return []
    there(0 <= group < len(groups.all), "group")
    return is_group(binder, groups.all[group])


def is_group(binder: Binder, group: Group) -> list[str]:
    """Return the conditions that a row is in `group`."""
    if group.rest:
        return ["rest"]
    return ["not rest"] + [
        f"isNull(g{i})" if value is None else f"g{i} = {binder.text(value)}"
        for i, value in enumerate(group.values)
    ]


def there(holds: bool, what: str) -> None:
    """Refuse a cell that the answer does not have.

    Raises:
        NotFound: it does not hold.
    """
    if not holds:
        raise NotFound(f"the answer has no such {what}", hint="count from 0, as the answer does")
