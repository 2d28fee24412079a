"""Times to convert, conversion by entry and what drives it are what plain Python says."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from statistics import mean, median
from typing import Any

import pytest

from analytics.funnel.test_funnel_forms import drawn, narrowed
from analytics.funnel_oracle import TIES, Run, climbs, trend
from analytics.logs import random_case, store
from bellrock.analytics.funnel import FunnelAnswer, FunnelCell, behind_funnel, funnel
from bellrock.core.time import FixedClock, Period, buckets, micros
from bellrock.query import Context, FunnelAsk, IdentityState
from bellrock.stats.survival import Moment, kaplan_meier
from bellrock.store import Lake

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MARCH = {"from": "2026-03-01", "to": "2026-04-01"}
_ids = count()


@pytest.fixture
def ctx(project: int) -> Context:
    return Context(project, "UTC", IdentityState(False), FixedClock(NOON + timedelta(days=9)))


def put(lake: Lake, ctx: Context, *rows: tuple[int, str, float, dict[str, Any]]) -> None:
    """Store events as (person, event, hours after noon of 1 March, properties)."""
    lines = []
    for person, event, hours, props in rows:
        ts = (NOON + timedelta(hours=hours)).isoformat()
        lines.append(
            {"project": ctx.project, "person": person, "event": event, "ts": ts, "received": ts,
             "event_id": str(next(_ids)), "props": props}
        )  # fmt: skip
    lake.insert_json("events", "\n".join(map(json.dumps, lines)).encode())


def test_times_and_entries_of_any_funnel_are_as_the_oracle_says(lake: Lake) -> None:
    random = Random(11)
    cases = [random_case(random, events=90) for _ in range(4)]
    store(lake, cases)
    for case in cases:
        for _ in range(2):
            one = drawn(random, case.zone)
            world, common = narrowed(random, case)
            runs = climbs(world, one.spec)
            last = len(one.spec.steps) - 1

            asked = {**one.asked, **common}
            timed = funnel(lake, FunnelAsk.model_validate({**asked, "show": "time"}), case.context)
            told = funnel(lake, FunnelAsk.model_validate({**asked, "show": "trend"}), case.context)

            took = [micro_of(run, last) for run in runs if run.moments[last]]
            assert timed.time is not None
            (times,) = timed.time.groups
            whole = times.took[-1]
            assert whole.people == len(took) == sum(times.bars)
            assert whole.median_s == (pytest.approx(median(took) / 1e6) if took else None)
            assert whole.mean_s == (pytest.approx(mean(took) / 1e6) if took else None)
            starts = buckets(Period(world.start, world.end), "day", one.spec.zone)
            assert told.trend is not None
            points = [(p.entered, p.converted) for p in told.trend[0].points]
            assert points == trend(runs, starts, last + 1)


def micro_of(run: Run, step: int) -> int:
    return run.moments[step] // TIES - run.moments[0] // TIES


def test_the_curve_reckons_with_those_whose_time_is_not_over(lake: Lake, ctx: Context) -> None:
    rows = [(who, "view", float(who), {}) for who in range(1, 41)]
    rows += [(who, "buy", who + 10.0 + who % 7, {}) for who in range(1, 41, 2)]
    put(lake, ctx, *rows, (99, "other", 60, {}))
    ask = FunnelAsk(steps=["view", "buy"], within="2d", show="time", **MARCH)

    answer = funnel(lake, ask, ctx)

    known = micros(datetime(2026, 3, 4, tzinfo=UTC))  # the last event was on 3 March
    waits = Counter((10 + who % 7) * 3600 for who in range(1, 41, 2))
    left = Counter(
        min(48 * 3600, (known - micros(NOON + timedelta(hours=who))) // 1_000_000)
        for who in range(2, 41, 2)
    )
    assert answer.time is not None
    step = int(answer.time.resolution_s)
    moments = [
        Moment(t, sum(n for w, n in waits.items() if w // step * step == t),
               sum(n for w, n in left.items() if w // step * step == t))
        for t in sorted({w // step * step for w in [*waits, *left]})
    ]  # fmt: skip
    expected = [(s.after, 1 - s.share, s.at_risk) for s in kaplan_meier(moments)]
    curve = answer.time.groups[0].curve
    assert [(c.after_s, c.share, c.at_risk) for c in curve] == [
        (after, pytest.approx(share), n) for after, share, n in expected
    ]


def test_groups_that_convert_at_other_paces_differ(lake: Lake, ctx: Context) -> None:
    rows = [(who, "view", 0.0, {"plan": "fast" if who % 2 else "slow"}) for who in range(1, 81)]
    rows += [(who, "buy", 1.0 + who / 100, {}) for who in range(1, 81, 2)]
    rows += [(who, "buy", 20.0 + who / 100, {}) for who in range(2, 81, 4)]
    put(lake, ctx, *rows)

    answer = funnel(
        lake, FunnelAsk(steps=["view", "buy"], within="2d", by="plan", show="time", **MARCH), ctx
    )

    assert answer.time is not None and answer.time.log_rank is not None
    assert answer.time.log_rank.freedom == 1
    assert answer.time.log_rank.p < 1e-6
    assert [times.took[-1].people for times in answer.time.groups] == [40, 20, 0]


def test_what_is_not_over_is_masked_and_each_bucket_lists_its_people(
    lake: Lake, ctx: Context
) -> None:
    put(
        lake, ctx,
        *[(who, "view", 24.0 * (who % 8), {}) for who in range(1, 17)],
        *[(who, "buy", 24.0 * (who % 8) + 1, {}) for who in range(1, 9)],
    )  # fmt: skip
    ask = FunnelAsk(steps=["view", "buy"], within="2d", show="trend", **MARCH)

    answer = funnel(lake, ask, ctx)

    assert answer.trend is not None
    points = answer.trend[0].points
    assert [(p.entered, p.converted) for p in points[:9]] == [(2, 1)] * 8 + [(0, 0)]
    assert [p.complete for p in points[:9]] == [True] * 6 + [False] * 3
    assert [p.share for p in points[:8]] == [0.5] * 6 + [None] * 2
    assert len(behind_funnel(lake, ask, ctx, FunnelCell(step=1, bucket=3))) == 1


def test_a_value_that_goes_with_converting_is_found_and_a_rare_one_is_not_shown(
    lake: Lake, ctx: Context
) -> None:
    rows: list[tuple[int, str, float, dict[str, Any]]] = []
    for who in range(1, 401):
        plan = "pro" if who % 2 else "free"
        rare = {"code": "x"} if who < 20 else {}
        rows.append((who, "view", 0, {"plan": plan, "coin": str(who // 2 % 2), **rare}))
        if who % 10 < (6 if who % 2 else 3):
            rows.append((who, "buy", 1, {"paid": "yes"}))
    put(lake, ctx, *rows)

    answer = funnel(lake, FunnelAsk(steps=["view", "buy"], show="drivers", **MARCH), ctx)

    assert answer.drivers is not None
    found = {(d.property, d.value): d for d in answer.drivers}
    assert {prop for prop, _ in found} == {"props.plan", "props.coin"}
    pro = found["props.plan", "pro"]
    assert (pro.people, pro.converted) == (200, 120)
    assert pro.odds_ratio == pytest.approx(120.5 * 120.5 / (80.5 * 80.5))
    assert pro.low > 1 and pro.q < 0.001
    assert found["props.coin", "0"].q > 0.05
    assert answer.drivers[0].property == "props.plan"


def test_what_is_shown_beside_is_its_json_and_its_table(lake: Lake, ctx: Context) -> None:
    put(lake, ctx, (1, "view", 0, {}), (1, "buy", 1, {}), (2, "view", 0, {}))
    for show, lines in (("time", 2), ("trend", 31), ("drivers", 0), ("steps", 2)):
        answer = funnel(lake, FunnelAsk(steps=["view", "buy"], show=show, **MARCH), ctx)

        assert FunnelAnswer.from_json(answer.to_json()) == answer
        assert len(answer.lines()) == lines
