"""Bounds are what tables print, and what the people one by one give."""

from __future__ import annotations

from math import sqrt
from random import Random
from statistics import mean, stdev

import pytest

from bellrock.stats.intervals import Sums, mean_of, ratio_of, wilson


def test_wilson_is_as_published() -> None:
    # Newcombe (1998), Statistics in Medicine 17, 857–872, table I, method 3.
    for part, whole, low, high in (
        (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718),
    ):  # fmt: skip
        found = wilson(part, whole)
        assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)
    everybody = wilson(20, 20)
    assert (everybody.point, everybody.high) == (1.0, 1.0)


def test_a_mean_from_sums_is_that_of_the_people() -> None:
    random = Random(1)
    values = [random.expovariate(0.1) for _ in range(200)]
    sums = Sums(200, sum(values), 0, sum(v * v for v in values))

    found = mean_of(sums)

    assert found is not None
    half = 1.959964 * stdev(values) / sqrt(200)
    assert (found.low, found.high) == pytest.approx((mean(values) - half, mean(values) + half))
    assert mean_of(Sums()) is None


def test_the_bounds_of_a_ratio_hold_it_as_often_as_they_say() -> None:
    random, held = Random(2), 0
    for _ in range(400):
        counts = [random.choice((1, 1, 2, 5)) for _ in range(150)]
        totals = [sum(random.expovariate(0.1) for _ in range(n)) for n in counts]
        pairs = list(zip(totals, counts, strict=True))
        found = ratio_of(
            Sums(
                150, sum(totals), sum(counts), sum(x * x for x in totals),
                sum(y * y for y in counts), sum(x * y for x, y in pairs),
            )
        )  # fmt: skip
        assert found is not None
        held += found.low <= 10 <= found.high
    assert 0.91 <= held / 400 <= 0.98
