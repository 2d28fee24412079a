"""Until when can a climb be watched? To the end of its window, or of what is known."""

from __future__ import annotations

from datetime import datetime

from bellrock.core.time import floor, step
from bellrock.query.ask import FunnelAsk
from bellrock.query.relation import Context, Reading
from bellrock.query.sql import Sql
from bellrock.query.window import reach
from bellrock.store import Lake


def known_until(lake: Lake, ctx: Context, reading: Reading) -> datetime:
    """Return the end of the local day of the newest event, or now where that is earlier."""
    sql = Sql(
        "select toUnixTimestamp64Micro(max(ts)) as last from events "
        "where project = {project:UInt32} having count() > 0",
        {"project": ctx.project},
    )
    found = lake.rows(sql)
    if not found:
        return reading.now
    last = datetime.fromtimestamp(int(found[0][0]) // 1_000_000, tz=reading.now.tzinfo)
    return min(reading.now, step(floor(last, "day", reading.tz), "day", reading.tz))


def is_over(ask: FunnelAsk, end: datetime, until: datetime) -> bool:
    """Return whether every climb that began before `end` has had its time by `until`."""
    if ask.within == "day" and ask.every != "hour":
        return end <= until
    return end + reach(ask.within) <= until
