"""kill -9 at random moments under load: nothing acknowledged is lost, nothing is doubled."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest

from serving import Served, in_home, said

KILLS = 6
SENDERS = 3


class Sender(threading.Thread):
    """Sends batches of new events, and the same batch again until it is acknowledged."""

    def __init__(self, name: str, url: str, key: str, stop: threading.Event) -> None:
        super().__init__(name=name, daemon=True)
        self.url, self.key, self.stop_when = url, key, stop
        self.acknowledged: list[str] = []

    def run(self) -> None:
        number = 0
        with httpx.Client(timeout=5, auth=(self.key, "")) as client:
            while not self.stop_when.is_set():
                ids = [f"{self.name}-{number}-{i}" for i in range(20)]
                if self._send(client, ids):
                    self.acknowledged += ids
                number += 1
                time.sleep(0.02)  # three of them are load enough

    def _send(self, client: httpx.Client, ids: list[str]) -> bool:
        batch = [
            {"type": "track", "event": "kept", "userId": f"u{i % 7}", "messageId": one}
            for i, one in enumerate(ids)
        ]
        while not self.stop_when.is_set():
            try:
                if client.post(f"{self.url}/v1/batch", json={"batch": batch}).status_code == 200:
                    return True
            except httpx.TransportError:
                pass
            time.sleep(0.02)
        return False


@pytest.mark.slow
def test_a_collector_killed_again_and_again_keeps_every_acknowledged_event_once(
    tmp_path: Path,
) -> None:
    chance = random.Random(20260301)
    home = tmp_path / "home"
    key = said("key", "create", "--kind", "write", home=home)["key"]
    server = Served(home)
    stop = threading.Event()
    senders = [Sender(f"s{i}", server.url, key, stop) for i in range(SENDERS)]
    for sender in senders:
        sender.start()

    for _ in range(KILLS):
        time.sleep(chance.uniform(0.3, 2.0))
        server.kill()
        server.start()

    time.sleep(1)
    stop.set()
    for sender in senders:
        sender.join(30)
    server.stop()
    stored = in_home(
        home,
        "print(json.dumps(lake.rows(Sql('select event_id, count() from events group by 1'))))",
    )

    counts = dict(stored)
    acknowledged = [one for sender in senders for one in sender.acknowledged]
    assert len(acknowledged) > 100
    assert [one for one in acknowledged if one not in counts] == []
    assert {one: n for one, n in counts.items() if n != 1} == {}


@pytest.mark.slow
def test_an_import_killed_again_and_again_ends_with_every_row_once(tmp_path: Path) -> None:
    chance = random.Random(20260302)
    home, rows = tmp_path / "home", tmp_path / "rows.jsonl"
    count = 60_000
    with rows.open("w") as out:
        for i in range(count):
            row = {"who": f"u{i % 500}", "what": "bought", "when": 1_760_000_000 + i, "n": i}
            out.write(json.dumps(row) + "\n")
    command = [
        *(sys.executable, "-m", "bellrock.cli", "import", str(rows), "--home", str(home)),
        *("--user", "who", "--event", "what", "--time", "when", "--prop", "n", "--json"),
    ]

    for _ in range(4):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            process.communicate(timeout=chance.uniform(1.5, 6.0))
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)

    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["read"] == count
    assert report["read"] == report["stored"] + report["duplicate"] + report["quarantined"]
    stored = in_home(
        home,
        "print(json.dumps(lake.one(Sql('select count(), uniqExact(props.n.:Int64) from events'))))",
    )
    assert stored == [count, count]
