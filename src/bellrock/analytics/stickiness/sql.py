"""How are the days of people counted? Days as bits of one number, a row a person and week."""

from __future__ import annotations

from datetime import datetime

from bellrock.analytics.trend.sql import some_bit
from bellrock.analytics.whole import whole
from bellrock.core.time import Period, buckets, floor, same_clock, step
from bellrock.query.ask import StickinessAsk
from bellrock.query.grid import Grid, grid
from bellrock.query.relation import MICROS, Reading
from bellrock.query.sql import Sql

MOST_COUNTS = 800
"""Numbers in one row; more are counted as rows."""


def days_sql(reading: Reading, ask: StickinessAsk, cells: Grid) -> Sql:
    """Count people: rows of week or month, number of days, people."""
    return reading.sql(
        f"select span, days, count()\nfrom (\n{people_text(reading, ask, cells)}\n)\n"
        "group by span, days"
    )


def fits_bits(reading: Reading, cells: Grid) -> bool:
    """Whether `counts_sql` can answer: the period begins at midnight, with few enough numbers."""
    whole_days = floor(reading.period.start, "day", reading.tz) == reading.period.start
    numbers = sum(lengths(reading, cells)) + 2 * len(_asked(reading))
    return whole_days and numbers <= MOST_COUNTS


def counts_sql(reading: Reading, ask: StickinessAsk, cells: Grid, within: int) -> Sql:
    """Count people in one row: of each week or month, those of 1, 2, 3 … days, to its last day.

    Then for each day of the period its actives and those of the `within` days that end with it. A
    person's days are kept as bits: first of each id that events carry, then of each person.
    """
    asked = _asked(reading)
    reach = same_clock(step(asked[0], "day", reading.tz), -within, reading.tz)
    days = grid(Period(min(cells.starts[0], reach), cells.end), "day", reading.tz)
    words, raw = range((days.count + 63) // 64), ", ".join(reading.raw)
    columns = [*reading.raw, f"{days.index(MICROS)} as day"]
    during = Period(days.starts[0], reading.period.end)
    rows = reading.source(columns, [ask.event], during, also=reading.wanted([ask.event]))
    masks = ", ".join(
        f"groupBitOr(bitShiftLeft(toUInt64(intDiv(day, 64) = {w}), day % 64)) as id_mask{w}"
        for w in words
    )
    merged = ", ".join(f"groupBitOr(id_mask{w}) as mask{w}" for w in words)
    counts, first = [], days.starts.index(cells.starts[0])
    for length in lengths(reading, cells):
        active = _active(first, first + length)
        counts += [f"countIf({active} = {n})" for n in range(1, length + 1)]
        first += length
    for day in range(first := days.starts.index(asked[0]), first + len(asked)):
        spans = ((day, day + 1), (day + 1 - within, day + 1))
        counts += [f"countIf({' or '.join(some_bit(*span))})" for span in spans]
    return reading.sql(
        f"select {', '.join(counts)}\nfrom (\nselect {reading.who} as who, {merged}\nfrom (\n"
        f"select {raw}, {masks}\nfrom (\n  {rows}\n)\ngroup by {raw}\n)\ngroup by who\n)"
    )


def _asked(reading: Reading) -> list[datetime]:
    """When the days of the period begin."""
    return buckets(reading.period, "day", reading.tz)


def lengths(reading: Reading, cells: Grid) -> list[int]:
    """How many days each week or month has."""
    return [
        len(buckets(Period(start, end), "day", reading.tz))
        for start, end in zip(cells.starts, cells.ends, strict=True)
    ]


def _active(first: int, end: int) -> str:
    """The number of bits that are set from `first` to before `end`."""
    bits = ((1 << end) - 1) ^ ((1 << first) - 1)
    words = ((w, bits >> (64 * w) & (2**64 - 1)) for w in range((end + 63) // 64))
    return " + ".join(f"bitCount(bitAnd(mask{w}, {part}))" for w, part in words if part)


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
