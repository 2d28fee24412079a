"""Where does a list of numbers break by itself? Groups whose numbers lie closest together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True)
class Weighed:
    """Numbers that lie together: the least of them, how many, their sum and sum of squares."""

    low: float
    n: float
    total: float
    squares: float


def natural_breaks(numbers: Sequence[Weighed], groups: int) -> list[float]:
    """Return where the second, third … group begins, of at most `groups`, ascending.

    The groups have the least sum of squared distances to their means: k-means in one dimension,
    exact, since neighbours stay together. Of equally good solutions it is always the same one.

    Args:
        numbers: By ascending value; what stands in one entry stays together.

    Source: Fisher (1958), On Grouping for Maximum Homogeneity, JASA 53, 789-798; the recursion
    by halves of Wang & Song (2011), Ckmeans.1d.dp, The R Journal 3, 29-33.
    Oracle: every possible grouping of small lists, and `sklearn.cluster.KMeans`, never better.
    """
    groups = min(groups, len(numbers))
    if groups < 2:
        return []
    cost = _Cost(numbers)
    best = [cost.of(0, i + 1) for i in range(len(numbers))]
    chosen: list[list[int]] = []
    for k in range(1, groups):
        best, first = _next(best, cost, k)
        chosen.append(first)
    breaks, until = [], len(numbers)
    for first in reversed(chosen):
        until = first[until - 1]
        breaks.append(numbers[until].low)
    return breaks[::-1]


class _Cost:
    """The squared distances of neighbours to their mean, from sums that were added up once."""

    def __init__(self, numbers: Sequence[Weighed]) -> None:
        n, total = sum(one.n for one in numbers), sum(one.total for one in numbers)
        middle = total / n if n else 0.0  # distances from here keep squares small
        self._n = [0.0, *accumulate(one.n for one in numbers)]
        self._sums = [0.0, *accumulate(one.total - middle * one.n for one in numbers)]
        self._squares = [
            0.0,
            *accumulate(
                one.squares - 2 * middle * one.total + middle * middle * one.n for one in numbers
            ),
        ]

    def of(self, first: int, end: int) -> float:
        """Return the cost of the entries from `first` to before `end`."""
        n, total = self._n[end] - self._n[first], self._sums[end] - self._sums[first]
        squares = self._squares[end] - self._squares[first]
        return max(0.0, squares - total * total / n) if n else 0.0


def _next(before: Sequence[float], cost: _Cost, k: int) -> tuple[list[float], list[int]]:
    """Return the least cost of k + 1 groups of the first i + 1 entries, and where the last begins.

    The best beginning never falls as i grows, so that each half of the list searches its own part.
    """
    size = len(before)
    best, first = [0.0] * size, [k] * size
    parts = [(k, size - 1, k, size - 1)]
    while parts:
        low, high, least, most = parts.pop()
        if low > high:
            continue
        middle = (low + high) // 2
        found = min(
            (before[begin - 1] + cost.of(begin, middle + 1), begin)
            for begin in range(least, min(most, middle) + 1)
        )
        best[middle], first[middle] = found
        parts += [(low, middle - 1, least, found[1]), (middle + 1, high, found[1], most)]
    return best, first
