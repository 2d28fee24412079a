"""What share has done it by then, reckoning with those who could not be watched so long?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bellrock.stats.tail import chi_square_tail


@dataclass(frozen=True)
class Moment:
    """What happened so long after the start: how many did it, how many were watched no longer."""

    after: float
    done: int
    lost: int


@dataclass(frozen=True)
class Survived:
    """The share that has not done it after a moment, and how sure that is."""

    after: float
    share: float
    spread: float
    """Greenwood's sum of d / (n (n - d)); endless where nobody is left."""
    at_risk: int
    """Those watched just before."""


@dataclass(frozen=True)
class Compared:
    """Whether groups differ: the statistic, its degrees of freedom and the p-value."""

    statistic: float
    freedom: int
    p: float


def kaplan_meier(moments: Sequence[Moment]) -> list[Survived]:
    """Return the share left after each moment at which somebody did it; `moments` ascend.

    Whoever is lost at a moment was still watched at it.

    Source: Kaplan, Meier (1958), Journal of the American Statistical Association 53, 457–481.
    Oracle: `scipy.stats.ecdf(CensoredData.right_censored(…)).sf`.
    """
    at_risk = sum(moment.done + moment.lost for moment in moments)
    share, spread = 1.0, 0.0
    found = []
    for moment in moments:
        if moment.done:
            left = at_risk - moment.done
            share *= left / at_risk
            spread += moment.done / (at_risk * left) if left else float("inf")
            found.append(Survived(moment.after, share, spread, at_risk))
        at_risk -= moment.done + moment.lost
    return found


def log_rank(groups: Sequence[Sequence[Moment]]) -> Compared | None:
    """Return whether groups do it at different rates; None where that cannot be told.

    Source: Mantel (1966), Cancer Chemotherapy Reports 50, 163–170; for several groups Peto, Peto
    (1972), Journal of the Royal Statistical Society A 135, 185–207.
    Oracle: `scipy.stats.logrank` for two groups, and known numbers for three.
    """
    kept = [group for group in groups if any(m.done + m.lost for m in group)]
    size = len(kept) - 1
    if size < 1:
        return None
    excess = [0.0] * size
    matrix = [[0.0] * size for _ in range(size)]
    at_risk = [sum(m.done + m.lost for m in group) for group in kept]
    here = [{m.after: m for m in group} for group in kept]
    for after in sorted({m.after for group in kept for m in group}):
        found = [group.get(after) for group in here]
        done = [m.done if m else 0 for m in found]
        _add(excess, matrix, at_risk, done)
        at_risk = [n - (m.done + m.lost if m else 0) for n, m in zip(at_risk, found, strict=True)]
    solved = _solved(matrix, excess)
    if solved is None:
        return None
    statistic = max(0.0, sum(x * y for x, y in zip(excess, solved, strict=True)))
    return Compared(statistic, size, chi_square_tail(statistic, size))


def _add(
    excess: list[float], matrix: list[list[float]], at_risk: Sequence[int], done: Sequence[int]
) -> None:
    """Add what one moment says: done beyond what was to be expected, and how that varies."""
    everybody, events = sum(at_risk), sum(done)
    if not events:
        return
    shares = [n / everybody for n in at_risk]
    spread = events * (everybody - events) / (everybody - 1) if everybody > 1 else 0.0
    for i in range(len(excess)):
        excess[i] += done[i] - events * shares[i]
        for j in range(len(excess)):
            matrix[i][j] += spread * shares[i] * ((i == j) - shares[j])


def _solved(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float] | None:
    """Solve by elimination with pivots; None where the matrix has no inverse."""
    size = len(right)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i in range(size):
        pivot = max(range(i, size), key=lambda r: abs(rows[r][i]))
        if abs(rows[pivot][i]) < 1e-12:
            return None
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(size):
            if r != i:
                factor = rows[r][i] / rows[i][i]
                rows[r] = [x - factor * y for x, y in zip(rows[r], rows[i], strict=True)]
    return [rows[i][size] / rows[i][i] for i in range(size)]
