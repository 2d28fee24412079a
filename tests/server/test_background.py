"""What takes long is answered apart: watched, queued, cancelled in the engine, and kept a while."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from bellrock.core.errors import QueryCancelled
from bellrock.core.time import FixedClock
from bellrock.query import Sql
from bellrock.runtime.answers import Answers
from bellrock.runtime.background import OF_ACTOR, WAITING, Background, Job
from bellrock.store import Lake
from shops import Shop

BUYERS = {"event": "buy", "metric": "uniques", "from": "-3d"}
LONG = Sql("select count() from numbers(40000000000) where sipHash64(number) = 1")
LATER = {"Prefer": "respond-async, wait=0"}


def events(*who: str) -> list[dict[str, Any]]:
    at = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    return [{"type": "track", "event": "buy", "userId": one, "timestamp": at} for one in who]


@pytest.fixture
def slow(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Have every answer computed only once the engine has read for long, or `go` is set."""
    go, reply = threading.Event(), Answers.reply

    def first_long(self: Answers, lake: Lake, ask: Any, ctx: Any) -> bytes:
        if not go.is_set():
            lake.rows(LONG)  # ends by being cancelled alone
        return reply(self, lake, ask, ctx)

    monkeypatch.setattr(Answers, "reply", first_long)
    yield go
    go.set()
    background = shop.app.background
    for job in [one for one in background._jobs.values() if one.ended is None]:
        background.drop(job)


def later(client: httpx.Client, **more: Any) -> dict[str, Any]:
    answer = client.post("/api/v1/ask/trend", json=BUYERS | more, headers=LATER)
    assert answer.status_code == 202, answer.text
    found: dict[str, Any] = answer.json()
    assert answer.headers["location"] == f"/api/v1/background/{found['id']}"
    return found


def until(look: Callable[[], Any]) -> Any:
    for _ in range(600):
        if found := look():
            return found
        time.sleep(0.05)
    raise AssertionError("it never was so")


def running(lake: Lake, question: str) -> list[Any]:
    mark = {"mark": f"/* background-{question} */"}
    return lake.rows(
        Sql("select query_id from system.processes where startsWith(query, {mark:String})", mark)
    )


def test_an_answer_that_comes_in_time_is_an_answer(shop: Shop) -> None:
    shop.send(*events("ann", "bob"))
    with shop.reader() as client:
        plain = client.post("/api/v1/ask/trend", json=BUYERS).json()
        wait = {"Prefer": "respond-async, wait=20"}
        fresh = BUYERS | {"from": "-4d"}
        soon = client.post("/api/v1/ask/trend", json=fresh, headers=wait)

        assert soon.status_code == 200
        assert soon.json()["series"][0]["total"] == plain["series"][0]["total"] == 2
        refused = client.post("/api/v1/ask/trend", json={"event": ""}, headers=wait)
        assert refused.status_code == 422
        assert client.get("/api/v1/background").json() == []


def test_a_long_question_is_watched_and_cancelled_in_the_engine(
    shop: Shop, slow: threading.Event
) -> None:
    with shop.reader() as client:
        told = later(client)
        path = f"/api/v1/background/{told['id']}"
        far = until(lambda: (one := client.get(path).json())["rows_read"] > 0 and one)

        assert (far["state"], far["kind"], far["place"]) == ("running", "trend", None)
        assert far["rows_total"] >= far["rows_read"]
        assert 0 < far["share"] < 1
        assert far["seconds"] > 0
        assert running(shop.app.lake, told["id"])
        assert client.get(f"{path}/answer").status_code == 409
        # Asked again by the same, it is the same; a reload finds it.
        assert later(client)["id"] == told["id"]
        assert [one["id"] for one in client.get("/api/v1/background").json()] == [told["id"]]

        assert client.delete(path).status_code == 204

        assert running(shop.app.lake, told["id"]) == []
        assert client.get(path).json()["state"] == "cancelled"
        assert client.get(f"{path}/answer").status_code == 409
        assert client.delete(path).status_code == 204


def test_the_answer_is_kept_for_its_asker_alone(shop: Shop, slow: threading.Event) -> None:
    shop.send(*events("ann", "bob", "cat"))
    with shop.reader() as client, shop.manager() as other:
        told = later(client)
        path = f"/api/v1/background/{told['id']}"
        for answer in (other.get(path), other.get(f"{path}/answer"), other.delete(path)):
            assert answer.status_code == 404
        assert other.get("/api/v1/background").json() == []
        slow.set()
        shop.app.lake.cancel(f"background-{told['id']}")
        until(lambda: client.get(path).json()["ended"])
        again = later(client)  # nothing holds it back now
        path = f"/api/v1/background/{again['id']}"
        until(lambda: client.get(path).json()["state"] == "done")

        found = client.get(f"{path}/answer")
        assert found.json()["series"][0]["total"] == 3
        lines = client.get(f"{path}/answer", headers={"Accept": "text/csv"}).text.splitlines()
        assert len(lines) == 1 + len(found.json()["series"][0]["points"])
        plain = client.post("/api/v1/ask/trend", json=BUYERS).json()
        assert plain["series"] == found.json()["series"]
        assert plain["meta"]["cached_s"] >= 0  # the cache has it too


def test_who_asks_much_waits_and_nobody_else_does(shop: Shop, slow: threading.Event) -> None:
    with shop.reader() as client, shop.manager() as other:
        told = [later(client, **{"from": f"-{n}d"}) for n in range(1, OF_ACTOR + WAITING + 1)]
        states = [one["state"] for one in told]
        assert states == ["running"] * OF_ACTOR + ["waiting"] * WAITING
        assert [one["place"] for one in told[OF_ACTOR:]] == list(range(1, WAITING + 1))
        full = client.post("/api/v1/ask/trend", json=BUYERS | {"from": "-90d"}, headers=LATER)
        assert full.status_code == 429
        assert later(other)["state"] == "running"

        waiting = told[-1]["id"]
        assert client.delete(f"/api/v1/background/{waiting}").status_code == 204
        assert client.get(f"/api/v1/background/{waiting}").json()["state"] == "cancelled"
        client.delete(f"/api/v1/background/{told[0]['id']}")
        first = f"/api/v1/background/{told[OF_ACTOR]['id']}"
        assert until(lambda: client.get(first).json()["state"] == "running")
        for one in told[1:]:
            client.delete(f"/api/v1/background/{one['id']}")


def test_whoever_goes_away_at_once_is_taken_at_their_word(
    shop: Shop, slow: threading.Event
) -> None:
    with shop.reader() as client, pytest.raises(httpx.ReadTimeout):
        wait = {"Prefer": "respond-async, wait=20"}
        client.post("/api/v1/ask/trend", json=BUYERS, headers=wait, timeout=1)

    jobs = shop.app.background._jobs
    mine = [one for one in jobs.values() if one.project == shop.project.id]
    until(lambda: all(one.ended for one in mine))
    assert [one.state for one in mine] == ["cancelled"]


def test_what_a_stop_ended_is_lost_and_says_so(shop: Shop, slow: threading.Event) -> None:
    with shop.reader() as client:
        told = later(client)
    app, actor = shop.app, shop.app.background._jobs[told["id"]].actor

    after = Background(app.ledger, app.lake, FixedClock(app.clock.now()), app.answers, app.context)

    seen = after.show(shop.project.id, actor, told["id"])
    assert seen.state == "lost"
    assert seen.error is not None and "stopped" in seen.error.message
    assert seen.ask["from"] == "-3d"


def test_an_unwanted_question_ends_between_statements() -> None:
    job = Job("a", 1, "me", None, b"", datetime.now(UTC))  # type: ignore[arg-type] # not asked
    job.heard(10)
    job.unwanted = True

    with pytest.raises(QueryCancelled):
        job.heard(5)
    assert (job.statements, job.rows) == (2, 15)
