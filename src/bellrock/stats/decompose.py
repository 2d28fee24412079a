"""What did each part add to a change? Contributions that add up to it exactly.

A sum changes by its parts. A product's change is shared out by Shapley's rule: what a factor adds,
averaged over every order in which the factors could have changed. A ratio of sums over segments
changes because segments' own ratios change (rate), and because their weights do (mix).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import factorial, prod

MOST_FACTORS = 10
"""Shapley's rule looks at every subset of the factors."""


@dataclass(frozen=True)
class Segment:
    """One segment of a ratio in one period: its share of numerator and denominator."""

    numerator: float
    denominator: float


@dataclass(frozen=True)
class MixRate:
    """What a segment added to the change of the whole ratio, in the ratio's own unit."""

    mix: float
    """Because the segment's weight changed, against the whole's ratio."""
    rate: float
    """Because the segment's own ratio changed."""


def sum_contributions(before: Sequence[float], after: Sequence[float]) -> list[float]:
    """Return what each part added to the change of their sum."""
    return [b - a for a, b in zip(before, after, strict=True)]


def product_contributions(before: Sequence[float], after: Sequence[float]) -> list[float]:
    """Return what each factor added to the change of their product; zeros and signs are fine.

    Raises:
        ValueError: more factors than `MOST_FACTORS`.

    Source: Shapley (1953); as a decomposition, Albrecht, François, Schoors (2002), Energy Policy
    30, 727-736. Oracle: the mean over all orders of change.
    """
    n = len(before)
    if n > MOST_FACTORS:
        raise ValueError(f"at most {MOST_FACTORS} factors")
    added = []
    for i in range(n):
        others = [k for k in range(n) if k != i]
        share = 0.0
        for size in range(n):
            weight = factorial(size) * factorial(n - size - 1) / factorial(n)
            for changed in combinations(others, size):
                rest = prod(after[k] if k in changed else before[k] for k in others)
                share += weight * rest
        added.append((after[i] - before[i]) * share)
    return added


def ratio_contributions(
    before: Mapping[str, Segment], after: Mapping[str, Segment]
) -> dict[str, MixRate]:
    """Return what each segment added to the change of sum(numerators) / sum(denominators).

    A segment's weight is its share of the denominators; changes are taken at the mean of both
    periods, so that nothing is left over. A segment that is new or gone only changes the mix. Its
    mix is reckoned against the whole's mean ratio: more weight on a segment that is better than
    the whole adds, more on a worse one takes away.

    Raises:
        ValueError: the denominators of a period are not above zero.

    Source: the symmetric form of Kitagawa (1955), JASA 50, 1168-1194.
    """
    totals = [sum(s.denominator for s in part.values()) for part in (before, after)]
    if min(totals) <= 0:
        raise ValueError("the denominators of a period are not above zero")
    wholes = [
        sum(s.numerator for s in part.values()) / total
        for part, total in zip((before, after), totals, strict=True)
    ]
    middle = sum(wholes) / 2
    found = {}
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name, _NONE), after.get(name, _NONE)
        weights = old.denominator / totals[0], new.denominator / totals[1]
        rates = _rates(old, new)
        found[name] = MixRate(
            mix=(weights[1] - weights[0]) * (sum(rates) / 2 - middle),
            rate=(rates[1] - rates[0]) * sum(weights) / 2,
        )
    return found


_NONE = Segment(0.0, 0.0)


def _rates(old: Segment, new: Segment) -> tuple[float, float]:
    """Return a segment's own ratio in both periods; where it is not there, as in the other."""
    was = old.numerator / old.denominator if old.denominator else None
    now = new.numerator / new.denominator if new.denominator else None
    if was is None or now is None:
        one = was if was is not None else now
        return (one or 0.0, one or 0.0)
    return was, now
