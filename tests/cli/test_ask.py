"""`bellrock ask`: one answer, whichever way the home is reached, in exactly the promised shape."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bellrock import Bellrock
from bellrock.core.errors import InvalidDefinition, NotSignedIn
from cli.spoken import Speaker
from serving import Served, said

# (person, event, time, price): ann climbs, bob only looks, cat pays a day later
LOG = [
    ("ann", "view", "2026-03-02T10:00:00Z", 5), ("ann", "buy", "2026-03-02T10:05:00Z", 20),
    ("bob", "view", "2026-03-02T11:00:00Z", 5), ("bob", "view", "2026-03-03T11:00:00Z", 7),
    ("cat", "view", "2026-03-02T12:00:00Z", 5), ("cat", "buy", "2026-03-03T12:00:00Z", 30),
]  # fmt: skip
PERIOD = ("--from", "2026-03-02", "--to", "2026-03-04")
QUESTIONS = {
    "trend": ("ask", "trend", "--event", "view", "--event", "buy", *PERIOD),
    "trend by": ("ask", "trend", "--event", "view", "--by", "price", "--every", "week", *PERIOD),
    "funnel": ("ask", "funnel", "--step", "view", "--step", "buy[price > 10]", *PERIOD),
    "funnel by": ("ask", "funnel", "--step", "view", "--step", "buy", "--by", "price", *PERIOD),
    "retention": ("ask", "retention", "--every", "day", *PERIOD),
    "paths": ("ask", "paths", "--start", "view", "--within", "1d", *PERIOD),
    "lifecycle": ("ask", "lifecycle", "--event", "view", *PERIOD),
    "stickiness": ("ask", "stickiness", "--every", "month", *PERIOD),
    "frequency": ("ask", "frequency", "--of", "sum(price)", "--bins", "0,10,20", *PERIOD),
    "interval": ("ask", "interval", "--start", "view", "--end", "buy", *PERIOD),
}
PEOPLE = {"by id": ("person", "ann"), "by type": ("person", "user_id:cat", "--events", "1")}


def _settled(answer: dict[str, Any]) -> dict[str, Any]:
    """Leave out what two askings cannot share: the time the answer took, and its age."""
    if "meta" not in answer:
        return answer
    own = ("seconds", "cached_s")
    return {**answer, "meta": {k: v for k, v in answer["meta"].items() if k not in own}}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server whose home holds LOG."""
    server = Served(tmp_path_factory.mktemp("ask") / "home")
    key = said("key", "create", "--kind", "write", home=server.home)["key"]
    batch = [
        {"type": "track", "event": event, "userId": who, "timestamp": at, "sentAt": None,
         "messageId": str(n), "properties": {"price": price}}
        for n, (who, event, at, price) in enumerate(LOG)
    ]  # fmt: skip
    sent = httpx.post(f"{server.url}/v1/batch", json={"batch": batch}, auth=(key, ""))
    assert sent.status_code == 200
    yield server
    server.stop()


@pytest.fixture(scope="module")
def answers(served: Served, speaker: Speaker) -> tuple[dict[str, Any], dict[str, Any]]:
    """Every question's answer through the server, and from the folder."""
    served.stop()  # drains: both see the same events
    asked = QUESTIONS | PEOPLE
    direct = {name: speaker.said(*args, home=served.home) for name, args in asked.items()}
    served.start()
    through = {name: speaker.said(*args, home=served.home) for name, args in asked.items()}
    return through, direct


@pytest.mark.parametrize("question", [*QUESTIONS, *PEOPLE])
def test_the_server_and_the_folder_give_the_same_answer(
    answers: tuple[dict[str, Any], dict[str, Any]], question: str
) -> None:
    through, direct = answers

    assert _settled(through[question]) == _settled(direct[question])


def test_the_answers_have_the_promised_shapes(
    answers: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    told = answers[0]

    assert list(told["trend"]) == ["series", "meta"]
    assert list(told["trend"]["series"][0]) == ["name", "by", "points", "total"]
    assert list(told["trend"]["series"][0]["points"][0]) == ["start", "value"]
    assert list(told["funnel"]) == ["steps", "meta"]
    assert list(told["funnel"]["steps"][0]) == [
        *("name", "people", "share", "share_of_previous", "median_wait_s")
    ]
    assert list(told["funnel by"]) == ["groups", "meta"]
    assert list(told["funnel by"]["groups"][0])[:1] == ["by"]
    assert list(told["retention"]["cohorts"][0]) == ["start", "people", "returned"]
    assert list(told["paths"]) == ["edges", "paths", "meta"]
    assert list(told["paths"]["edges"][0]) == ["from", "to", "people", "count"]


def test_the_numbers_are_those_of_the_log(
    answers: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    told = answers[1]

    assert [s["total"] for s in told["trend"]["series"]] == [4, 2]
    steps = told["funnel"]["steps"]
    assert [s["people"] for s in steps] == [3, 2]
    assert steps[1]["median_wait_s"] == (5 * 60 + 24 * 3600) / 2
    assert told["retention"]["cohorts"][0]["people"] == 3


def test_a_person_is_known_by_any_id(
    answers: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    ann, cat = (answers[0][name] for name in PEOPLE)

    assert [e["fields"]["event"] for e in ann["timeline"]] == ["buy", "view"]
    assert [(i["type"], i["value"]) for i in ann["identities"]] == [("user_id", "ann")]
    assert (cat["events"], len(cat["timeline"])) == (2, 1)
    assert len(ann["person"]) == 16


def test_a_person_is_shown_as_tables_and_a_stranger_is_told_so(
    served: Served, speaker: Speaker
) -> None:
    ann = speaker.run("person", "ann", home=served.home)
    nobody = speaker.run("person", "nobody", home=served.home)

    assert "2 in 0 sessions" in ann.stdout
    assert "2026-03-02 10:05:00  buy" in ann.stdout
    assert (nobody.returncode, nobody.stdout) == (1, "")
    assert "'nobody'" in nobody.stderr


@pytest.mark.parametrize("question", ["trend", "funnel", "retention", "paths"])
def test_people_get_a_chart_within_eighty_columns(
    served: Served, question: str, speaker: Speaker
) -> None:
    done = speaker.run(*QUESTIONS[question], home=served.home)

    assert done.returncode == 0, done.stderr
    assert max(len(line) for line in done.stdout.splitlines()) <= 80
    assert "UTC" in done.stdout


def test_no_proxy_stands_between_a_command_and_its_server(served: Served) -> None:
    command = [sys.executable, "-m", "bellrock.cli", "project", "list", "--home", str(served.home)]
    done = subprocess.run(
        command, env={**os.environ, "HTTP_PROXY": "http://127.0.0.1:9"}, capture_output=True,
        text=True, timeout=180,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")


def test_a_project_that_is_not_there_is_no_answer(served: Served, speaker: Speaker) -> None:
    done = speaker.run(*QUESTIONS["trend"], "--project", "nowhere", home=served.home)

    assert (done.returncode, done.stdout) == (1, "")
    assert "nowhere" in done.stderr


def test_python_asks_a_server_with_a_key(
    served: Served, answers: tuple[dict[str, Any], dict[str, Any]], speaker: Speaker
) -> None:
    key = speaker.said("key", "create", "--kind", "read", home=served.home)["key"]
    period = {"from_": "2026-03-02", "to": "2026-03-04"}
    with Bellrock(served.url, key=key) as b:
        trend = b.trend(["view", "buy"], **period)
        funnel = b.funnel(["view", "buy[price > 10]"], **period)
        table = b.retention(every="day", **period).to_arrow()
        edges = b.paths(start="view", within="1d", **period).to_polars()
        with pytest.raises(InvalidDefinition):
            b.funnel(["view"])

    assert _settled(trend.to_json()) == _settled(answers[0]["trend"])
    assert [rung.people for rung in funnel.steps] == [3, 2]
    assert funnel.to_polars()["people"].to_list() == [3, 2]
    assert table.column_names == ["start", "people", "after", "returned"]
    assert set(edges.columns) == {"from", "to", "people", "count"}


def test_python_needs_a_key_that_is_one(served: Served) -> None:
    with pytest.raises(InvalidDefinition):
        Bellrock(served.url)
    with Bellrock(served.url, key="rk_nobody") as b, pytest.raises(NotSignedIn):
        b.trend("view")


ASK = """
import sys; from bellrock import Bellrock
for where in sys.argv[1:]:
    with Bellrock(where) as b:
        print(b.trend('view', from_='2026-03-02', to='2026-03-04').series[0].total)
"""


@pytest.mark.parametrize("running", [True, False])
def test_python_asks_a_folder_whether_or_not_a_server_has_it(served: Served, running: bool) -> None:
    if not running:
        served.stop()
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(served.home), f"chdb:///{served.home}/lake"],
        capture_output=True,
        text=True,
        timeout=180,
    )

    assert (done.stdout.split(), done.stderr) == (["4", "4"], "")


def test_python_asks_a_lake_that_stands_alone(tmp_path: Path) -> None:
    script = """
import sys; from bellrock import Bellrock; from bellrock.store import Lake, migrate
lake = Lake(sys.argv[1]); migrate(lake)
lake.insert_json("events", b'{"project": 1, "event": "view", "ts": "2026-03-02 10:00:00"}')
lake.close()
with Bellrock(sys.argv[1]) as b:
    print(b.trend("view", from_="2026-03-02", to="2026-03-03").series[0].total)
    try:
        b.person("ann")
    except Exception as error:
        print(type(error).__name__)
"""
    done = subprocess.run(
        [sys.executable, "-c", script, f"chdb:///{tmp_path}/lake"],
        capture_output=True,
        text=True,
        timeout=180,
    )

    assert (done.stdout.split(), done.stderr) == (["1", "NotFound"], "")
