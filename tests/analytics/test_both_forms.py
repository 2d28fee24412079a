"""The questions mean the same in process and over HTTP, odd texts included."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from analytics.logs import random_case, store
from bellrock.analytics import one_by_one
from bellrock.analytics.channels import channels
from bellrock.analytics.funnel import funnel
from bellrock.analytics.interval import interval
from bellrock.analytics.paths import paths
from bellrock.analytics.retention import retention
from bellrock.analytics.sessions import sessions
from bellrock.analytics.stickiness import stickiness
from bellrock.analytics.trend import trend
from bellrock.query import FunnelAsk, PathsAsk, RetentionAsk, TrendAsk
from bellrock.query.ask import ChannelsAsk, IntervalAsk, SessionsAsk, StickinessAsk
from bellrock.store import Lake

ODD = ('o"d\\d', "it's", "tab\there", "line\nfeed", "{p0:String}", "国家", "\\", "a,b]")
ASKS: tuple[tuple[Any, Any], ...] = (
    (trend, TrendAsk(event="a|b", metric="uniques", by=["plan", "country"], top=2)),
    (trend, TrendAsk(event="a", metric="p90(price)", where={
        "or": [{"property": "plan", "op": "not in", "value": list(ODD)},
               {"property": "plan", "op": "=", "value": ODD[0]}]})),
    (funnel, FunnelAsk(step=["a", "b", "c"], by="plan", exclude=["d"])),
    (retention, RetentionAsk(start="a", return_="b", every="day", mode="on-or-after")),
    (paths, PathsAsk(start="a", end="c", within="3d")),
    (interval, IntervalAsk(start="a", end="b", by=["plan"])),
    (sessions, SessionsAsk(every="week", by=["plan"])),
    (channels, ChannelsAsk(by="country", goal="b", across=["plan"])),
    (stickiness, StickinessAsk(event="any")),
    (retention, RetentionAsk(clock="rolling")),
    (retention, RetentionAsk(every="day", brackets="1d,3d,7d")),
)  # fmt: skip


def test_an_answer_is_what_it_is_in_the_other_form(lake: Lake, remote_lake: Lake) -> None:
    case = random_case(Random(7), events=120)
    store(lake, [case])
    store(remote_lake, [case])

    for question, ask in ASKS:
        here = question(lake, ask, case.context).to_json()
        there = question(remote_lake, ask, case.context).to_json()
        assert _without_seconds(here) == _without_seconds(there)


def test_an_answer_is_the_same_where_people_are_read_one_after_another(
    lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = random_case(Random(9), events=120)
    store(lake, [case])
    asked = [(question, ask, question(lake, ask, case.context).to_json()) for question, ask in ASKS]

    monkeypatch.setattr(one_by_one, "MANY", 0)

    for question, ask, gathered in asked:
        again = question(lake, ask, case.context).to_json()
        assert _without_seconds(again) == _without_seconds(gathered)


def test_an_odd_text_is_found_again_in_either_form(either_lake: Lake) -> None:
    case = random_case(Random(8), events=60)
    store(either_lake, [case])
    kept = [e for e in case.world.events if e.props.get("plan") == ODD[0] and not e.bot]
    period = {"from": "2025-01-01", "to": "2027-01-01"}

    for op, value in (("=", ODD[0]), ("in", list(ODD)), ("contains", '"d\\'), ("matches", r"\\d$")):
        where = {"property": "plan", "op": op, "value": value}
        ask = TrendAsk(event="any", where=where, every="month", **period)
        assert trend(either_lake, ask, case.context).series[0].total == len(kept)


def _without_seconds(told: dict[str, Any]) -> dict[str, Any]:
    return {**told, "meta": {**told["meta"], "seconds": 0}}
