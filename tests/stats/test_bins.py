"""Ranges cover all numbers, ascend, and begin where people would begin them."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellrock.stats.bins import Spread, edges, most_of, place, spread_of, times
from bellrock.stats.markov import quantile


def spread(values: list[float]) -> Spread:
    ordered = sorted(values)
    told = [quantile(ordered, level) for level in (0.1, 0.5, 0.9, 0.99)]
    return Spread(ordered[0], *told, ordered[-1])


@given(st.lists(st.integers(-20, 20).map(float), min_size=1, max_size=60))
def test_numbers_with_how_often_each_is_there_lie_where_all_of_them_do(values: list[float]) -> None:
    found, told = spread_of(Counter(values)), spread(values)

    assert (found.low, found.high) == (told.low, told.high)
    assert [found.p10, found.median, found.p90, found.p99] == pytest.approx(
        [told.p10, told.median, told.p90, told.p99]
    )


def test_the_most_are_summed_and_of_the_one_on_the_border_its_part() -> None:
    assert most_of({5.0: 1, 3.0: 2, 1.0: 9}, 1.2) == pytest.approx(5 + 0.2 * 3)
    assert most_of({5.0: 1, 3.0: 2, 1.0: 9}, 4) == 5 + 6 + 1


def test_few_whole_numbers_have_a_range_each() -> None:
    assert edges(spread([1, 2, 2, 5]), whole=True) == (1, 2, 3, 4, 5)


def test_numbers_over_a_wide_span_have_growing_ranges() -> None:
    found = edges(spread([1, 1, 2, 3, 5, 8, 40, 400, 900, 1000]), whole=True)

    assert found == (1, 2, 5, 10, 20, 50, 100, 200, 500)


def test_numbers_close_together_have_even_ranges() -> None:
    found = edges(spread([100 + n / 10 for n in range(400)]), whole=False)

    steps = {round(b - a, 9) for a, b in pairwise(found)}
    assert found[0] == 100
    assert len(steps) == 1
    assert 5 <= len(found) <= 25


VALUES = st.floats(-1e6, 1e6).map(lambda value: round(value, 3)) | st.integers(-50, 5000).map(float)


@given(st.lists(VALUES, min_size=1, max_size=40))
def test_every_number_has_a_range(values: list[float]) -> None:
    whole = all(value.is_integer() for value in values)

    found = edges(spread(values), whole=whole)

    assert all(a < b for a, b in pairwise(found))
    assert 1 <= len(found) <= 60
    if values:
        assert place(found, max(values)) >= 1


@given(
    st.lists(st.floats(0, 3e7), min_size=1, max_size=40), st.sampled_from(["auto", "linear", "log"])
)
def test_times_begin_at_zero(values: list[float], scale: str) -> None:
    found = times(spread(values), scale)  # type: ignore[arg-type]

    assert found[0] == 0
    assert all(a < b for a, b in pairwise(found))
    assert len(found) <= 40


def test_times_have_units_that_people_name() -> None:
    assert times(spread([60.0 * n for n in range(1, 90)]), "linear")[:3] == (0, 300, 600)
    assert 86400.0 in times(spread([1.0, 60.0, 3600.0, 90000.0, 1e6]), "log")


@pytest.mark.parametrize("value", [0.0, 5.0, -3.0])
def test_one_number_has_a_range(value: float) -> None:
    assert place(edges(spread([value]), whole=False), value) >= 1
