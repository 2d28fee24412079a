"""`bellrock serve` as an operator meets it: unattended start, plain refusals, a polite end."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from cli.spoken import Speaker
from serving import Served, bellrock, in_home

SENTENCE = "a long and private sentence"
STORED = "print(json.dumps(lake.rows(Sql('select event_id, count() from events group by 1'))))"


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server on a fresh home, for tests that leave it as it is."""
    server = Served(tmp_path_factory.mktemp("standing") / "home")
    yield server
    server.stop()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A server on a fresh home of this test's own."""
    server = Served(tmp_path / "home")
    yield server
    server.stop()


def _send(server: Served, key: str, ids: list[str]) -> bool:
    batch = [{"type": "track", "event": "kept", "userId": "u", "messageId": one} for one in ids]
    try:
        answer = httpx.post(f"{server.url}/v1/batch", json={"batch": batch}, auth=(key, ""))
    except httpx.TransportError:
        return False
    return answer.status_code == 200


def test_a_fresh_home_needs_no_set_up(standing: Served, speaker: Speaker) -> None:
    shown = standing.log.read_text()

    assert standing.url in shown
    assert [p["name"] for p in speaker.said("project", "list", home=standing.home)] == ["default"]


def test_a_port_in_use_is_refused_with_the_fix(standing: Served, tmp_path: Path) -> None:
    done = bellrock("serve", "--port", str(standing.port), home=tmp_path / "other")

    assert done.returncode == 1
    assert "Address already in use" in done.stderr
    assert "--port" in done.stderr


def test_a_second_server_on_a_home_is_refused(standing: Served) -> None:
    done = bellrock("serve", "--port", "0", home=standing.home)

    assert (done.returncode, done.stdout) == (1, "")
    assert f"process {standing.process.pid}" in done.stderr
    assert "--home" in done.stderr


def test_the_printed_link_makes_one_owner(served: Served) -> None:
    found = re.search(r"/first-run#(\S+)", served.log.read_text())
    assert found is not None
    who = {"token": found.group(1), "email": "ann@example.org", "password": SENTENCE}
    first = httpx.post(f"{served.url}/api/v1/first-run", json=who)
    again = httpx.post(f"{served.url}/api/v1/first-run", json=who | {"email": "eve@example.org"})
    local = json.loads((served.home / "server.json").read_text())
    served.process.send_signal(signal.SIGINT)

    assert (first.status_code, again.status_code) == (201, 404)
    assert served.process.wait(60) == 0
    assert not (served.home / "server.json").exists()
    assert local["url"] == served.url
    assert local["token"] not in served.log.read_text()
    served.log.write_text("")
    served.start()
    assert "first-run" not in served.log.read_text()


def test_a_polite_end_under_load_keeps_what_was_acknowledged(
    served: Served, speaker: Speaker
) -> None:
    key = speaker.said("key", "create", "--kind", "write", home=served.home)["key"]
    acknowledged: list[str] = []
    some = threading.Event()

    def send() -> None:
        for batch in range(10_000):
            ids = [f"{batch}-{i}" for i in range(50)]
            if not _send(served, key, ids):
                return
            acknowledged.extend(ids)
            if batch == 20:
                some.set()

    sender = threading.Thread(target=send)
    sender.start()
    assert some.wait(60)
    served.process.send_signal(signal.SIGTERM)
    code = served.process.wait(60)
    sender.join()
    stored = dict(in_home(served.home, STORED))

    assert code == 0, served.log.read_text()[-2000:]
    assert [one for one in acknowledged if one not in stored] == []
    assert set(stored.values()) == {1}
    assert speaker.said("doctor", home=served.home)["well"]


def test_a_torn_spool_tail_does_not_keep_the_server_from_starting(
    served: Served, speaker: Speaker
) -> None:
    key = speaker.said("key", "create", "--kind", "write", home=served.home)["key"]
    assert _send(served, key, ["whole"])
    served.kill()
    segment = max(served.home.glob("spool/*.log"))
    with segment.open("ab") as file:
        file.write(b"\x07torn by a power cut")
    served.start()
    assert _send(served, key, ["after"])
    served.stop()

    assert dict(in_home(served.home, STORED)) == {"whole": 1, "after": 1}


def test_a_clock_that_jumped_back_is_noticed(tmp_path: Path, speaker: Speaker) -> None:
    script = (
        "import sys; from pathlib import Path; from bellrock.runtime.app import App\n"
        "app = App.open(Path(sys.argv[1]))\n"
        """app.lake.insert_json('events', b'{"project": 1, "received": "2039-01-01 00:00:00"}')\n"""
        "app.close()"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=True, timeout=180)
    found = speaker.run("doctor", "--json", home=tmp_path)
    server = Served(tmp_path, env={"BELLROCK_LOG_FORMAT": "json"})
    server.stop()

    assert found.returncode == 1
    clock = next(f for f in json.loads(found.stdout)["findings"] if f["name"] == "clock")
    assert clock["state"] == "wrong"
    assert "clock" in clock["fix"]
    assert "the clock is behind the newest stored event" in server.log.read_text()
