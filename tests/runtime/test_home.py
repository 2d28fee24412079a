"""The home: private, held by one process, and honest about who holds it."""

from __future__ import annotations

import json
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bellrock.core.errors import InvalidDefinition, NotFound, StoreLocked, StoreUnwritable
from bellrock.runtime import home as homes

HOLDER = """
import sys
from pathlib import Path
from bellrock.runtime import home as homes
home = homes.create(Path(sys.argv[1]))
with homes.hold(home, "serve"):
    homes.announce(home, "http://127.0.0.1:1")
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def _holder(path: Path) -> Iterator[subprocess.Popen[str]]:
    child = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        yield child
        child.kill()


def test_a_fresh_home_is_for_its_owner_alone(tmp_path: Path) -> None:
    home = homes.create(tmp_path / "a" / "rock")

    with homes.hold(home, "serve"):
        homes.announce(home, "http://127.0.0.1:1")
        modes = {stat.S_IMODE(p.stat().st_mode) for p in (home.lock, home.server)}

    assert stat.S_IMODE(home.path.stat().st_mode) == 0o700
    assert modes == {0o600}


def test_a_second_process_is_told_who_has_the_home(tmp_path: Path) -> None:
    home = homes.create(tmp_path)
    with _holder(tmp_path) as child, pytest.raises(StoreLocked) as refused, homes.hold(home, "ask"):
        pass

    assert f"`bellrock serve` (process {child.pid})" in refused.value.message
    assert "--home" in refused.value.hint


def test_a_running_server_is_found_by_its_home(tmp_path: Path) -> None:
    with _holder(tmp_path) as child:
        found = homes.running(homes.find(tmp_path))

    assert found is not None
    assert (found.pid, found.url) == (child.pid, "http://127.0.0.1:1")
    assert len(found.token) >= 32


def test_what_a_killed_server_left_is_not_believed(tmp_path: Path) -> None:
    with _holder(tmp_path) as child:
        child.send_signal(signal.SIGKILL)
        child.wait()
    home = homes.find(tmp_path)
    assert home.server.exists()

    assert homes.running(home) is None
    with homes.hold(home, "serve"):
        assert not home.server.exists()


def test_a_torn_server_file_is_no_server(tmp_path: Path) -> None:
    home = homes.create(tmp_path)
    home.server.write_text(json.dumps({"pid": 1})[:-3])

    assert homes.running(home) is None


def test_a_folder_without_a_home_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as refused:
        homes.find(tmp_path / "nowhere")

    assert "bellrock serve" in refused.value.hint


def test_a_home_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnwritable) as refused:
        homes.create(tmp_path / "file" / "rock")

    assert "--home" in refused.value.hint


@pytest.mark.parametrize("name", ["what?", "50%", "no#1"])
def test_a_path_that_no_dsn_can_hold_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidDefinition):
        homes.create(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_folder_says_so(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    script = (
        "import os, sys; from pathlib import Path; from bellrock.runtime.home import create\n"
        "if os.geteuid() == 0: os.setuid(65534)  # the superuser may write everywhere\n"
        "create(Path(sys.argv[1]))"
    )
    child = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "rock")], capture_output=True, text=True
    )

    assert "StoreUnwritable" in child.stderr
    assert "Permission denied" in child.stderr
