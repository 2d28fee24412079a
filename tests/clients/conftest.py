"""Every official client once against one real server; then what the lake holds of each."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from clients.node import modules, program
from serving import Served, in_home, said

RUN = Path(__file__).parent / "run"
_DUMP = """
columns = [
    "event", "kind", "user_id", "anonymous_id", "dialect", "library", "verdict", "bot", "channel",
    "event_id", "groups", "utm_source", "host", "source", "toString(ts)", "toString(props)", "raw",
]
events = lake.rows(Sql(f"select {', '.join(columns)} from events order by received, position"))
traits = lake.rows(Sql("select trait, op, value, event_id from trait_ops"))
refused = lake.rows(Sql("select reason, detail, raw from quarantine"))
print(json.dumps({"events": events, "traits": traits, "refused": refused}))
"""
_NAMES = (
    *("event", "kind", "user_id", "anonymous_id", "dialect", "library", "verdict", "bot"),
    *("channel", "event_id", "groups", "utm_source", "host", "source", "ts", "props", "raw"),
)


@dataclass(frozen=True)
class Stored:
    """What the lake holds after the clients have run."""

    runs: dict[str, subprocess.CompletedProcess[str]]
    events: list[dict[str, Any]]
    traits: list[list[str]]
    refused: list[list[str]]

    def of(self, client: str) -> list[dict[str, Any]]:
        """Return the events of one client, in the order they came."""
        return [event for event in self.events if client in event["raw"]]


def run(script: Path, url: str, key: str) -> subprocess.CompletedProcess[str]:
    """Run one client in a process of its own."""
    if script.suffix == ".py":
        command, env = [sys.executable, str(script)], {}
    else:
        command, env = [program("node"), str(script)], {"NODE_PATH": str(modules())}
    return subprocess.run(
        [*command, url, key], capture_output=True, text=True, timeout=120, env={"PATH": "", **env}
    )


@pytest.fixture(scope="session")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Stored:
    """Serve a fresh home, run every client, stop the server, and read the lake."""
    home = tmp_path_factory.mktemp("clients") / "home"
    key = said("key", "create", "--kind", "write", home=home)["key"]
    served = Served(home)
    try:
        runs = {script.stem: run(script, served.url, key) for script in sorted(RUN.iterdir())}
    finally:
        served.stop()
    found = in_home(home, _DUMP)
    events = [dict(zip(_NAMES, row, strict=True)) for row in found["events"]]
    return Stored(runs, events, found["traits"], found["refused"])
