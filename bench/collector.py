"""How fast does the collector acknowledge durably, how soon is it stored, and what does it hold?

Everything runs on this machine: the load generator, a process of its own, takes its share of the
cores, so the figures are what server and generator reach together.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import httpx
import psutil

from bench.load import Load, Seen

BATCH = 250
HOST = "127.0.0.1"


def main() -> None:
    """Print one table: acknowledged and stored events a second, waits, memory."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        key = json.loads(bellrock("key", "create", "--kind", "write", "--json", home=home))["key"]
        reader = json.loads(bellrock("key", "create", "--kind", "read", "--json", home=home))["key"]
        port = free_port()
        server = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "bellrock.cli",
                "serve",
                "--home",
                str(home),
                "--port",
                str(port),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _measure(port, key, reader, psutil.Process(server.pid))
        finally:
            server.terminate()
            server.wait(120)


def _measure(port: int, key: str, reader: str, process: psutil.Process) -> None:
    until_ready(port)
    time.sleep(3)
    _row("collector", "wanted", "measured")
    _memory("at rest", process)
    slow = Load(HOST, port, key, "slow", connections=16, requests=600, batch=1, per_second=1_000.0)
    flood = Load(HOST, port, key, "batch", connections=8, requests=120, batch=BATCH)
    calm = _send(slow)
    _row("p99 at 1,000 single requests/s", "100 ms", f"{calm.p99_ms:.1f} ms")
    _until_stored(port, reader)
    half = _send(replace(flood, name="half", requests=100, per_second=80.0))
    _row("p99 at 20,000 events/s", "100 ms", f"{half.p99_ms:.1f} ms")
    busy = _send(replace(slow, name="busy"))
    _row("p99 at 1,000/s beside a backlog", "-", f"{busy.p99_ms:.1f} ms")
    _until_stored(port, reader)
    one = _send(replace(slow, name="single", requests=1_500, per_second=0.0))
    _row("single requests, acknowledged", "2,000 /s", f"{one.requests / one.seconds:,.0f} /s")
    _until_stored(port, reader)
    began = time.perf_counter()
    seen = _send(flood)
    _row(f"batches of {BATCH}, acknowledged", "40,000 /s", f"{seen.events / seen.seconds:,.0f} /s")
    _until_stored(port, reader)
    stored = seen.events / (time.perf_counter() - began)
    _row("the same, stored in the lake", "-", f"{stored:,.0f} /s")
    refused = seen.refused + one.refused + half.refused + calm.refused + busy.refused
    _row("requests refused", "0", str(refused))
    _memory("after the load", process)


def _row(what: str, wanted: str, measured: str) -> None:
    print(f"{what:<36} {wanted:>12} {measured:>36}")


def _send(load: Load) -> Seen:
    done = subprocess.run(
        [sys.executable, "-m", "bench.load", json.dumps(asdict(load))],
        capture_output=True,
        text=True,
        check=True,
    )
    return Seen(**json.loads(done.stdout))


def _until_stored(port: int, reader: str) -> None:
    while _spool_lag(port, reader) > 0:
        time.sleep(0.05)


def _spool_lag(port: int, reader: str) -> int:
    answer = httpx.get(
        f"http://{HOST}:{port}/api/v1/health", headers={"Authorization": f"Bearer {reader}"}
    )
    health: dict[str, Any] = answer.json()
    return int(health["spool"]["lag_records"])


def _memory(when: str, process: psutil.Process) -> None:
    family = [process, *process.children(recursive=True)]
    anonymous = sum(_anonymous_kb(one.pid) for one in family) >> 10
    resident = sum(one.memory_info().rss for one in family) >> 20
    _row(f"memory {when}", "250 / 500 MB", f"{anonymous} MB anonymous, {resident} MB resident")


def _anonymous_kb(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("RssAnon"):
            return int(line.split()[1])
    return 0


def bellrock(*args: str, home: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bellrock.cli", *args, "--home", str(home)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


def until_ready(port: int) -> None:
    for _ in range(600):
        try:
            if httpx.get(f"http://{HOST}:{port}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise SystemExit("the server did not start")


def free_port() -> int:
    with socket.socket() as s:
        s.bind((HOST, 0))
        port: int = s.getsockname()[1]
        return port


if __name__ == "__main__":
    main()
