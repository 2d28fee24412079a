"""How much does each person do, and how is it spread over people?"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bellrock.analytics.answer import By
from bellrock.analytics.frequency.answer import Distribution, FrequencyAnswer, Range
from bellrock.analytics.frequency.sql import counts_sql, figures_sql, period_cells, ranges_sql
from bellrock.analytics.groups import Group, Groups, by_of, folded, groups_sql, read_groups
from bellrock.analytics.meta import Scan, describe
from bellrock.analytics.whole import whole, widened
from bellrock.core.time import Period, stopwatch
from bellrock.query.ask import FrequencyAsk
from bellrock.query.period import shown
from bellrock.query.predicate import names
from bellrock.query.relation import Context, Reading
from bellrock.stats.bins import Spread, edges, most_of, spread_of
from bellrock.store import Lake

WHOLE_NUMBERS = ("times", "days", "hours")
_TENTHS = 10
"""People of whom a tenth can be told."""


@dataclass(frozen=True)
class Figures:
    """How the numbers of one bucket and group are spread."""

    people: int
    mean: float
    total: float
    spread: Spread
    most: float
    """The sum of the tenth of people with the most."""
    numbers: Mapping[float, int] | None = None
    """How many people have each number, where numbers are whole."""


Key = tuple[int, int]
"""A bucket and the place of a group."""


@dataclass(frozen=True)
class Part:
    """Everybody, or the groups of a breakdown, with how their numbers are spread."""

    groups: Groups | None
    figures: Mapping[Key, Figures]

    @property
    def shown(self) -> Sequence[Group | None]:
        """The groups, each a row."""
        return [None] if self.groups is None else self.groups.all


@dataclass(frozen=True)
class Cuts:
    """Where the ranges of an answer begin; `below` where some number lies under the first."""

    edges: tuple[float, ...]
    below: bool

    @property
    def ranges(self) -> tuple[Range, ...]:
        """The ranges shown."""
        lows: list[float | None] = [None, *self.edges] if self.below else [*self.edges]
        return tuple(
            Range(low, lows[i + 1] if i + 1 < len(lows) else None) for i, low in enumerate(lows)
        )

    def number(self, place: int) -> int:
        """Return how many edges are at or below the numbers of the range at `place`."""
        return place if self.below else place + 1


def frequency(lake: Lake, ask: FrequencyAsk, ctx: Context) -> FrequencyAnswer:
    """Count people by a number of theirs: times, days or hours of an event, or of a property.

    Only who did the event counts, so no count is 0; for a sum or mean, who did it with a number.
    With `every` a person has a number in each bucket in which they did it, and the first bucket is
    counted whole. With a breakdown a person has a number in each group that their events fall
    into, so that groups do not add up to everybody. A range holds its lower edge. Chosen ranges
    follow from the numbers of everybody in all buckets. Quantiles are exact, linear between
    neighbours.

    Raises:
        InvalidDefinition: the question cannot mean anything.
    """
    began = stopwatch()
    reading = Reading(ask, ctx)
    groups = find_groups(lake, ask, ctx)
    alone = _figures(lake, ask, ctx, None)
    grouped = {} if groups is None else _figures(lake, ask, ctx, groups)
    cuts = _cuts(ask, alone, grouped)
    parts: list[Part] = [Part(None, alone)]
    parts += [] if groups is None else [Part(groups, grouped)]
    rows = _rows(lake, ask, ctx, parts, cuts)
    cells = period_cells(reading, ask)
    during = None if cells is None else whole(reading, cells)
    cut = [] if cells is None else widened(reading, cells)
    meta = describe(
        lake, _scan(ask, ctx, during), began=began, empty=not alone,
        notes=[*cut, *folded(groups), *_notes(ask)],
    )  # fmt: skip
    return FrequencyAnswer(ask.of.kind in WHOLE_NUMBERS, cuts.ranges, tuple(rows), meta)


def find_groups(lake: Lake, ask: FrequencyAsk, ctx: Context) -> Groups | None:
    """Return the groups of the breakdown, those with the most events first; None without one."""
    if not ask.by:
        return None
    rows = lake.rows(groups_sql(Reading(ask, ctx), ask.by, [ask.event], ask.top))
    return read_groups(rows, ask.by)


def find_cuts(lake: Lake, ask: FrequencyAsk, ctx: Context) -> Cuts:
    """Return the ranges of the answer."""
    groups = find_groups(lake, ask, ctx)
    grouped = {} if groups is None else _figures(lake, ask, ctx, groups)
    return _cuts(ask, _figures(lake, ask, ctx, None), grouped)


def _figures(
    lake: Lake, ask: FrequencyAsk, ctx: Context, groups: Groups | None
) -> Mapping[Key, Figures]:
    if ask.of.kind in WHOLE_NUMBERS:
        return _counted(lake, ask, ctx, groups)
    found = {}
    for bucket, grp, people, mean, total, *spread, most in lake.rows(
        figures_sql(Reading(ask, ctx), ask, groups)
    ):
        found[int(bucket), int(grp)] = Figures(people, mean, total, Spread(*spread), most)
    return found


def _counted(
    lake: Lake, ask: FrequencyAsk, ctx: Context, groups: Groups | None
) -> Mapping[Key, Figures]:
    """Return how whole numbers are spread, of how many people have each."""
    told: dict[Key, dict[float, int]] = {}
    for bucket, grp, number, people in lake.rows(counts_sql(Reading(ask, ctx), ask, groups)):
        told.setdefault((int(bucket), int(grp)), {})[number] = int(people)
    found = {}
    for key, numbers in told.items():
        people = sum(numbers.values())
        total = sum(number * n for number, n in numbers.items())
        most = most_of(numbers, people / 10)
        found[key] = Figures(people, total / people, total, spread_of(numbers), most, numbers)
    return found


def _cuts(ask: FrequencyAsk, found: Mapping[Key, Figures], grouped: Mapping[Key, Figures]) -> Cuts:
    """Choose ranges for everybody's numbers; those of a group may lie below."""
    if not found:
        return Cuts(ask.bins, below=False)
    spreads = [one.spread for one in found.values()]
    low = min(one.spread.low for one in [*found.values(), *grouped.values()])
    if ask.bins:
        return Cuts(ask.bins, below=low < ask.bins[0])
    everybody = Spread(
        min(one.low for one in spreads), min(one.p10 for one in spreads),
        min(one.median for one in spreads),
        max(one.p90 for one in spreads), max(one.p99 for one in spreads),
        max(one.high for one in spreads),
    )  # fmt: skip
    chosen = edges(everybody, whole=ask.of.kind in WHOLE_NUMBERS)
    return Cuts(chosen, below=low < chosen[0])


def _rows(
    lake: Lake, ask: FrequencyAsk, ctx: Context, parts: Sequence[Part], cuts: Cuts
) -> list[Distribution]:
    reading = Reading(ask, ctx)
    cells = period_cells(reading, ask)
    starts = [None] if cells is None else [shown(start, reading.tz) for start in cells.starts]
    tables = [(_table(lake, ask, ctx, part, cuts), part.shown) for part in parts]
    return [
        _row(start, by_of(group, ask.by), group, table.get((bucket, grp)), ask, cuts)
        for bucket, start in enumerate(starts)
        for table, some in tables
        for grp, group in enumerate(some)
    ]


Table = Mapping[Key, tuple[Figures, tuple[int, ...]]]


def _table(lake: Lake, ask: FrequencyAsk, ctx: Context, part: Part, cuts: Cuts) -> Table:
    counts: dict[Key, Counter[int]] = {key: Counter() for key in part.figures}
    if ask.of.kind in WHOLE_NUMBERS:
        for key, one in part.figures.items():
            for number, people in (one.numbers or {}).items():
                counts[key][bisect_right(cuts.edges, number)] += people
    else:
        sql = ranges_sql(Reading(ask, ctx), ask, part.groups, cuts.edges)
        for bucket, grp, edges_below, people in lake.rows(sql):
            counts[int(bucket), int(grp)][int(edges_below)] = people
    places = range(len(cuts.ranges))
    return {
        key: (one, tuple(counts[key][cuts.number(place)] for place in places))
        for key, one in part.figures.items()
    }


def _row(
    start: datetime | None, by: By | None, group: Group | None,
    found: tuple[Figures, tuple[int, ...]] | None, ask: FrequencyAsk, cuts: Cuts,
) -> Distribution:  # fmt: skip
    other = group is not None and group.rest
    if found is None:
        nobody = (0,) * len(cuts.ranges)
        return Distribution(start, by, 0, nobody, None, None, None, 0.0, None, other=other)
    one, counts = found
    counts_up = ask.of.kind != "mean" and one.spread.low >= 0 and one.total > 0
    telling = counts_up and one.people >= _TENTHS
    share = min(1.0, one.most / one.total) if telling else None
    return Distribution(
        start, by, one.people, counts, one.mean, one.spread.median, one.spread.p90, one.total,
        share, other=other,
    )  # fmt: skip


def _notes(ask: FrequencyAsk) -> list[str]:
    said = []
    if ask.by:
        said.append("whoever did it in several groups counts in each of them")
    if ask.of.kind in ("sum", "mean"):
        said.append("whoever did it without such a number is left out")
    return said


def _scan(ask: FrequencyAsk, ctx: Context, during: Period | None) -> Scan:
    read = [*names(ask.where), *ask.by]
    read += [name for tree in ask.event.filters for name in names(tree)]
    read += [ask.of.of] if ask.of.of is not None else []
    return Scan(ask, ctx, (ask.event,), tuple(dict.fromkeys(read)), during)
