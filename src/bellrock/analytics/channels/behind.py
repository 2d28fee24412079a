"""Who are the people that a channel brought?"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bellrock.analytics.behind import Cell, Place, people, there
from bellrock.analytics.channels.run import find_shape, find_shown, find_value_codes
from bellrock.analytics.channels.sql import machines_text, persons_text
from bellrock.query.ask import ChannelsAsk
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake


class ChannelsCell(Cell):
    """A channel's people, all where not given (the last is the rest), and which of them."""

    row: Place | None = None
    only: Literal["people", "bounced", "converted", "machines", "watched", "kept"] = Field(
        "people",
        description="everybody, or: bounced, did the goal, machines, whose day is over, came back",
    )
    day: Place = Field(0, description="the place of the day, for watched and kept")


def behind_channels(lake: Lake, ask: ChannelsAsk, ctx: Context, cell: ChannelsCell) -> list[int]:
    """Return the people of a channel.

    Raises:
        NotFound: the answer has no such number.
    """
    shape = find_shape(lake, ask, ctx)
    shown = find_shown(ask, shape)
    there(cell.row is None or cell.row <= len(shown), "row")
    there(cell.only != "converted" or ask.goal is not None, "goal")
    there(cell.day < len(ask.days), "day")
    reading = Reading(ask, ctx)
    kept = [] if cell.row is None else [_of_channel(reading, shown, cell.row)]
    if cell.only == "machines":
        return people(lake, reading, machines_text(reading, ask), kept)
    told = {"bounced": "bounced", "converted": "converted", "watched": f"of{cell.day}"}
    told["kept"] = f"back{cell.day}"
    kept += [told[cell.only]] if cell.only in told else []
    codes = find_value_codes(lake, ask, ctx)
    return people(lake, reading, persons_text(reading, ask, codes), kept)


def _of_channel(reading: Reading, shown: list[str | None], row: int) -> str:
    if row < len(shown):
        value = shown[row]
        return "isNull(v)" if value is None else f"v = {reading.binder.text(value)}"
    named = [value for value in shown if value is not None]
    among = f"ifNull(v in {reading.binder.bind(named, 'Array(String)')}, {int(None in shown)})"
    return f"not {among}"
