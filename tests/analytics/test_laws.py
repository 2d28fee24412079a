"""Answers agree with each other, explain themselves, and never show a wrong 0 without a word."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

import pytest

from analytics.logs import random_case, store
from bellrock.analytics.funnel import FunnelAnswer, FunnelCell, behind_funnel, funnel
from bellrock.analytics.paths import PathsAnswer, PathsCell, behind_paths, paths
from bellrock.analytics.retention import RetentionAnswer, RetentionCell, behind_retention, retention
from bellrock.analytics.trend import TrendAnswer, TrendCell, behind_trend, trend
from bellrock.core.errors import InvalidDefinition, NotFound
from bellrock.core.time import FixedClock
from bellrock.query import Context, FunnelAsk, IdentityState, PathsAsk, RetentionAsk, TrendAsk
from bellrock.query.traits import Fold
from bellrock.store import Lake

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MARCH = {"from": "2026-03-01", "to": "2026-04-01"}
ANN, BOB, CAT = 1, 2, 3
_ids = count()


@pytest.fixture
def ctx(project: int) -> Context:
    return Context(project, "UTC", IdentityState(False), FixedClock(NOON + timedelta(days=60)))


def put(lake: Lake, ctx: Context, *rows: tuple[int, str, float], **columns: Any) -> None:
    """Store events as (person, event, minutes after noon of 1 March)."""
    lines = []
    for person, event, minutes in rows:
        ts = (NOON + timedelta(minutes=minutes)).isoformat()
        lines.append(
            {"project": ctx.project, "person": person, "event": event, "ts": ts, "received": ts,
             "event_id": str(next(_ids)), **columns}
        )  # fmt: skip
    lake.insert_json("events", "\n".join(map(json.dumps, lines)).encode())


def people(answer: FunnelAnswer) -> list[int]:
    return [rung.people for rung in answer.steps]


def test_only_people_who_climb_in_order_and_in_time_count(lake: Lake, ctx: Context) -> None:
    put(
        lake, ctx,
        (ANN, "view", 0), (ANN, "buy", 30),  # climbs
        (BOB, "buy", 0), (BOB, "view", 5),   # out of order
        (CAT, "view", 0), (CAT, "buy", 61),  # one minute too late
    )  # fmt: skip

    answer = funnel(lake, FunnelAsk(step=["view", "buy"], within="1h", **MARCH), ctx)

    assert people(answer) == [3, 1]
    assert answer.steps[1].share == pytest.approx(1 / 3)
    assert answer.steps[1].median_wait_s == 1800


def test_the_last_microsecond_of_the_window_counts(lake: Lake, ctx: Context) -> None:
    put(lake, ctx, (ANN, "view", 0), (ANN, "buy", 60), (BOB, "view", 0))
    put(lake, ctx, (BOB, "buy", 60 + 1e-6 / 60 * 2))

    answer = funnel(lake, FunnelAsk(step=["view", "buy"], within="1h", **MARCH), ctx)

    assert people(answer) == [2, 1]


def test_nobody_reaches_in_a_window_past_2041_what_they_never_did(lake: Lake, ctx: Context) -> None:
    later = 5_000_000  # minutes: in September 2035
    put(lake, ctx, (ANN, "view", later), (BOB, "buy", later), (BOB, "view", later + 1))
    put(lake, ctx, (CAT, "view", later), (CAT, "buy", later + 2e6), (CAT, "pay", later + 2e6 + 1))
    year = {"from": "2035-01-01", "to": "2036-01-01"}

    ask = FunnelAsk(step=["view", "buy", "pay"], within="3650d", **year)

    assert people(funnel(lake, ask, ctx)) == [3, 1, 1]


def test_simultaneous_events_are_neither_before_nor_after_each_other(
    lake: Lake, ctx: Context
) -> None:
    put(lake, ctx, (ANN, "view", 0), (ANN, "buy", 0), (BOB, "view", 0))
    put(lake, ctx, (BOB, "buy", 0), tie=32)  # BOB's client says which came first

    answer = funnel(lake, FunnelAsk(step=["view", "buy"], **MARCH), ctx)

    assert people(answer) == [2, 1]


def test_an_exclusion_fails_the_person_there_and_nowhere_else(lake: Lake, ctx: Context) -> None:
    put(
        lake, ctx,
        (ANN, "view", 0), (ANN, "help", 1), (ANN, "cart", 2), (ANN, "buy", 3),
        (BOB, "view", 0), (BOB, "cart", 2), (BOB, "help", 3), (BOB, "buy", 4),
    )  # fmt: skip
    asked = {"step": ["view", "cart", "buy"], **MARCH}

    assert people(funnel(lake, FunnelAsk(**asked), ctx)) == [2, 2, 2]
    assert people(funnel(lake, FunnelAsk(exclude=["help"], **asked), ctx)) == [2, 1, 0]
    assert people(funnel(lake, FunnelAsk(exclude=["help@2"], **asked), ctx)) == [2, 2, 1]


def test_the_first_time_is_the_first_in_the_whole_history(lake: Lake, ctx: Context) -> None:
    put(lake, ctx, (ANN, "buy", -60 * 24 * 40), (ANN, "buy", 0), (BOB, "buy", 0))
    ask = RetentionAsk(start="buy", return_="buy", every="day", **MARCH)

    first = retention(lake, ask, ctx).cohorts[0]
    recurring = ask.model_copy(update={"kind": "recurring"})

    assert first.people == 1
    assert behind_retention(lake, ask, ctx, RetentionCell(cohort=0)) == [BOB]
    assert retention(lake, recurring, ctx).cohorts[0].people == 2


def test_a_cell_is_unknown_until_its_bucket_has_ended(lake: Lake, ctx: Context) -> None:
    put(lake, ctx, (ANN, "buy", 0), (ANN, "buy", 60 * 24))
    early = replace(ctx, clock=FixedClock(NOON + timedelta(days=2)))
    ask = RetentionAsk(every="day", periods=3, **MARCH)

    returned = retention(lake, ask, early).cohorts[0].returned

    assert returned == (1, 1, None, None)


def test_reports_agree_with_each_other(lake: Lake) -> None:
    cases = [random_case(Random(seed), events=80) for seed in range(4)]
    store(lake, cases)
    for case in cases:
        asked: dict[str, Any] = {"from": str(case.middle.date() - timedelta(days=9)), "to": None}
        entered = funnel(lake, FunnelAsk(step=["a", "b"], **asked), case.context)
        uniques = TrendAsk(event="a", metric="uniques", **asked)
        started = RetentionAsk(start="a", return_="a", kind="recurring", every="month", **asked)
        (series,) = trend(lake, uniques, case.context).series
        cohorts = retention(lake, started, case.context).cohorts
        monthly = uniques.model_copy(update={"every": "month"})
        (months,) = trend(lake, monthly, case.context).series

        assert entered.steps[0].people == series.total
        assert [c.people for c in cohorts] == [p.value for p in months.points]
        assert all(c.returned[0] in (c.people, None) for c in cohorts)


def test_on_or_after_never_rises_and_a_funnel_never_widens(lake: Lake) -> None:
    cases = [random_case(Random(seed), events=80) for seed in range(4)]
    store(lake, cases)
    for case in cases:
        asked: dict[str, Any] = {"from": str(case.middle.date() - timedelta(days=9))}
        ask = RetentionAsk(mode="on-or-after", every="day", **asked)
        for cohort in retention(lake, ask, case.context).cohorts:
            seen = [n for n in cohort.returned if n is not None]
            assert seen == sorted(seen, reverse=True)
        climbed = people(funnel(lake, FunnelAsk(step=[*"abcd"], **asked), case.context))
        assert climbed == sorted(climbed, reverse=True)


def test_a_formula_is_taken_point_by_point_and_of_the_whole(lake: Lake, ctx: Context) -> None:
    put(lake, ctx, (ANN, "view", 0), (BOB, "view", 0), (ANN, "buy", 0), (CAT, "view", 60 * 24))
    ask = TrendAsk(event=["buy", "view"], metric="uniques", formula="A / B", **MARCH)

    (series,) = trend(lake, ask, ctx).series

    assert [p.value for p in series.points[:3]] == [0.5, 0.0, None]
    assert series.total == pytest.approx(1 / 3)
    assert series.name == "A / B"


def test_a_trait_filters_and_breaks_down_as_it_is_now(lake: Lake, ctx: Context) -> None:
    put(lake, ctx, (ANN, "buy", 0), (BOB, "buy", 0), (CAT, "buy", 0))
    columns = ["project", "trait", "person", "op", "value", "ts", "tie", "event_id", "source"]
    rows = [
        (ctx.project, "plan", ANN, "set", '"free"', NOON, 0, "1", "test"),
        (ctx.project, "plan", ANN, "set", '"pro"', NOON + timedelta(days=9), 0, "2", "test"),
        (ctx.project, "plan", BOB, "set", '"free"', NOON, 0, "3", "test"),
        (ctx.project, "age", BOB, "set", "41", NOON, 0, "4", "test"),
    ]
    lake.insert("trait_ops", columns, list(rows))

    def asked(**more: Any) -> list[float | None]:
        return [s.total for s in trend(lake, TrendAsk(event="buy", **more, **MARCH), ctx).series]

    assert asked(where='person.plan = "pro"') == [1]
    assert asked(where="person.plan is not set or person.age > 40") == [2]
    assert asked(by="person.plan") == [1, 1, 1, 0]  # free, pro, not set, other
    ladders = funnel(lake, FunnelAsk(step=["buy", "any"], by="person.plan", **MARCH), ctx).ladders
    assert [tuple((one.by or {}).values()) for one in ladders] == [
        ("free",), ("pro",), (None,), ("other",),
    ]  # fmt: skip
    first = replace(ctx, folds={"plan": Fold("first")})
    ask = TrendAsk(event="buy", where='person.plan = "free"', **MARCH)
    assert trend(lake, ask, first).series[0].total == 2


def test_an_empty_answer_says_why(lake: Lake, ctx: Context) -> None:
    empty = trend(lake, TrendAsk(event="buy", **MARCH), ctx)
    put(lake, ctx, (ANN, "Buy now", 0), props={"plan": "pro"}, country="DE")

    def notes(**asked: Any) -> str:
        return " ".join(trend(lake, TrendAsk(**{**MARCH, **asked}), ctx).meta.notes)

    assert "no events yet" in empty.meta.notes[0]
    assert "did you mean 'Buy now'?" in notes(event="buy now")
    assert "there are Buy now" in notes(event="sell")
    assert "sent from 2026-03-01 to 2026-03-01" in notes(
        event="Buy now", to="2026-03-01", **{"from": "2026-02-01"}
    )
    assert "did you mean plan?" in notes(event="Buy now", where='plann = "pro"')
    assert "no event carries a plann" in notes(event="Buy now", by="plann")
    assert notes(event="Buy now", by="plan") == ""


def test_every_answer_says_what_it_was_read_from(lake: Lake, ctx: Context) -> None:
    put(lake, ctx, (ANN, "view", 0), (ANN, "buy", 1), (BOB, "view", 2))
    put(lake, ctx, (CAT, "view", 3), bot="crawler")
    asked = {"where": 'not (plan = "x")', "zone": "Asia/Tokyo", **MARCH}

    meta = trend(lake, TrendAsk(event="view", **asked), ctx).meta

    assert meta.bot_share == pytest.approx(1 / 3)
    assert (meta.zone, meta.rows_scanned, meta.bots) == ("Asia/Tokyo", 3, "excluded")
    assert meta.freshness == NOON + timedelta(minutes=3)
    assert meta.filters == ('not (plan = "x")',)
    assert meta.period.from_.isoformat() == "2026-03-01T00:00:00+09:00"


def test_answers_travel_as_json_and_become_frames(lake: Lake, ctx: Context) -> None:
    put(lake, ctx, (ANN, "view", 0), (ANN, "buy", 1), props={"plan": "pro"})
    answers = (
        (TrendAnswer, trend(lake, TrendAsk(event="view", by="plan", **MARCH), ctx), 62),
        (FunnelAnswer, funnel(lake, FunnelAsk(step=["view", "buy"], **MARCH), ctx), 2),
        (RetentionAnswer, retention(lake, RetentionAsk(periods=1, **MARCH), ctx), 12),
        (PathsAnswer, paths(lake, PathsAsk(**MARCH), ctx), 1),
    )

    for kind, answer, lines in answers:
        told = json.loads(json.dumps(answer.to_json()))
        assert kind.from_json(told) == answer
        assert answer.to_arrow().num_rows == lines
        assert answer.to_polars().height == lines


def test_the_rest_is_not_a_value_called_other(lake: Lake, ctx: Context) -> None:
    for plan in ("other", "other", "pro", None):
        put(lake, ctx, (ANN, "buy", 0), props={"plan": plan})

    told = trend(lake, TrendAsk(event="buy", by="plan", top=1, **MARCH), ctx).to_json()

    assert [(s["by"], s.get("other", False), s["total"]) for s in told["series"]] == [
        ({"plan": "other"}, False, 2), ({"plan": "other"}, True, 2),
    ]  # fmt: skip
    note = "the top 1 of 3 groups by events are shown; other is the rest"
    assert told["meta"]["notes"] == [note]


def test_a_breakdown_that_shows_all_groups_says_nothing_of_a_rest(lake: Lake, ctx: Context) -> None:
    for plan in ("free", "pro", None):
        put(lake, ctx, (ANN, "buy", 0), props={"plan": plan})

    told = funnel(lake, FunnelAsk(step=["buy", "buy"], by="plan", top=3, **MARCH), ctx)

    assert not any("groups" in note for note in told.meta.notes)


def test_there_is_nobody_behind_a_cell_that_is_not_there(lake: Lake, ctx: Context) -> None:
    funnel = FunnelAsk(step=["a", "b"], **MARCH)

    with pytest.raises(NotFound):
        behind_funnel(lake, funnel, ctx, FunnelCell(step=2))
    with pytest.raises(NotFound):
        behind_trend(lake, TrendAsk(event="a", **MARCH), ctx, TrendCell(bucket=31))
    with pytest.raises(InvalidDefinition):
        trend(lake, TrendAsk(event="a", **{"from": "2026-04-02", "to": "2026-04-01"}), ctx)
    assert behind_paths(lake, PathsAsk(**MARCH), ctx, PathsCell(steps=("a",))) == []
