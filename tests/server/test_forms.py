"""A question's other forms give the same numbers; what they name ends no quotes; no key is told."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bellrock.query import Sql
from bellrock.runtime import home as homes
from shops import Shop

ODD = 'it\'s `x` "q" \\ $(touch /tmp/no) ; -- 灯塔'
ASKS: dict[str, dict[str, Any]] = {
    "trend": {"events": ["view", f"buy[note = {json.dumps(ODD, ensure_ascii=False)}]"],
              "metric": "uniques", "by": "country", "every": "week"},
    "funnel": {"steps": ["view", "buy"], "within": "2d", "by": ["plan"]},
    "retention": {"start": "view", "return": "any", "every": "day", "periods": 3},
    "paths": {"start": "view", "exclude": [{"event": ODD}]},
}  # fmt: skip


@pytest.fixture
def visited(shop: Shop) -> Shop:
    """A shop that ann and bob viewed, and ann bought in."""
    shop.send(
        {"type": "track", "event": "view", "userId": "ann", "properties": {"plan": "pro"}},
        {"type": "track", "event": "buy", "userId": "ann", "properties": {"note": ODD}},
        {"type": "track", "event": "view", "userId": "bob"},
        {"type": "track", "event": ODD, "userId": "bob"},
    )
    return shop


@pytest.fixture
def announced(visited: Shop) -> Iterator[Shop]:
    """The shop, whose server the command line finds."""
    app = visited.app
    app.local_token = homes.announce(app.home, visited.server.url).token
    yield visited
    homes.withdraw(app.home)
    app.local_token = ""


def asked(shop: Shop, kind: str) -> tuple[dict[str, Any], dict[str, str]]:
    body = ASKS[kind] | {"from": "-3d"}
    with shop.reader() as client:
        answer = client.post(f"/api/v1/ask/{kind}", json=body)
        told = client.post(f"/api/v1/ask/{kind}/forms", json=body)
    assert (answer.status_code, told.status_code) == (200, 200), told.text
    return numbers(answer.json()), told.json()


def numbers(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "meta"}


def ran(shop: Shop, *command: str) -> str:
    bin_ = Path(sys.executable).parent
    env = os.environ | {"READ_KEY": shop.read, "PATH": f"{bin_}:{os.environ['PATH']}"}
    env |= {"BELLROCK_HOME": str(shop.app.home.path), "NO_PROXY": "*"}
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows(shop: Shop, sql: str) -> list[list[dict[str, Any]]]:
    found = []
    for statement in sql.removesuffix(";").split(";\n\n-- "):
        got = shop.app.lake.query(Sql(statement.partition("\n")[2]))
        found.append([dict(zip(got.columns, row, strict=True)) for row in got.rows])
    return found


@pytest.mark.parametrize("kind", ASKS)
def test_the_command_python_and_curl_give_the_same_numbers(announced: Shop, kind: str) -> None:
    answer, told = asked(announced, kind)

    cli = json.loads(ran(announced, "bash", "-c", told["cli"] + " --json"))
    http = json.loads(ran(announced, "bash", "-c", told["http"]))
    python = ast.literal_eval(ran(announced, sys.executable, "-c", told["python"]))
    assert numbers(cli) == numbers(http) == numbers(python) == answer
    assert not Path("/tmp/no").exists()  # noqa: S108 -- what a broken quote would have made


def moment(text: str) -> str:
    """Return a moment of an answer as statements write it."""
    return text.replace("Z", "+00:00")


def test_the_sql_of_a_trend_gives_the_same_numbers(visited: Shop) -> None:
    answer, told = asked(visited, "trend")
    lines = [
        {
            "start": moment(point["start"]),
            "country": series["by"]["country"],
            "uniques": point["value"],
        }
        for series in answer["series"]
        for point in [*series["points"], {"start": "whole period", "value": series["total"]}]
        if point["value"]
    ]

    found = [row for statement in rows(visited, told["sql"]) for row in statement]
    assert sorted(map(str, found)) == sorted(map(str, lines))
    assert len(found) == 4


def test_the_sql_of_a_funnel_gives_the_same_numbers(visited: Shop) -> None:
    answer, told = asked(visited, "funnel")
    (found,) = rows(visited, told["sql"])
    ladders = {ladder["by"]["plan"]: ladder["steps"] for ladder in answer["groups"]}

    assert {row["plan"] for row in found} == {"pro", None}
    for row in found:
        steps = ladders[row["plan"]]
        assert [row["1 view"], row["2 buy"]] == [step["people"] for step in steps]


def test_the_sql_of_retention_gives_the_same_numbers(visited: Shop) -> None:
    answer, told = asked(visited, "retention")
    (found,) = rows(visited, told["sql"])
    (cohort,) = [one for one in answer["cohorts"] if one["people"]]

    assert found[0]["cohort"] == moment(cohort["start"])
    assert (found[0]["people"], found[0]["after 0"]) == (cohort["people"], 2)


def test_the_sql_of_paths_gives_the_same_numbers(visited: Shop) -> None:
    answer, told = asked(visited, "paths")
    (found,) = rows(visited, told["sql"])
    whole = [
        {"steps": list(row["steps"]), "people": row["people"], "count": row["times"]}
        for row in found
        if row["kind"] == "path"
    ]

    assert whole == answer["paths"]


@pytest.mark.parametrize("kind", ASKS)
def test_no_form_tells_a_key_or_where_the_home_lies(visited: Shop, kind: str) -> None:
    _, told = asked(visited, kind)
    text = json.dumps(told)

    for secret in (visited.read, visited.admin, visited.write, str(visited.app.home.path)):
        assert secret not in text


def test_a_label_with_a_line_break_stays_within_its_comment(visited: Shop) -> None:
    step = {"event": "view", "name": "x\n; drop table events; --\u2028"}
    with visited.reader() as client:
        told = client.post("/api/v1/ask/trend/forms", json={"event": step}).json()

    assert [line for line in told["sql"].splitlines() if line.startswith(";")] == []
    assert told["cli"].startswith("bellrock ask trend --event view")


def test_what_cannot_mean_anything_is_refused_at_its_place(visited: Shop) -> None:
    with visited.reader() as client:
        problem = client.post("/api/v1/ask/funnel/forms", json={"steps": ["view"]}).json()

    assert (problem["status"], problem["field"]) == (422, "steps")
