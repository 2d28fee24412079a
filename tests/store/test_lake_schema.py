"""The lake's schema: applied once, in order, and true to what `query/tables.py` declares."""

from bellrock.query import Sql
from bellrock.query.tables import TABLES
from bellrock.store import Lake, migrate


def test_migrating_twice_is_migrating_once(lake: Lake) -> None:
    assert migrate(lake) == []


def test_the_declared_columns_are_the_columns_on_disk(lake: Lake) -> None:
    rows = lake.rows(
        Sql("select table, name from system.columns where database = currentDatabase()")
    )
    found = {(table, name) for table, name in rows if table in TABLES}

    assert found == {(t.name, column) for t in TABLES.values() for column in t.columns}
