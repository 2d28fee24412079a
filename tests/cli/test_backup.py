"""`bellrock backup` while a server runs, and the way back: the same answers in another home."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from cli.spoken import Speaker
from serving import Served

ASK = ("ask", "trend", "--event", "kept", "--every", "month")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, speaker: Speaker) -> Iterator[Served]:
    """A server whose home holds ten events, a key and a setting."""
    home = tmp_path_factory.mktemp("backup") / "home"
    key = speaker.said("key", "create", "--kind", "write", home=home)["key"]
    (home / "config.toml").write_text("[lake]\nseconds = 20.0\n")
    server = Served(home)
    batch = [{"type": "track", "event": "kept", "userId": f"u{i}"} for i in range(10)]
    sent = httpx.post(f"{server.url}/v1/batch", json={"batch": batch}, auth=(key, ""))
    assert sent.status_code == 200
    yield server
    server.stop()


def test_what_was_backed_up_under_way_is_there_again(
    served: Served, tmp_path: Path, speaker: Speaker
) -> None:
    made = speaker.said("backup", str(tmp_path / "kept"), home=served.home)
    again = tmp_path / "again"
    back = speaker.said("restore", str(tmp_path / "kept"), home=again)
    answer = speaker.said(*ASK, home=again)

    assert made == back
    assert answer["series"][0]["total"] == 10
    assert (again / "config.toml").read_text() == (served.home / "config.toml").read_text()
    assert speaker.said("doctor", home=again)["well"]


def test_a_backup_goes_into_a_new_folder_only(
    served: Served, tmp_path: Path, speaker: Speaker
) -> None:
    done = speaker.run("backup", str(tmp_path), home=served.home)

    assert done.returncode == 1
    assert "something already" in done.stderr


def test_a_home_is_never_overwritten(served: Served, tmp_path: Path, speaker: Speaker) -> None:
    speaker.said("key", "create", "--kind", "write", home=tmp_path / "home")
    speaker.said("backup", str(tmp_path / "kept"), home=served.home)
    done = speaker.run("restore", str(tmp_path / "kept"), home=tmp_path / "home")

    assert done.returncode == 1
    assert "there is a home already" in done.stderr


def test_half_a_backup_is_refused(tmp_path: Path, speaker: Speaker) -> None:
    (tmp_path / "kept").mkdir()
    done = speaker.run("restore", str(tmp_path / "kept"), home=tmp_path / "home")

    assert done.returncode == 1
    assert "no complete backup" in done.stderr
