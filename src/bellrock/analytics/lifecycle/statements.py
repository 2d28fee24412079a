"""Which SQL gives the numbers of a lifecycle?"""

from __future__ import annotations

from bellrock.analytics.lifecycle.run import life_cells
from bellrock.analytics.lifecycle.sql import FIRST, IS, MOVES, spells_text, times
from bellrock.analytics.statement import Statement, starts
from bellrock.analytics.whole import ended
from bellrock.query.ask import LifecycleAsk
from bellrock.query.inlined import named, quoted
from bellrock.query.relation import Context, Reading
from bellrock.query.sql import Sql
from bellrock.store import Lake


def lifecycle_statements(
    lake: Lake,  # noqa: ARG001 -- as every kind
    ask: LifecycleAsk,
    ctx: Context,
) -> list[Statement]:
    """One for the people of each bucket, one for their moves."""
    reading = Reading(ask, ctx)
    done = ended(reading, life_cells(reading, ask))
    told = [Statement(f"people by state and {ask.every}", _stages(ask, ctx))]
    if done >= 2:
        told.append(Statement("moves, and the people who made them", _moves(ask, ctx, done)))
    return told


def _stages(ask: LifecycleAsk, ctx: Context) -> Sql:
    reading = Reading(ask, ctx)
    cells = life_cells(reading, ask)
    counts = [f"countIf(at = place and {said}) as {named(one)}" for one, said in IS.items()]
    counts.append("countIf(at != place) as dormant")
    # A spell counts in its own bucket and, where the person is gone in the next, there as dormant.
    return reading.sql(
        f"select {starts(reading, cells)}[place - {FIRST - 1}] as start, {', '.join(counts)}\n"
        f"from (\n{spells_text(reading, ask, cells)}\n)\n"
        "array join if(next = at + 1, [at], [at, at + 1]) as place\n"
        f"where place >= {FIRST} and place < {FIRST + cells.count}\ngroup by place\norder by place"
    )


def _moves(ask: LifecycleAsk, ctx: Context, done: int) -> Sql:
    reading = Reading(ask, ctx)
    cells = life_cells(reading, ask)
    told = [
        f"({quoted(was)}, {quoted(became)}, {times(was, became, done)})" for was, became in MOVES
    ]
    return reading.sql(
        "select move.1 as state, move.2 as becomes, sum(move.3) as moves, "
        "uniqExactIf(who, move.3 > 0) as people\n"
        f"from (\n{spells_text(reading, ask, cells)}\n)\n"
        f"array join [{', '.join(told)}] as move\ngroup by state, becomes\norder by state, becomes"
    )
