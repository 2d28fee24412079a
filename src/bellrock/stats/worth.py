"""What will people have brought by an age not seen yet? A power law of age, with bounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from random import Random

from bellrock.core.errors import NotEnoughData

_POINTS, _PEOPLE = 3, 30
_LEAST, _MOST = -1.0, 6.0
"""Exponents: values that rise a little with age, to those that end at once."""
_GOLD = (sqrt(5) - 1) / 2
_DRAWS = 200


@dataclass(frozen=True)
class Brought:
    """What people brought at one age after the first: how many, their mean, its standard error."""

    people: float
    mean: float
    error: float


@dataclass(frozen=True)
class PowerLaw:
    """Brings a·t^-b at age t = 1, 2 …"""

    a: float
    b: float

    def brings(self, age: int) -> float:
        """Return what is brought at `age`, from 1 on."""
        return self.a * exp(-self.b * log(age))


@dataclass(frozen=True)
class Sum:
    """What is brought from the first age that was not seen to another, with its range."""

    low: float
    mean: float
    high: float


def fit_brought(seen: Sequence[Brought]) -> PowerLaw:
    """Fit a power law to what was brought at ages 1, 2 …, each weighing as many as it has people.

    The likelihood is Poisson's, of which only the mean matters: a sum of rare purchases.

    Raises:
        NotEnoughData: under three ages, fewer than thirty people, or nothing was brought.

    Source: quasi-likelihood, Wedderburn (1974), Biometrika 61, 439-447.
    Oracle: `scipy.optimize.minimize` over both parameters, and means that a known law gave.
    """
    told = [(log(age), one) for age, one in enumerate(seen, 1) if one.people > 0]
    if len(told) < _POINTS or seen[0].people < _PEOPLE:
        raise NotEnoughData(
            "a curve needs three ages after the first, and thirty people",
            hint="ask for a longer period or a narrower age", ages=len(told),
        )  # fmt: skip
    brought = [one.people * max(0.0, one.mean) for _, one in told]
    whole = sum(brought)
    if whole <= 0:
        raise NotEnoughData(
            "nothing was brought after the first age", hint="ask for a longer period"
        )
    later = sum(amount * age for amount, (age, _) in zip(brought, told, strict=True))
    weights = [(one.people, age) for age, one in told]
    # With the best `a` of each b put in, this is the loss but for a constant.
    b = _least(lambda b: whole * log(_spread(weights, b)) + later * b)
    return PowerLaw(whole / _spread(weights, b), b)


def sums_beyond(seen: Sequence[Brought], until: int, random: Random, *, level: float) -> list[Sum]:
    """Return what is brought beyond the ages seen, up to each age until `until`.

    The range holds the fitted mean in the share `level` of cases, where what was seen is drawn
    anew within its errors; that the law itself holds is assumed.

    Raises:
        NotEnoughData: as `fit_brought`.
    """
    ages = range(len(seen) + 1, until + 1)
    mean = _running(fit_brought(seen), ages)
    drawn: list[list[float]] = []
    for _ in range(_DRAWS):
        again = [
            Brought(one.people, max(0.0, random.gauss(one.mean, one.error)), one.error)
            for one in seen
        ]
        try:
            drawn.append(_running(fit_brought(again), ages))
        except NotEnoughData:
            drawn.append([0.0] * len(ages))
    out = round((1 - level) / 2 * _DRAWS)
    found = []
    for place, middle in enumerate(mean):
        some = sorted(one[place] for one in drawn)
        found.append(Sum(min(some[out], middle), middle, max(some[-out - 1], middle)))
    return found


def _running(law: PowerLaw, ages: range) -> list[float]:
    total, found = 0.0, []
    for age in ages:
        total += law.brings(age)
        found.append(total)
    return found


def _spread(weights: Sequence[tuple[float, float]], b: float) -> float:
    """Return what people would bring if a were 1; weights are people and the log of their age."""
    return sum([people * exp(-b * age) for people, age in weights])


def _least(loss: Callable[[float], float]) -> float:
    """Return where the convex `loss` is least, by golden sections."""
    low, high = _LEAST, _MOST
    left, right = high - _GOLD * (high - low), low + _GOLD * (high - low)
    at_left, at_right = loss(left), loss(right)
    while high - low > 1e-7:
        if at_left <= at_right:
            high, right, at_right = right, left, at_left
            left = high - _GOLD * (high - low)
            at_left = loss(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + _GOLD * (high - low)
            at_right = loss(right)
    return (low + high) / 2
