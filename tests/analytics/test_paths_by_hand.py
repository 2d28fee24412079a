"""Paths over logs that are read at a glance: what each word means, and what is refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from bellrock.analytics.paths import PathsAnswer, paths
from bellrock.core.errors import InvalidDefinition
from bellrock.core.time import FixedClock
from bellrock.query import Context, IdentityState, PathsAsk
from bellrock.store import Lake

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MARCH = {"from": "2026-03-01", "to": "2026-04-01", "top": 100}
_ids = count()


@pytest.fixture
def ctx(project: int) -> Context:
    return Context(project, "UTC", IdentityState(False), FixedClock(NOON + timedelta(days=60)))


def put(lake: Lake, ctx: Context, person: int, *events: str, **columns: Any) -> None:
    """Store a person's events a minute apart; `page /cart` is a page with that address."""
    lines = []
    for minute, said in enumerate(events):
        ts = (NOON + timedelta(minutes=minute)).isoformat()
        event, _, url = said.partition(" ")
        props = {"url": f"https://shop.example{url}"} if url else {}
        lines.append(
            {"project": ctx.project, "person": person, "event": event, "ts": ts, "received": ts,
             "event_id": f"paths {next(_ids)}", "props": props, **columns}
        )  # fmt: skip
    lake.insert_json("events", "\n".join(map(json.dumps, lines)).encode())


def ways(lake: Lake, ctx: Context, **asked: Any) -> dict[tuple[str, ...], int]:
    answer = paths(lake, PathsAsk(**{**MARCH, **asked}), ctx)
    return {path.steps: path.people for path in answer.paths}


def test_what_came_before_and_what_came_after(lake: Lake, ctx: Context) -> None:
    put(lake, ctx, 1, *"abcXdef")
    put(lake, ctx, 2, *"bXdX")
    put(lake, ctx, 3, *"abc")

    answer = paths(lake, PathsAsk(around="X", before=2, max_steps=3, **MARCH), ctx)

    assert {(path.steps, path.at) for path in answer.paths} == {
        (tuple("bcXde"), 2), (tuple("bXdX"), 1),
    }  # fmt: skip


def test_loops_of_more_than_one_event_stand_once(lake: Lake, ctx: Context) -> None:
    put(lake, ctx, 1, *"aababab")
    put(lake, ctx, 2, *"ababc")
    put(lake, ctx, 3, *"xabcabc")

    assert set(ways(lake, ctx, collapse=True, max_steps=9)) == {
        tuple("ababab"), tuple("ababc"), tuple("xabcabc"),
    }  # fmt: skip
    assert set(ways(lake, ctx, collapse=True, loops=2, max_steps=9)) == {
        tuple("ab"), tuple("abc"), tuple("xabcabc"),
    }  # fmt: skip
    assert tuple("xabc") in ways(lake, ctx, collapse=True, loops=3, max_steps=9)


def test_pages_are_told_apart_by_address_and_by_pattern(lake: Lake, ctx: Context) -> None:
    put(lake, ctx, 1, "page /", "page /product/1?ref=x", "page /product/2/", "buy")
    put(lake, ctx, 2, "page /product/1", "buy")

    by_path = ways(lake, ctx, expand="path(url)")
    by_pattern = ways(lake, ctx, expand='pattern(url, "*//*/product/**")', collapse=True)

    assert ("page · /", "page · /product/1", "page · /product/2", "buy") in by_path
    assert ("page · *//*/product/**", "buy") in by_pattern
    assert ways(lake, ctx, expand="path(url)", expand_only=["buy"]) == ways(lake, ctx)


def test_several_events_stand_as_one_group(lake: Lake, ctx: Context) -> None:
    put(lake, ctx, 1, "page", "address", "pay", "buy")
    put(lake, ctx, 2, "page", "pay", "buy")
    checkout = {"any_of": ["address", "pay"], "name": "Checkout"}

    found = ways(lake, ctx, groups=[checkout], collapse=True)

    assert found == {("page", "Checkout", "buy"): 2}


def test_only_paths_through_an_event_and_only_those_of_some_people(
    lake: Lake, ctx: Context
) -> None:
    put(lake, ctx, 1, *"abc")
    put(lake, ctx, 2, *"abc")
    put(lake, ctx, 3, *"abd")

    assert ways(lake, ctx, via="d", max_steps=2) == {("a", "b"): 1}
    assert ways(lake, ctx, at_least=2) == {("a", "b", "c"): 2}


def _two_audiences(lake: Lake, ctx: Context, **asked: Any) -> PathsAnswer:
    for person in range(1, 101):
        plan = "pro" if person <= 50 else "free"
        leads = person % 50 < (40 if plan == "pro" else 10)
        put(lake, ctx, person, "a", "b" if leads else "c", country="CN" if plan == "pro" else "DE")
    said = {**MARCH, "where": 'country = "CN"', "versus": 'country = "DE"', **asked}
    return paths(lake, PathsAsk(**said), ctx)


def test_two_audiences_side_by_side(lake: Lake, ctx: Context) -> None:
    compared = _two_audiences(lake, ctx, view="graph").compared

    assert compared is not None
    assert (compared.people, compared.versus, compared.both) == (50, 50, 0)
    first = compared.differences[0]
    assert first.kind == "edge" and first.steps in (("a", "b"), ("a", "c"))
    assert abs(first.difference) == pytest.approx(0.6)
    assert first.q is not None and first.q < 0.001
    assert sorted(one.share for one in compared.differences) == [0.2, 0.8]


def test_people_who_go_the_same_ways_are_one_cluster(lake: Lake, ctx: Context) -> None:
    for person in range(1, 31):
        put(lake, ctx, person, *("home", "search", "view") if person < 20 else ("blog", "read"))
    put(lake, ctx, 31, "home", "search", "buy")

    ask = PathsAsk(view="clusters", clusters=2, goal="buy", **MARCH)
    answer = paths(lake, ask, ctx)

    assert answer.clusters is not None
    told = [(one.people, one.steps, one.reached) for one in answer.clusters]
    assert told == [(20, ("home", "search", "view"), 1), (11, ("blog", "read"), 0)]
    assert answer.clusters[1].edges[0].share == 1.0
    assert answer.to_arrow().num_rows == 2
    assert PathsAnswer.from_json(answer.to_json()) == answer


def test_of_nobody_there_is_nothing(lake: Lake, ctx: Context) -> None:
    for view in ("ways", "matrix", "graph", "clusters"):
        versus = None if view == "clusters" else "plan = 1"
        answer = paths(lake, PathsAsk(view=view, versus=versus, **MARCH), ctx)

        assert answer.lines() == []
        assert answer.compared is None or answer.compared.differences == ()


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"around": "a", "start": "b"}, "around"),
        ({"loops": 2}, "loops"),
        ({"loops": 9, "collapse": True}, "loops"),
        ({"expand_only": ["a"]}, "expand_only"),
        ({"expand": "pattern(url)"}, "expand[0]"),
        ({"expand": ["a", "b", "c", "d"]}, "expand"),
        ({"versus": "plan ="}, "versus[0]"),
        ({"versus": "plan = 1", "view": "clusters"}, "versus"),
        ({"goal": "a"}, "goal"),
        ({"view": "clusters", "clusters": 1}, "clusters"),
        ({"view": "pie"}, "view"),
        ({"before": 0}, "before"),
        ({"at_least": 0}, "at_least"),
        ({"groups": [{"any_of": []}]}, "groups[0].any_of"),
    ],
)
def test_what_means_nothing_is_refused_at_its_place(asked: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidDefinition) as refused:
        PathsAsk(**asked)

    assert refused.value.field == field
