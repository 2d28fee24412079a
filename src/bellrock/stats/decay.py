"""How do shares of people fall over time, and where do they go? Curves fitted by likelihood."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Literal

from bellrock.core.errors import NotEnoughData
from bellrock.stats.minimise import minimise

Model = Literal["power", "sbg"]
_POINTS = 3
_PEOPLE = 30
_BACK = 10
_FAR = 12.0
"""Logarithms of parameters stay within this, so that a flat curve does not run away."""
_TINY = 1e-12


@dataclass(frozen=True)
class Decay:
    """A fitted curve; `log_likelihood` tells models of the same data apart."""

    model: Model
    parameters: Mapping[str, float]
    """power: a, b of a·t^-b. sbg: alpha, beta of the shifted beta-geometric."""
    log_likelihood: float

    def shares(self, until: int) -> list[float]:
        """Return the share (0-1) after 1, 2 … `until` periods."""
        first, second = self.parameters.values()
        return _CURVES[self.model](first, second, until)


def fit_shares(model: Model, back: Sequence[float], people: Sequence[float]) -> Decay:
    """Fit a curve to `back[i]` of `people[i]` who were there i + 1 periods after their start.

    Each person is there or not by the curve's share; that the same people are asked again in the
    next period changes how sure the parameters are, not where they lie.

    Raises:
        NotEnoughData: under three periods, too few people, or nearly nobody came back.

    Source: power law and, for sbg, S(t) of Fader & Hardie (2007), by composite marginal
    likelihood (Varin, Reid & Firth 2011, Statistica Sinica 21, 5–42).
    Oracle: `scipy.optimize.minimize` and shares that a known curve gave.
    """
    _enough(back, people)
    pairs = list(zip(back, people, strict=True))

    def loss(point: Sequence[float]) -> float:
        shares = _CURVES[model](*_parameters(model, point), len(pairs))
        return -sum(_binomial(k, n, p) for (k, n), p in zip(pairs, shares, strict=True))

    return _fitted(model, loss, _starts(model, back, people))


def fit_lifetimes(lost: Sequence[float], left: Sequence[float]) -> Decay:
    """Fit the shifted beta-geometric to people who once lost never come back.

    Args:
        lost: How many were lost in period 1, 2 …
        left: How many were still there after so many periods and not watched any longer.

    Raises:
        NotEnoughData: under three periods, too few people, or nearly nobody left.

    Source: Fader & Hardie (2007), How to Project Customer Retention, Journal of Interactive
    Marketing 21, 76–90, appendix B.
    Oracle: its two examples (Regular: 0.704, 1.182; High End: 0.668, 3.806) and `scipy.optimize`.
    """
    people = sum(lost) + sum(left)
    survivors = [people - sum(lost[: t + 1]) - sum(left[:t]) for t in range(len(lost))]
    _enough(survivors, [people] * len(lost))
    told = list(zip(lost, left, strict=True))

    def loss(point: Sequence[float]) -> float:
        shares = [1.0, *_sbg(*_parameters("sbg", point), len(told))]
        return -sum(
            gone * log(max(_TINY, shares[t] - shares[t + 1]))
            + still * log(max(_TINY, shares[t + 1]))
            for t, (gone, still) in enumerate(told)
        )

    return _fitted("sbg", loss, [(0.0, 0.0), (0.0, 2.0)])


def _enough(back: Sequence[float], people: Sequence[float]) -> None:
    if len(back) < _POINTS:
        raise NotEnoughData(
            "a curve needs three whole periods after the start",
            hint="ask for a longer period or narrower buckets", periods=len(back),
        )  # fmt: skip
    if people[0] < _PEOPLE or sum(back) < _BACK or min(people) <= 0:
        raise NotEnoughData(
            "a curve needs thirty people, and ten returns",
            hint="ask for a longer period or another event", people=people[0],
        )  # fmt: skip


def _fitted(
    model: Model, loss: Callable[[Sequence[float]], float], starts: Sequence[tuple[float, float]]
) -> Decay:
    point, least = min((minimise(loss, start) for start in starts), key=lambda found: found[1])
    names = ("a", "b") if model == "power" else ("alpha", "beta")
    return Decay(model, dict(zip(names, _parameters(model, point), strict=True)), -least)


def _parameters(model: Model, point: Sequence[float]) -> tuple[float, float]:
    """Return the parameters at a place of the plane that is searched, so that all are possible."""
    first, second = (max(-_FAR, min(_FAR, value)) for value in point)
    return (1 / (1 + exp(-first)) if model == "power" else exp(first)), exp(second)


def _starts(
    model: Model, back: Sequence[float], people: Sequence[float]
) -> list[tuple[float, float]]:
    if model == "sbg":
        return [(0.0, 0.0), (2.0, 0.0)]
    share = min(0.99, max(0.01, back[0] / people[0]))
    return [(log(share / (1 - share)), -0.5)]


def _binomial(k: float, n: float, p: float) -> float:
    p = min(1 - _TINY, max(_TINY, p))
    return k * log(p) + (n - k) * log(1 - p)


def _power(a: float, b: float, until: int) -> list[float]:
    return [a * t**-b for t in range(1, until + 1)]


def _sbg(alpha: float, beta: float, until: int) -> list[float]:
    shares, share = [], 1.0
    for t in range(1, until + 1):
        share *= (beta + t - 1) / (alpha + beta + t - 1)
        shares.append(share)
    return shares


_CURVES: Mapping[Model, Callable[[float, float, int], list[float]]] = {
    "power": _power,
    "sbg": _sbg,
}
