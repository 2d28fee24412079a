"""Public data gives its published numbers: CDNOW, pizzaplace, a clickstream."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bellrock.analytics.funnel import funnel
from bellrock.analytics.paths import paths
from bellrock.analytics.retention import retention
from bellrock.analytics.trend import trend
from bellrock.core.time import FixedClock
from bellrock.query import Context, FunnelAsk, IdentityState, PathsAsk, RetentionAsk, TrendAsk
from bellrock.store import Lake
from external.published import Row, cdnow, clicks, pizzas, store

NOW = FixedClock(datetime(2026, 3, 1, tzinfo=UTC))
CDNOW, PIZZAS, CLICKS = 910_001, 910_002, 910_003
CDNOW_PERIOD = {"from": "1997-01-01", "to": "1998-07-01"}
YEAR = {"from": "2015-01-01", "to": "2016-01-01"}
SPRING = {"from": "2024-01-01", "to": "2024-07-01"}


@pytest.fixture(scope="module")
def public(lake: Lake) -> Callable[[int], Context]:
    """Fill a project with its public log once, and return how to ask about it."""
    filled: set[int] = set()
    sources = {CDNOW: cdnow, PIZZAS: pizzas, CLICKS: clicks}

    def context(project: int) -> Context:
        if project not in filled:
            store(lake, project, sources[project]())
            filled.add(project)
        return Context(project, "UTC", IdentityState(False), NOW)

    return context


def _total(lake: Lake, ctx: Context, **asked: object) -> float | None:
    (series,) = trend(lake, TrendAsk(**asked), ctx).series
    return series.total


def test_cdnow_sold_what_it_is_known_to_have_sold(
    lake: Lake, public: Callable[[int], Context]
) -> None:
    ctx, asked = public(CDNOW), {"event": "purchase", "every": "month", **CDNOW_PERIOD}

    assert _total(lake, ctx, **asked) == 69_659
    assert _total(lake, ctx, metric="uniques", **asked) == 23_570
    assert _total(lake, ctx, metric="sum(cds)", **asked) == 167_881
    assert _total(lake, ctx, metric="sum(dollars)", **asked) == pytest.approx(
        2_500_315.63, abs=5e-3
    )


def test_cdnow_by_month_is_what_a_count_of_the_file_says(
    lake: Lake, public: Callable[[int], Context]
) -> None:
    rows = list(cdnow())
    ctx = public(CDNOW)
    asked = {"event": "purchase", "every": "month", **CDNOW_PERIOD}
    purchases = Counter(_month(row) for row in rows)
    customers = Counter(month for _, month in {(row.who, _month(row)) for row in rows})

    for metric, expected in (("total", purchases), ("uniques", customers)):
        (series,) = trend(lake, TrendAsk(metric=metric, **asked), ctx).series
        assert {p.start.strftime("%Y-%m"): p.value for p in series.points} == expected


def test_cdnow_cohorts_are_the_published_three_months(
    lake: Lake, public: Callable[[int], Context]
) -> None:
    ask = RetentionAsk(start="purchase", return_="purchase", every="month", **CDNOW_PERIOD)
    months: dict[str, set[str]] = defaultdict(set)
    for row in cdnow():
        months[row.who].add(_month(row))
    names = sorted(set().union(*months.values()))

    cohorts = retention(lake, ask, public(CDNOW)).cohorts

    assert [c.people for c in cohorts[:4]] == [7_846, 8_476, 7_248, 0]
    for first, cohort in enumerate(cohorts[:3]):
        members = [seen for seen in months.values() if min(seen) == names[first]]
        returned = [sum(name in seen for seen in members) for name in names[first:]]
        assert list(cohort.returned[: len(returned)]) == returned


def test_cdnow_customers_who_came_again(lake: Lake, public: Callable[[int], Context]) -> None:
    ask = FunnelAsk(step=["purchase", "purchase"], within="700d", **CDNOW_PERIOD)
    again = sum(n > 1 for n in Counter(row.who for row in cdnow()).values())

    first, second = funnel(lake, ask, public(CDNOW)).steps

    assert (first.people, second.people) == (23_570, again)


def test_the_pizza_place_sold_its_49574_pizzas_in_21350_orders(
    lake: Lake, public: Callable[[int], Context]
) -> None:
    ctx, asked = public(PIZZAS), {"event": "pizza", "every": "month", **YEAR}
    types = trend(lake, TrendAsk(by="type", **asked), ctx).series
    sizes = trend(lake, TrendAsk(by="size", top=3, **asked), ctx).series

    assert _total(lake, ctx, **asked) == 49_574
    assert _total(lake, ctx, metric="uniques", **asked) == 21_350
    assert _total(lake, ctx, metric="sum(price)", **asked) == pytest.approx(817_860.05)
    assert {(one.by or {})["type"]: one.total for one in types} == {
        "classic": 14_888, "supreme": 11_987, "veggie": 11_649, "chicken": 11_050, "other": 0,
    }  # fmt: skip
    assert {(one.by or {})["size"]: one.total for one in sizes} == {
        "L": 18_956, "M": 15_635, "S": 14_403, "other": 552 + 28,
    }  # fmt: skip


def test_the_clickstream_has_600_people_3605_sessions_and_19_events(
    lake: Lake, public: Callable[[int], Context]
) -> None:
    ctx = public(CLICKS)
    events = trend(lake, TrendAsk(event="any", by="event", top=50, **SPRING), ctx).series
    walked = paths(lake, PathsAsk(max_steps=2, top=1000, **SPRING), ctx).paths

    assert _total(lake, ctx, event="any", **SPRING) == 31_106
    assert _total(lake, ctx, event="any", metric="uniques", **SPRING) == 600
    assert len([one for one in events if not one.other]) == 19
    assert sum(path.count for path in walked) == 3_605


def _month(row: Row) -> str:
    return row.ts.strftime("%Y-%m")
