"""Lifecycle, stickiness, frequency and interval on logs small enough to be checked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from analytics.logs import random_case, store
from analytics.test_laws import ANN, BOB, CAT, MARCH, NOON, ctx, put
from bellrock.analytics import KINDS
from bellrock.analytics.frequency import frequency
from bellrock.analytics.funnel import funnel
from bellrock.analytics.interval import interval
from bellrock.analytics.lifecycle import LifecycleCell, behind_lifecycle, lifecycle
from bellrock.analytics.stickiness import stickiness
from bellrock.analytics.trend import trend
from bellrock.core.errors import InvalidDefinition, NotFound
from bellrock.core.time import FixedClock
from bellrock.query import Context, FunnelAsk, TrendAsk
from bellrock.query.ask import ASKS, FrequencyAsk, IntervalAsk, LifecycleAsk, StickinessAsk
from bellrock.store import Lake

__all__ = ["ctx"]
DAY = 24 * 60


def test_a_life_goes_through_its_states(lake: Lake, ctx: Context) -> None:
    put(lake, ctx, (ANN, "open", 0), (ANN, "open", DAY), (ANN, "open", 4 * DAY))
    put(lake, ctx, (BOB, "open", -90 * DAY), (BOB, "open", DAY))
    ask = LifecycleAsk(event="open", **{"from": "2026-03-01", "to": "2026-03-07"})

    answer = lifecycle(lake, ask, ctx)

    states = [(s.new, s.returning, s.resurrecting, s.dormant, s.away) for s in answer.stages]
    assert states == [
        (1, 0, 0, 0, 1),  # ann is new, bob away
        (0, 1, 1, 0, 0),
        (0, 0, 0, 2, 2),  # both gone
        (0, 0, 0, 0, 2),
        (0, 0, 1, 0, 1),  # ann is back
        (0, 0, 0, 1, 2),
    ]
    moves = {(m.from_, m.to): (m.times, m.people) for m in answer.moves}
    assert moves["new", "returning"] == (1, 1)
    assert moves["dormant", "resurrecting"] == (2, 2)
    assert moves["dormant", "dormant"] == (4, 2)
    cell = LifecycleCell(before="dormant", after="dormant")
    assert behind_lifecycle(lake, ask, ctx, cell) == [ANN, BOB]


def test_what_still_runs_makes_no_moves_and_begins_no_forecast(lake: Lake, ctx: Context) -> None:
    put(lake, ctx, *((ANN, "open", day * DAY) for day in range(5)))
    early = replace(ctx, clock=FixedClock(NOON + timedelta(days=4)))
    ask = LifecycleAsk(forecast=2, **{"from": "2026-03-01", "to": "2026-03-06"})

    answer = lifecycle(lake, ask, early)

    assert [stage.complete for stage in answer.stages] == [True] * 4 + [False]
    assert sum(move.times for move in answer.moves) == 3
    assert answer.forecast is None
    assert any(note.startswith("no forecast: 5 points") for note in answer.meta.notes)


def test_the_days_of_a_week_are_the_actives_of_its_days(lake: Lake) -> None:
    case = random_case(Random(5), events=80)
    store(lake, [case])
    week = {"from": "2026-03-02", "to": "2026-03-09", "zone": "UTC"}
    everyday = TrendAsk(event="any", metric="uniques", **week)

    (spell,) = stickiness(lake, StickinessAsk(**week), case.context).spells
    (series,) = trend(lake, everyday, case.context).series

    assert spell.people == series.total
    days = sum(number * people for number, people in enumerate(spell.days, 1))
    assert days == sum(point.value or 0 for point in series.points)


def test_reports_agree_with_each_other(lake: Lake) -> None:
    cases = [random_case(Random(seed), events=80) for seed in range(3)]
    store(lake, cases)
    for case in cases:
        asked: dict[str, Any] = {"from": str(case.middle.date() - timedelta(days=9))}
        daily = TrendAsk(event="a", metric="uniques", **asked)
        (series,) = trend(lake, daily, case.context).series
        lives = lifecycle(lake, LifecycleAsk(event="a", **asked), case.context).stages
        (spread,) = frequency(lake, FrequencyAsk(event="a", **asked), case.context).rows
        climb = funnel(lake, FunnelAsk(step=["a", "b"], within="2d", **asked), case.context)
        waits = interval(lake, IntervalAsk(start="a", end="b", within="2d", **asked), case.context)

        active = [s.new + s.returning + s.resurrecting for s in lives]
        assert active == [point.value for point in series.points]
        assert spread.people == series.total == climb.steps[0].people
        assert (
            spread.total == trend(lake, TrendAsk(event="a", **asked), case.context).series[0].total
        )
        assert waits.rows[0].people_started == climb.steps[0].people


def test_each_first_event_is_paired_with_the_next_second_one(lake: Lake, ctx: Context) -> None:
    put(
        lake, ctx,
        (ANN, "view", 0), (ANN, "view", 10), (ANN, "buy", 30),  # 20 min: from the later view
        (BOB, "view", 0), (BOB, "buy", 60), (BOB, "buy", 70),   # 60 min: to the earlier buy
        (CAT, "buy", 0), (CAT, "view", 5),                      # not yet
    )  # fmt: skip

    (row,) = interval(lake, IntervalAsk(start="view", end="buy", **MARCH), ctx).rows
    (again,) = interval(lake, IntervalAsk(start="buy", end="buy", **MARCH), ctx).rows

    assert (row.starts, row.times, row.people_started, row.people) == (4, 2, 3, 2)
    assert row.p10_s == pytest.approx(24 * 60)  # linear between 20 and 60 minutes
    assert (row.median_s, row.mean_s) == (40 * 60, 40 * 60)
    assert row.curve[-1].share == pytest.approx(2 / 3)
    assert (again.times, again.median_s) == (1, 600)


def test_only_what_is_alike_is_paired(lake: Lake, ctx: Context) -> None:
    put(lake, ctx, (ANN, "view", 0), (ANN, "buy", 9), props={"order": "1"})
    put(lake, ctx, (ANN, "view", 1), props={"order": "2"})
    put(lake, ctx, (ANN, "buy", 20), props={})

    held = IntervalAsk(start="view", end="buy", hold="order", **MARCH)
    (row,) = interval(lake, held, ctx).rows

    assert (row.starts, row.times, row.median_s) == (2, 1, 9 * 60)


def test_the_sql_gives_the_same_numbers(lake: Lake) -> None:
    case = random_case(Random(9), events=80)
    store(lake, [case])
    asked: dict[str, Any] = {"from": str(case.middle.date() - timedelta(days=9))}
    bodies: dict[str, dict[str, Any]] = {
        "lifecycle": {"event": "a"}, "stickiness": {"event": "a"}, "frequency": {"event": "a"},
        "interval": {"start": "a", "end": "b"},
    }  # fmt: skip
    told = {}
    for kind, body in bodies.items():
        ask = ASKS[kind].model_validate({**body, **asked})  # type: ignore[index]
        first = KINDS[kind].statements(lake, ask, case.context)[0]
        told[kind] = (KINDS[kind].answer(lake, ask, case.context).to_json(), lake.rows(first.sql))

    answer, found = told["lifecycle"]
    names = ("new", "returning", "resurrecting", "dormant")
    counts = [tuple(stage[name] for name in names) for stage in answer["stages"]]
    assert [tuple(row[1:]) for row in found] == [some for some in counts if any(some)]
    answer, found = told["stickiness"]
    assert sum(row[2] for row in found) == sum(one["people"] for one in answer["spells"])
    answer, ((_, people, *bins),) = told["frequency"]
    assert people == answer["rows"][0]["people"]
    assert bins[: len(answer["ranges"])] == answer["rows"][0]["bins"]
    answer, ((starts, times, people, *_),) = told["interval"]
    row = answer["rows"][0]
    assert (starts, times, people) == (row["starts"], row["times"], row["people"])


@pytest.mark.parametrize(
    ("kind", "body", "field"),
    [
        ("frequency", {"bins": "5,2"}, "bins"),
        ("frequency", {"bins": "one"}, "bins"),
        ("frequency", {"of": "sum"}, "of"),
        ("interval", {"start": "a"}, "end"),
        ("interval", {"start": "a", "end": "b", "within": "0s"}, "within"),
        ("lifecycle", {"forecast": 1000}, "forecast"),
        ("lifecycle", {"every": "hour"}, "every"),
        ("stickiness", {"every": "day"}, "every"),
    ],
)
def test_what_cannot_mean_anything_is_refused_at_its_place(
    kind: str, body: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidDefinition) as refused:
        ASKS[kind].model_validate(body)  # type: ignore[index]

    assert refused.value.field == field
    assert refused.value.hint


def test_a_cell_that_is_not_there_is_not_found(lake: Lake, ctx: Context) -> None:
    for kind, body, cell in (
        ("lifecycle", {}, {"bucket": 5000}), ("lifecycle", {}, {}),
        ("stickiness", {}, {"spell": 99}), ("frequency", {}, {"range": 99}),
        ("frequency", {}, {"group": 0}), ("interval", {"start": "a", "end": "b"}, {"stretch": 9}),
    ):  # fmt: skip
        ask = ASKS[kind].model_validate({**body, **MARCH})  # type: ignore[index]
        where = KINDS[kind].cell.model_validate(cell)
        with pytest.raises(NotFound):
            KINDS[kind].behind(lake, ask, ctx, where)
