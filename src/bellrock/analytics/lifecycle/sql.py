"""How is each person's life computed? Their buckets as bits, then a row for each active one.

Places count buckets: 0 is all time before, 1 the bucket before the first shown, 2 the first shown.
`spells_text` has a row a person and place: `before` and `next` are the person's active places
around `at` (`NEVER` before the first, 0 after the last).
"""

from __future__ import annotations

from bellrock.analytics.lifecycle.answer import State
from bellrock.core.time import MICRO, Period, floor
from bellrock.query.ask import LifecycleAsk
from bellrock.query.grid import Grid
from bellrock.query.relation import MICROS, Reading
from bellrock.query.sql import Sql

FIRST = 2
NEVER = 65535
IS: dict[State, str] = {
    "new": f"before = {NEVER}",
    "returning": f"before != {NEVER} and at - before = 1",
    "resurrecting": f"before != {NEVER} and at - before > 1",
}
"""The state of an active place."""
MOVES: tuple[tuple[State, State], ...] = (
    ("new", "returning"), ("new", "dormant"), ("returning", "returning"), ("returning", "dormant"),
    ("resurrecting", "returning"), ("resurrecting", "dormant"),
    ("dormant", "resurrecting"), ("dormant", "dormant"),
)  # fmt: skip


def stages_sql(reading: Reading, ask: LifecycleAsk, cells: Grid) -> Sql:
    """Count people: rows of place, state, whether active next, people.

    The states are 0 new, 1 returning, 2 resurrecting after one bucket, 3 after more.
    """
    state = f"multiIf({IS['new']}, 0, {IS['returning']}, 1, at - before = 2, 2, 3)"
    return reading.sql(
        f"select at, {state} as state, next = at + 1 as goes_on, count()\n"
        f"from (\n{spells_text(reading, ask, cells)}\n)\ngroup by at, state, goes_on"
    )


def moves_sql(reading: Reading, ask: LifecycleAsk, cells: Grid, ended: int) -> Sql:
    """Count moves: for each of `MOVES` how often, and how many people."""
    told = "befores, ats, nexts"
    counts = [
        f"arraySum((before, at, next) -> toInt64({times(*move, ended)}), {told}) as m{i}"
        for i, move in enumerate(MOVES)
    ]
    sums = [f"sum(m{i}), countIf(m{i} > 0)" for i in range(len(MOVES))]
    return reading.sql(
        f"select {', '.join(sums)}\nfrom (\nselect {', '.join(counts)}\n"
        f"from (\n{_lives_text(reading, ask, cells)}\n)\n)"
    )


def times(was: State, became: State, ended: int) -> str:
    """Return how often a spell holds a move between buckets that have ended, over its columns."""
    last = FIRST + ended - 1
    if (was, became) == ("dormant", "dormant"):
        until = f"least(if(next = 0, {last + 1}, toInt64(next)) - 1, {last})"
        return f"greatest(0, {until} - greatest(toInt64(at) + 1, {FIRST}))"
    if was == "dormant":
        return f"({IS['resurrecting']} and at > {FIRST} and at <= {last})"
    onward = "next = at + 1" if became == "returning" else "next != at + 1"
    return f"({IS[was]} and at >= {FIRST} and at < {last} and {onward})"


def spells_text(reading: Reading, ask: LifecycleAsk, cells: Grid) -> str:
    """Return the text of a select with one row a person and active place."""
    return (
        f"select who, before, at, next\nfrom (\n{_lives_text(reading, ask, cells)}\n)\n"
        "array join befores as before, ats as at, nexts as next"
    )


def _lives_text(reading: Reading, ask: LifecycleAsk, cells: Grid) -> str:
    """One row a person: their active places in order, and those around each."""
    words = range((cells.count + FIRST + 63) // 64)
    places = [
        f"arrayMap(bit -> toUInt16(bit + {64 * w}), bitPositionsToArray(m{w}))" for w in words
    ]
    merged = ", ".join(f"groupBitOr(id_m{w}) as m{w}" for w in words)
    raw, rows = ", ".join(reading.raw), _rows_text(reading, ask, cells)
    masks = ", ".join(
        f"groupBitOr(bitShiftLeft(toUInt64(intDiv(place, 64) = {w}), place % 64)) as id_m{w}"
        for w in words
    )
    return (
        f"select who, arrayConcat({', '.join(places)}) as ats,\n"
        f"  arrayConcat([toUInt16({NEVER})], arrayPopBack(ats)) as befores,\n"
        "  arrayConcat(arrayPopFront(ats), [toUInt16(0)]) as nexts\n"
        f"from (\nselect {reading.who} as who, {merged}\nfrom (\n"
        f"select {raw}, {masks}\nfrom (\n  {rows}\n)\ngroup by {raw}\n)\n"
        "group by who\n)"
    )


def _rows_text(reading: Reading, ask: LifecycleAsk, cells: Grid) -> str:
    before = floor(cells.starts[0] - MICRO, ask.every, reading.tz)
    wide = Grid((before, *cells.starts), cells.end)
    place = f"if(ts < {reading.moment(before)}, toUInt16(0), toUInt16({wide.index(MICROS)} + 1))"
    return reading.source(
        [*reading.raw, f"{place} as place"], [ask.event],
        Period(cells.starts[0], reading.period.end), since_ever=True,
        also=reading.wanted([ask.event]),
    )  # fmt: skip
