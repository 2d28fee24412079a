"""Curves of those who have not done it yet, and whether groups differ, beside scipy's numbers."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bellrock.stats.odds import Table, false_discovery, odds_ratio
from bellrock.stats.survival import Moment, kaplan_meier, log_rank
from bellrock.stats.tail import chi_square_tail

People = Sequence[tuple[int, int]]
"""How long each was watched, and whether they did it."""
ONE = [(3, 1), (5, 1), (5, 0), (7, 1), (9, 0), (9, 1), (12, 1), (15, 0), (20, 1), (22, 0)]
TWO = [(2, 1), (4, 1), (4, 1), (6, 1), (8, 0), (10, 1), (11, 1)]
CURVE = [0.9, 0.8, 0.6857142857142856, 0.5714285714285714, 0.42857142857142855, 0.2142857142857142]
STATISTIC, P = 3.2928864163320255, 0.06958060341607833
"""scipy 1.17.1: stats.ecdf and stats.logrank of right-censored ONE and TWO."""
TAILS = {
    1: [0.920344325445942, 0.31731050786291115, 0.05004352124870519, 7.744216431044088e-06],
    2: [0.9950124791926823, 0.6065306597126334, 0.14660696213035013, 4.539992976248486e-05],
    5: [0.9999994699729957, 0.9625657732472964, 0.5726744598320888, 0.0012497305630313773],
    30: [1.0, 1.0, 0.9999999977393645, 0.9165415270653372],
}
"""scipy 1.17.1: stats.chi2.sf of 0.01, 1, 3.84 and 20."""


def moments(people: People) -> list[Moment]:
    return [
        Moment(after, people.count((after, 1)), people.count((after, 0)))
        for after in sorted({t for t, _ in people})
    ]


def test_the_curve_and_the_comparison_of_two_are_scipys() -> None:
    compared = log_rank([moments(ONE), moments(TWO)])

    assert [s.share for s in kaplan_meier(moments(ONE))] == pytest.approx(CURVE)
    assert compared is not None
    assert compared.statistic == pytest.approx(STATISTIC)
    assert compared.p == pytest.approx(P)


def test_three_groups_are_compared_in_any_order_and_equal_ones_are_equal() -> None:
    same = log_rank([moments(ONE), moments(ONE)])
    some = log_rank([moments(ONE), moments(TWO), moments(ONE)])
    again = log_rank([moments(TWO), moments(ONE), [], moments(ONE)])

    assert same is not None
    assert same.statistic == pytest.approx(0)
    assert some is not None
    assert again is not None
    assert (some.freedom, some.statistic) == (2, pytest.approx(again.statistic))


def test_nothing_is_compared_with_nobody() -> None:
    assert log_rank([moments([(1, 1)]), []]) is None
    assert log_rank([moments([(1, 0)]), moments([(2, 0)])]) is None
    assert kaplan_meier([]) == []


@pytest.mark.parametrize("freedom", list(TAILS))
def test_tails_are_scipys(freedom: int) -> None:
    found = [chi_square_tail(value, freedom) for value in (0.01, 1.0, 3.84, 20.0)]

    assert found == pytest.approx(TAILS[freedom], rel=1e-9)
    assert chi_square_tail(0, freedom) == 1


def test_odds_say_how_many_times_and_the_other_way_round() -> None:
    odds = odds_ratio(Table(200, 60, 300, 45))

    assert odds.p == pytest.approx(5.478589914247639e-05)  # scipy: chi2_contingency, uncorrected
    assert odds.ratio == pytest.approx(60.5 * 255.5 / (140.5 * 45.5))
    assert odds.low < odds.ratio < odds.high
    assert odds_ratio(Table(300, 45, 200, 60)).ratio == pytest.approx(1 / odds.ratio)
    assert odds_ratio(Table(10, 10, 10, 10)).p == 1


def test_false_discoveries_are_scipys() -> None:
    values = [0.01, 0.02, 0.03, 0.5, 0.0001, 0.9, 0.04]
    theirs = [0.035, 0.0466666666667, 0.0525, 0.583333333333, 0.0007, 0.9, 0.056]

    assert false_discovery(values) == pytest.approx(theirs)
    assert false_discovery([]) == []
