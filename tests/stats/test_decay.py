"""Curves are what the paper printed, and what an outside optimiser finds."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from scipy import optimize

from bellrock.core.errors import NotEnoughData
from bellrock.stats.decay import Decay, fit_lifetimes, fit_shares

# Fader & Hardie (2007), table 1: customers of 1000 who are still there after 0 to 12 years.
REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241, 223, 207, 194, 183, 173]
HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491, 468, 445, 427, 409, 394]


def seven_years(survivors: list[int]) -> Decay:
    told = survivors[:8]
    return fit_lifetimes([a - b for a, b in pairwise(told)], [0] * 6 + [told[-1]])


@pytest.mark.parametrize(
    ("survivors", "alpha", "beta"), [(REGULAR, 0.704, 1.182), (HIGH_END, 0.668, 3.806)]
)
def test_the_estimates_are_those_of_the_paper(
    survivors: list[int], alpha: float, beta: float
) -> None:
    fitted = seven_years(survivors)

    assert fitted.parameters["alpha"] == pytest.approx(alpha, abs=0.0006)
    assert fitted.parameters["beta"] == pytest.approx(beta, abs=0.0006)


@pytest.mark.parametrize("survivors", [REGULAR, HIGH_END])
def test_seven_years_tell_the_next_five(survivors: list[int]) -> None:
    shares = seven_years(survivors).shares(12)

    for year in range(8, 13):
        assert shares[year - 1] == pytest.approx(survivors[year] / 1000, abs=0.02)


@pytest.mark.parametrize("model", ["power", "sbg"])
@pytest.mark.parametrize("parameters", [(0.4, 0.3), (0.6, 0.8), (0.05, 0.1)])
def test_a_curve_is_found_again_in_its_own_shares(
    model: str, parameters: tuple[float, float]
) -> None:
    names = ("a", "b") if model == "power" else ("alpha", "beta")
    truth = Decay(model, dict(zip(names, parameters, strict=True)), 0.0)  # type: ignore[arg-type]
    people = [10_000.0 - 500 * t for t in range(12)]

    shares = truth.shares(12)
    fitted = fit_shares(
        model,  # type: ignore[arg-type]
        [n * p for n, p in zip(people, shares, strict=True)], people,
    )  # fmt: skip

    assert tuple(fitted.parameters.values()) == pytest.approx(parameters, rel=1e-3)
    assert fitted.shares(60) == pytest.approx(truth.shares(60), abs=1e-4)


@pytest.mark.parametrize("model", ["power", "sbg"])
def test_an_outside_optimiser_finds_no_better_curve(model: str) -> None:
    back, people = [610, 420, 333, 290, 231, 198], [1000, 1000, 900, 900, 700, 600]
    fitted = fit_shares(model, back, people)  # type: ignore[arg-type]

    def loss(values: list[float]) -> float:
        one = Decay(model, dict(zip("ab", values, strict=True)), 0.0)  # type: ignore[arg-type]
        return -sum(
            k * math.log(p) + (n - k) * math.log(1 - p)
            for k, n, p in zip(back, people, one.shares(6), strict=True)
        )

    bounds = [(1e-3, 0.999 if model == "power" else 100), (1e-3, 100)]
    found = optimize.minimize(loss, [0.5, 0.5], bounds=bounds, method="L-BFGS-B")
    assert -fitted.log_likelihood <= found.fun + 1e-6
    assert list(fitted.parameters.values()) == pytest.approx(list(found.x), rel=1e-2)


def test_too_little_is_refused() -> None:
    with pytest.raises(NotEnoughData, match="three whole periods"):
        fit_shares("power", [50, 40], [100, 100])
    with pytest.raises(NotEnoughData, match="thirty people"):
        fit_shares("sbg", [5, 4, 3], [29, 29, 29])
    with pytest.raises(NotEnoughData, match="ten returns"):
        fit_shares("power", [3, 0, 1], [100, 100, 100])
    assert fit_shares("power", [100, 100, 100], [100, 100, 100]).shares(5)[-1] > 0.99
