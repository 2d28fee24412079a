"""How are the days of people counted? Days as bits of one number, a row a person and week."""

from __future__ import annotations

from bellrock.analytics.whole import whole
from bellrock.core.time import Period
from bellrock.query.ask import StickinessAsk
from bellrock.query.grid import Grid, grid
from bellrock.query.relation import MICROS, Reading
from bellrock.query.sql import Sql


def days_sql(reading: Reading, ask: StickinessAsk, cells: Grid) -> Sql:
    """Count people: rows of week or month, number of days, people."""
    return reading.sql(
        f"select span, days, count()\nfrom (\n{people_text(reading, ask, cells)}\n)\n"
        "group by span, days"
    )


def people_text(reading: Reading, ask: StickinessAsk, cells: Grid) -> str:
    """Return a select with one row a person and week or month: `who`, `span`, `days`."""
    raw = ", ".join(reading.raw)
    days = grid(Period(cells.starts[0], cells.end), "day", reading.tz)
    columns = [*reading.raw, f"{cells.index(MICROS)} as span", f"{days.index(MICROS)} as day"]
    during = whole(reading, cells)
    rows = reading.source(columns, [ask.event], during, also=reading.wanted([ask.event]))
    # Neighbouring days, 31 at most, so that each has a bit of its own among 32.
    return (
        "select who, span, bitCount(groupBitOr(id_days)) as days\nfrom (\n"
        f"select {reading.who} as who, span, groupBitOr(bitShiftLeft(toUInt32(1), day % 32)) "
        f"as id_days\nfrom (\n  {rows}\n)\ngroup by {raw}, span\n)\ngroup by who, span"
    )
