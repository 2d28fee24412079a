"""Statements in SQL on boards: who sees their rows, who may write them, and what nobody is told."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
import yaml
from structlog.testing import capture_logs

from bellrock.core.errors import BellrockError, InvalidDefinition, QueryOverLimit, StoreError
from bellrock.query.ask import KindName, SqlAsk
from bellrock.runtime.answers import Answers
from bellrock.runtime.boards_ask import reserved
from bellrock.server.question import AT_ONCE, OF_STRANGERS
from bellrock.store import Lake
from shops import Shop

PATH = "/api/v1/boards"
COUNT = "select event, count() as n from events where ts >= {from} group by event order by n desc"
STATEMENT = {"kind": "sql", "ask": {"sql": COUNT, "from": "-2d"}}
ROWS = [["view", 2], ["buy", 1]]
MISTAKE = {"kind": "sql", "ask": {"sql": "select toUInt8(user_id) from events"}}


@pytest.fixture
def visited(shop: Shop) -> Shop:
    """A shop that ann and bob viewed, and ann bought in."""
    shop.send(
        {"type": "track", "event": "view", "userId": "ann", "properties": {"plan": "pro"}},
        {"type": "track", "event": "view", "userId": "bob"},
        {"type": "track", "event": "buy", "userId": "ann", "properties": {"plan": "pro"}},
    )
    return shop


def tile(n: int = 1, **more: Any) -> dict[str, Any]:
    place = {"x": 0, "y": 8 * (n - 1), "w": 6, "h": 8}
    return {"id": f"t{n}", "kind": "question", "ask": STATEMENT, "place": place} | more


def saved(client: httpx.Client, **more: Any) -> str:
    body = {"name": "Events", **STATEMENT, "view": {"chart": "bar"}} | more
    return str(client.post("/api/v1/questions", json=body).raise_for_status().json()["id"])


def board(client: httpx.Client, *tiles: dict[str, Any], **more: Any) -> str:
    """Make a board and return its path."""
    made = client.post(PATH, json={"name": "Growth", "tiles": tiles or [tile()], **more})
    assert made.status_code == 201, made.text
    return f"{PATH}/{made.json()['id']}"


def test_a_statement_says_on_a_board_what_it_says_by_itself(visited: Shop) -> None:
    with visited.manager() as client:
        inline = STATEMENT | {"chart": "line"}
        path = board(client, tile(ask=inline), tile(2, ask=None, question=saved(client)))
        alone = client.post("/api/v1/ask/sql", json=STATEMENT["ask"]).json()
        answers = [client.get(f"{path}/tiles/t{n}").json() for n in (1, 2)]

    for told in answers:
        assert (told["kind"], told["ask"], told["unfiltered"]) == ("sql", STATEMENT["ask"], False)
        assert [told["answer"][part] for part in ("columns", "rows", "more", "limits")] == [
            alone[part] for part in ("columns", "rows", "more", "limits")
        ]
        assert told["answer"]["rows"] == ROWS
    assert [told["chart"] for told in answers] == ["line", "bar"]


def test_filters_of_a_board_leave_a_statement_as_it_was_written(visited: Shop) -> None:
    with visited.manager() as client:
        path = board(client, filters={"from": "-1d", "where": "plan = 'pro'"})
        told = client.get(f"{path}/tiles/t1").json()
        soon = client.get(f"{path}/tiles/t1", params={"from": "soon", "where": "plan >"}).json()
        none = client.get(f"{board(client)}/tiles/t1", params={"where": ""}).json()

    assert (told["answer"]["rows"], told["answer"]["meta"]["filters"]) == (ROWS, [])
    assert (told["ask"], told["unfiltered"]) == (STATEMENT["ask"], True)
    assert (soon["answer"]["rows"], soon["unfiltered"]) == (ROWS, True)
    assert none["unfiltered"] is False


def test_a_viewer_sees_the_rows_and_cannot_bend_the_statement(visited: Shop) -> None:
    with (
        visited.browser("analyst") as analyst,
        visited.browser("viewer") as viewer,
        visited.reader() as key,
    ):
        question = saved(analyst)
        path = board(analyst, tile(), tile(2, ask=None, question=question))
        other = {"sql": "select user_id from events"}
        for client in (viewer, key):
            for n in (1, 2):
                seen = client.get(f"{path}/tiles/t{n}", params={**other, "ask": "x", "rows": "9"})
                assert (seen.json()["answer"]["rows"], seen.json()["ask"]) == (
                    ROWS, STATEMENT["ask"]
                )  # fmt: skip
            swapped = {"tiles": [tile(ask={"kind": "sql", "ask": other})]}
            for refused in (
                client.post("/api/v1/ask/sql", json=other),
                client.post("/api/v1/ask/sql/forms", json=other),
                client.patch(path, json=swapped),
                client.post(PATH, json={"name": "mine", **swapped}),
                client.post(f"{path}/tiles", json={"kind": "question", "ask": STATEMENT}),
                client.patch(f"/api/v1/questions/{question}", json={"ask": other}),
                client.post(f"{PATH}/import", json={"yaml": "bellrock: board"}),
                client.post(f"{path}/link"),
            ):
                assert refused.status_code == 403, refused.request.url


def test_a_statement_on_a_board_reads_its_own_project_alone(visited: Shop, rival: Shop) -> None:
    rival.send({"type": "track", "event": "theirs", "userId": "eve"})
    with visited.manager() as owner, rival.manager() as stranger, rival.browser() as browser:
        path = board(owner, tile(ask=None, question=saved(owner)))
        text = owner.get(f"{path}/yaml").text
        for client in (stranger, browser):
            assert client.get(f"{path}/tiles/t1").status_code == 404
        made = stranger.post(f"{PATH}/import", json={"yaml": text}).json()
        there = stranger.get(f"{PATH}/{made['id']}/tiles/t1").json()
        here = owner.get(f"{path}/tiles/t1").json()

    assert there["answer"]["rows"] == [["theirs", 1]]
    assert here["answer"]["rows"] == ROWS


def test_a_link_shows_rows_and_neither_the_statement_nor_its_mistake(visited: Shop) -> None:
    with visited.browser("analyst") as owner, visited.server.client() as anyone:
        question = saved(owner)
        path = board(
            owner, tile(ask=None, question=question), tile(2, title="Wrong", ask=MISTAKE),
            filters={"where": "plan = 'pro'"},
        )  # fmt: skip
        at = f"/api/v1/embed/{owner.post(f'{path}/link').json()['token']}"
        shown, rows = anyone.get(at), anyone.get(f"{at}/tiles/t1", params={"sql": "select 1"})
        wrong, member = anyone.get(f"{at}/tiles/t2"), owner.get(f"{path}/tiles/t2").json()

    assert rows.json()["answer"]["rows"] == ROWS
    assert (rows.json()["ask"], rows.json()["chart"]) == ({"from": "-2d"}, "bar")
    assert rows.json()["unfiltered"] is True
    for text in (shown.text, rows.text, wrong.text):
        for secret in ("select", "toUInt8", "group by", "parse", question):
            assert secret not in text, secret
    assert wrong.json()["detail"] == "the statement of this tile fails"
    assert "parse" in member["detail"]  # members are told why


def test_strangers_leave_turns_to_the_members(
    visited: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, begun, reply = threading.Event(), threading.Semaphore(0), Answers.reply

    def slow_statements(self: Answers, lake: Lake, ask: Any, ctx: Any) -> bytes:
        if isinstance(ask, SqlAsk):
            begun.release()
            assert go.wait(30)
        return reply(self, lake, ask, ctx)

    monkeypatch.setattr(Answers, "reply", slow_statements)
    counts = [{"kind": "sql", "ask": {"sql": f"select {n} as n"}} for n in range(AT_ONCE + 2)]
    with (
        visited.manager() as owner,
        visited.server.client() as anyone,
        ThreadPoolExecutor(len(counts)) as many,
    ):
        path = board(owner, *[tile(n, ask=ask) for n, ask in enumerate(counts, 1)])
        at = f"/api/v1/embed/{owner.post(f'{path}/link').json()['token']}"
        asked = [many.submit(anyone.get, f"{at}/tiles/t{n}") for n, _ in enumerate(counts, 1)]
        for _ in range(OF_STRANGERS):
            assert begun.acquire(timeout=20)
        member = owner.post("/api/v1/ask/trend", json={"event": "buy", "from": "-2d"})
        further = begun.acquire(timeout=0.5)
        go.set()
        rows = [one.result().json()["answer"]["rows"] for one in asked]

    assert member.status_code == 200
    assert not further
    assert rows == [[[n]] for n, _ in enumerate(counts)]


@pytest.mark.parametrize(
    ("kind", "error", "told"),
    [
        ("sql", InvalidDefinition("'ann' is no number"), "the statement of this tile fails"),
        (
            "sql",
            StoreError("the lake refused a statement: ann"),
            "the statement of this tile fails",
        ),
        ("sql", QueryOverLimit("it took too long"), "it took too long"),
        ("trend", InvalidDefinition("there is no such event"), "there is no such event"),
    ],
)
def test_outside_of_the_project_nobody_is_told_why_a_statement_fails(
    kind: KindName, error: BellrockError, told: str
) -> None:
    with pytest.raises(BellrockError) as caught, reserved(kind):
        raise error

    assert caught.value.message == told


def test_a_failing_statement_fails_alone_with_its_sentence(visited: Shop) -> None:
    misspelt = {"kind": "sql", "ask": {"sql": "select\n  evnt from events"}}
    with visited.manager() as client:
        path = board(client, tile(), tile(2, ask=misspelt))
        wrong, right = client.get(f"{path}/tiles/t2"), client.get(f"{path}/tiles/t1")

    assert wrong.status_code == 422
    assert wrong.json()["detail"] == "line 2, column 3: there is no column 'evnt'"
    assert right.json()["answer"]["rows"] == ROWS


def test_a_board_says_in_the_log_what_ran_for_whom_and_asks_no_second_time(visited: Shop) -> None:
    with visited.browser("analyst") as owner, visited.browser("viewer") as viewer:
        path = board(owner, tile(), tile(2, ask=MISTAKE))
        with capture_logs() as log:
            first = viewer.get(f"{path}/tiles/t1").json()
            again = viewer.get(f"{path}/tiles/t1").json()
            viewer.get(f"{path}/tiles/t2")
        email = viewer.get("/api/v1/session").json()["user"]["email"]

    ran = [line for line in log if line["event"] == "a statement ran"]
    assert [(line["sql"], line.get("refused")) for line in ran] == [
        (COUNT, None), (MISTAKE["ask"]["sql"], "invalid_definition")
    ]  # fmt: skip
    assert {line["project"] for line in ran} == {visited.project.name}
    assert all(line["actor"].endswith(email) for line in ran)
    assert "cached_s" not in first["answer"]["meta"]
    assert again["answer"]["meta"]["cached_s"] >= 0


@pytest.mark.parametrize("clock", ["now()", "now64(3)", "current_timestamp()", "UTCTimestamp()"])
def test_what_a_statement_reads_off_the_clock_is_never_kept(visited: Shop, clock: str) -> None:
    late = {"kind": "sql", "ask": {"sql": f"select toString({clock})"}}
    with visited.manager() as client:
        path = board(client, tile(ask=late))
        answers = [client.get(f"{path}/tiles/t1").json()["answer"] for _ in range(2)]

    assert ["cached_s" in one["meta"] for one in answers] == [False, False]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ask": {"kind": "sql", "ask": {"sql": " "}}}, "tiles[0].ask.ask.sql"),
        ({"ask": STATEMENT | {"chart": "pie"}}, "tiles[0].ask.chart"),
        ({"ask": {"kind": "trend", "ask": {"events": ["buy"]}, "chart": "bar"}},
         "tiles[0].ask.chart"),
        ({"kind": "number"}, "tiles[0].ask.kind"),
    ],
)  # fmt: skip
def test_what_suits_no_statement_is_refused_at_its_place(
    shop: Shop, wrong: dict[str, Any], field: str
) -> None:
    with shop.manager() as client:
        problem = client.post(PATH, json={"name": "x", "tiles": [tile(**wrong)]}).json()

    assert (problem["status"], problem["field"]) == (422, field)


def test_a_board_with_statements_comes_back_from_a_file_the_same(visited: Shop) -> None:
    with visited.browser("analyst") as client:
        inline = STATEMENT | {"chart": "number"}
        path = board(client, tile(ask=inline), tile(2, ask=None, question=saved(client)))
        text = client.get(f"{path}/yaml").text
        made = client.post(f"{PATH}/import", json={"yaml": text}).json()
        again = client.get(f"{PATH}/{made['id']}/yaml").text
        rows = client.get(f"{PATH}/{made['id']}/tiles/t2").json()["answer"]["rows"]

    told = yaml.safe_load(text)
    (question,) = told["questions"].values()
    assert (again, rows) == (text, ROWS)
    assert (question["ask"]["sql"], question["view"]) == (COUNT, {"chart": "bar"})
    assert told["tiles"][0]["ask"] == inline
