"""How likely is a statistic at least so great, where nothing is behind it?"""

from __future__ import annotations

from math import exp, lgamma, log

_TERMS = 10_000
_CLOSE = 1e-15


def chi_square_tail(value: float, freedom: int) -> float:
    """Return P(X >= value) of a chi-square with `freedom` degrees, over 0.

    Source: DLMF 8.11.4 (series of the lower incomplete gamma function) and 8.9.2 (continued
    fraction of the upper one, by Lentz). Oracle: `scipy.stats.chi2.sf`.
    """
    if value <= 0:
        return 1.0
    a, x = freedom / 2, value / 2
    scale = exp(a * log(x) - x - lgamma(a))
    return max(0.0, 1.0 - scale * _series(a, x)) if x < a + 1 else scale * _fraction(a, x)


def _series(a: float, x: float) -> float:
    term = total = 1 / a
    for n in range(1, _TERMS):
        term *= x / (a + n)
        total += term
        if term < total * _CLOSE:
            break
    return total


def _fraction(a: float, x: float) -> float:
    b = x + 1 - a
    c, d = 1e300, 1 / b
    found = d
    for n in range(1, _TERMS):
        factor = -n * (n - a)
        b += 2
        d = 1 / (factor * d + b)
        c = b + factor / c
        found *= c * d
        if abs(c * d - 1) < _CLOSE:
            break
    return found
