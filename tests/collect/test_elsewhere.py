"""Taken apart in another process: the same batch, whatever the bodies hold and whoever dies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import psutil
import pytest

from bellrock.collect.apart import Told, open_enricher
from bellrock.collect.batch import Batch, Size
from bellrock.collect.elsewhere import Elsewhere, Here
from bellrock.collect.event import Envelope
from bellrock.collect.reader import reader
from bellrock.collect.record import Record, pack

RECEIVED = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
TOLD = Told()


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    one = Elsewhere(TOLD)
    one.start()
    yield one
    one.close()


def _record(body: Any, dialect: str = "segment", path: str = "/v1/batch") -> bytes:
    sent = Envelope(1, 2, dialect, path, RECEIVED, "203.0.113.9", "curl/8.0")
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return pack(Record(sent, data))


def _track(**more: Any) -> dict[str, Any]:
    return {"type": "track", "event": "Paid", "userId": "u1", "messageId": "m1"} | more


def _records() -> list[tuple[int, bytes]]:
    bodies: list[Any] = [
        {"batch": [_track(messageId=f"m{i}", properties={"n": i, "x": 0.1}) for i in range(300)]},
        {"batch": [_track(), {"type": "track"}, _track(traits={"email": "a@b.example"})]},
        b"\xff\xfe no JSON",
        {"batch": [_track(properties={"deep": [[{"a": None}]], "flag": True, "é": "汉字"})]},
        {"batch": [{"type": "identify", "userId": "u", "anonymousId": "a", "traits": {"k": [1]}}]},
    ]
    return [(i + 1, _record(body)) for i, body in enumerate(bodies)] + [(9, b"\x07 not a record")]


def _here(records: list[tuple[int, bytes]], size: Size | None = None) -> Batch:
    return Here(reader(open_enricher(TOLD).enrich)).gather(records, size or Size())


def test_another_process_takes_apart_what_this_one_would(elsewhere: Elsewhere) -> None:
    batch = elsewhere.gather(_records(), Size())

    assert batch == _here(_records())
    assert len(batch.events) == 304
    assert len(batch.refused) == 3


def test_it_stops_where_the_batch_is_full(elsewhere: Elsewhere) -> None:
    size = Size(records=2)

    assert elsewhere.gather(_records(), size) == _here(_records(), size)


@pytest.mark.parametrize("value", ["1" + "0" * 30, '"\\ud800"', "[" * 200 + "]" * 200])
def test_what_cannot_travel_is_taken_apart_here(elsewhere: Elsewhere, value: str) -> None:
    body = b'{"batch":[{"type":"track","event":"E","userId":"u","messageId":"m","properties":{"v":'
    records = [(1, _record(body + value.encode() + b"}}]}"))]

    assert elsewhere.gather(records, Size()) == _here(records)


def test_a_killed_reader_costs_nothing_and_is_replaced(elsewhere: Elsewhere) -> None:
    killed = elsewhere.pid
    os.kill(killed, signal.SIGKILL)

    batch = elsewhere.gather(_records(), Size())

    assert batch == _here(_records())
    assert elsewhere.pid not in (0, killed)
    assert elsewhere.gather(_records(), Size()) == batch


def test_signals_for_the_whole_group_do_not_end_it(elsewhere: Elsewhere) -> None:
    elsewhere.gather(_records(), Size())  # it runs
    pid = elsewhere.pid
    os.kill(pid, signal.SIGINT)
    os.kill(pid, signal.SIGTERM)

    elsewhere.gather(_records(), Size())

    assert elsewhere.pid == pid


def test_it_ends_when_the_server_is_killed() -> None:
    script = (
        "import time; from bellrock.collect.apart import Told; "
        "from bellrock.collect.elsewhere import Elsewhere; "
        "e = Elsewhere(Told()); e.start(); print(e.pid, flush=True); time.sleep(600)"
    )
    server = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    child = psutil.Process(int(server.stdout.readline()))
    server.kill()
    server.wait()
    server.stdout.close()

    gone, _ = psutil.wait_procs([child], timeout=30)

    assert gone == [child]


def test_closing_ends_it() -> None:
    one = Elsewhere(TOLD)
    one.start()
    child = psutil.Process(one.pid)

    one.close()

    assert one.pid == 0
    assert not child.is_running()
    one.close()


def test_without_a_start_it_works_here() -> None:
    assert Elsewhere(TOLD).gather(_records(), Size()) == _here(_records())
