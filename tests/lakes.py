"""The same lake in both its forms: in this process, and behind an HTTP endpoint on loopback."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bellrock.store import Lake, migrate

_PROGRAM = Path(__file__).parent / "store" / "clickhouse_endpoint.py"


class Endpoint:
    """A ClickHouse server in a process of its own, over the lake in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = 0
        self._process: subprocess.Popen[str] | None = None
        self.start()

    def dsn(self, sign_in: str = "bellrock:sesame", database: str = "default") -> str:
        """Return the DSN of `database`."""
        return f"clickhouse://{sign_in}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start serving, on the port it had before if it had one."""
        self._process = subprocess.Popen(
            [sys.executable, _PROGRAM, self.folder, str(self.port)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout
        said = self._process.stdout.readline()
        assert said.strip(), "the endpoint did not start"
        self.port = int(said)

    def stop(self) -> None:
        """Stop serving; the port is free."""
        assert self._process
        self._process.communicate()


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """The ClickHouse server of this test process."""
    serving = Endpoint(tmp_path_factory.mktemp("endpoint"))
    yield serving
    serving.stop()


@pytest.fixture(scope="session")
def remote_lake(endpoint: Endpoint) -> Iterator[Lake]:
    """The lake behind the endpoint, migrated."""
    with closing(Lake(endpoint.dsn())) as opened:
        migrate(opened)
        yield opened


@pytest.fixture(params=["in process", "over HTTP"])
def either_lake(request: pytest.FixtureRequest) -> Lake:
    """A migrated lake, once in each form."""
    name = "lake" if request.param == "in process" else "remote_lake"
    opened: Lake = request.getfixturevalue(name)
    return opened
