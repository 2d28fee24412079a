"""Do two shares differ? Their difference with its bounds, and how likely it is by accident."""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, sqrt

from bellrock.stats.intervals import Interval, wilson

LEAST_EXPECTED = 5.0
"""Fewer than these expected in any of the four cells are too few for the test."""


@dataclass(frozen=True)
class Shares:
    """Of `whole` people `part` do something, and of `other_whole` others `other_part`."""

    part: int
    whole: int
    other_part: int
    other_whole: int

    @property
    def testable(self) -> bool:
        """Whether each of the four cells is expected to hold enough people."""
        everybody, done = self.whole + self.other_whole, self.part + self.other_part
        if not self.whole or not self.other_whole:
            return False
        least = min(self.whole, self.other_whole) * min(done, everybody - done) / everybody
        return least >= LEAST_EXPECTED


def difference_of(shares: Shares, *, level: float = 0.95) -> Interval:
    """Return the interval for the first share less the other; both wholes are over 0.

    Source: Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.
    Oracle: `statsmodels.stats.proportion.confint_proportions_2indep(method="newcomb")`.
    """
    one = wilson(shares.part, shares.whole, level=level)
    other = wilson(shares.other_part, shares.other_whole, level=level)
    point = one.point - other.point
    low = point - sqrt((one.point - one.low) ** 2 + (other.high - other.point) ** 2)
    high = point + sqrt((one.high - one.point) ** 2 + (other.point - other.low) ** 2)
    return Interval(low, point, high)


def two_shares(shares: Shares) -> float:
    """Return the two-sided p-value of no difference, by z with the pooled share.

    Source: Fleiss, Levin, Paik (2003), Statistical Methods for Rates and Proportions, section 3.2.
    Oracle: `statsmodels.stats.proportion.proportions_ztest`.
    """
    pooled = (shares.part + shares.other_part) / (shares.whole + shares.other_whole)
    error = sqrt(pooled * (1 - pooled) * (1 / shares.whole + 1 / shares.other_whole))
    if not error:
        return 1.0
    return erfc(
        abs(shares.part / shares.whole - shares.other_part / shares.other_whole) / error / sqrt(2)
    )
