"""May this process open the engine in that folder? Asked first, as the engine says little."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from bellrock.core.errors import InvalidDefinition, StoreLocked
from bellrock.store.disk import disk_error

_SCHEMES = ("chdb", "clickhouse", "clickhouses")


def check_dsn(dsn: str) -> None:
    """Return quietly if `dsn` names a lake.

    Raises:
        InvalidDefinition: it has another form.
    """
    scheme, separator, rest = dsn.partition("://")
    named = bool(separator) and scheme in _SCHEMES and bool(rest.strip("/"))
    if named and (scheme != "chdb" or rest.startswith("/")):
        return
    raise InvalidDefinition(
        "the lake's DSN names no engine we know",
        hint="write chdb:///folder/lake or clickhouse://user:password@host:8123/database",
        field="lake.dsn",
    )


def folder_of(dsn: str) -> Path:
    """Return the folder of the lake in process at `dsn`; its path always begins at the root."""
    return Path("/" + dsn.partition("://")[2].partition("?")[0].lstrip("/"))


def check_folder(dsn: str) -> None:
    """Create the folder of the lake in process at `dsn`, and see that nobody else has it open.

    Raises:
        StoreUnwritable: it cannot be created or written.
        StoreLocked: another process has it open.
    """
    folder = folder_of(dsn)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = folder / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise disk_error(error, folder) from error
    owner = _owner(folder / "status")
    if owner not in (0, os.getpid()):
        raise locked(folder, owner)


def locked(folder: Path | str, owner: int = 0) -> StoreLocked:
    """Return the error for a folder that the process `owner` (0: unknown) has open."""
    who = f"process {owner}" if owner else "another process"
    return StoreLocked(
        f"{who} has the lake's folder open: {folder}",
        hint="another bellrock runs on this home: stop it, or talk to it over HTTP",
    )


def _owner(status: Path) -> int:
    """Return the process that holds the engine's lock, from what it wrote there; 0 if none."""
    try:
        with status.open("rb") as file:
            fcntl.flock(file.fileno(), fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return 0
    except BlockingIOError:
        words = status.read_text("utf-8", "replace").split()
        return int(words[1]) if words[:1] == ["PID:"] and words[1].isdigit() else -1
    return 0
