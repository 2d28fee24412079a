"""An assistant asks through the Model Context Protocol, and gets the numbers of the API."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from mcp import Client, StdioServerParameters

from bellrock.analytics import KINDS
from bellrock.core.errors import TooLarge
from bellrock.runtime.assistant_bounds import bounded, written
from serving import Served, bellrock

DAY = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0) - timedelta(days=3)
ROWS = "".join(f"u{n % 3},buy,{DAY + timedelta(minutes=n)},{n}\n" for n in range(7))
FLAGS = ("--user", "customer", "--event", "action", "--time", "at", "--prop", "price")
DATES = {"from": str((DAY - timedelta(days=2)).date()), "to": str((DAY + timedelta(days=2)).date())}
BUYERS = {"events": ["buy"], "metric": "uniques"} | DATES
BAD = {"events": ["buy"], "where": "price >"}
BOARD = {
    "name": "Growth",
    "tiles": [
        {"id": "a", "kind": "text", "text": "What we look at", "place": {"x": 0, "y": 0}},
        {"id": "b", "kind": "question", "ask": {"kind": "trend", "ask": BUYERS},
         "place": {"x": 0, "y": 8}},
        {"id": "c", "kind": "question", "ask": {"kind": "sql", "ask": {"sql": "select 1"}},
         "place": {"x": 0, "y": 16}},
    ],
}  # fmt: skip
METRIC = {
    "key": "buyers", "name": "Buyers",
    "definition": {"ask": {"events": ["buy"], "metric": "uniques"}, "unit": "people"},
}  # fmt: skip


class Home:
    """A home with seven purchases, saved questions, a board and a metric, and what HTTP says."""

    def __init__(self, path: Path) -> None:
        self.path = path
        file = path.with_suffix(".csv")
        file.write_text(f"customer,action,at,price\n{ROWS}")
        done = bellrock("import", str(file), *FLAGS, home=path)
        assert done.returncode == 0, done.stderr
        made = bellrock("key", "create", "--kind", "admin", "--name", "t", "--json", home=path)
        self.secret = json.loads(made.stdout)["key"]
        self.server = Served(path)
        self.token = json.loads((path / "server.json").read_text())["token"]
        self.saved = self.http("questions", {"kind": "trend", "name": "Buyers", "ask": BUYERS})
        statement = {"kind": "sql", "name": "Raw", "ask": {"sql": "select 1 as one"}}
        self.sql = self.http("questions", statement)
        self.board = self.http("boards", BOARD)
        self.http("metrics", METRIC)
        self.trend = self.http("ask/trend", BUYERS)

    def http(self, path: str, body: dict[str, Any]) -> Any:
        """Return what the API answers to a POST."""
        head = {"Authorization": f"Bearer {self.secret}"}
        done = httpx.post(f"{self.server.url}/api/v1/{path}", json=body, headers=head, timeout=60)
        assert done.is_success, done.text
        return done.json()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A home that is served, until a test ends the server."""
    made = Home(tmp_path_factory.mktemp("mcp") / "home")
    yield made
    made.server.stop()


CALLS: dict[str, tuple[str, dict[str, Any]]] = {
    "events": ("list_events", {}),
    "properties": ("list_properties", {"event": "buy"}),
    "values": ("list_values", {"property": "props.price"}),
    "trend": ("ask_trend", BUYERS | {"where": None}),
    "bad": ("ask_trend", BAD),
    "unknown": ("ask_trend", {"events": ["buy"], "colour": "red"}),
    "sql": ("ask_sql", {"sql": "select 1"}),
    "questions": ("list_saved_questions", {}),
    "metrics": ("list_metrics", {}),
    "value": ("ask_metric_value", {"metric": "buyers", "every": "week"} | DATES),
    "change": ("ask_metric_change", {"metric": "buyers", "by": ["country"]} | DATES),
    "no metric": ("ask_metric_value", {"metric": "nothing"}),
    "boards": ("list_boards", {}),
}
AGAIN = ("events", "properties", "values", "bad", "questions", "saved", "value", "boards", "board")
"""What is asked once more when the server has ended, and the folder is opened for each."""


def test_an_assistant_gets_the_numbers_of_the_api_served_or_not(home: Home) -> None:
    own = CALLS | {
        "saved": ("ask_saved_question", {"question": home.saved["id"]}),
        "saved sql": ("ask_saved_question", {"question": home.sql["id"]}),
        "board": ("ask_board", {"board": home.board["id"]}),
        "filtered": ("ask_board", {"board": home.board["id"], "where": "price > 100"}),
    }
    listed, served, closed = anyio.run(_session, home, own)

    _only_reads(listed)
    _numbers(served, home)
    _refusals(served)
    _tells_no_secret(served, home)
    for name in AGAIN:  # the same through a server and by the folder
        assert _plain(served[name]) == _plain(closed[name]), name


async def _session(home: Home, calls: dict[str, Any]) -> Any:
    """Return the tools, and what each call says while a server runs and after it has ended."""
    command = ["-m", "bellrock.cli", "mcp", "--home", str(home.path)]
    async with Client(StdioServerParameters(command=sys.executable, args=command)) as client:
        listed = (await client.list_tools()).tools
        served = {name: await client.call_tool(*call) for name, call in calls.items()}
        await anyio.to_thread.run_sync(home.server.stop)
        closed = {name: await client.call_tool(*calls[name]) for name in AGAIN}
    return {tool.name: tool for tool in listed}, served, closed


def _only_reads(listed: dict[str, Any]) -> None:
    asked = {f"ask_{name}" for name, kind in KINDS.items() if kind.right == "read"}
    assert asked <= set(listed)
    assert not [name for name in listed if "sql" in name]
    for name, tool in listed.items():
        assert tool.annotations.read_only_hint, name
        assert tool.input_schema["type"] == "object", name
        assert tool.description, name
    trend = listed["ask_trend"]
    assert trend.description == KINDS["trend"].what
    assert trend.input_schema["required"] == ["events"]
    assert trend.input_schema["properties"]["every"]["enum"] == ["hour", "day", "week", "month"]


def _numbers(said: dict[str, Any], home: Home) -> None:
    answers = {name: one.structured_content for name, one in said.items()}
    assert answers["trend"]["answer"]["series"] == home.trend["series"]
    assert answers["trend"]["answer"]["series"][0]["total"] == 3
    assert json.loads(said["trend"].content[0].text) == answers["trend"]
    assert [(one["name"], one["events"]) for one in answers["events"]["events"]] == [("buy", 7)]
    assert "props.price" in [one["name"] for one in answers["properties"]["properties"]]
    assert len(answers["values"]["values"]) == 7
    assert [one["name"] for one in answers["questions"]["questions"]] == ["Buyers"]
    assert answers["saved"]["answer"]["series"] == home.trend["series"]
    assert [one["key"] for one in answers["metrics"]["metrics"]] == ["buyers"]
    assert answers["value"]["answer"]["total"] == 3
    assert answers["change"]["answer"]["splits"][0]["by"] == "country"
    assert [one["name"] for one in answers["boards"]["boards"]] == ["Growth"]
    text, tile, rows = answers["board"]["tiles"]
    assert rows["error"] == "a tile of sql is not told here"
    assert not {"answer", "ask"} & set(rows)
    assert text["text"] == "What we look at"
    assert tile["answer"]["series"] == home.trend["series"]
    assert answers["filtered"]["tiles"][1]["answer"]["series"][0]["total"] == 0


def _refusals(said: dict[str, Any]) -> None:
    refused = {name for name, one in said.items() if one.is_error}
    assert refused == {"bad", "unknown", "sql", "saved sql", "no metric"}
    assert {"error", "hint", "field"} == set(said["bad"].structured_content)
    assert said["bad"].structured_content["field"].startswith("where")
    assert "hint: " in said["bad"].content[0].text
    assert "colour" in said["unknown"].structured_content["error"]
    assert "ask_trend" in said["sql"].structured_content["hint"]
    assert said["no metric"].structured_content["error"]


def _tells_no_secret(said: dict[str, Any], home: Home) -> None:
    told = json.dumps([one.model_dump(mode="json") for one in said.values()])
    assert home.secret not in told
    assert home.token not in told


def _plain(result: Any) -> Any:
    """Return what was said without how long it took and other news of the moment."""
    return _without(result.structured_content, {"meta", "mature_until"})


def _without(value: Any, names: set[str]) -> Any:
    if isinstance(value, dict):
        return {k: _without(v, names) for k, v in value.items() if k not in names}
    return [_without(one, names) for one in value] if isinstance(value, list) else value


def test_a_large_answer_is_cut_and_says_what_is_missing() -> None:
    points = [{"start": f"2026-01-01T{n:05}", "value": n} for n in range(3000)]
    rows = [{"by": {"page": f"/{n}"}, "count": n} for n in range(900)]
    large = {"answer": {"series": [{"points": points}, {"points": points[:5]}], "rows": rows}}
    shown = bounded(large)
    series, kept = shown["answer"]["series"], len(shown["answer"]["rows"])

    assert len(written(shown)) < 41_000
    assert next(iter(shown)) == "note"
    assert series[0]["points"] == points[-kept:]
    assert series[1]["points"] == points[:5]
    assert shown["answer"]["rows"] == rows[:kept]
    assert f"answer.series[].points: the last {kept} of 3,000" in shown["note"]
    assert f"answer.rows: the first {kept} of 900" in shown["note"]


def test_a_small_answer_is_whole_and_one_that_cannot_be_small_is_refused() -> None:
    assert bounded({"rows": [1, 2]}) == {"rows": [1, 2]}
    assert len(bounded({"text": "x" * 5000})["text"]) == 2001
    with pytest.raises(TooLarge, match="letters"):
        bounded({f"k{n}": "x" * 1000 for n in range(59)})


def test_a_home_that_is_not_there_is_said_before_anything_is_served(tmp_path: Path) -> None:
    done = bellrock("mcp", home=tmp_path / "none")

    assert done.returncode == 1
    assert "hint: " in done.stderr
    assert not done.stdout
