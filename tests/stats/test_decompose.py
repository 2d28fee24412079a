"""Contributions add up to the change, exactly, and say what caused it."""

from __future__ import annotations

from itertools import permutations
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellrock.stats.decompose import (
    MixRate,
    Segment,
    product_contributions,
    ratio_contributions,
    sum_contributions,
)

NUMBERS = st.floats(-1e3, 1e3, allow_nan=False)
PAIRS = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=5)
COUNTS = st.integers(0, 1000)
SEGMENTS = st.dictionaries(st.sampled_from("abcd"), st.tuples(COUNTS, COUNTS), min_size=1)


@given(pairs=PAIRS)
def test_what_parts_add_to_a_sum_adds_up(pairs: list[tuple[float, float]]) -> None:
    before, after = zip(*pairs, strict=True)

    added = sum_contributions(before, after)

    assert sum(added) == pytest.approx(sum(after) - sum(before), abs=1e-9)


@given(pairs=PAIRS)
def test_what_factors_add_is_the_mean_over_every_order(pairs: list[tuple[float, float]]) -> None:
    before, after = zip(*pairs, strict=True)

    added = product_contributions(before, after)

    size = prod(max(1.0, abs(a), abs(b)) for a, b in pairs)
    assert sum(added) == pytest.approx(prod(after) - prod(before), abs=1e-9 * size)
    orders = list(permutations(range(len(pairs))))
    for i, share in enumerate(added):
        gains = [_gain(before, after, order, i) for order in orders]
        assert share == pytest.approx(sum(gains) / len(orders), abs=1e-9 * size)


def _gain(
    before: tuple[float, ...], after: tuple[float, ...], order: tuple[int, ...], i: int
) -> float:
    """What changing factor `i` adds when the factors change in `order`."""
    at = order.index(i)
    told = [after[k] if order.index(k) < at else before[k] for k in range(len(before))]
    changed = [after[k] if k == i else value for k, value in enumerate(told)]
    return prod(changed) - prod(told)


def test_too_many_factors_are_refused() -> None:
    with pytest.raises(ValueError, match="at most 10 factors"):
        product_contributions([1.0] * 11, [2.0] * 11)


@given(before=SEGMENTS, after=SEGMENTS)
def test_mix_and_rate_add_up_to_the_change_of_the_whole(
    before: dict[str, tuple[int, int]], after: dict[str, tuple[int, int]]
) -> None:
    old, new = _segments(before), _segments(after)
    if not sum(s.denominator for s in old.values()) or not sum(s.denominator for s in new.values()):
        with pytest.raises(ValueError, match="denominators"):
            ratio_contributions(old, new)
        return

    found = ratio_contributions(old, new)

    change = _whole(new) - _whole(old)
    assert sum(one.mix + one.rate for one in found.values()) == pytest.approx(change, abs=1e-9)


def test_a_reversal_is_all_mix() -> None:
    """Both segments convert better, yet the whole falls, as weight moves to the worse one."""
    before = {"desktop": Segment(90, 300), "phone": Segment(10, 100)}
    after = {"desktop": Segment(32, 100), "phone": Segment(36, 300)}

    found = ratio_contributions(before, after)

    assert all(one.rate > 0 for one in found.values())
    assert sum(one.mix for one in found.values()) == pytest.approx(-0.1)
    assert sum(one.mix + one.rate for one in found.values()) == pytest.approx(0.17 - 0.25)


def test_a_new_segment_changes_the_mix_alone() -> None:
    found = ratio_contributions(
        {"old": Segment(10, 100)}, {"old": Segment(10, 100), "new": Segment(50, 100)}
    )

    assert found["new"].rate == 0.0
    assert found["old"].rate == 0.0
    assert found["new"].mix + found["old"].mix == pytest.approx(0.2)
    assert isinstance(found["new"], MixRate)


def _segments(told: dict[str, tuple[int, int]]) -> dict[str, Segment]:
    return {k: Segment(min(n, d), d) for k, (n, d) in told.items()}


def _whole(segments: dict[str, Segment]) -> float:
    return sum(s.numerator for s in segments.values()) / sum(
        s.denominator for s in segments.values()
    )
