"""Is this point out of the ordinary? Against what the days of the week and the recent level say.

Counts and sums vary by their size, so they are looked at as logarithms; shares and means are looked
at as they are. What a point should have been is the recent level and its season's usual distance
from it, both medians, so that an odd day does not teach the next one. How much points vary is
taken from how far earlier points fell from what was expected of them, and is never less than what
chance alone gives a count. Public holidays teach nothing, and may themselves be far less or more
than an ordinary day before they are out of the ordinary.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import median
from typing import Literal

LEVEL = 2
"""Seasons that the level is the median of."""
SEASONS = 8
"""Seasons back that a season's usual distance is the median of."""
LEAST = 4
"""Seasons that must have passed before a point is judged."""
THRESHOLD = 3.5
"""Standard deviations beyond which a point is out of the ordinary."""
RUN_THRESHOLD = 3.75
"""The same for the mean of a few points in a row, in its own standard deviations."""
RUN = 3
"""Points in a row in which a shift shows that no single one of them would."""
HOLIDAY = 3.0
"""How many times less, or more, than usual a point may be that is all holiday."""
_CLOSE = 1e-6
_MOSTLY = 0.5
"""The share of holiday from which a point says nothing about ordinary ones."""
_MAD = 1.4826
"""Median absolute deviations in a standard deviation of a normal distribution."""
_HALF = 0.5
"""Added to counts, so that none has a logarithm."""
Scale = Literal["count", "amount", "plain"]


@dataclass(frozen=True)
class Judged:
    """One point: what it was, should have been, and how far it is out of the ordinary."""

    value: float | None
    expected: float | None
    """None until there is enough history."""
    low: float | None
    high: float | None
    """Where a point of this kind falls unless something is the matter."""
    score: float | None
    """Standard deviations above (or below) what was expected; of the run, where that says more."""
    odd: bool


def judge(
    values: Sequence[float | None],
    *,
    season: int = 7,
    scale: Scale = "count",
    holidays: Sequence[float] = (),
) -> list[Judged]:
    """Judge every point of a series by the points before it alone.

    Args:
        values: Oldest first, evenly spaced; None where there is nothing to take a figure of.
        holidays: How much of each point's time is public holiday, 0-1; none where left out.
        season: Points in a season: 7 for days, 24 or 168 for hours, 1 where there is none.
        scale: count for numbers of events or people, amount for other sums that are never
            negative, plain for shares, means and whatever may be negative.

    Source: a median-based form of the seasonal decomposition in Cleveland et al. (1990), with the
    scale of Iglewicz and Hoaglin (1993). Oracle: simulated series in the tests.
    """
    told = [_into(value, scale) for value in values]
    off = list(holidays) or [0.0] * len(told)
    usual = [None if part >= _MOSTLY else one for one, part in zip(told, off, strict=True)]
    errors: list[float | None] = []
    found: list[Judged] = []
    for at, value in enumerate(told):
        expected = _expected(usual, at, season)
        spread = _spread(errors, season)
        if expected is None or value is None or spread is None:
            found.append(Judged(values[at], _out_of(expected, scale), None, None, None, False))
            if expected is None or value is None or off[at] >= _MOSTLY:
                errors.append(None)
            else:
                errors.append(_error(value, expected, scale))
            continue
        deviation = max(spread, 1.0 if scale == "count" else 0.0) or 1e-9
        if off[at] > 0:
            found.append(_on_holiday(values[at], value, expected, deviation, scale, off[at]))
            errors.append(None if off[at] >= _MOSTLY else _error(value, expected, scale))
            continue
        error = _error(value, expected, scale)
        score, odd = _score([*errors[-(RUN - 1) :], error], deviation)
        errors.append(error)
        found.append(
            Judged(
                values[at], _out_of(expected, scale),
                _bound(expected, -THRESHOLD * deviation, scale),
                _bound(expected, THRESHOLD * deviation, scale), score, odd,
            )
        )  # fmt: skip
    return found


def _on_holiday(
    shown: float | None, value: float, expected: float, deviation: float, scale: Scale, part: float
) -> Judged:
    """Judge a point that is partly holiday by bounds that are as much wider."""
    if scale == "plain":
        wide = deviation * (1 + (HOLIDAY - 1) * part)
        lower = upper = expected
    else:
        wide = deviation
        lower = expected + log(1 - part * (1 - 1 / HOLIDAY))
        upper = expected + log(1 + part * (HOLIDAY - 1))
    low, high = _bound(lower, -THRESHOLD * wide, scale), _bound(upper, THRESHOLD * wide, scale)
    told = _out_of(value, scale)
    odd = told is not None and ((low or 0.0) - told > _CLOSE or told - (high or 0.0) > _CLOSE)
    score = _error(value, expected, scale) / wide
    return Judged(shown, _out_of(expected, scale), low, high, score, odd)


def _into(value: float | None, scale: Scale) -> float | None:
    if value is None or scale == "plain":
        return value
    return log(max(value, 0.0) + _HALF)


def _out_of(value: float | None, scale: Scale) -> float | None:
    if value is None or scale == "plain":
        return value
    return max(exp(min(value, 700.0)) - _HALF, 0.0)


def _expected(told: Sequence[float | None], at: int, season: int) -> float | None:
    """The level of the last seasons and the usual distance of this place of the season from it."""
    if at < LEAST * season:
        return None
    level = _median(told[max(0, at - LEVEL * season) : at])
    distances = []
    for back in range(1, SEASONS + 1):
        place = at - back * season
        if place < 0:
            break
        around = _median(told[max(0, place - season // 2) : place + season // 2 + 1])
        value = told[place]
        if value is not None and around is not None:
            distances.append(value - around)
    if level is None or not distances:
        return None
    return level + (median(distances) if season > 1 else 0.0)


def _spread(errors: Sequence[float | None], season: int) -> float | None:
    """How much points vary around what was expected of them, so far."""
    known = [error for error in errors[-SEASONS * season :] if error is not None]
    if len(known) < max(2 * season, 10):
        return None
    return _MAD * median(abs(error) for error in known)


def _error(value: float, expected: float, scale: Scale) -> float:
    """How far a point fell from what was expected; for counts in units of their own chance.

    Source: Anscombe (1948), Biometrika 35, 246-254: twice the root of a count varies by 1.
    """
    if scale != "count":
        return value - expected
    return 2 * (_root(exp(value)) - _root(exp(min(expected, 700.0))))


def _root(shifted: float) -> float:
    return sqrt(max(shifted - _HALF, 0.0) + 0.375)


def _bound(expected: float, away: float, scale: Scale) -> float | None:
    if scale != "count":
        return _out_of(expected + away, scale)
    return max(max(_root(exp(min(expected, 700.0))) + away / 2, 0.0) ** 2 - 0.375, 0.0)


def _score(errors: Sequence[float | None], deviation: float) -> tuple[float, bool]:
    """Return the score of the newest error, or of its run, and whether it is odd."""
    newest = errors[-1] or 0.0
    single = newest / deviation
    known = [error for error in errors if error is not None]
    run = sum(known) / len(known) / deviation * sqrt(len(known)) if len(known) == RUN else 0.0
    if abs(run) > RUN_THRESHOLD and run * newest > 0 and abs(run) > abs(single):
        return run, True
    return single, abs(single) > THRESHOLD


def _median(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if known else None
