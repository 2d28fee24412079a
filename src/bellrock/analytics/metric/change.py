"""Why did a metric change? Its change taken apart by every dimension that may explain it.

Sums split into what each group added; a ratio of sums into mix and rate. Where groups overlap
(people) or do not add up (means), what they leave is said as the rest. Dimensions are ranked by
surprise: how far the groups' shares moved from the period before.

Source: Bhagwan et al. (2014), Adtributor, NSDI 14, 43-55, for surprise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log2
from typing import Any

from bellrock.analytics.answer import By, Meta
from bellrock.analytics.groups import Groups, by_of
from bellrock.analytics.metric.answer import ChangeAnswer, Part, Split
from bellrock.analytics.metric.people import counts_people, people_by
from bellrock.analytics.metric.value import Asked
from bellrock.analytics.trend import trend
from bellrock.analytics.trend.run import compared_with, describe_trend, find_groups, span_of
from bellrock.analytics.unsent import known, names_in
from bellrock.core.errors import InvalidDefinition
from bellrock.core.time import stopwatch
from bellrock.query.ask import TrendAsk
from bellrock.query.dimension import read_dimension
from bellrock.query.naming import Name
from bellrock.query.registered import MetricDefinition
from bellrock.query.relation import Context
from bellrock.stats.decompose import MixRate, Segment, ratio_contributions
from bellrock.store import Lake

DIMENSIONS = ("channel", "country", "device", "os", "browser", "utm_campaign", "event")
"""What a change is taken apart by where nothing else is asked."""
MOST = 12
_TOP = 100
_LARGE = 0.05
"""Share of the whole from which a part speaks of a reversal."""
Key = tuple[Any, ...]
"""A group: the name and value of its dimension, after False; the rest is True alone."""
_OTHER: Key = (True,)
Totals = dict[Key, list[float | None]]
"""The whole of each event, by group."""
Side = tuple[Totals, bool]
"""Of one period, and whether these are all groups."""
Shares = tuple[float | None, float | None]
"""What is compared of a part, before and after."""


def change(
    lake: Lake, metric: MetricDefinition, ctx: Context, asked: Asked,
    by: Sequence[str] = DIMENSIONS,
) -> ChangeAnswer:  # fmt: skip
    """Take the change of `metric` since the period compared with apart, by each of `by`.

    Raises:
        InvalidDefinition: nothing to compare with, too many dimensions, or one that means nothing.
    """
    if not 0 < len(by) <= MOST:
        raise InvalidDefinition(
            f"a change is taken apart by 1 to {MOST} dimensions", hint="leave some out", field="by"
        )
    ctx = known(lake, ctx, [*names_in(metric.ask), *names_in([read_dimension(one) for one in by])])
    told = {
        "from_": asked.from_, "to": asked.to, "zone": asked.zone, "every": "month",
        "compare": asked.compare or "previous",
    }  # fmt: skip
    asked_whole = metric.asked(**told)
    other = compared_with(asked_whole, ctx)
    if other is None:
        raise ValueError("a change is compared with something")
    periods = [
        {"from_": span.from_.isoformat(), "to": span.to.isoformat(), "zone": asked.zone,
         "every": "month"}
        for span in (span_of(asked_whole, ctx), span_of(other, ctx))
    ]  # fmt: skip
    take = _counted if counts_people(asked_whole) else _taken
    total, before, sides, meta = take(lake, metric, ctx, asked_whole, periods, by)
    moved = None if total is None or before is None else total - before
    splits = [_split(metric, one, *own, moved) for one, own in zip(by, sides, strict=True)]
    return ChangeAnswer(
        total, before, moved, span_of(other, ctx),
        tuple(sorted(splits, key=lambda one: -one.surprise)), meta=meta,
    )  # fmt: skip


def _split(metric: MetricDefinition, by: str, now: Side, then: Side, moved: float | None) -> Split:
    """Take the change apart by the groups of both periods."""
    after, before = _same_groups(now, then)
    make = _ratio_parts if metric.ratio is not None else _plain_parts
    parts = make(after, before, metric)
    weights = metric.ratio[1] if metric.ratio is not None else 0
    shares = [(before[key][weights], after[key][weights]) for key in after]
    kept = [part for part in parts if part.value or part.before or part.added]
    rest = 0.0 if moved is None else moved - sum(part.added for part in kept)
    return Split(
        by, tuple(sorted(kept, key=lambda part: -abs(part.added))), _tidy(rest, moved),
        _surprise(shares), reversed=_is_reversed(parts, shares, moved),
    )  # fmt: skip


Taken = tuple[float | None, float | None, list[tuple[Side, Side]], Meta]
"""The metric in both periods, its groups in both by dimension, and what a reader should know."""


def _taken(
    lake: Lake, metric: MetricDefinition, ctx: Context, whole: TrendAsk,
    periods: Sequence[Mapping[str, Any]], by: Sequence[str],
) -> Taken:  # fmt: skip
    """Ask for the trend, and for one of each dimension and period."""
    answer = trend(lake, whole, ctx)
    line = answer.series[0]
    sides = [
        [_side(lake, metric, ctx, {**told, "by": [one], "top": _TOP}) for told in periods]
        for one in by
    ]
    before = None if line.before is None else line.before.total
    return line.total, before, [(now, then) for now, then in sides], answer.meta


def _counted(
    lake: Lake, metric: MetricDefinition, ctx: Context, whole: TrendAsk,
    periods: Sequence[Mapping[str, Any]], by: Sequence[str],
) -> Taken:  # fmt: skip
    """Return the same of people, who are read once a period for all dimensions."""
    began = stopwatch()
    totals, sides = [], list[list[Side]]()
    for told in periods:
        asks = [metric.asked(**told, by=[one], top=_TOP) for one in by]
        splits = [(ask.by[0], found) for ask in asks if (found := find_groups(lake, ask, ctx))]
        total, people = people_by(lake, metric.asked(**told), ctx, splits)
        totals.append(total)
        sides.append([_side_of(*split, own) for split, own in zip(splits, people, strict=True)])
    meta = describe_trend(lake, whole, ctx, began=began, empty=not totals[0])
    return totals[0], totals[1], list(zip(*sides, strict=True)), meta


def _side_of(name: Name, groups: Groups, people: Sequence[int]) -> Side:
    found: Totals = {}
    for group, count in zip(groups.all, people, strict=True):
        key = _OTHER if group.rest else (False, *(by_of(group, [name]) or {}).items())
        found[key] = [count]
    return found, not any(found[_OTHER])


def _side(lake: Lake, metric: MetricDefinition, ctx: Context, told: Mapping[str, Any]) -> Side:
    """Return the totals of each group in one period, and whether these are all groups."""
    ask = metric.asked(**told)
    if metric.ratio is not None:
        ask = ask.model_copy(update={"formula": None})
    answer = trend(lake, ask, ctx)
    found: dict[Key, list[float | None]] = {}
    for one in answer.series:  # the groups of the first event, then those of the next
        key = _OTHER if one.other else (False, *(one.by or {}).items())
        found.setdefault(key, []).append(one.total)
    return found, not any(found.get(_OTHER, []))


def _same_groups(after: Side, before: Side) -> tuple[Totals, Totals]:
    """Return both sides with the same groups; one that a side may hold in its rest joins it."""
    width = len(next(iter(after[0].values()), [None]))
    nothing: list[float | None] = [None] * width
    keys = [key for key in dict.fromkeys([*after[0], *before[0]]) if key != _OTHER]
    told = [key for key in keys if all(key in side or whole for side, whole in (after, before))]
    made: list[Totals] = []
    for side, _ in (after, before):
        one = {key: side.get(key, nothing) for key in told}
        rest = [side[key] for key in side if key not in one]
        one[_OTHER] = [_sum(parts) for parts in zip(nothing, *rest, strict=True)]
        made.append(one)
    return made[0], made[1]


def _sum(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _plain_parts(after: Totals, before: Totals, metric: MetricDefinition) -> list[Part]:
    del metric
    return [
        Part(
            _by(key), after[key][0], before[key][0],
            (after[key][0] or 0.0) - (before[key][0] or 0.0), other=key == _OTHER,
        )
        for key in after
    ]  # fmt: skip


def _ratio_parts(after: Totals, before: Totals, metric: MetricDefinition) -> list[Part]:
    sides = [
        {str(i): _segment(side[key], metric) for i, key in enumerate(after)}
        for side in (after, before)
    ]
    new, old = sides
    try:
        added = ratio_contributions(old, new)
    except ValueError:  # a period without anything to divide by
        added = dict.fromkeys(new, MixRate(0.0, 0.0))
    return [
        Part(
            _by(key), _share(new[str(i)]), _share(old[str(i)]),
            added[str(i)].mix + added[str(i)].rate, mix=added[str(i)].mix,
            rate=added[str(i)].rate, other=key == _OTHER,
        )
        for i, key in enumerate(after)
    ]  # fmt: skip


def _segment(totals: Sequence[float | None], metric: MetricDefinition) -> Segment:
    top, bottom = metric.ratio or (0, 0)
    return Segment(totals[top] or 0.0, totals[bottom] or 0.0)


def _by(key: Key) -> By:
    return {} if key == _OTHER else dict(key[1:])


def _share(segment: Segment) -> float | None:
    return segment.numerator / segment.denominator if segment.denominator else None


def _surprise(shares: Sequence[Shares]) -> float:
    """Return the Jensen-Shannon divergence between the parts' shares of both periods, in bits."""
    sides = [[max(pair[i] or 0.0, 0.0) for pair in shares] for i in (0, 1)]
    totals = [sum(side) for side in sides]
    if min(totals) <= 0:
        return 0.0
    told = 0.0
    for p, q in zip(*([x / t for x in side] for side, t in zip(sides, totals, strict=True)),
                    strict=True):  # fmt: skip
        middle = (p + q) / 2
        told += sum(x * log2(x / middle) / 2 for x in (p, q) if x > 0)
    return max(told, 0.0)


def _is_reversed(parts: Sequence[Part], shares: Sequence[Shares], moved: float | None) -> bool:
    """Whether every large part of a ratio moved against the whole."""
    if not moved or not any(part.rate is not None for part in parts):
        return False
    total = sum((pair[1] or 0.0) for pair in shares) or 1.0
    large = [
        part.value - part.before
        for part, pair in zip(parts, shares, strict=True)
        if (pair[1] or 0.0) / total >= _LARGE and part.value is not None and part.before is not None
    ]
    return len(large) > 1 and all(one * moved < 0 for one in large)


def _tidy(rest: float, moved: float | None) -> float:
    """Return the rest without what floating point left."""
    return 0.0 if abs(rest) < 1e-9 * max(1.0, abs(moved or 0.0)) else rest
