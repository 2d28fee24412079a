"""How do people come back over all cohorts, how sure is that, and how does it go on?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from math import fsum, sqrt

from bellrock.analytics.retention.answer import Curve, CurvePoint, Fit, FitPoint
from bellrock.analytics.retention.tally import Tallies, Tally
from bellrock.analytics.retention.windows import Windows
from bellrock.core.errors import NotEnoughData
from bellrock.query.ask import RetentionAsk
from bellrock.stats.decay import Decay, fit_lifetimes, fit_shares
from bellrock.stats.intervals import Sums, mean_of, ratio_of, wilson


def curve(ask: RetentionAsk, tallies: Tallies, told: Windows) -> Curve:
    """Return the mean over the cohorts whose window is over, and its fit where one is asked for.

    There is no point where no such cohort has people, and no fit where the points are too few.
    Bounds take each start as another person's.
    """
    points = [
        point
        for window in range(told.count)
        if (point := _point(ask, window, _whole(tallies, told, window))) is not None
    ]
    return Curve(tuple(points), _fit(ask, points, tallies, told))


def _whole(tallies: Tallies, told: Windows, window: int) -> list[Tally]:
    """Return the tallies of the cohorts that are complete in a window."""
    return [one for cohort, one in tallies.items() if one.people and told.complete(cohort, window)]


def _point(ask: RetentionAsk, window: int, cohorts: Sequence[Tally]) -> CurvePoint | None:
    if not cohorts:
        return None
    people, back = sum(one.people for one in cohorts), sum(one.back[window] for one in cohorts)
    bounds = wilson(back, people)
    simple = fsum(one.back[window] / one.people for one in cohorts) / len(cohorts)
    value = None
    if ask.value is not None:
        sums = sum((one.sums[window] for one in cohorts), Sums())
        value = mean_of(sums) if ask.value.kind == "sum" else ratio_of(sums)
    return CurvePoint(
        window, len(cohorts), people, back, bounds.point, bounds.low, bounds.high, simple,
        *((None, None, None) if value is None else (value.point, value.low, value.high)),
    )  # fmt: skip


def _fit(
    ask: RetentionAsk, points: Sequence[CurvePoint], tallies: Tallies, told: Windows
) -> Fit | None:
    if ask.fit is None:
        return None
    after = [point for point in points if point.after]
    seen = [p for i, p in enumerate(after, 1) if p.after == i]
    try:
        decay = _decay(ask, seen, tallies, told)
    except NotEnoughData:
        return None
    ahead = len(seen) if ask.ahead is None else ask.ahead
    shares = decay.shares(len(seen) + ahead)
    squares = [(p.share - share) ** 2 for p, share in zip(seen, shares, strict=False)]
    return Fit(
        decay.model, dict(decay.parameters), len(seen), ahead, sqrt(fsum(squares) / len(seen)),
        tuple(FitPoint(i, share, i > len(seen)) for i, share in enumerate(shares, 1)),
    )  # fmt: skip


def _decay(ask: RetentionAsk, seen: Sequence[CurvePoint], tallies: Tallies, told: Windows) -> Decay:
    """Fit the curve; a streak that everybody begins is a lifetime, which is known person by person.

    Raises:
        NotEnoughData: there are too few points or people.
    """
    if ask.fit == "sbg" and ask.mode == "streak" and ask.implied:
        return fit_lifetimes(*_lifetimes(tallies, told))
    return fit_shares(ask.fit or "power", [p.returned for p in seen], [p.people for p in seen])


def _lifetimes(tallies: Tallies, told: Windows) -> tuple[list[int], list[int]]:
    """Return how many were lost in each window, and how many were there in the last one known."""
    lost, left = [0] * told.count, [0] * told.count
    for cohort, one in tallies.items():
        known = [*takewhile(lambda k: told.complete(cohort, k), range(told.count))]  # noqa: B023
        for window in known[1:]:
            lost[window] += one.back[window - 1] - one.back[window]
        if len(known) > 1:
            left[known[-1]] += one.back[known[-1]]
    longest = max((k for k in range(told.count) if lost[k] or left[k]), default=0)
    return lost[1 : longest + 1], left[1 : longest + 1]
