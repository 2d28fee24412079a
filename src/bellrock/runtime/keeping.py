"""How is a home kept safe? A backup in one folder, taken while it runs, and the way back."""

from __future__ import annotations

import shutil
from pathlib import Path

from bellrock.core.errors import Conflict
from bellrock.runtime import home as homes
from bellrock.runtime.app import App
from bellrock.runtime.config import load
from bellrock.store.backup import Backup, back_up
from bellrock.store.backup import restore as bring_back

_CONFIG = "config.toml"


def keep(app: App, into: Path) -> Backup:
    """Copy the home of `app` into the new folder `into`, its configuration too.

    Raises:
        Conflict: the folder exists already.
        InvalidDefinition: a store is a server, which has its own tools for this.
        StoreFull, StoreUnwritable: the folder's disk refuses.
    """
    made = back_up(
        into,
        ledger=app.ledger,
        spool=app.spool,
        lake=app.lake,
        clock=app.clock,
        hold=app.drain.hold(),
    )
    if app.home.config.exists():
        shutil.copy2(app.home.config, into / _CONFIG)
    return made


def restore(backup: Path, path: Path) -> Backup:
    """Bring `backup` back as a fresh home at `path`.

    Raises:
        Conflict: there is a home already.
        StoreCorrupt: the backup is not complete, or has changed since.
    """
    home = homes.create(path)
    with homes.hold(home, "restore"):
        if home.ledger.exists() or home.lake.exists():
            raise Conflict(
                f"there is a home already: {home.path}",
                hint="restore into a new folder: --home DIR",
            )
        kept = backup / _CONFIG
        if kept.exists() and not home.config.exists():
            shutil.copy2(kept, home.config)
        dsn = load(home.config).lake.dsn or f"chdb:///{home.lake}"
        return bring_back(backup, ledger=home.ledger, spool=home.spool, lake=dsn)
