"""Can it be brought back? One folder with a copy of ledger, lake and spool as of one moment.

The copy is taken while everything runs. `hold` keeps the drain still for the moment in which the
three are one: what is accepted meanwhile waits in the spool. A copy whose manifest is missing is
not complete; one whose files differ from it is refused.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, closing, nullcontext
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any

from bellrock.core.errors import Conflict, InvalidDefinition, StoreCorrupt
from bellrock.core.time import Clock
from bellrock.query.sql import Sql
from bellrock.store.disk import disk_error, write_durably
from bellrock.store.lake import Lake
from bellrock.store.lake_copy import applied, frozen, refill
from bellrock.store.ledger import Ledger
from bellrock.store.spool import Spool

_MANIFEST = "manifest.json"
_FORM = 1
_ANY_TABLE = Sql("select name from system.tables where database = currentDatabase() limit 1")


@dataclass(frozen=True)
class Backup:
    """What a backup holds."""

    at: str
    """The moment it shows, ISO 8601 in UTC."""
    files: int
    size: int
    """Bytes of all files."""


def back_up(
    into: Path,
    *,
    ledger: Ledger,
    spool: Spool,
    lake: Lake,
    clock: Clock,
    hold: AbstractContextManager[object] | None = None,
) -> Backup:
    """Copy everything into the new folder `into`.

    Args:
        hold: Entered while the copy's moment is fixed, some seconds at the most: nothing may be
            drained into the lake in it.

    Raises:
        InvalidDefinition: a store is a server, which has its own tools for this.
        Conflict: the folder exists already.
        StoreFull, StoreUnwritable: the folder's disk refuses.
    """
    _only_folders(ledger, lake)
    try:
        _begin(into)
        with ExitStack() as links:
            with hold or nullcontext():
                at = clock.now().isoformat()
                spool.copy_to(into / "spool")
                ledger.copy_to(into / "ledger.db")
                history = applied(lake)
                parts = links.enter_context(frozen(lake))
            for table, folders in parts.items():
                for part in folders:
                    shutil.copytree(part, into / "lake" / table / part.name)
        return _finish(into, at, history)
    except OSError as error:
        raise disk_error(error, into) from error


def restore(backup: Path, *, ledger: Path, spool: Path, lake: str) -> Backup:
    """Bring `backup` back: into a ledger file and a spool folder that do not exist, an empty lake.

    The ledger is brought to this version's schema when it is opened next.

    Raises:
        StoreCorrupt: the backup is not complete, or a file of it has changed.
        Conflict: there is something already where it would go.
        StoreError: another version made it.
    """
    manifest = _checked(backup)
    for place in (ledger, spool):
        if place.exists() and (place.is_file() or any(place.iterdir())):
            raise Conflict(f"there is something already: {place}", hint="restore into a fresh home")
    with closing(Lake(lake)) as opened:
        if opened.rows(_ANY_TABLE):
            raise Conflict(f"the lake is not empty: {lake}", hint="restore into a fresh home")
        tables = sorted(p for p in (backup / "lake").glob("*") if p.is_dir())
        refill(opened, manifest["lake"], {t.name: sorted(t.iterdir()) for t in tables})
    try:
        shutil.copytree(backup / "spool", spool, dirs_exist_ok=True)
        spool.chmod(0o700)
        shutil.copy2(backup / "ledger.db", ledger)
    except OSError as error:
        raise disk_error(error, spool) from error
    return _told(manifest)


def _only_folders(ledger: Ledger, lake: Lake) -> None:
    if ledger.dialect != "sqlite":
        raise InvalidDefinition(
            "the ledger is a PostgreSQL server", hint="back it up with pg_dump", field="ledger.dsn"
        )
    if not lake.embedded:
        raise InvalidDefinition(
            "the lake is a ClickHouse server",
            hint="back it up there: backup database … to …",
            field="lake.dsn",
        )


def _begin(into: Path) -> None:
    try:
        into.mkdir(parents=True, mode=0o700)
    except FileExistsError as error:
        raise Conflict(
            f"there is something already: {into}", hint="name a folder that does not exist"
        ) from error


def _finish(into: Path, at: str, history: dict[str, str]) -> Backup:
    files = {str(path.relative_to(into)): _digest(path) for path in _files(into)}
    size = sum(path.stat().st_size for path in _files(into))
    manifest = {"form": _FORM, "at": at, "size": size, "lake": history, "files": files}
    write_durably(into / _MANIFEST, json.dumps(manifest, indent=1).encode())
    return _told(manifest)


def _checked(backup: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((backup / _MANIFEST).read_bytes())
        form, files = manifest["form"], manifest["files"]
    except (OSError, ValueError, KeyError) as error:
        raise StoreCorrupt(
            f"this is no complete backup: {backup}", hint="use another; this one was cut short"
        ) from error
    found = {str(path.relative_to(backup)): _digest(path) for path in _files(backup)}
    wrong = sorted(name for name, digest in files.items() if found.get(name) != digest)
    if wrong or form != _FORM:
        raise StoreCorrupt(
            f"the backup has changed since it was made: {backup}",
            hint="use another backup; the disk it lies on may be failing",
            files=wrong[:5],
        )
    return manifest


def _told(manifest: dict[str, Any]) -> Backup:
    return Backup(manifest["at"], len(manifest["files"]), manifest["size"])


def _files(folder: Path) -> Iterator[Path]:
    manifest = folder / _MANIFEST
    return (p for p in sorted(folder.rglob("*")) if p.is_file() and p != manifest)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "blake2b").hexdigest()[:32]
