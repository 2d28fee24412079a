"""How many will be active next, when people move between states at the rates they did so far?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from random import Random

RUNS = 1000
Parts = tuple[float, float, float, float, float]


@dataclass(frozen=True)
class Standing:
    """How many people stand in each state in one bucket.

    `fallen` were active in the bucket before, `away` earlier: the longer away, the fewer return.
    """

    new: float
    returning: float
    resurrecting: float
    fallen: float
    away: float

    @property
    def active(self) -> float:
        """Everybody who is active."""
        return self.new + self.returning + self.resurrecting

    @property
    def parts(self) -> Parts:
        """The five numbers."""
        return self.new, self.returning, self.resurrecting, self.fallen, self.away


@dataclass(frozen=True)
class Flow:
    """One bucket and the next: how many stood in each state, and how many of those are active."""

    was: Standing
    on: Parts
    """Of `was.parts`, those who are active in the next bucket."""
    arrived: float
    """New in the next bucket."""


@dataclass(frozen=True)
class Foretold:
    """The actives of one bucket to come, and the range that holds them with the level asked."""

    low: float
    actives: float
    high: float


def foretell(
    flows: Sequence[Flow], now: Standing, steps: int, dice: Random, *, level: float = 0.8
) -> list[Foretold]:
    """Return the actives of the next `steps` buckets.

    The states are a Markov chain: whoever is new, returning, resurrecting, fallen or away is
    active in the next bucket at the pooled rate of all `flows`, and as many arrive as the mean of
    them. The range is simulated, 1000 runs: each run draws its own flows with replacement (so that
    the rates are uncertain), each step one of those (so that buckets differ as they did), and each
    move is binomial, rounded to a normal law.

    Args:
        flows: At least one.
        level: Coverage of the range, between 0 and 1.

    Source: Kemeny, Snell (1960), Finite Markov Chains; the bootstrap of Efron (1979).
    Oracle: the matrix power, and the coverage of simulated worlds.
    """
    rates = _pooled(flows)
    arrivals = sum(flow.arrived for flow in flows) / len(flows)
    middle, standing = [], now
    for _ in range(steps):
        standing = _moved(standing, _kept(standing, rates), arrivals)
        middle.append(standing.active)
    runs = [_run(flows, now, steps, dice) for _ in range(RUNS)]
    spread = [sorted(run[step] for run in runs) for step in range(steps)]
    below = (1 - level) / 2
    ends = [(quantile(some, below), quantile(some, 1 - below)) for some in spread]
    return [
        Foretold(min(low, point), point, max(high, point))
        for point, (low, high) in zip(middle, ends, strict=True)
    ]


def quantile(ordered: Sequence[float], level: float) -> float:
    """Return the quantile of ascending numbers, linear between neighbours."""
    place = level * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def _run(flows: Sequence[Flow], now: Standing, steps: int, dice: Random) -> list[float]:
    own = dice.choices(flows, k=len(flows))
    pooled, found, standing = _pooled(own), [], now
    for _ in range(steps):
        flow = dice.choice(own)
        rates = [
            on / n if n else rate
            for on, n, rate in zip(flow.on, flow.was.parts, pooled, strict=True)
        ]
        kept = [
            min(n, max(0.0, dice.gauss(mean, sqrt(mean * (1 - rate)))))
            for mean, n, rate in zip(_kept(standing, rates), standing.parts, rates, strict=True)
        ]
        standing = _moved(standing, kept, flow.arrived)
        found.append(standing.active)
    return found


def _pooled(flows: Sequence[Flow]) -> list[float]:
    stood = [sum(some) for some in zip(*(flow.was.parts for flow in flows), strict=True)]
    moved = [sum(some) for some in zip(*(flow.on for flow in flows), strict=True)]
    return [on / n if n else 0.0 for on, n in zip(moved, stood, strict=True)]


def _kept(standing: Standing, rates: Sequence[float]) -> list[float]:
    return [n * rate for n, rate in zip(standing.parts, rates, strict=True)]


def _moved(standing: Standing, kept: Sequence[float], arrived: float) -> Standing:
    *active, roused, woke = kept
    away = standing.away - woke + standing.fallen - roused
    fallen = standing.active - sum(active)
    return Standing(arrived, sum(active), roused + woke, fallen, away)
