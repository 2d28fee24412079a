"""Every question over HTTP: the documented shapes, isolation, limits, cancelling."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import httpx
import pytest
from pydantic import TypeAdapter

from bellrock.analytics import KINDS
from bellrock.core.errors import QueryCancelled, QueryOverLimit
from bellrock.query import Sql
from bellrock.server import question
from bellrock.store import Lake
from shops import Shop

ASKS: dict[str, dict[str, Any]] = {
    "trend": {"event": "view", "by": "country"},
    "funnel": {"steps": ["view", "buy"]},
    "retention": {"start": "view", "return": "any", "every": "day"},
    "paths": {"start": "view"},
    "lifecycle": {"event": "view"},
    "stickiness": {},
    "frequency": {"event": "view"},
    "interval": {"start": "view", "end": "buy"},
    "composition": {"by": "country"},
    "rfm": {"event": "buy", "of": "sum(price)"},
    "ltv": {"start": "view", "event": "buy", "of": "sum(price)", "every": "day"},
    "heat": {"page": "/pricing"},
    "report": {"by": "country", "goal": "buy"},
    "vitals": {"by": "path"},
    "channels": {"by": "country", "across": ["device"], "goal": "buy", "value": "price"},
    "pivot": {"event": "view", "by": ["country", "device"]},
    "sessions": {},
    "profile": {"target": "buy", "by": ["country"]},
}
ENDLESS = Sql("select sum(sipHash64(number)) from numbers(200000000000)")


def instead(monkeypatch: pytest.MonkeyPatch, kind: str, answer: Any) -> None:
    """Let `answer` answer the questions of a kind."""
    monkeypatch.setitem(KINDS, kind, replace(KINDS[kind], answer=answer))  # type: ignore[arg-type]


@pytest.fixture
def visited(shop: Shop) -> Shop:
    """A shop that ann and bob viewed, and ann bought in."""
    shop.send(
        {"type": "track", "event": "view", "userId": "ann"},
        {"type": "track", "event": "buy", "userId": "ann", "properties": {"price": 5}},
        {"type": "track", "event": "view", "userId": "bob"},
    )
    return shop


@pytest.mark.parametrize("kind", ASKS)
def test_an_answer_has_the_documented_shape(visited: Shop, kind: str) -> None:
    with visited.reader() as client:
        answer = client.post(f"/api/v1/ask/{kind}", json={"from": "-2d"} | ASKS[kind])

    assert answer.status_code == 200, answer.text
    told = answer.json()
    TypeAdapter(KINDS[kind].shape).validate_json(answer.content, extra="forbid", by_alias=True)
    assert told["meta"]["zone"] == "UTC"


def test_every_kind_of_question_is_tried_here() -> None:
    assert ASKS.keys() == KINDS.keys() - {"sql"}  # which test_sql.py tries


def test_a_funnel_counts_people_of_this_project_alone(visited: Shop, rival: Shop) -> None:
    rival.send({"type": "track", "event": "view", "userId": "eve"})
    with visited.reader() as client:
        steps = client.post("/api/v1/ask/funnel", json={"steps": ["view", "buy"]}).json()["steps"]

    assert [step["people"] for step in steps] == [2, 1]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"steps": ["view"]}, "steps"),
        ({"steps": ["view", "buy"], "within": "soon"}, "within"),
        ({"steps": ["view", "buy"], "where": "country ="}, "where[0]"),
        ({"steps": ["view", "buy["]}, "steps[1].where"),
        ({"steps": ["view", "buy"], "zone": "Mars"}, "zone"),
        ({"steps": ["view", "buy"], "colour": "red"}, "colour"),
    ],
)
def test_a_question_that_cannot_be_meant_names_the_place(
    shop: Shop, body: dict[str, Any], field: str
) -> None:
    with shop.reader() as client:
        answer = client.post("/api/v1/ask/funnel", json=body)

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_definition")
    assert answer.json()["field"] == field


def test_a_question_beyond_its_limit_says_what_to_do(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: object) -> None:
        raise QueryOverLimit("the query took longer than its time limit", hint="ask for less")

    instead(monkeypatch, "trend", slow)
    with shop.reader() as client:
        answer = client.post("/api/v1/ask/trend", json={"event": "view"})

    assert (answer.status_code, answer.json()["code"]) == (422, "query_over_limit")


def test_a_question_ends_when_its_asker_goes_away(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, ended = threading.Event(), threading.Event()

    def endless(lake: Lake, *_: object) -> None:
        began.set()
        try:
            lake.rows(ENDLESS)
        except QueryCancelled:
            ended.set()
            raise

    instead(monkeypatch, "trend", endless)
    with shop.reader() as client, pytest.raises(httpx.ReadTimeout):
        client.post("/api/v1/ask/trend", json={"event": "view"}, timeout=0.5)

    assert began.is_set()
    assert ended.wait(10), "the query still runs"


def test_too_many_questions_at_once_are_told_to_come_back(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(question, "WAIT_S", 0.2)
    free = threading.Event()
    started = threading.Semaphore(0)

    def held(*_: object) -> None:
        started.release()
        free.wait(20)
        raise QueryOverLimit("enough")

    instead(monkeypatch, "trend", held)

    def ask() -> int:
        with shop.reader() as client:
            return client.post("/api/v1/ask/trend", json={"event": "view"}).status_code

    askers = [threading.Thread(target=ask) for _ in range(question.AT_ONCE)]
    for asker in askers:
        asker.start()
    for _ in askers:
        assert started.acquire(timeout=10)
    try:
        assert ask() == 429
    finally:
        free.set()
        for asker in askers:
            asker.join(20)


def test_answers_come_while_another_question_runs(
    visited: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = threading.Event()

    def held(*_: object) -> None:
        free.wait(20)
        raise QueryOverLimit("enough")

    instead(monkeypatch, "paths", held)
    with visited.reader() as slow, visited.reader() as quick:
        asker = threading.Thread(target=lambda: slow.post("/api/v1/ask/paths", json={}))
        asker.start()
        try:
            assert quick.post("/api/v1/ask/trend", json={"event": "view"}).status_code == 200
            assert quick.get("/healthz").status_code == 200
        finally:
            free.set()
            asker.join(20)


@pytest.mark.parametrize(
    ("path", "cell", "people"),
    [
        ("trend", {"ask": {"event": "view"}}, 2),
        ("funnel", {"ask": {"steps": ["view", "buy"]}, "step": 0}, 2),
        ("funnel", {"ask": {"steps": ["view", "buy"]}, "step": 0, "dropped": True}, 1),
        ("paths", {"ask": {"start": "view"}, "steps": ["view", "buy"], "edge": True}, 1),
        ("paths", {"ask": {"start": "view"}, "steps": ["view"], "at": 0}, 2),
        ("paths", {"ask": {"start": "view"}, "steps": ["view"], "at": -1, "last": True}, 1),
        ("paths", {"ask": {"around": "buy"}, "steps": ["view"], "at": -1}, 1),
        ("paths", {"ask": {"start": "view", "view": "clusters"}, "cluster": 0}, 1),
    ],
)
def test_the_people_behind_a_number_are_as_many_and_are_paged(
    visited: Shop, path: str, cell: dict[str, Any], people: int
) -> None:
    found: list[str] = []
    query: dict[str, Any] = {"limit": 1}
    with visited.reader() as client:
        while True:
            page = client.post(f"/api/v1/ask/{path}/people", json=cell, params=query).json()
            assert page["total"] == people
            found += page["people"]
            if page["next"] is None:
                break
            query["after"] = page["next"]

    assert len(found) == len(set(found)) == people


def test_a_cell_that_the_answer_does_not_have_is_not_found(visited: Shop) -> None:
    cell = {"ask": {"steps": ["view", "buy"]}, "step": 7}
    with visited.reader() as client:
        assert client.post("/api/v1/ask/funnel/people", json=cell).status_code == 404
