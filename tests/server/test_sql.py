"""SQL over HTTP: who may, what comes back, and what is said where it is wrong."""

from __future__ import annotations

import io

import pytest
from pyarrow import parquet
from pydantic import TypeAdapter
from structlog.testing import capture_logs

from bellrock.analytics import KINDS
from shops import Shop

ASK = "/api/v1/ask/sql"
COUNT = {
    "sql": "select event, count() as n from events where ts >= {from} "
    "group by event order by n desc"
}


@pytest.fixture
def visited(shop: Shop) -> Shop:
    """A shop that ann and bob viewed, and ann bought in."""
    shop.send(
        {"type": "track", "event": "view", "userId": "ann", "properties": {"price": 5}},
        {"type": "track", "event": "view", "userId": "bob", "properties": {"price": 7}},
        {"type": "identify", "userId": "ann", "traits": {"plan": "gold"}},
    )
    return shop


def test_whoever_may_change_things_asks_in_sql(visited: Shop, rival: Shop) -> None:
    rival.send({"type": "track", "event": "theirs", "userId": "ann"})

    with visited.browser("analyst") as client:
        answer = client.post(ASK, json={"from": "-2d", **COUNT, "rows": 1})
        ann = "select traits['plan'] from people where user_id = 'ann'"
        traits = client.post(ASK, json={"sql": ann})

    assert answer.status_code == 200, answer.text
    TypeAdapter(KINDS["sql"].shape).validate_json(answer.content, extra="forbid", by_alias=True)
    assert (answer.json()["rows"], answer.json()["more"]) == ([["view", 2]], True)
    assert answer.json()["limits"]["rows"] == 1
    assert traits.json()["rows"] == [["gold"]]


@pytest.mark.parametrize("path", [ASK, f"{ASK}/forms"])
def test_whoever_only_reads_is_told_what_it_needs(visited: Shop, path: str) -> None:
    with visited.browser("viewer") as viewer, visited.reader() as key:
        answers = [client.post(path, json=COUNT) for client in (viewer, key)]
        answers += [client.get(f"{ASK}/words") for client in (viewer, key)]

    for answer in answers:
        assert answer.status_code == 403
        assert "right to change" in answer.json()["detail"]


def test_what_is_wrong_comes_with_its_line_and_column(visited: Shop) -> None:
    with visited.manager() as client:
        answer = client.post(ASK, json={"sql": "select\n  evnt from events"})

    told = answer.json()
    assert answer.status_code == 422
    assert told["detail"] == "line 2, column 3: there is no column 'evnt'"
    assert told["hint"].startswith("did you mean event?")
    assert (told["field"], told["facts"]) == ("sql", {"line": 2, "column": 3})


def test_the_log_says_who_ran_what(visited: Shop) -> None:
    with visited.manager() as client, capture_logs() as log:
        client.post(ASK, json=COUNT)
        client.post(ASK, json={"sql": "select * from system.tables"})

    ran = [line for line in log if line["event"] == "a statement ran"]
    assert [line["sql"] for line in ran] == [COUNT["sql"], "select * from system.tables"]
    assert all(line["actor"].startswith("key:") for line in ran)
    assert ran[1]["refused"] == "invalid_definition"


def test_the_words_of_statements_are_listed(visited: Shop) -> None:
    with visited.manager() as client:
        told = client.get(f"{ASK}/words").json()

    relations = {one["name"]: [c["name"] for c in one["columns"]] for one in told["relations"]}
    assert {"who", "event", "ts", "props"} <= set(relations["events"])
    assert {"who", "key", "traits"} <= set(relations["people"])
    assert "uniqExact" in told["functions"]
    assert "dictGet" not in told["functions"]


def test_a_statement_is_kept_like_any_question(visited: Shop) -> None:
    with visited.manager() as client:
        kept = client.post(
            "/api/v1/questions",
            json={"kind": "sql", "name": "Events", "ask": COUNT, "view": {"chart": "bar"}},
        )
        again = client.post(ASK, json=kept.json()["ask"])
        empty = {"kind": "sql", "name": "x", "ask": {"sql": ""}}
        wrong = client.post("/api/v1/questions", json=empty)

    assert kept.status_code == 201
    assert again.json()["rows"] == [["view", 2], ["$identify", 1]]
    assert wrong.json()["field"] == "ask.sql"


def test_a_statement_has_its_other_forms(visited: Shop) -> None:
    with visited.manager() as client:
        told = client.post(f"{ASK}/forms", json=COUNT).json()

    assert told["sql"].startswith("-- the rows of the statement\nwith events as (")
    assert told["cli"].startswith("bellrock ask sql --sql 'select event")
    assert "b.sql(" in told["python"]
    assert "ADMIN_KEY" in told["python"] + told["http"]
    assert told["http"].count("/api/v1/ask/sql") == 1


def test_the_rows_leave_as_csv_and_parquet(visited: Shop) -> None:
    with visited.manager() as client:
        text = client.post(f"{ASK}?format=csv", json=COUNT)
        file = client.post(f"{ASK}?format=parquet", json=COUNT)

    assert text.text.splitlines() == ["event,n", "view,2", "$identify,1"]
    table = parquet.read_table(io.BytesIO(file.content))
    assert table.to_pylist() == [{"event": "view", "n": 2}, {"event": "$identify", "n": 1}]


def test_no_people_stand_behind_a_statement(visited: Shop) -> None:
    with visited.manager() as client:
        assert client.post(f"{ASK}/people", json={"ask": COUNT}).status_code in (404, 405)
