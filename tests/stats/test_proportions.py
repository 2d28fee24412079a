"""Two shares are compared as chi-square does it, and not at all where people are too few."""

from __future__ import annotations

import pytest

from bellrock.stats.intervals import wilson
from bellrock.stats.proportions import Shares, difference_of, two_shares
from bellrock.stats.tail import chi_square_tail

SOME = [Shares(40, 100, 30, 120), Shares(7, 50, 20, 60), Shares(500, 1000, 480, 1000)]


@pytest.mark.parametrize("shares", SOME)
def test_the_chance_is_that_of_chi_square_without_correction(shares: Shares) -> None:
    table = [
        (shares.part, shares.whole), (shares.whole - shares.part, shares.whole),
        (shares.other_part, shares.other_whole),
        (shares.other_whole - shares.other_part, shares.other_whole),
    ]  # fmt: skip
    done = (shares.part + shares.other_part) / (shares.whole + shares.other_whole)
    expected = [
        whole * share for (_, whole), share in zip(table, (done, 1 - done) * 2, strict=True)
    ]
    square = sum((n - e) ** 2 / e for (n, _), e in zip(table, expected, strict=True))

    assert two_shares(shares) == pytest.approx(chi_square_tail(square, 1))
    assert shares.testable


@pytest.mark.parametrize("shares", SOME)
def test_the_bounds_are_newcombe_s(shares: Shares) -> None:
    one = wilson(shares.part, shares.whole)
    other = wilson(shares.other_part, shares.other_whole)
    found = difference_of(shares)

    assert found.point == pytest.approx(one.point - other.point)
    assert found.low <= found.point <= found.high
    assert (found.low > 0 or found.high < 0) == (two_shares(shares) < 0.05)


def test_newcombe_s_own_example() -> None:
    found = difference_of(Shares(56, 70, 48, 80))  # his table II, (a), method 10

    assert (round(found.low, 4), round(found.high, 4)) == (0.0524, 0.3339)


def test_few_people_are_not_tested() -> None:
    for few in (Shares(1, 10, 2, 10), Shares(0, 0, 5, 10), Shares(10, 10, 1000, 1000)):
        assert not few.testable
    assert two_shares(Shares(10, 10, 10, 10)) == 1.0
