"""Who is new, who stays, who comes back, and who falls asleep?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from random import Random

from bellrock.analytics.lifecycle.answer import (
    Forecast,
    Foreseen,
    LifecycleAnswer,
    Move,
    Stage,
    State,
)
from bellrock.analytics.lifecycle.sql import FIRST, MADE, MOVES, lives_sql
from bellrock.analytics.meta import Scan, describe
from bellrock.analytics.one_by_one import one_by_one
from bellrock.analytics.whole import ended, widened
from bellrock.core.errors import InvalidDefinition
from bellrock.core.time import step, stopwatch
from bellrock.query.ask import LifecycleAsk
from bellrock.query.grid import Grid, grid
from bellrock.query.period import shown
from bellrock.query.predicate import names
from bellrock.query.relation import Context, Reading
from bellrock.stats.markov import Flow, Standing, foretell
from bellrock.store import Lake

ENOUGH = 5
"""Buckets that must have ended before actives are foretold: four steps from one to the next."""
LEVEL = 0.8
_MOST = 1000
_SEED = 20_261
_STATES: tuple[State, ...] = ("new", "returning", "resurrecting", "resurrecting")
"""What the states of a count are called."""


def lifecycle(lake: Lake, ask: LifecycleAsk, ctx: Context) -> LifecycleAnswer:
    """Count the people of each bucket by state.

    Active is who did the event (under the filter) in the bucket. new: for the first time in the
    whole history. returning: also in the bucket before. resurrecting: not in the bucket before,
    but earlier. dormant: in the bucket before and not in this one; they are no actives. The first
    bucket is counted whole, the last until the period ends. A bucket without anybody has zeros.

    Moves are counted between neighbouring buckets that have ended and are shown. The forecast
    begins with the last bucket that has ended and is left out where fewer than five have.

    Raises:
        InvalidDefinition: the question cannot mean anything.
    """
    began = stopwatch()
    reading = Reading(ask, ctx)
    cells = life_cells(reading, ask)
    done = ended(reading, cells)
    counts, made = _counts(lake, ask, ctx, cells)
    stages = _stages(counts, cells, reading)
    moves = _moves(stages[:done], counts, made)
    forecast = _forecast(ask, reading, stages[:done], counts) if ask.forecast else None
    meta = describe(
        lake, _scan(ask, ctx), began=began,
        empty=not any(one.new + one.returning + one.resurrecting for one in stages),
        notes=[*widened(reading, cells), *_notes(ask, done)],
    )  # fmt: skip
    return LifecycleAnswer(tuple(stages), tuple(moves), forecast, meta)


def life_cells(reading: Reading, ask: LifecycleAsk) -> Grid:
    """Return the buckets shown.

    Raises:
        InvalidDefinition: there would be more than 1000.
    """
    cells = grid(reading.period, ask.every, reading.tz)
    if cells.count > _MOST:
        raise InvalidDefinition(
            f"the period has too many points by the {ask.every}",
            hint="ask for a shorter period or a wider --every", field="every",
        )  # fmt: skip
    return cells


Counts = Counter[tuple[int, int, int]]
"""People by place, state and whether they are active in the next bucket too."""


def _counts(
    lake: Lake, ask: LifecycleAsk, ctx: Context, cells: Grid
) -> tuple[Counts, Mapping[int, int]]:
    """Return the people of each place, and how many made each of `MOVES` at least once."""
    reading = Reading(ask, ctx)
    sql = lives_sql(reading, ask, cells, ended(reading, cells))
    found: Counts = Counter()
    made: Counter[int] = Counter()
    for code, people in lake.rows(one_by_one(lake, sql)):
        if code >= MADE:
            made[code - MADE] = people
        else:
            found[code // 8, code // 2 % 4, code % 2] = people
    return found, made


def _stages(counts: Counts, cells: Grid, reading: Reading) -> list[Stage]:
    done, stages = ended(reading, cells), []
    known = sum(counts[at, 0, on] for at in range(FIRST) for on in range(2))
    for number, start in enumerate(cells.starts):
        at = FIRST + number
        new, returning = (_people(counts, at, state) for state in (0, 1))
        resurrecting = _people(counts, at, 2) + _people(counts, at, 3)
        stages.append(
            Stage(
                shown(start, reading.tz), new, returning, resurrecting,
                dormant=sum(counts[at - 1, state, 0] for state in range(4)),
                away=known - returning - resurrecting, complete=number < done,
            )
        )  # fmt: skip
        known += new
    return stages


def _moves(stages: Sequence[Stage], counts: Counts, made: Mapping[int, int]) -> list[Move]:
    """Return the moves between the buckets that have ended."""
    if len(stages) < 2:
        return []
    times: Counter[tuple[State, State]] = Counter()
    for at, (was, now) in enumerate(pairwise(stages), FIRST):
        for state, name in enumerate(_STATES):
            times[name, "returning"] += counts[at, state, 1]
            times[name, "dormant"] += counts[at, state, 0]
        times["dormant", "resurrecting"] += now.resurrecting
        times["dormant", "dormant"] += was.away - now.resurrecting
    of: Counter[State] = Counter()
    for (before, _), n in times.items():
        of[before] += n
    return [
        Move(was, became, times[was, became],
             times[was, became] / of[was] if of[was] else None, made[i])
        for i, (was, became) in enumerate(MOVES)
    ]  # fmt: skip


def _forecast(
    ask: LifecycleAsk, reading: Reading, stages: Sequence[Stage], counts: Counts
) -> Forecast | None:
    if len(stages) < ENOUGH:
        return None
    flows = [
        Flow(
            _standing(was),
            (
                counts[at, 0, 1],
                counts[at, 1, 1],
                counts[at, 2, 1] + counts[at, 3, 1],
                _people(counts, at + 1, 2),
                _people(counts, at + 1, 3),
            ),
            now.new,
        )
        for at, (was, now) in enumerate(pairwise(stages), FIRST)
    ]
    flows = flows[-max(ENOUGH - 1, len(flows) // 3) :]  # who fell long ago wakes less and less
    points = foretell(flows, _standing(stages[-1]), ask.forecast, Random(_SEED), level=LEVEL)
    made, start = [], stages[-1].start
    for point in points:
        start = shown(step(start, ask.every, reading.tz), reading.tz)
        made.append(Foreseen(start, point.low, point.actives, point.high))
    return Forecast(tuple(made), LEVEL, sum(flow.arrived for flow in flows) / len(flows))


def _standing(stage: Stage) -> Standing:
    longer = stage.away - stage.dormant
    return Standing(stage.new, stage.returning, stage.resurrecting, stage.dormant, longer)


def _people(counts: Counts, at: int, state: int) -> int:
    return counts[at, state, 0] + counts[at, state, 1]


def _notes(ask: LifecycleAsk, done: int) -> list[str]:
    said = ["new is who did it for the first time in the whole history"]
    if ask.forecast and done < ENOUGH:
        return [*said, f"no forecast: {ENOUGH} points must have ended, and {done} have"]
    if ask.forecast:
        said.append(
            "the forecast moves people at the mean rates of the newest third of the points, four "
            "at least, and lets as many arrive; its range holds 80 % of 1,000 simulated courses, "
            "and it knows no weekdays or seasons"
        )
    return said


def _scan(ask: LifecycleAsk, ctx: Context) -> Scan:
    read = [*names(ask.where), *(name for tree in ask.event.filters for name in names(tree))]
    return Scan(ask, ctx, (ask.event,), tuple(dict.fromkeys(read)), since_ever=True)
