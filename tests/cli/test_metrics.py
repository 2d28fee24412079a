"""Metrics and goals in the terminal: the same numbers as the API's, as tables and as JSON."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

from bellrock.cli import annotate
from bellrock.cli.metrics import _rows
from bellrock.core.time import SYSTEM_CLOCK
from bellrock.runtime.accounts_audit import Audit
from bellrock.runtime.annotations import NoteKind
from bellrock.runtime.goals import Goals
from bellrock.runtime.metric_registry import MetricRegistry
from bellrock.store import Ledger
from cli.spoken import Speaker

ASKED = """
noted = b.annotate("v1.1", kind="release", at="2026-11-20T14:00:00Z")
period = {{"from_": "{since}", "to": "{until}"}}
print(json.dumps({{
    "total": b.metric_value("orders", **period).total,
    "added": b.metric_change("orders", by=["event"], **period).splits[0].parts[0].added,
    "goals": [one["value"] for one in b.goals(from_="{since}")["values"]["goals"]],
    "stages": b.stages(),
    "rock": sorted({{one["metric"] for one in b.rock()}}),
    "metrics": [one["id"] for one in b.metrics()],
    "noted": noted["at"],
}}))
"""
NOTED = """
before, every = b.annotations(before="{at}"), b.annotations()
print(json.dumps([[one["text"] for one in before], sorted(one["text"] for one in every)]))
"""


def python(home: Path, code: str) -> Any:
    """Run `code` in a child process that has the home open as `b`; it prints one JSON value.

    An engine in process holds one folder at a time, and this process may hold another's.
    """
    inner = "".join(f"    {line}\n" for line in code.strip().splitlines())
    head = f"import json\nfrom bellrock import Bellrock\nwith Bellrock({str(home)!r}) as b:\n"
    command = [sys.executable, "-c", head + inner]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def events(folder: Path) -> Path:
    """Two orders yesterday, one the day before, of one view each day."""
    now = datetime.now(UTC).replace(hour=0, minute=30, second=0, microsecond=0)
    told = [(1, "buy", 2), (1, "view", 1), (2, "buy", 1), (2, "view", 1)]
    lines = [
        json.dumps(
            {"event": event, "user_id": f"u{i}", "ts": (now - timedelta(days=ago)).isoformat()}
        )
        for ago, event, times in told
        for i in range(times)
    ]
    file = folder / "events.jsonl"
    file.write_text("\n".join(lines))
    return file


def registered(home: Path) -> None:
    """Register orders and views, with a goal tree of both."""
    ledger = Ledger(f"sqlite:///{home / 'ledger.db'}")
    audit = Audit(ledger, SYSTEM_CLOCK)
    metrics = MetricRegistry(ledger, SYSTEM_CLOCK, audit)
    goals = Goals(ledger, SYSTEM_CLOCK, audit)
    for key, event in (("orders", "buy"), ("views", "view")):
        fields = {"key": key, "name": key.title(), "definition": {"ask": {"events": event}}}
        metrics.save(1, fields, owner=None, actor="test")
    star = goals.add(1, {"metric": "orders", "made_by": "sum", "target": 9}, actor="test")
    goals.add(1, {"metric": "views", "parent": star.id}, actor="test")
    ledger.close()


def test_metrics_and_goals_are_told_in_a_terminal(speaker: Speaker, tmp_path: Path) -> None:
    home = tmp_path / "home"

    def say(*words: str) -> str:
        done = speaker.run(*words, home=home)
        assert done.returncode == 0, done.stderr
        return done.stdout

    empty = tmp_path / "events.jsonl"
    assert events(tmp_path) == empty
    say("import", str(empty), "--user", "user_id", "--event", "event", "--time", "ts")
    assert "no metric is registered" in say("metric", "list")
    assert "there is no goal" in say("goal", "tree")
    registered(home)
    today = datetime.now(UTC).date()
    period = ("--from", str(today - timedelta(days=1)), "--to", str(today))

    listed = json.loads(say("metric", "list", "--json"))
    value = json.loads(say("metric", "value", "orders", *period, "--json"))
    change = json.loads(say("metric", "change", "orders", "--by", "event", *period, "--json"))
    tree = json.loads(say("goal", "tree", *period, "--json"))

    assert [one["key"] for one in listed] == ["orders", "views"]
    assert (value["total"], value["before"]) == (2, 1)
    assert change["change"] == change["splits"][0]["parts"][0]["added"] == 1
    assert [one["value"] for one in tree["values"]["goals"]] == [2, 1]
    assert "Orders (orders)" in say("metric", "show", "orders")
    assert "before" in say("metric", "value", "orders", *period)
    assert "buy" in say("metric", "change", "orders", "--by", "event", *period)
    assert "  Views" in say("goal", "tree", *period)
    told = python(home, ASKED.format(since=period[1], until=period[3]))
    assert told["total"] == value["total"]
    assert told["added"] == change["change"]
    assert told["goals"] == [2, 1]
    assert told["stages"] == []
    assert told["rock"] == told["metrics"][:1]
    assert "v1.2" in say("annotate", "v1.2", "--kind", "release")
    naive = speaker.run("annotate", "v1.3", "--at", "2026-11-20 14:00", home=home)
    assert "with its zone" in naive.stderr
    notes = python(home, NOTED.format(at=told["noted"]))
    assert notes == [[], ["v1.1", "v1.2"]]
    refused = speaker.run("metric", "show", "nothing", home=home)
    assert refused.returncode != 0
    assert "there is no such metric" in refused.stderr


def test_a_tree_is_indented_and_in_its_order() -> None:
    def goal(name: str, parent: str | None, place: int) -> dict[str, Any]:
        return {"id": name, "metric": name, "parent": parent, "place": place, "target": None}

    goals = [goal("b", "a", 1), goal("a", None, 0), goal("c", "a", 0), goal("d", "c", 0)]
    values = {"a": {"value": 2.0, "change": -1.0, "added": None, "headroom": 3}}

    rows = _rows(goals, {"a": "A", "b": "B", "c": "C"}, values, None, 0)

    assert [row[0] for row in rows] == ["A", "  C", "    a deleted metric", "  B"]
    assert rows[0][1:] == ("2", "-1", "–", "–", "3")


def test_a_note_is_of_the_kinds_that_charts_know() -> None:
    assert get_args(annotate.Kind) == get_args(NoteKind)
