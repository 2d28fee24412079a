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
MADE = 65536
"""From which on codes stand for moves."""
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


def lives_sql(reading: Reading, ask: LifecycleAsk, cells: Grid, ended: int) -> Sql:
    """Count people by place and state, and who made each of `MOVES`: rows of code, people.

    A code is the place * 8 + the state * 2 + whether active next, or `MADE` + the move's number.
    The states are 0 new, 1 returning, 2 resurrecting after one bucket, 3 after more. Many people
    have the same places, so that each such life is taken apart once for all of them.
    """
    state = f"multiIf({IS['new']}, 0, {IS['returning']}, 1, at - before = 2, 2, 3)"
    spells = f"toUInt32(at * 8 + {state} * 2 + (next = at + 1))"
    told = "befores, ats, nexts"
    moves = [
        f"if(arrayExists((before, at, next) -> {times(*move, ended)} > 0, {told}), {MADE + i}, 0)"
        for i, move in enumerate(MOVES)
    ]
    masks = ", ".join(_masks(cells))
    same = f"select {masks}, count() as n\nfrom (\n{_masks_text(reading, ask, cells)}\n)"
    return reading.sql(
        f"select code, sum(n)\nfrom (\nselect n, arrayJoin(arrayConcat(\n"
        f"  arrayMap((before, at, next) -> {spells}, {told}),\n"
        f"  arrayFilter(move -> move != 0, [{', '.join(moves)}])\n)) as code\n"
        f"from (\n{_lives_text(f'{same} group by {masks}', cells, 'n')}\n)\n)\ngroup by code"
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
    lives = _lives_text(_masks_text(reading, ask, cells), cells, "who")
    return (
        f"select who, before, at, next\nfrom (\n{lives}\n)\n"
        "array join befores as before, ats as at, nexts as next"
    )


def _lives_text(masks: str, cells: Grid, key: str) -> str:
    """One row a row of `masks`, with its `key`: the active places in order, and those around."""
    places = [
        f"arrayMap(bit -> toUInt16(bit + {64 * w}), bitPositionsToArray({mask}))"
        for w, mask in enumerate(_masks(cells))
    ]
    return (
        f"select {key}, arrayConcat({', '.join(places)}) as ats,\n"
        f"  arrayConcat([toUInt16({NEVER})], arrayPopBack(ats)) as befores,\n"
        f"  arrayConcat(arrayPopFront(ats), [toUInt16(0)]) as nexts\nfrom (\n{masks}\n)"
    )


def _masks(cells: Grid) -> list[str]:
    """Return the columns of bits, 64 places each."""
    return [f"m{w}" for w in range((cells.count + FIRST + 63) // 64)]


def _masks_text(reading: Reading, ask: LifecycleAsk, cells: Grid) -> str:
    """One row a person: `who`, and their active places as bits."""
    words = range(len(_masks(cells)))
    merged = ", ".join(f"groupBitOr(id_m{w}) as m{w}" for w in words)
    raw, rows = ", ".join(reading.raw), _rows_text(reading, ask, cells)
    masks = ", ".join(
        f"groupBitOr(bitShiftLeft(toUInt64(intDiv(place, 64) = {w}), place % 64)) as id_m{w}"
        for w in words
    )
    return (
        f"select {reading.who} as who, {merged}\nfrom (\n"
        f"select {raw}, {masks}\nfrom (\n  {rows}\n)\ngroup by {raw}\n)\ngroup by who"
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
