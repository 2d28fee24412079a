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

from bellrock.analytics.metric.answer import ChangeAnswer, Part, Split
from bellrock.analytics.metric.value import Asked
from bellrock.analytics.trend import trend
from bellrock.analytics.trend.answer import Series, TrendAnswer
from bellrock.core.errors import InvalidDefinition
from bellrock.query.registered import MetricDefinition
from bellrock.query.relation import Context
from bellrock.stats.decompose import MixRate, Segment, ratio_contributions
from bellrock.store import Lake

DIMENSIONS = ("channel", "country", "device", "os", "browser", "utm_campaign", "event")
"""What a change is taken apart by where nothing else is asked."""
MOST = 12
_TOP = 50
_LARGE = 0.05
"""Share of the whole from which a part speaks of a reversal."""
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
    told = {
        "from_": asked.from_, "to": asked.to, "zone": asked.zone, "every": "month",
        "compare": asked.compare or "previous",
    }  # fmt: skip
    whole = trend(lake, metric.asked(**told), ctx)
    line = whole.series[0]
    before = None if line.before is None else line.before.total
    moved = None if line.total is None or before is None else line.total - before
    splits = [_split(lake, metric, ctx, told | {"by": [one], "top": _TOP}, moved) for one in by]
    if whole.compared is None:
        raise ValueError("a trend that is compared says with what")
    return ChangeAnswer(
        line.total, before, moved, whole.compared,
        tuple(sorted(splits, key=lambda one: -one.surprise)), meta=whole.meta,
    )  # fmt: skip


def _split(
    lake: Lake, metric: MetricDefinition, ctx: Context, told: Mapping[str, Any], moved: float | None
) -> Split:
    (name,) = told["by"]
    if metric.ratio is None:
        answer = trend(lake, metric.asked(**told), ctx)
        parts = [_part(one) for one in answer.series]
        shares = [(part.before, part.value) for part in parts]
    else:
        bare = metric.asked(**told).model_copy(update={"formula": None})
        found = trend(lake, bare, ctx)
        parts, shares = _ratio_parts(found, len(bare.events), metric.ratio)
    kept = [part for part in parts if part.value or part.before or part.added]
    rest = 0.0 if moved is None else moved - sum(part.added for part in kept)
    return Split(
        name, tuple(sorted(kept, key=lambda part: -abs(part.added))), _tidy(rest, moved),
        _surprise(shares), reversed=_is_reversed(kept, shares, parts, moved),
    )  # fmt: skip


def _part(one: Series) -> Part:
    before = None if one.before is None else one.before.total
    return Part(
        one.by or {}, one.total, before, (one.total or 0.0) - (before or 0.0), other=one.other
    )


def _ratio_parts(
    answer: TrendAnswer, events: int, places: tuple[int, int]
) -> tuple[list[Part], list[Shares]]:
    """Return the parts of a ratio, and their denominators in both periods.

    A trend of several events has the groups of its first event first, then those of the next.
    """
    each = len(answer.series) // events
    top, bottom = (answer.series[place * each : (place + 1) * each] for place in places)
    pairs = list(zip(top, bottom, strict=True))
    after = {str(i): Segment(a.total or 0.0, b.total or 0.0) for i, (a, b) in enumerate(pairs)}
    before = {str(i): Segment(_was(a) or 0.0, _was(b) or 0.0) for i, (a, b) in enumerate(pairs)}
    try:
        added = ratio_contributions(before, after)
    except ValueError:  # a period without anything to divide by
        added = dict.fromkeys(after, MixRate(0.0, 0.0))
    parts = [
        Part(
            one.by or {}, _share(after[key]), _share(before[key]),
            added[key].mix + added[key].rate, mix=added[key].mix, rate=added[key].rate,
            other=one.other,
        )
        for key, one in zip(after, top, strict=True)
    ]  # fmt: skip
    return parts, [(before[key].denominator, after[key].denominator) for key in after]


def _was(one: Series) -> float | None:
    return None if one.before is None else one.before.total


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


def _is_reversed(
    kept: Sequence[Part], shares: Sequence[Shares],
    parts: Sequence[Part], moved: float | None,
) -> bool:  # fmt: skip
    """Whether every large part of a ratio moved against the whole."""
    if not moved or not any(part.rate is not None for part in kept):
        return False
    total = sum((pair[1] or 0.0) for pair in shares) or 1.0
    large = [
        (part.value or 0.0) - (part.before or 0.0)
        for part, pair in zip(parts, shares, strict=True)
        if (pair[1] or 0.0) / total >= _LARGE and part.value is not None and part.before is not None
    ]
    return len(large) > 1 and all(one * moved < 0 for one in large)


def _tidy(rest: float, moved: float | None) -> float:
    """Return the rest without what floating point left."""
    return 0.0 if abs(rest) < 1e-9 * max(1.0, abs(moved or 0.0)) else rest
