"""The ledger's schema: applied once, in order, and true to what the code declares."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bellrock.store import Ledger, migrate_ledger
from bellrock.store.schema import tables


def test_migrating_twice_is_migrating_once(ledger: Ledger) -> None:
    assert migrate_ledger(ledger) == []


def test_the_declared_tables_are_the_tables_on_disk(ledger: Ledger) -> None:
    with ledger.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        differences = compare_metadata(context, tables())

    assert differences == []


def test_every_table_names_its_only_writer() -> None:
    writers = {name: table.info.get("writer") for name, table in tables().tables.items()}

    assert None not in writers.values(), writers
