"""Retention over logs that are read at a glance: what each word means, and what is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from bellrock.analytics.retention import (
    RetentionAnswer,
    RetentionCell,
    behind_retention,
    retention,
)
from bellrock.analytics.retention.statements import retention_statements
from bellrock.core.errors import InvalidDefinition, NotFound
from bellrock.core.time import FixedClock
from bellrock.query import Context, IdentityState, RetentionAsk
from bellrock.store import Lake

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)  # a Monday
MARCH = {"from": "2026-03-02", "to": "2026-03-12"}
ANN, BOB, CAT = 1, 2, 3
DAYS = {**MARCH, "every": "day", "periods": 4}
_ids = count()


@pytest.fixture
def ctx(project: int) -> Context:
    return Context(project, "UTC", IdentityState(False), FixedClock(NOON + timedelta(days=60)))


def put(lake: Lake, ctx: Context, *rows: tuple[int, str, float], **columns: Any) -> None:
    """Store events as (person, event, hours after noon of 2 March)."""
    lines = []
    for person, event, hours in rows:
        ts = (NOON + timedelta(hours=hours)).isoformat()
        lines.append(
            {"project": ctx.project, "person": person, "event": event, "ts": ts, "received": ts,
             "event_id": f"hand {next(_ids)}", **columns}
        )  # fmt: skip
    lake.insert_json("events", "\n".join(map(json.dumps, lines)).encode())


@pytest.fixture
def shop(lake: Lake, ctx: Context) -> Context:
    """Ann joins and buys on days 0, 1 and 3; Bob joins and buys on day 2; Cat only joins."""
    put(lake, ctx, (ANN, "join", 0), (BOB, "join", 1), props={"plan": "pro"})
    put(lake, ctx, (CAT, "join", 2), props={"plan": "free"})
    put(lake, ctx, (ANN, "buy", 1), (ANN, "buy", 22), props={"price": 10})
    put(lake, ctx, (ANN, "buy", 72), (BOB, "buy", 50), props={"price": 4})
    return ctx


def first(lake: Lake, ctx: Context, **asked: Any) -> tuple[int | None, ...]:
    ask = RetentionAsk(**{"start": "join", "return": "buy", **DAYS, **asked})
    return retention(lake, ask, ctx).cohorts[0].returned


def test_each_mode_counts_as_it_says(lake: Lake, shop: Context) -> None:
    assert first(lake, shop) == (1, 1, 1, 1, 0)
    assert first(lake, shop, mode="on-or-after") == (2, 2, 2, 1, 0)
    assert first(lake, shop, mode="on-or-before") == (1, 1, 2, 2, 2)
    assert first(lake, shop, mode="streak") == (1, 1, 0, 0, 0)


def test_a_start_that_is_itself_a_return_does_not_count_as_back_by_then(
    lake: Lake, shop: Context
) -> None:
    asked = {"mode": "on-or-before", "return": "any"}

    assert first(lake, shop, **asked) == (3, 1, 2, 2, 2)
    note = "a start is itself a return here, so its own bucket does not count later on"
    assert note in retention(lake, RetentionAsk(start="join", **asked, **DAYS), shop).meta.notes


def test_the_rolling_clock_begins_with_the_person(lake: Lake, shop: Context) -> None:
    # Ann comes after 1, 22 and 72 hours, Bob after 49.
    assert first(lake, shop, clock="rolling") == (1, 0, 1, 1, 0)
    assert first(lake, shop, clock="rolling", brackets="2h,1d,72h", periods=None) == (1, 1, 1)
    assert first(lake, shop, brackets="1d,3d,4d", periods=None) == (1, 2, 1)


def test_the_rolling_clock_is_not_moved_by_a_clock_change(lake: Lake, ctx: Context) -> None:
    put(lake, ctx, (ANN, "join", 26 * 24), (ANN, "buy", 26 * 24 + 47.5))  # from 28 March on
    asked = {"zone": "Europe/Berlin", "from": "2026-03-28", "to": "2026-04-03"}

    assert first(lake, ctx, **asked) == (0, 0, 1, 0, 0)
    # The fifth window of who starts last on the 28th ends an hour after the period, by its clock.
    assert first(lake, ctx, clock="rolling", **asked) == (0, 1, 0, 0, None)
    assert first(lake, ctx, brackets="47h,48h", periods=None, clock="rolling", **asked) == (0, 1)


def test_people_may_start_at_their_first_in_the_period(lake: Lake, ctx: Context) -> None:
    put(lake, ctx, (ANN, "buy", -240), (ANN, "buy", 0), (ANN, "buy", 24), (BOB, "buy", 0))
    asked = {"start": "buy", "return": "buy", **DAYS}

    def people(kind: str) -> list[int]:
        answer = retention(lake, RetentionAsk(kind=kind, **asked), ctx)
        return [cohort.people for cohort in answer.cohorts[:3]]

    assert people("first") == [1, 0, 0]
    assert people("first-in-period") == [2, 0, 0]
    assert people("recurring") == [2, 1, 0]


def test_values_are_summed_and_cumulated(lake: Lake, shop: Context) -> None:
    def values(**asked: Any) -> Any:
        ask = RetentionAsk(**{"start": "join", "return": "buy", "curve": True, **DAYS, **asked})
        answer = retention(lake, ask, shop)
        assert answer.curve is not None
        return answer.cohorts[0].values, [point.value for point in answer.curve.points]

    whole, each = values(value="sum(price)")
    assert whole == (10, 10, 4, 4, 0)
    assert each == pytest.approx([10 / 3, 10 / 3, 4 / 3, 4 / 3, 0])
    assert values(value="sum(price)", mode="on-or-before")[0] == (10, 20, 24, 28, 28)
    assert values(value="sum(price)", mode="on-or-after")[0] == (28, 18, 8, 4, 0)
    assert values(value="mean(price)")[0] == (10, 10, 4, 4, None)
    assert values(value="mean(price)", mode="on-or-before")[1][-1] == pytest.approx(7)


def test_groups_stand_beside_everybody(lake: Lake, shop: Context) -> None:
    ask = RetentionAsk(start="join", **{"return": "buy"}, by="plan", curve=True, top=1, **DAYS)

    answer = retention(lake, ask, shop)

    told = answer.to_json()
    assert [(g["by"], g["cohorts"][0]["people"], g.get("other")) for g in told["groups"]] == [
        ({"plan": "pro"}, 2, None), ({"plan": "other"}, 1, True),
    ]  # fmt: skip
    assert told["cohorts"][0]["people"] == 3
    assert RetentionAnswer.from_json(json.loads(json.dumps(told))) == answer
    assert answer.lines()[0]["by plan"] == "pro"
    cell = RetentionCell(cohort=0, after=0, group=0)
    assert behind_retention(lake, ask, shop, cell) == [ANN]
    (statement,) = retention_statements(lake, ask, shop)
    rows = [row[1:5] for row in lake.rows(statement.sql)]
    assert rows == [("pro", 2, 1, 1), ("other", 1, 0, 0)]


def test_a_curve_waits_for_whole_buckets_and_is_carried_on(lake: Lake, ctx: Context) -> None:
    people = range(10, 110)
    put(lake, ctx, *((who, "join", 0) for who in people))
    for day, back in enumerate((60, 45, 38, 33, 30), 1):
        put(lake, ctx, *((who, "buy", 24 * day) for who in people[:back]))
    asked = {"start": "join", "return": "buy", "every": "day", "periods": 5, **MARCH}

    def told(model: str, **more: Any) -> RetentionAnswer:
        return retention(lake, RetentionAsk(fit=model, **{**asked, **more}), ctx)

    for model in ("power", "sbg"):
        curve = told(model, ahead=30).curve
        assert curve is not None
        assert curve.fit is not None
        assert (curve.fit.seen, curve.fit.ahead, len(curve.fit.points)) == (5, 30, 35)
        assert curve.fit.error < 0.02
        assert [point.beyond for point in curve.fit.points] == [False] * 5 + [True] * 30
        assert 0.05 < curve.fit.points[-1].share < 0.3
    short = told("power", periods=2)
    assert short.curve is not None
    assert short.curve.fit is None
    assert "too little is over to carry the mean on" in short.meta.notes[-1]
    streak = told("sbg", mode="streak", **{"return": "any"}).curve
    assert streak is not None
    assert streak.fit is not None
    assert streak.fit.error < 0.03


def test_an_answer_to_what_was_asked_before_is_shaped_as_before(lake: Lake, shop: Context) -> None:
    told = retention(lake, RetentionAsk(**DAYS), shop).to_json()

    assert list(told) == ["cohorts", "meta"]
    assert list(told["cohorts"][0]) == ["start", "people", "returned"]


def test_a_rolling_window_is_known_when_it_is_over_for_the_last_to_start(
    lake: Lake, shop: Context
) -> None:
    early = replace(shop, clock=FixedClock(NOON + timedelta(days=2)))  # noon of 4 March

    assert first(lake, early) == (1, 1, None, None, None)
    assert first(lake, early, clock="rolling") == (1, None, None, None, None)
    assert first(lake, early, brackets="1d,2d,3d", periods=None) == (1, 1, None)


@pytest.mark.parametrize(
    ("field", "asked"),
    [
        ("brackets", {"brackets": "3d,1d"}),
        ("brackets", {"brackets": "12h,1d"}),
        ("brackets[1]", {"brackets": "1d,soon"}),
        ("periods", {"brackets": "1d,3d", "periods": 3}),
        ("value", {"value": "uniques"}),
        ("value", {"value": "sum(price)", "mode": "streak"}),
        ("fit", {"fit": "sbg", "mode": "on-or-before"}),
        ("fit", {"fit": "power", "brackets": "1d,3d"}),
        ("ahead", {"fit": "power", "ahead": 121}),
    ],
)
def test_what_cannot_be_meant_is_refused_at_its_field(field: str, asked: dict[str, Any]) -> None:
    with pytest.raises(InvalidDefinition) as refused:
        RetentionAsk(**asked)

    assert refused.value.field == field
    assert refused.value.hint


def test_nobody_is_listed_for_a_cell_that_is_not_there(lake: Lake, shop: Context) -> None:
    ask = RetentionAsk(kind="recurring", **DAYS)

    with pytest.raises(NotFound):
        behind_retention(lake, ask, shop, RetentionCell(cohort=0, group=0))
    with pytest.raises(NotFound):
        behind_retention(lake, ask, shop, RetentionCell(cohort=0, after=5))
    with pytest.raises(InvalidDefinition, match="the mean counts starts"):
        behind_retention(lake, ask, shop, RetentionCell(after=1))
