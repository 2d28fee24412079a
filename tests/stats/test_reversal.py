"""A reversal is told where there is one, and not where it may be an accident."""

from __future__ import annotations

from random import Random

import pytest

from bellrock.stats.proportions import Shares
from bellrock.stats.reversal import reversal, standardised

STONES = (Shares(234, 270, 81, 87), Shares(55, 80, 192, 263))
"""Charig et al. (1986): small and large stones, by keyhole and by open surgery."""


def _whole(groups: tuple[Shares, ...]) -> Shares:
    names = ("part", "whole", "other_part", "other_whole")
    return Shares(*(sum(getattr(one, name) for one in groups) for name in names))


def _times(one: Shares, n: int) -> Shares:
    return Shares(one.part * n, one.whole * n, one.other_part * n, one.other_whole * n)


def test_the_treatment_of_stones_turns_round() -> None:
    many = tuple(_times(one, 4) for one in STONES)
    assert _whole(STONES) == Shares(289, 350, 273, 350)  # 83 % and 78 %, as published

    found = reversal(_whole(many), many)

    assert found is not None
    assert found.everywhere
    # Weighed by 357 small and 343 large: 86.7 % and 68.8 %, and 93.1 % and 73.0 %.
    assert found.within.point == pytest.approx(
        (357 * (234 / 270 - 81 / 87) + 343 * (55 / 80 - 192 / 263)) / 700
    )
    assert found.within.high < 0


def test_of_few_people_it_may_be_an_accident() -> None:
    assert reversal(_whole(STONES), STONES) is None


def test_one_is_told_only_of_the_one_that_is_ahead_and_where_groups_cover_it() -> None:
    many = tuple(_times(one, 4) for one in STONES)
    whole = _whole(many)
    swapped = [Shares(g.other_part, g.other_whole, g.part, g.whole) for g in many]

    assert reversal(_whole(tuple(swapped)), swapped) is None
    assert reversal(whole, many[:1]) is None  # half of the people stand elsewhere
    assert reversal(whole, []) is None
    assert reversal(whole, [whole]) is None


def test_the_bounds_hold_what_is_true() -> None:
    random, held = Random(7), 0
    true = ((0.3, 0.35), (0.1, 0.12), (0.6, 0.5))
    sizes = ((200, 60), (80, 300), (50, 90))
    people = sum(a + b for a, b in sizes)
    truth = sum((a + b) / people * (p - q) for (a, b), (p, q) in zip(sizes, true, strict=True))
    for _ in range(400):
        told = standardised([
            Shares(sum(random.random() < p for _ in range(a)), a,
                   sum(random.random() < q for _ in range(b)), b)
            for (a, b), (p, q) in zip(sizes, true, strict=True)
        ])  # fmt: skip
        held += told is not None and told.low <= truth <= told.high

    assert 0.92 < held / 400 < 0.985
