"""How soon does a board of twelve tiles stand there, cold and warm? On a copy of the demo's home.

Cold: the server was just started and nothing was asked; all tiles are asked at once, as a browser
does. Warm: the same board again. The processor's seconds are told beside, since a busy machine
makes clocks run long but not these.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil

from bench.collector import bellrock, free_port, until_ready

HOST = "127.0.0.1"
EMAIL, PASSWORD = "owner@example.com", "a long and private sentence"
MONTH, TWO = {"from": "-30d"}, {"from": "-60d"}
VIEW, BUY = "Product Viewed", "Order Completed"
ASKS: list[tuple[str, str, dict[str, Any]]] = [
    ("number", "trend", {"event": BUY, **MONTH}),
    ("number", "trend", {"event": BUY, "metric": "uniques", **MONTH}),
    ("number", "trend", {"event": VIEW, "metric": "uniques", **MONTH}),
    ("number", "trend", {"event": "any", "metric": "uniques", **MONTH}),
    ("question", "trend", {"event": BUY, "metric": "uniques", **MONTH}),
    ("question", "trend", {"event": VIEW, "by": "channel", "top": 5, **MONTH}),
    ("question", "funnel", {"steps": [VIEW, BUY], "within": "7d", **MONTH}),
    ("question", "retention", {"start": "any", "return": "any", "every": "week", **TWO}),
    ("question", "stickiness", dict(MONTH)),
    ("question", "lifecycle", {"every": "week", **TWO}),
    ("question", "paths", {"from": "-7d"}),
    ("question", "trend", {"event": "any", "every": "week", "by": "country", "top": 4, **TWO}),
]
"""Twelve tiles: four numbers and eight questions of six kinds."""


@dataclass(frozen=True)
class Round:
    """One load of the board: seconds of a clock, of the server's processor, and of the slowest."""

    wall: float
    cpu: float
    slowest: tuple[str, float]


def main(argv: list[str] | None = None) -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", nargs="?", type=Path, help="a demo's home; else one is made")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "home"
        if asked.home is None:
            bellrock("demo", "--no-serve", home=place)
        else:
            shutil.copytree(asked.home, place, symlinks=True)  # a lake of copied folders is refused
            (place / "lock").unlink(missing_ok=True)
        cold, warm = [], []
        for _ in range(asked.rounds):
            with _served(place) as (client, server):
                board = _board(client)
                cold.append(_load(client, server, board))
                warm.append(_load(client, server, board))
        _show("cold", 2.0, cold)
        _show("warm", 0.3, warm)


def _show(name: str, wanted: float, rounds: list[Round]) -> None:
    wall = statistics.median(one.wall for one in rounds)
    cpu = statistics.median(one.cpu for one in rounds)
    kind, seconds = max((one.slowest for one in rounds), key=lambda one: one[1])
    print(
        f"board of 12 tiles, {name:<5} wanted {wanted:.1f} s: {wall:.3f} s, "
        f"{cpu:.3f} s of a core; slowest tile {kind} {seconds:.3f} s"
    )


@contextmanager
def _served(home: Path) -> Iterator[tuple[httpx.Client, psutil.Process]]:
    make = [sys.executable, "-m", "bellrock.cli", "user", "create", "--home", str(home)]
    make += ["--email", EMAIL, "--password-stdin"]
    subprocess.run(make, input=PASSWORD, text=True, check=False, capture_output=True)
    port = free_port()
    command = [sys.executable, "-m", "bellrock.cli", "serve", "--home", str(home)]
    server = subprocess.Popen([*command, "--port", str(port)], stdout=subprocess.DEVNULL)
    try:
        until_ready(port)
        time.sleep(8)  # the lists of user agents are read
        with httpx.Client(base_url=f"http://{HOST}:{port}", timeout=120) as client:
            said = {"email": EMAIL, "password": PASSWORD}
            me = client.post("/api/v1/session", json=said).raise_for_status().json()
            client.headers["X-CSRF-Token"] = me["csrf"]
            yield client, psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait(60)


def _board(client: httpx.Client) -> str:
    tiles = [
        {
            "id": f"t{n}", "kind": kind, "title": f"{n}", "ask": {"kind": ask, "ask": body},
            "place": {"x": 6 * (n % 2), "y": 8 * (n // 2), "w": 6, "h": 8},
        }
        for n, (kind, ask, body) in enumerate(ASKS)
    ]  # fmt: skip
    body = {"name": "Bench", "tiles": tiles}
    made = client.post("/api/v1/boards?project=default", json=body)
    return str(made.raise_for_status().json()["id"])


def _load(client: httpx.Client, server: psutil.Process, board: str) -> Round:
    """Ask all tiles at once, six connections at a time as browsers have, after the board itself."""
    before, began = server.cpu_times(), time.perf_counter()
    client.get(f"/api/v1/boards/{board}?project=default").raise_for_status()

    def tile(n: int) -> tuple[str, float]:
        start = time.perf_counter()
        path = f"/api/v1/boards/{board}/tiles/t{n}?project=default"
        client.get(path).raise_for_status()
        return ASKS[n][1], time.perf_counter() - start

    with ThreadPoolExecutor(6) as browser:
        took = list(browser.map(tile, range(len(ASKS))))
    wall, after = time.perf_counter() - began, server.cpu_times()
    cpu = after.user + after.system - before.user - before.system
    return Round(wall, cpu, max(took, key=lambda one: one[1]))


if __name__ == "__main__":
    main()
