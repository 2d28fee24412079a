"""What is estimated is said, with an error that is measured here against exact counts."""

from __future__ import annotations

from math import sqrt
from random import Random

import pytest

from analytics.logs import random_case, store
from bellrock.analytics.trend import trend
from bellrock.analytics.trend.sql import SKETCH_ERROR
from bellrock.core.errors import InvalidDefinition
from bellrock.query import Sql, TrendAsk
from bellrock.store import Lake

SIZES, SETS = (1_000, 10_000, 100_000, 400_000), 24
SKETCHED = """
select set, uniqCombined64(17)(cityHash64(number % {size:UInt64}, set, 'person'))
from (
  select number, intDiv(number, {size:UInt64}) as set
  from numbers({size:UInt64} * {sets:UInt64})
)
group by set
"""


@pytest.mark.parametrize("size", SIZES)
def test_the_stated_error_holds_for_sets_of_any_size(lake: Lake, size: int) -> None:
    found = lake.rows(Sql(SKETCHED, {"size": size, "sets": SETS}))
    errors = [count / size - 1 for _, count in found]

    assert len(errors) == SETS
    assert sqrt(sum(error**2 for error in errors) / SETS) <= 1.4 * SKETCH_ERROR
    assert max(map(abs, errors)) <= 4 * SKETCH_ERROR


def test_an_estimate_says_its_error_and_what_is_exact_says_none(lake: Lake) -> None:
    case = random_case(Random(11))
    store(lake, [case])
    common = {"events": ["a", "any"], "from_": case.middle.date().isoformat(), "by": ["plan"]}
    for metric in ("uniques", "per_user", "distinct(plan)"):
        exact = trend(lake, TrendAsk(**common, metric=metric), case.context)
        rough = trend(lake, TrendAsk(**common, metric=metric, approximate=True), case.context)
        assert exact.meta.error is None
        assert rough.meta.error == pytest.approx(0.00287, abs=1e-5)
        assert [one.points for one in rough.series] == [one.points for one in exact.series]
        assert [one.total for one in rough.series] == [one.total for one in exact.series]
    counted = trend(lake, TrendAsk(**common, approximate=True), case.context)
    assert counted.meta.error is None


def test_rolling_figures_are_not_estimated() -> None:
    with pytest.raises(InvalidDefinition, match="counted exactly") as refused:
        TrendAsk(events=["a"], metric="uniques", over="7d", approximate=True)
    assert refused.value.facts["field"] == "approximate"
