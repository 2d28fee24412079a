"""A real `bellrock serve` in a child process, for tests that kill, restart or talk to it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx

import forks

READY_S = 120.0


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port: int = s.getsockname()[1]
        return port


def bellrock(*args: str, home: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command line on `home` and return what it said."""
    return forks.run([*args, "--home", str(home)], stdin=stdin, timeout=300)


def said(*args: str, home: Path) -> Any:
    """Run the command line with `--json` and return what it printed, which must be a success."""
    done = bellrock(*args, "--json", home=home)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def in_home(home: Path, script: str) -> Any:
    """Run Python in a child process that has the closed home's lake open as `lake`.

    The script prints one JSON value. No server may run on the home.
    """
    head = (
        "import json\nfrom bellrock.query import Sql\nfrom bellrock.store import Lake\n"
        f"lake = Lake('chdb:///{home}/lake')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", head + script], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.strip().splitlines()[-1])


class Served:
    """One server process on a home; `kill` is -9, `stop` is polite."""

    def __init__(
        self, home: Path, *, port: int | None = None, env: Mapping[str, str] | None = None
    ) -> None:
        self.home = home
        self.port = port or free_port()
        self.log = home.with_suffix(".log")
        self.env = {**os.environ, **(env or {})}
        self.start()

    @property
    def url(self) -> str:
        """The server's address."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start the process and wait until it answers."""
        command = ["serve", "--home", str(self.home), "--port", str(self.port)]
        with self.log.open("ab") as log, Path(os.devnull).open() as nothing:
            files = [nothing.fileno(), log.fileno(), log.fileno()]
            self.process = forks.Forked(command, files, env=self.env)
        self._until_ready()

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(30)

    def stop(self) -> None:
        """Ask it to end, and wait until it has drained and gone."""
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(60)

    def _until_ready(self) -> None:
        deadline = time.monotonic() + READY_S
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise AssertionError(f"the server ended: {self.log.read_text()[-3000:]}")
            try:
                if httpx.get(f"{self.url}/readyz", timeout=2).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.05)
        raise AssertionError(f"the server did not answer: {self.log.read_text()[-3000:]}")
