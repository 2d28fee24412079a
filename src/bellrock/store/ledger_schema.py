"""Is the ledger's schema up to date? Alembic's revisions, applied in order, each once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy.engine import Connection

from bellrock.core.errors import StoreError
from bellrock.store.ledger import Ledger

_FOLDER = Path(__file__).parent / "ledger_migrations"


def migrate_ledger(ledger: Ledger) -> list[str]:
    """Apply what is missing, in order, and return the revisions applied; twice is the same as once.

    All of it is one transaction: a revision that fails leaves the ledger as it was.

    Raises:
        StoreError: the ledger was written by a newer version of this program.
    """
    with ledger.reshape() as connection:
        before = _applied(connection)
        config = _config(connection)
        known = _known(config)
        unknown = set(before) - set(known)
        if unknown:
            raise StoreError(
                f"the ledger holds revision {unknown.pop()}, which this version does not know",
                hint="upgrade bellrock to the version that wrote this ledger",
            )
        done = known.index(before[0]) + 1 if before else 0
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise StoreError(f"the ledger cannot be brought up to date: {error}") from error
        return known[done:]


def _applied(connection: Connection) -> Sequence[str]:
    return MigrationContext.configure(connection).get_current_heads()


def _known(config: Config) -> list[str]:
    """Return all revisions, first to last; they form one line."""
    walk = ScriptDirectory.from_config(config).walk_revisions()
    return [script.revision for script in walk][::-1]


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("version_locations", str(_FOLDER / "versions").replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.attributes["connection"] = connection
    return config
