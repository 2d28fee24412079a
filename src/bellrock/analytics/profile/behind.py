"""Who stands behind a number of a profile?"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bellrock.analytics.behind import Cell, Place, people, there
from bellrock.analytics.profile.run import few, find_value_codes, find_values, of
from bellrock.analytics.profile.sql import coded_text, people_text
from bellrock.query.ask import ProfileAsk
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake


class ProfileCell(Cell):
    """The people of the target or of the base, with one value of one property."""

    group: Literal["target", "base", "both"] = Field("target", description="of which group")
    property: Place | None = None
    value: Place | None = None


def behind_profile(lake: Lake, ask: ProfileAsk, ctx: Context, cell: ProfileCell) -> list[int]:
    """Return the people of a group who have a value.

    Raises:
        NotFound: the answer has no such number, or does not tell it.
    """
    reading = Reading(ask, ctx)
    conditions: list[str] = ["target", "base"] if cell.group == "both" else [cell.group]
    if cell.property is None or cell.value is None:
        there(cell.property is None and cell.value is None, "value")
        return people(lake, reading, coded_text(reading, ask, (), ()), conditions)
    compared = of(ask)
    there(cell.property < len(compared), "property")
    codes = find_value_codes(lake, ask, ctx, compared)
    values = find_values(lake, ask, ctx, codes)[cell.property]
    there(cell.value < len(values) and not few(values[cell.value].sizes, ask.least), "value")
    chosen, name = values[cell.value], compared[cell.property]
    shown = [one.value for one in values if not one.rest]
    if codes is not None:
        own = codes[cell.property]
        told = [own.code(value) for value in (shown if chosen.rest else [chosen.value])]
        conditions.append(f"v0 {'not in' if chosen.rest else 'in'} {told}")
        return people(lake, reading, coded_text(reading, ask, [name], [own]), conditions)
    if chosen.rest:
        texts = reading.binder.bind([v for v in shown if v is not None], "Array(String)")
        conditions.append(f"not ifNull(v0 in {texts}, {int(None in shown)})")
    elif chosen.value is None:
        conditions.append("isNull(v0)")
    else:
        conditions.append(f"v0 = {reading.binder.text(chosen.value)}")
    rows = people_text(reading, ask, [name])
    return people(lake, reading, rows, conditions)
