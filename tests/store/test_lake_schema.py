"""The lake's schema: applied once, in order, and true to what `query/tables.py` declares."""

from bellrock.query import Sql
from bellrock.query.tables import TABLES
from bellrock.store import Lake, migrate
from bellrock.store.lake_schema import migrations

RELEASED = {
    "001_events.sql": "5c69c3b6308c5b9c",
    "002_people.sql": "a9041667c3e71de8",
    "003_quarters.sql": "cfbfddd372df6cb8",
    "004_persons.sql": "622cecf57276eca4",
}
"""What lakes out there have applied: a changed file would lock their owners out."""


def test_migrating_twice_is_migrating_once(lake: Lake) -> None:
    assert migrate(lake) == []


def test_the_declared_columns_are_the_columns_on_disk(lake: Lake) -> None:
    rows = lake.rows(
        Sql("select table, name from system.columns where database = currentDatabase()")
    )
    found = {(table, name) for table, name in rows if table in TABLES}

    assert found == {(t.name, column) for t in TABLES.values() for column in t.columns}


def test_a_released_migration_never_changes() -> None:
    assert {m.name: m.digest for m in migrations() if m.name in RELEASED} == RELEASED
