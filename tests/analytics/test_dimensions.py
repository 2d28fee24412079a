"""Numbers broken down by what is made of a name: each group as plain Python would fill it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.logs import Case, random_case, store
from analytics.oracle import Event, World, number, text
from bellrock.analytics.funnel import funnel
from bellrock.analytics.trend import TrendCell, behind_trend, trend
from bellrock.core.ids import person_key
from bellrock.query import FunnelAsk, TrendAsk
from bellrock.store import Lake

Value = Callable[[Event, ZoneInfo], str | None]
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
RANGES = ("< 0", "0 – 5.5", "5.5 – 20", "≥ 20")


def _range(event: Event, _: ZoneInfo) -> str | None:
    found = number(event.props.get("price"))
    if found is None:
        return None
    return RANGES[sum(found >= bound for bound in (0, 5.5, 20))]


def _group(event: Event, _: ZoneInfo) -> str | None:
    plan = text(event.props.get("plan"))
    return {"pro": "paid", "5": "paid", 'o"d\\d': "o|dd"}.get(plan or "", plan) or None


DIMENSIONS: dict[str, Value] = {
    "ranges(price, 0, 5.5, 20)": _range,
    'groups(plan, paid = pro|5, "o|dd" = "o\\"d\\\\d")': _group,
    "hour(time)": lambda e, zone: f"{e.ts.astimezone(zone):%H}",
    "weekday(time)": lambda e, zone: DAYS[e.ts.astimezone(zone).weekday()],
    "day(time)": lambda e, zone: f"{e.ts.astimezone(zone):%Y-%m-%d}",
    "month(time)": lambda e, zone: f"{e.ts.astimezone(zone):%Y-%m}",
    "year(time)": lambda e, zone: f"{e.ts.astimezone(zone):%Y}",
}


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_groups_hold_what_plain_python_puts_there(lake: Lake, seed: int) -> None:
    random = Random(seed)
    cases = [random_case(random) for _ in range(3)]
    store(lake, cases)
    for case in cases:
        for by, value in DIMENSIONS.items():
            world = case.world
            counts, people = _counted(case, world, value)
            asked = {"event": "any", "by": by, "top": 100, "from": "2025-01-01", "to": "2027-01-01"}

            totals = trend(lake, TrendAsk(every="month", **asked), case.context).series
            uniques = trend(
                lake, TrendAsk(every="month", metric="uniques", **asked), case.context
            ).series

            shown = {next(iter((s.by or {}).values())): s.total for s in totals if not s.other}
            assert shown == counts
            found = {next(iter((s.by or {}).values())): s.total for s in uniques if not s.other}
            assert found == {group: len(keys) for group, keys in people.items()}
            place = random.randrange(len(people))
            cell = TrendCell(group=place)
            ask = TrendAsk(every="month", metric="uniques", **asked)
            assert len(behind_trend(lake, ask, case.context, cell)) == uniques[place].total


def _counted(
    case: Case, world: World, value: Value
) -> tuple[dict[str | None, int], dict[str | None, set[int]]]:
    zone = ZoneInfo(case.zone)
    counts: Counter[str | None] = Counter()
    people: dict[str | None, set[int]] = {}
    for event in world.events:
        if not event.bot:
            group = value(event, zone)
            counts[group] += 1
            people.setdefault(group, set()).add(world.who(event))
    return dict(counts), people


def _bought(project: int, log: list[tuple[str, str, dict[str, object]]]) -> Case:
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    events = [
        Event(event=event, ts=noon.replace(minute=i), tie=0, person=person_key(project, who),
              visit=0, bot="", session="", country="", props=props)
        for i, (who, event, props) in enumerate(log)
    ]  # fmt: skip
    return Case(project, "UTC", noon, World(events, {}, visits=False))


def _groups(lake: Lake, case: Case, by: str) -> list[tuple[str | None, float | None]]:
    ask = TrendAsk(event="page", by=by, **{"from": "2026-03-01", "to": "2026-03-05"})
    series = trend(lake, ask, case.context).series
    return [((s.by or {})[str(ask.by[0])], s.total) for s in series if not s.other]


def test_addresses_are_cleaned_and_put_under_patterns(lake: Lake, project: int) -> None:
    urls: list[object] = [
        "https://www.Shop.example/product/1?utm=x#top",
        "https://shop.example/product/2/",
        "https://shop.example/product/2/reviews",
        "/product/1",
        "https://other.example",
        None,
    ]
    case = _bought(project, [("ann", "page", {} if u is None else {"link": u}) for u in urls])
    store(lake, [case])

    assert dict(_groups(lake, case, "host(link)")) == {
        "shop.example": 3, "other.example": 1, None: 2,
    }  # fmt: skip
    assert dict(_groups(lake, case, "path(link)")) == {
        "/product/1": 2, "/product/2": 1, "/product/2/reviews": 1, "/": 1, None: 1,
    }  # fmt: skip
    by = 'pattern(link, "*/product/*/reviews", "**/product/**")'
    assert dict(_groups(lake, case, by)) == {
        "**/product/**": 4, "https://other.example": 1, None: 1,
    }  # fmt: skip


def test_ranges_stand_in_their_order_and_a_funnel_takes_them_too(lake: Lake, project: int) -> None:
    log: list[tuple[str, str, dict[str, object]]] = [
        ("ann", "page", {"price": 70}),
        ("ann", "buy", {}),
        ("bob", "page", {"price": 70}),
        ("cat", "page", {"price": 10}),  # the lower bound belongs to the range
        ("dan", "page", {"price": "cheap"}),
    ]
    case = _bought(project, log)
    store(lake, [case])

    ranges = _groups(lake, case, "ranges(price, 10, 50)")
    assert ranges == [("10 – 50", 1), ("≥ 50", 2), (None, 1)]
    asked = {"from": "2026-03-01", "to": "2026-03-05", "by": "ranges(price, 10, 50)"}
    ladders = funnel(lake, FunnelAsk(step=["page", "buy"], **asked), case.context).ladders
    climbed = [[rung.people for rung in one.steps] for one in ladders if not one.other]
    assert climbed == [[1, 0], [2, 1], [1, 0]]


@pytest.mark.parametrize("by", ["hour(nowhere)", "ranges(nowhere, 1)"])
def test_a_dimension_of_what_nobody_sends_says_so(lake: Lake, project: int, by: str) -> None:
    case = _bought(project, [("ann", "page", {"price": 1})])
    store(lake, [case])
    asked = {"from": "2026-03-01", "to": "2026-03-05"}

    notes = trend(lake, TrendAsk(event="page", by=by, **asked), case.context).meta.notes

    assert any("no event carries a nowhere" in note for note in notes)
    told = trend(lake, TrendAsk(event="page", by="hour(time)", **asked), case.context).meta.notes
    assert not any("no event carries" in note for note in told)
