"""Is this home well? Each finding says what was looked at and, where it is not well, the fix.

`around` looks at the folder from outside and needs nothing open; `within` looks at the open stores,
and runs in the server where one has them.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

import bellrock
from bellrock.core.errors import BellrockError
from bellrock.runtime import home as homes
from bellrock.runtime.config import Config, load
from bellrock.runtime.home import Home

State = Literal["well", "warning", "wrong"]
_ENGINES = ("chdb-core", "clickhouse-connect", "sqlalchemy")


@dataclass(frozen=True)
class Finding:
    """What one look found; `fix` says what to do where it is not well."""

    name: str
    state: State
    said: str
    fix: str = ""


def around(path: Path) -> Iterator[Finding]:
    """Look at the home at `path` from outside; ends at the first thing that bars the rest."""
    yield _versions()
    try:
        home = homes.find(path)
        yield _folder(home)
        config = load(home.config)
    except BellrockError as error:
        yield wrong("home", error)
        return
    yield Finding("configuration", "well", _told(home))
    yield _disk(home, config)
    yield _server(home)


def looks(checks: dict[str, Callable[[], Finding]]) -> list[Finding]:
    """Run `checks`; one that fails is a finding like any other."""
    found = []
    for name, check in checks.items():
        try:
            found.append(check())
        except BellrockError as error:
            found.append(wrong(name, error))
    return found


def wrong(name: str, error: BellrockError) -> Finding:
    """Return the finding that an error is."""
    return Finding(name, "wrong", error.message, error.hint)


def _versions() -> Finding:
    engines = ", ".join(f"{name} {_version(name)}" for name in _ENGINES)
    python = ".".join(map(str, sys.version_info[:3]))
    return Finding(
        "versions", "well", f"bellrock {bellrock.__version__}, Python {python}, {engines}"
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(missing)"


def _folder(home: Home) -> Finding:
    mode = stat.S_IMODE(home.path.stat().st_mode)
    if not os.access(home.path, os.W_OK):
        return Finding(
            "home", "wrong", f"{home.path} cannot be written", "give this user write access to it"
        )
    if mode & 0o077:
        said = f"{home.path} can be read by other users (mode {mode:o})"
        return Finding("home", "warning", said, f"chmod 700 {home.path}")
    return Finding("home", "well", str(home.path))


def _told(home: Home) -> str:
    return str(home.config) if home.config.exists() else "defaults; there is no config.toml"


def _disk(home: Home, config: Config) -> Finding:
    free, floor = shutil.disk_usage(home.path).free, config.spool.free_mb << 20
    said = f"{free / 2**30:,.1f} GiB free"
    if free < floor:
        return Finding(
            "disk", "wrong", f"{said}: events are refused below {config.spool.free_mb} MiB",
            "free space on the disk, or lower spool.free_mb",
        )  # fmt: skip
    if free < 4 * floor:
        return Finding("disk", "warning", f"{said}, which is little", "free space on the disk")
    return Finding("disk", "well", said)


def _server(home: Home) -> Finding:
    found = homes.running(home)
    if found is None:
        return Finding("server", "well", "none runs on this home")
    return Finding("server", "well", f"runs at {found.url} (process {found.pid})")
