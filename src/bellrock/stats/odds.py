"""Do those with a value do it more often? Odds ratios, and which of many are no accident."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

from bellrock.stats.intervals import quantile
from bellrock.stats.tail import chi_square_tail


@dataclass(frozen=True)
class Table:
    """People with a value and without it: all of them, and those who did it."""

    with_: int
    with_done: int
    without: int
    without_done: int

    @property
    def least_expected(self) -> float:
        """The least of the four counts that were to be expected if the value did not matter."""
        everybody = self.with_ + self.without
        done = self.with_done + self.without_done
        fewer = min(self.with_, self.without)
        return fewer * min(done, everybody - done) / everybody if everybody else 0.0


@dataclass(frozen=True)
class Odds:
    """How many times the odds are with the value, the bounds of that, and the p-value."""

    ratio: float
    low: float
    high: float
    p: float


def odds_ratio(table: Table, *, level: float = 0.95) -> Odds:
    """Return the odds of those with the value over the odds of those without it.

    A half is added to each cell, so that it can be told also where one is empty.

    Source: Haldane (1956), Annals of Human Genetics 20, 309–311; Woolf (1955), ibid. 19, 251–253
    for the bounds; the p-value is Pearson's chi-square without correction.
    Oracle: `statsmodels.stats.contingency_tables.Table2x2`, `scipy.stats.chi2_contingency`.
    """
    a, b = table.with_done + 0.5, table.with_ - table.with_done + 0.5
    c, d = table.without_done + 0.5, table.without - table.without_done + 0.5
    said = log(a * d / (b * c))
    half = quantile(level) * sqrt(1 / a + 1 / b + 1 / c + 1 / d)
    return Odds(exp(said), exp(said - half), exp(said + half), _pearson(table))


def false_discovery(values: Sequence[float]) -> list[float]:
    """Return, for each p-value, the least share of false discoveries at which it is one.

    Source: Benjamini, Hochberg (1995), Journal of the Royal Statistical Society B 57, 289–300.
    Oracle: `scipy.stats.false_discovery_control`.
    """
    order = sorted(range(len(values)), key=lambda i: values[i], reverse=True)
    found, least = [1.0] * len(values), 1.0
    for place, i in enumerate(order):
        least = min(least, values[i] * len(values) / (len(values) - place))
        found[i] = least
    return found


def _pearson(table: Table) -> float:
    a, b = table.with_done, table.with_ - table.with_done
    c, d = table.without_done, table.without - table.without_done
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    if not margins:
        return 1.0
    return chi_square_tail((a + b + c + d) * (a * d - b * c) ** 2 / margins, 1)
