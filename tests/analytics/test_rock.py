"""A goal's checks say what the data say: tiny tables, every figure counted by hand."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from bellrock.analytics.metric import Asked
from bellrock.analytics.metric.rock import (
    CoreRule,
    CoreShare,
    Step,
    Verdict,
    Volume,
    core,
    objective,
    path,
    real,
    worst,
)
from bellrock.analytics.metric.rock_run import core_share, volume
from bellrock.core.time import FixedClock
from bellrock.query import Context, IdentityState
from bellrock.query.registered import MetricDefinition, read_metric_definition
from bellrock.store import Lake

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WEEK = Asked(from_="2026-03-02", to="2026-03-09")
_ids = count(1)


def put(lake: Lake, project: int, *rows: tuple[int, str, float, dict[str, Any]]) -> None:
    """Store events as (person, event, days after noon of 2 March, columns)."""
    lines = []
    for person, event, days, columns in rows:
        ts = (NOON + timedelta(days=days)).isoformat()
        lines.append({"project": project, "person": person, "event": event, "ts": ts,
                      "received": ts, "event_id": f"rock-{next(_ids)}", **columns})  # fmt: skip
    lake.insert_json("events", "\n".join(map(json.dumps, lines)).encode())


def context(project: int, *, days: float = 7, zone: str = "UTC") -> Context:
    return Context(project, zone, IdentityState(False), FixedClock(NOON + timedelta(days=days)))


def metric(ask: dict[str, Any]) -> MetricDefinition:
    return read_metric_definition({"ask": ask})


def states(verdicts: list[Verdict]) -> dict[str, str]:
    return {one.check: one.state for one in verdicts}


def days(*events: int, machines: int = 0, hours: float | None = 1.0) -> Volume:
    first = date(2026, 3, 2)
    each = tuple(first + timedelta(days=i) for i in range(len(events)))
    bots = (machines, *[0] * (len(events) - 1))
    return Volume(each, events, bots, events, len(events), hours)


def test_a_metrics_events_are_counted_by_day(lake: Lake, project: int) -> None:
    put(
        lake, project,
        (1, "buy", -30, {}),              # before the period, in its history
        (1, "buy", 0, {}), (2, "buy", 0, {}),
        (3, "buy", 0, {"bot": "crawler"}),
        (1, "view", 1, {}),               # another event: no gap, none of the metric's
        (1, "buy", 6.25, {}),             # 18:00 on the last day of the period
    )  # fmt: skip

    found = volume(lake, metric({"events": "buy"}), context(project), WEEK)

    assert found.period == 7
    assert found.days[-7:] == tuple(date(2026, 3, 2 + i) for i in range(7))
    assert found.events[-7:] == (2, 0, 0, 0, 0, 0, 1)
    assert found.machines[-7:] == (1, 0, 0, 0, 0, 0, 0)
    assert found.any_event[-7:] == (3, 1, 0, 0, 0, 0, 1)
    assert sum(found.events) == 4
    assert found.hours_since == pytest.approx(18)
    assert states(real(found, bots_in=False)) == {
        "freshness": "pass", "volume": "pass", "gaps": "fail", "bots": "warn",
    }  # fmt: skip


def test_a_day_that_is_not_over_is_no_gap(lake: Lake, project: int) -> None:
    put(lake, project, (1, "buy", 0, {}), (1, "buy", 1, {}))

    asked = Asked(from_="2026-03-02", to="2026-03-05")
    found = volume(lake, metric({"events": "buy"}), context(project, days=2), asked)

    assert found.days[-1] == date(2026, 3, 3)  # now is noon of the 4th
    assert states(real(found, bots_in=False))["gaps"] == "pass"


def test_days_are_of_the_zone(lake: Lake, project: int) -> None:
    put(lake, project, (1, "buy", 0.5, {}))  # midnight: 3 March in UTC, 2 March in New York

    found = volume(lake, metric({"events": "buy"}), context(project, zone="America/New_York"), WEEK)

    assert found.events[-7:] == (1, 0, 0, 0, 0, 0, 0)


def test_core_users_are_those_of_the_28_days_before_the_end(lake: Lake, project: int) -> None:
    put(
        lake, project,
        (1, "view", -1, {}), (1, "view", 0, {}), (1, "view", 1, {}),  # core: three days
        (2, "view", 1, {}), (2, "view", 1.1, {}), (2, "view", 1.2, {}),  # one day, not core
        (3, "view", -40, {}), (3, "view", -41, {}), (3, "view", -42, {}),  # too long ago
        (1, "buy", 2, {"props": {"price": 6}}),
        (2, "buy", 2, {"props": {"price": 2}}),
        (3, "buy", 2, {"props": {"price": 1}}),
        (3, "buy", 3, {"props": {"price": 1}}),
    )  # fmt: skip
    rule, ctx = CoreRule("view", 3), context(project)

    for ask, share in (
        ({"events": "buy", "metric": "sum(price)"}, 0.6),
        ({"events": "buy", "metric": "uniques"}, 1 / 3),
        ({"events": "buy", "metric": "total"}, 0.25),
        ({"events": ["buy", "view"], "formula": "A / B"}, 0.25),
        ({"events": "buy", "metric": "mean(price)"}, 0.25),
        ({"events": "sell"}, None),
    ):
        found = core_share(lake, metric(ask), ctx, WEEK, rule)
        assert (found.people, found.share) == (1, share if share is None else pytest.approx(share))
    assert core_share(lake, metric({"events": "buy"}), ctx, WEEK, CoreRule("view", 4)).people == 0


@pytest.mark.parametrize(
    ("told", "check", "state"),
    [
        (days(5, 5, 5), "freshness", "pass"),
        (days(5, 5, 5, hours=30.0), "freshness", "warn"),
        (days(5, 5, 5, hours=80.0), "freshness", "fail"),
        (days(0, 0, 0, hours=None), "freshness", "fail"),
        (days(0, 0, 5, 5), "gaps", "pass"),  # before the first event
        (days(5, 0, 5), "gaps", "warn"),
        (days(5, 0, 0, 0, 5), "gaps", "fail"),
        (days(95, machines=4), "bots", "pass"),
        (days(50, machines=50), "bots", "warn"),
        (days(*[100] * 60, 100), "volume", "pass"),
        (days(*[100, 101, 99, 102, 98, 100, 103] * 9, 300), "volume", "warn"),
    ],
)
def test_data_is_real_by_its_numbers(told: Volume, check: str, state: str) -> None:
    assert states(real(told, bots_in=False))[check] == state


def test_machines_that_are_counted_weigh_more() -> None:
    assert states(real(days(90, machines=10), bots_in=True))["bots"] == "warn"
    assert states(real(days(50, machines=50), bots_in=True))["bots"] == "fail"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((10.0, 8.0, 12.0, "up"), ("pass", "pass", "pass")),
        ((10.0, 8.0, None, "up"), ("pass", "warn", "pass")),
        ((10.0, 8.0, 12.0, "down"), ("pass", "pass", "fail")),
        ((10.0, 10.0, 5.0, "up"), ("pass", "pass", "warn")),
        ((0.0, 8.0, 5.0, "up"), ("fail", "pass", "fail")),
        ((None, None, None, "up"), ("fail", "warn", "warn")),
    ],
)
def test_an_objective_is_counted_aimed_at_and_moving(
    said: tuple[Any, ...], expected: tuple[str, str, str]
) -> None:
    found = states(objective(*said))

    assert (found["counted"], found["target"], found["moving"]) == expected


def test_core_users_are_defined_and_carry_the_metric() -> None:
    assert worst(core(None, None)) == "fail"
    rule = CoreRule("view", 3)
    assert worst(core(rule, CoreShare(0, None))) == "fail"
    assert worst(core(rule, CoreShare(5, 0.05))) == "warn"
    (one,) = core(rule, CoreShare(1234, 0.5))
    assert (one.state, one.said) == ("pass", "1,234 core users make 50.0% of it")


def test_a_key_path_is_as_good_as_its_narrowest_step() -> None:
    def steps(*people: int) -> list[Step]:
        before = (0, *people)
        return [
            Step(f"step {i}", n, n / before[i] if before[i] else None) for i, n in enumerate(people)
        ]

    assert worst(path(None)) == "warn"
    assert worst(path([])) == worst(path(steps(0, 0))) == "fail"
    assert worst(path(steps(100, 50, 20))) == "pass"
    assert worst(path(steps(100, 50, 10))) == "warn"
    (one,) = path(steps(100, 5, 5))
    assert (one.state, "'step 1'" in one.said, "5.0%" in one.said) == ("fail", True, True)
    assert path(steps(100, 0, 0))[0].state == "fail"
