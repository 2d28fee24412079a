"""Who did it lately, often and for much?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from bellrock.analytics.answer import Span
from bellrock.analytics.meta import Scan, describe
from bellrock.analytics.rfm.answer import (
    Level,
    Migration,
    RfmAnswer,
    RfmCell,
    Scale,
    Segment,
    Shift,
)
from bellrock.analytics.rfm.segments import NAMES, NONE, Levels, places, segment
from bellrock.analytics.rfm.sql import AXES, Cuts, levels_sql, moves_sql, quantiles_sql, weighed_sql
from bellrock.core.time import Period, stopwatch
from bellrock.query.ask import RfmAsk
from bellrock.query.period import other_period, shown
from bellrock.query.predicate import names
from bellrock.query.relation import Context, Reading
from bellrock.stats.breaks import Weighed, natural_breaks
from bellrock.store import Lake


@dataclass(frozen=True)
class Cell:
    """The people of one level each, with sums, least and greatest of their three numbers."""

    levels: Levels
    people: int
    sums: tuple[float, float, float]
    lows: tuple[float, float, float]
    highs: tuple[float, float, float]


def rfm(lake: Lake, ask: RfmAsk, ctx: Context) -> RfmAnswer:
    """Place people who did the event in the period by recency, frequency and value.

    Recency is how many midnights of the zone lie between a person's last time and the end of the
    period; its best level is the most recent. The value of who did it without such a number is 0.
    Levels by quantiles: the i-th of n ends with the least value that i/n of the people do not
    exceed; of recency likewise in days, from the best level down. Equal values are always of one
    level, so that levels are of unequal size, or empty, where many values are equal. A level holds
    the value at which it begins; of recency, own cuts say from how many days on it is no longer
    reached. High, of eight segments, is above the mean level of everybody. Migration places the
    people of both periods by the cuts of this one, each at the end of its period.

    Raises:
        InvalidDefinition: the question cannot mean anything.
    """
    began = stopwatch()
    cuts = find_cuts(lake, ask, ctx)
    cells = _cells(lake, ask, ctx, cuts)
    people, means = _means(cells)
    total = sum(one.sums[2] for one in cells)
    moved = None
    if ask.compare is not None:
        moved = _migration(lake, ask, ctx, cuts, places(ask.scheme, cuts.counts, means))
    recency, frequency, value = scales = [_scale(cells, axis, cuts) for axis in range(3)]
    meta = describe(
        lake, _scan(ask, ctx), began=began, empty=not cells, notes=_notes(ask, scales, people)
    )
    return RfmAnswer(
        people, total, total / people if people else None, ask.of.kind != "mean",
        recency, frequency, value,
        cells=tuple(_cell(ask, one, cuts, people, means) for one in cells),
        segments=_segments(ask, cells, cuts, means), migration=moved, meta=meta,
    )  # fmt: skip


def find_cuts(lake: Lake, ask: RfmAsk, ctx: Context) -> Cuts:
    """Return where levels begin."""
    own = (ask.recency_cuts, ask.frequency_cuts, ask.value_cuts)
    found: list[Sequence[float]] = [(), (), ()]
    if ask.cuts == "quantiles" and not all(own):
        rows = lake.rows(quantiles_sql(Reading(ask, ctx), ask))
        found = [[one[0] for one in axis if one] for axis in rows[0]] if rows else found
    elif not all(own):
        found = [
            () if told else _natural(lake, ask, ctx, axis)
            for axis, told in zip(AXES, own, strict=True)
        ]
    days, often, much = own
    begins = (
        tuple(float(1 - ceil(cut)) for cut in reversed(days)) or tuple(found[0]),
        often or tuple(found[1]),
        much or tuple(found[2]),
    )
    counts = [len(told) + 1 if told else ask.levels for told in own]
    return Cuts(begins, (counts[0], counts[1], counts[2]))


def segment_places(lake: Lake, ask: RfmAsk, ctx: Context, cuts: Cuts) -> list[int]:
    """Return the place of the segment of all levels, from 1."""
    _, means = _means(_cells(lake, ask, ctx, cuts) if ask.scheme == "eight" else [])
    return places(ask.scheme, cuts.counts, means)


def earlier(reading: Reading, ask: RfmAsk) -> Period:
    """Return the period that people moved from."""
    return other_period(ask.compare or "previous", reading.period, reading.now, reading.tz)


def _natural(lake: Lake, ask: RfmAsk, ctx: Context, axis: str) -> list[float]:
    rows = lake.rows(weighed_sql(Reading(ask, ctx), ask, axis))
    return natural_breaks([Weighed(*map(float, row)) for row in rows], ask.levels)


def _cells(lake: Lake, ask: RfmAsk, ctx: Context, cuts: Cuts) -> list[Cell]:
    found = []
    for r, f, v, people, *figures in lake.rows(levels_sql(Reading(ask, ctx), ask, cuts)):
        sums, lows, highs = (tuple(figures[i::3]) for i in range(3))
        found.append(Cell((int(r), int(f), int(v)), int(people), sums, lows, highs))
    return found


Means = tuple[tuple[int, int], tuple[int, int], tuple[int, int]]


def _means(cells: Sequence[Cell]) -> tuple[int, Means]:
    """Return how many people there are, and of each of the three the sum of levels with that."""
    people = sum(one.people for one in cells)
    r, f, v = (sum(one.levels[axis] * one.people for one in cells) for axis in range(3))
    return people, ((r, people), (f, people), (v, people))


def _scale(cells: Sequence[Cell], axis: int, cuts: Cuts) -> Scale:
    sign = -1 if axis == 0 else 1
    levels = []
    for level in range(1, cuts.counts[axis] + 1):
        some = [one for one in cells if one.levels[axis] == level]
        people = sum(one.people for one in some)
        if not people:
            levels.append(Level(level, 0, None, None, None))
            continue
        ends = [min(one.lows[axis] for one in some), max(one.highs[axis] for one in some)]
        low, high = sorted(sign * end + 0.0 for end in ends)
        mean = sign * sum(one.sums[axis] for one in some) / people + 0.0
        levels.append(Level(level, people, low, high, mean))
    begins = cuts.begins[axis]
    told = tuple(1.0 - begin for begin in reversed(begins)) if axis == 0 else begins
    return Scale(told, tuple(levels))


def _cell(ask: RfmAsk, one: Cell, cuts: Cuts, people: int, means: Means) -> RfmCell:
    total = one.sums[2]
    named = segment(ask.scheme, one.levels, cuts.counts, means)
    return RfmCell(
        *one.levels, one.people, one.people / people, total, total / one.people, named
    )  # fmt: skip


def _segments(ask: RfmAsk, cells: Sequence[Cell], cuts: Cuts, means: Means) -> tuple[Segment, ...]:
    by_name: dict[str, list[Cell]] = defaultdict(list)
    for one in cells:
        by_name[segment(ask.scheme, one.levels, cuts.counts, means)].append(one)
    everybody, total = means[0][1], sum(one.sums[2] for one in cells)
    adds_up = ask.of.kind != "mean" and total > 0 and all(one.lows[2] >= 0 for one in cells)
    found = []
    for name in NAMES[ask.scheme]:
        some = by_name[name]
        people = sum(one.people for one in some)
        r, f, v = (sum(one.sums[axis] for one in some) for axis in range(3))
        found.append(
            Segment(
                name, people, people / everybody if everybody else None, v,
                v / total if adds_up else None,
                *((v / people, 0.0 - r / people, f / people) if people else (None,) * 3),
            )
        )  # fmt: skip
    return tuple(found)


def _migration(
    lake: Lake, ask: RfmAsk, ctx: Context, cuts: Cuts, segments: Sequence[int]
) -> Migration:
    reading = Reading(ask, ctx)
    before = earlier(reading, ask)
    rows: list[tuple[Any, ...]] = lake.rows(moves_sql(reading, ask, before, cuts, segments))
    of: dict[int, int] = defaultdict(int)
    for was, _, people, *_ in rows:
        of[was] += people
    named = [NONE, *NAMES[ask.scheme]]
    rows.sort(key=lambda row: (row[0] or len(named), row[1] or len(named)))
    shifts = [
        Shift(named[was], named[now], people, people / of[was], v_was, v_is)
        for was, now, people, v_was, v_is in rows
    ]
    span = Span(shown(before.start, reading.tz), shown(before.end, reading.tz))
    return Migration(span, tuple(shifts))


def _notes(ask: RfmAsk, scales: Sequence[Scale], people: int) -> list[str]:
    said = ["recency is counted in days back from the end of the period"]
    if ask.of.kind in ("sum", "mean"):
        said.append("the value of whoever did it without such a number is 0")
    if people and any(not level.people for scale in scales for level in scale.levels):
        said.append("equal values stay in one level, so that some levels are empty")
    if ask.compare is not None:
        said.append("both moments are measured by the cuts of this period")
    return said


def _scan(ask: RfmAsk, ctx: Context) -> Scan:
    read = [*names(ask.where), *(name for tree in ask.event.filters for name in names(tree))]
    read += [ask.of.of] if ask.of.of is not None else []
    return Scan(ask, ctx, (ask.event,), tuple(dict.fromkeys(read)))
