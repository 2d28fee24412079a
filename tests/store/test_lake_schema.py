"""The lake's schema: applied once, in order, and true to what `query/tables.py` declares."""

import json

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


def test_screens_and_languages_are_read_as_every_client_writes_them(lake: Lake) -> None:
    said = [
        ("en-GB", {"screen": {"width": 1440, "height": 900}}),
        ("zh_Hans_CN", {"$screen_width": 390, "$screen_height": 844}),
        ("de", {"screen": "1920x1080"}),
        ("", {"screen": {"density": 2}}),
    ]
    rows = [
        {
            "project": 9_900_001, "event": "a", "ts": "2026-03-01T00:00:00Z", "tie": place,
            "event_hash": place, "received": "2026-03-01T00:00:00Z", "locale": locale, "ctx": ctx,
        }
        for place, (locale, ctx) in enumerate(said)
    ]  # fmt: skip
    lake.insert_json("events", "\n".join(map(json.dumps, rows)).encode())

    found = lake.rows(
        Sql("select language, screen from events where project = 9900001 order by tie")
    )

    assert found == [("en", "1440x900"), ("zh", "390x844"), ("de", "1920x1080"), ("", "")]
