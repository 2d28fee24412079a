"""Between which bounds does a share or a mean lie? Intervals from counts and sums alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import sqrt
from statistics import NormalDist


@dataclass(frozen=True)
class Interval:
    """An estimate and its bounds: low <= point <= high, in one unit."""

    low: float
    point: float
    high: float


def wilson(part: float, whole: float, *, level: float = 0.95) -> Interval:
    """Return the interval for the share `part / whole` of independent people; `whole` is over 0.

    Source: Wilson (1927), Journal of the American Statistical Association 22, 209–212.
    Oracle: `statsmodels.stats.proportion.proportion_confint(method="wilson")`.
    """
    z = quantile(level)
    share, square = part / whole, z * z / whole
    middle = (share + square / 2) / (1 + square)
    half = z / (1 + square) * sqrt(max(0.0, share * (1 - share)) / whole + square / whole / 4)
    # Where rounding would put a bound beyond the share, at none and at all, the share is the bound.
    return Interval(max(0.0, min(share, middle - half)), share, min(1.0, max(share, middle + half)))


@dataclass(frozen=True)
class Sums:
    """Of `n` people, the sums of each one's total x and count y, of their squares and product."""

    n: int = 0
    x: float = 0.0
    y: float = 0.0
    xx: float = 0.0
    yy: float = 0.0
    xy: float = 0.0

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.n + other.n, self.x + other.x, self.y + other.y,
            self.xx + other.xx, self.yy + other.yy, self.xy + other.xy,
        )  # fmt: skip


def mean_of(sums: Sums, *, level: float = 0.95) -> Interval | None:
    """Return the interval for the mean of x a person; None of nobody, and no width of one.

    Source: the central limit theorem with the unbiased variance.
    Oracle: `statistics.stdev` over the people one by one.
    """
    if not sums.n:
        return None
    mean = sums.x / sums.n
    squares = max(0.0, sums.xx - sums.x * mean)
    return _around(mean, squares, sums.n, quantile(level))


def ratio_of(sums: Sums, *, level: float = 0.95) -> Interval | None:
    """Return the interval for sum of x / sum of y, where people bring several each; None of none.

    Source: Cochran (1977), Sampling Techniques, section 6.3 (linearised variance of a ratio).
    Oracle: the same sums over the people one by one.
    """
    if not sums.y:
        return None
    ratio, each = sums.x / sums.y, sums.y / sums.n
    squares = max(0.0, sums.xx - 2 * ratio * sums.xy + ratio * ratio * sums.yy)
    return _around(ratio, squares / (each * each), sums.n, quantile(level))


@cache
def quantile(level: float) -> float:
    """Return how many standard errors lie on either side of the point."""
    return NormalDist().inv_cdf((1 + level) / 2)


def _around(point: float, squares: float, n: int, z: float) -> Interval:
    half = z * sqrt(squares / (n - 1) / n) if n > 1 else 0.0
    return Interval(point - half, point, point + half)
