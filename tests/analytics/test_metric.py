"""A registered metric means the same as the trend it is made of, and its changes add up."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.logs import random_case, store
from bellrock.analytics.metric import Asked, ChangeAnswer, TreeValue, change, driven, value
from bellrock.analytics.trend import trend
from bellrock.core.errors import InvalidDefinition
from bellrock.core.time import FixedClock
from bellrock.query import Context, IdentityState
from bellrock.query.registered import MetricDefinition, read_metric_definition
from bellrock.store import Lake

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
_ids = count()
CONVERSION = {"events": ["buy", "view"], "metric": "total", "formula": "A / B"}
NUMBERS = st.floats(0.1, 1e3)


def metric(ask: dict[str, Any], **more: Any) -> MetricDefinition:
    return read_metric_definition({"ask": ask, **more})


def put(lake: Lake, project: int, rows: list[tuple[str, float, dict[str, Any]]]) -> None:
    """Store events as (event, days after 2 March, columns)."""
    lines = []
    for event, days, columns in rows:
        ts = (NOON + timedelta(days=days)).isoformat()
        lines.append(
            {"project": project, "person": next(_ids), "event": event, "ts": ts, "received": ts,
             "event_id": str(next(_ids)), **columns}
        )  # fmt: skip
    lake.insert_json("events", "\n".join(map(json.dumps, lines)).encode())


def context(project: int, days: float) -> Context:
    return Context(project, "UTC", IdentityState(False), FixedClock(NOON + timedelta(days=days)))


def test_a_metric_is_the_trend_it_is_made_of(lake: Lake) -> None:
    case = random_case(Random(7))
    store(lake, [case])
    asked = Asked(from_=case.middle.date().isoformat(), compare="previous")
    for ask in ({"events": "a", "metric": "uniques"}, {"events": ["b", "a"], "formula": "A / B"}):
        told = metric(ask)

        found = value(lake, told, case.context, asked)

        (line,) = trend(
            lake, told.asked(from_=asked.from_, compare="previous"), case.context
        ).series
        assert [p.value for p in found.points] == [p.value for p in line.points]
        assert found.total == line.total
        assert line.before is not None
        assert found.before == line.before.total


def test_points_are_judged_once_they_are_mature(lake: Lake, project: int) -> None:
    random = Random(5)
    rows: list[tuple[str, float, dict[str, Any]]] = []
    for day in range(60):
        usual = 10 if day in (50, 59) else 60 + random.randrange(-4, 5)  # 50 and 59 are too quiet
        rows += [("view", day + i / 1000, {}) for i in range(usual)]
    put(lake, project, rows)
    ask = {"events": "view"}
    asked = Asked(from_="2026-04-20", to="2026-05-01")

    found = value(lake, metric(ask), context(project, 70), asked).points

    assert [p.start.day for p in found if p.odd] == [21, 30]
    fair = {date(2026, 4, 30): "Spring Fair"}
    there = replace(context(project, 70), holidays=fair.get)
    for zone in (None, "Asia/Shanghai"):
        knowing = value(lake, metric(ask), there, replace(asked, zone=zone)).points
        assert [p.holiday for p in knowing if p.holiday] == ["Spring Fair"]
        assert knowing[9].holiday is None
        assert not any(p.odd for p in knowing if p.holiday and (p.value or 0) > 15)
    knowing = value(lake, metric(ask), there, asked).points
    assert knowing[-1].low is not None and found[-1].low is not None
    assert knowing[-1].low < found[-1].low / 2
    weeks = value(lake, metric(ask), there, replace(asked, every="week", odd=False)).points
    assert [p.holiday for p in weeks][-1] == "Spring Fair"
    late = value(lake, metric(ask, maturity="3d"), context(project, 60), asked)
    assert [p.start.day for p in late.points if p.odd] == [21]
    assert [p.mature for p in late.points][-3:] == [False, False, False]
    assert late.mature_until == NOON + timedelta(days=57)
    wrong = value(lake, metric(ask, check={"at_least": 30}), context(project, 70), asked).points
    assert [p.wrong for p in wrong if p.wrong] == ["below", "below"]


def test_what_changed_a_ratio_is_mix_and_rate_and_a_reversal_is_told(
    lake: Lake, project: int
) -> None:
    """Both devices convert better than in the week before, yet the whole falls."""
    rows: list[tuple[str, float, dict[str, Any]]] = []
    for week, device, views, buys in (
        (0, "desktop", 300, 90), (0, "smartphone", 100, 10),
        (1, "desktop", 100, 32), (1, "smartphone", 300, 36),
    ):  # fmt: skip
        rows += [("view", week * 7 + i / 1000, {"device": device}) for i in range(views)]
        rows += [("buy", week * 7 + i / 1000, {"device": device}) for i in range(buys)]
    put(lake, project, rows)
    asked = Asked(from_="2026-03-09", to="2026-03-16")

    found = change(lake, metric(CONVERSION), context(project, 30), asked, ["device"])

    (split,) = found.splits
    assert found.change == pytest.approx(0.17 - 0.25)
    assert split.reversed
    assert sum((part.mix or 0) + (part.rate or 0) for part in split.parts) == pytest.approx(
        found.change
    )
    assert all((part.rate or 0) > 0 for part in split.parts if not part.other)
    assert split.rest == 0.0
    assert ChangeAnswer.from_json(found.to_json()) == found
    assert {line["part"] for line in found.lines()} == {"desktop", "smartphone"}


def test_the_dimension_that_moved_is_named_first_and_parts_add_up(lake: Lake, project: int) -> None:
    rows: list[tuple[str, float, dict[str, Any]]] = []
    for week in (0, 1):
        for i in range(120):
            country = "DE" if i % 2 else "FR"
            channel = "Paid" if i < (60 if week == 0 else 10) else "Email"
            if week == 1 and channel == "Paid" and i > 5:
                continue
            rows.append(("buy", week * 7 + i / 1000, {"country": country, "channel": channel}))
    put(lake, project, rows)
    asked = Asked(from_="2026-03-09", to="2026-03-16")

    found = change(
        lake, metric({"events": "buy"}), context(project, 30), asked, ["country", "channel"]
    )

    assert [split.by for split in found.splits] == ["channel", "country"]
    for split in found.splits:
        assert sum(part.added for part in split.parts) + split.rest == found.change
    people = change(
        lake, metric({"events": "buy", "metric": "uniques"}), context(project, 30), asked,
        ["country"],
    )  # fmt: skip
    (split,) = people.splits
    assert people.change is not None
    assert sum(part.added for part in split.parts) + split.rest == pytest.approx(people.change)


@pytest.mark.parametrize("seed", range(4))
def test_people_are_taken_apart_at_once_as_by_a_trend_each(lake: Lake, seed: int) -> None:
    case = random_case(Random(seed))
    store(lake, [case])
    days = [(case.middle + timedelta(days=n)).date().isoformat() for n in (-2, 1, 4)]
    dimensions = ["country", "props.plan", "hour(time)", "day(time)", "device"]
    for event in ("a", "b[price > 6]", "nobody"):
        asked = Asked(from_=days[1], to=days[2], compare=days[0])
        plain = {"events": event, "metric": "uniques"}

        found = change(lake, metric(plain), case.context, asked, dimensions)

        trends = change(lake, metric({**plain, "formula": "A"}), case.context, asked, dimensions)
        assert (found.total, found.before) == (trends.total or 0, trends.before or 0)
        assert found.compared == trends.compared
        assert [(one.by, one.surprise, one.rest) for one in found.splits] == [
            (one.by, one.surprise, one.rest) for one in trends.splits
        ]
        assert [one.parts for one in found.splits] == [one.parts for one in trends.splits]
        assert found.meta.notes == trends.meta.notes


@given(
    node=st.tuples(NUMBERS, NUMBERS),
    drivers=st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=4),
    made_by=st.sampled_from(["sum", "product", "ratio"]),
)
def test_what_drivers_add_and_the_rest_are_the_change(
    node: tuple[float, float], drivers: list[tuple[float, float]], made_by: Any
) -> None:
    told = [TreeValue(*pair) for pair in (drivers[:2] if made_by == "ratio" else drivers)]

    found = driven(TreeValue(*node), told, made_by)

    added = [one for one in found.added if one is not None]
    assert len(added) == len(told)
    assert found.rest is not None
    size = max(1.0, *(abs(one) for one in added))
    assert sum(added) + found.rest == pytest.approx(node[0] - node[1], abs=1e-9 * size)


def test_a_product_of_its_drivers_leaves_no_rest() -> None:
    found = driven(TreeValue(24.0, 6.0), [TreeValue(4.0, 2.0), TreeValue(6.0, 3.0)], "product")

    assert found.added == (9.0, 9.0)
    assert found.rest == pytest.approx(0.0)
    unknown = driven(TreeValue(None, 6.0), [TreeValue(4.0, 2.0)], "sum")
    assert unknown.added == (None,)
    assert unknown.rest is None
    nothing = driven(TreeValue(1.0, 1.0), [TreeValue(1.0, 1.0), TreeValue(0.0, 1.0)], "ratio")
    assert nothing.added == (None, None)


@pytest.mark.parametrize(
    ("told", "field", "said"),
    [
        ({"ask": {"events": ["a", "b"]}}, "ask.events", "a metric is one line"),
        ({"ask": {"events": "a", "by": "country"}}, "ask.by", "does not say by"),
        ({"ask": {"events": "a", "from": "-7d"}}, "ask.from", "does not say from"),
        ({"ask": {"events": "a", "over": "7d"}}, "ask.over", "does not say over"),
        ({"ask": {"events": "a", "where": "price >"}}, "ask.where[0]", ""),
        ({"ask": {"events": ["a", "b"], "formula": "A / C"}}, "ask.formula", ""),
        ({}, "ask.events", ""),
        ({"ask": {"events": "a"}, "direction": "left"}, "direction", ""),
        ({"ask": {"events": "a"}, "maturity": "soon"}, "maturity", "no length of time"),
    ],
)
def test_a_definition_that_means_nothing_is_refused_at_its_place(
    told: dict[str, Any], field: str, said: str
) -> None:
    with pytest.raises(InvalidDefinition) as refused:
        read_metric_definition(told)

    assert refused.value.field == field
    assert said in refused.value.message


def test_a_change_is_taken_apart_by_a_few_dimensions(lake: Lake, project: int) -> None:
    with pytest.raises(InvalidDefinition, match="1 to 12 dimensions"):
        change(lake, metric({"events": "a"}), context(project, 1), Asked(), [])
