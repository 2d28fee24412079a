"""What lies in a home, who has it open, and how is a running server found?

HOME/
  config.toml   settings (optional)
  lake/         events
  ledger.db     definitions, accounts, identity
  spool/        events accepted and not yet in the lake
  uploads/      files to be imported, for a week
  lock          held by the one process that has the home open; says which
  server.json   address and local token of the server that runs on it
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from time import sleep

from bellrock.core.errors import InvalidDefinition, NotFound, StoreLocked, StoreUnwritable

_PATIENCE = 30


@dataclass(frozen=True)
class Home:
    """A folder that holds all Bellrock knows."""

    path: Path

    @property
    def config(self) -> Path:
        return self.path / "config.toml"

    @property
    def lake(self) -> Path:
        return self.path / "lake"

    @property
    def ledger(self) -> Path:
        return self.path / "ledger.db"

    @property
    def spool(self) -> Path:
        return self.path / "spool"

    @property
    def uploads(self) -> Path:
        return self.path / "uploads"

    @property
    def lock(self) -> Path:
        return self.path / "lock"

    @property
    def server(self) -> Path:
        return self.path / "server.json"


@dataclass(frozen=True)
class Running:
    """The server on a home: its process, its address, and the token that opens it locally."""

    pid: int
    url: str
    token: str


def create(path: Path) -> Home:
    """Return the home at `path`, made where it is missing; only its owner may read it.

    Raises:
        StoreUnwritable: the folder cannot be made or written.
        InvalidDefinition: its path holds a character that a DSN cannot.
    """
    home = Home(path.expanduser().absolute())
    if set("?#%") & set(str(home.path)):
        raise InvalidDefinition(
            f"the home's path cannot hold ?, # or %: {home.path}",
            hint="choose another folder with --home",
            field="home",
        )
    with _writing(home.path):
        if not home.path.is_dir():
            home.path.mkdir(mode=0o700, parents=True)
        home.spool.mkdir(mode=0o700, exist_ok=True)
        probe = home.path / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    return home


def find(path: Path) -> Home:
    """Return the home at `path`.

    Raises:
        NotFound: there is none.
    """
    home = Home(path.expanduser().absolute())
    with _writing(home.path):
        if home.lock.exists() or home.ledger.exists():
            return home
    raise NotFound(
        f"there is no Bellrock home at {home.path}",
        hint="name one with --home or BELLROCK_HOME, or make it with `bellrock serve`",
    )


@contextlib.contextmanager
def hold(home: Home, purpose: str) -> Iterator[None]:
    """Own `home` for as long as the block runs; the lock goes with the process, however it ends.

    Raises:
        StoreLocked: another process has it open; says which, and what it does.
        StoreUnwritable: the lock file cannot be written.
    """
    with _writing(home.path):
        file = os.open(home.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _lock(file, home)
        os.ftruncate(file, 0)
        os.pwrite(file, json.dumps({"pid": os.getpid(), "purpose": purpose}).encode(), 0)
        home.server.unlink(missing_ok=True)  # left by a process that is dead: we hold the lock
        yield
    finally:
        os.close(file)


def announce(home: Home, url: str) -> Running:
    """Write down that this process serves `home` at `url`, and return the local token.

    The caller holds the home and calls `withdraw` at its end.
    """
    running = Running(os.getpid(), url, secrets.token_urlsafe(32))
    draft = home.server.with_suffix(".new")
    with _writing(home.path):
        draft.unlink(missing_ok=True)
        file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "w") as out:
            json.dump(asdict(running), out)
        draft.replace(home.server)
    return running


def withdraw(home: Home) -> None:
    """Take back what `announce` said."""
    home.server.unlink(missing_ok=True)


def running(home: Home) -> Running | None:
    """Return the server that runs on `home`, or None; what a dead one left is not believed."""
    try:
        said = json.loads(home.server.read_text("utf-8"))
        found = Running(int(said["pid"]), str(said["url"]), str(said["token"]))
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError):
        return None
    return found if _held(home) else None


def _held(home: Home) -> bool:
    try:
        file = os.open(home.lock, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(file)
    return False


def _lock(file: int, home: Home) -> None:
    for _ in range(_PATIENCE):  # a look by `running` or a short command is soon over
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        sleep(0.05)
    raise StoreLocked(
        f"the home {home.path} is in use by {_owner(home)}",
        hint="wait for it to end, stop it, or choose another home with --home",
        retry_after_s=5,
    )


def _owner(home: Home) -> str:
    try:
        said = json.loads(home.lock.read_text("utf-8"))
        return f"`bellrock {said['purpose']}` (process {said['pid']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another bellrock process"


@contextlib.contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise StoreUnwritable(
            f"the home {path} cannot be written: {why}",
            hint="free space on its disk"
            if full
            else "give this user write access to it, or choose another folder with --home",
        ) from error
