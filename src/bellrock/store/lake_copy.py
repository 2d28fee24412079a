"""How is a lake in process copied while it is open? By its own snapshot, part by part."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bellrock.core.errors import StoreError
from bellrock.core.ids import new_id
from bellrock.query.sql import Sql
from bellrock.store.lake import Lake
from bellrock.store.lake_folder import folder_of
from bellrock.store.lake_schema import migrate, migrations

_JOURNAL = "migrations"
_TABLES = Sql(
    "select name, data_paths[1] from system.tables"
    " where database = currentDatabase() and engine like '%MergeTree' order by name"
)


@contextmanager
def frozen(lake: Lake) -> Iterator[dict[str, list[Path]]]:
    """Give the folders of all parts by table, as of now; they are links, gone after the block."""
    name = f"copy{new_id().hex}"
    shadow = folder_of(lake.dsn) / "shadow" / name
    try:
        found: dict[str, list[Path]] = {}
        for table, path in lake.rows(_TABLES):
            lake.run(Sql(f"alter table {table} freeze with name '{name}'"))
            parts = shadow / Path(path).relative_to(folder_of(lake.dsn))
            found[table] = sorted(p for p in parts.glob("*") if p.is_dir())
        yield found
    finally:
        shutil.rmtree(shadow, ignore_errors=True)


def applied(lake: Lake) -> dict[str, str]:
    """Return the migrations that the lake has had, name to digest."""
    return dict(lake.rows(Sql(f"select name, digest from {_JOURNAL} order by number")))


def refill(lake: Lake, history: Mapping[str, str], parts: Mapping[str, list[Path]]) -> None:
    """Fill the empty `lake` with `parts` of one whose migrations were `history`; then migrate it.

    Raises:
        StoreError: this version does not know those migrations, or the lake is not empty.
    """
    known = {m.name: m for m in migrations()}
    for name, digest in history.items():
        if name not in known or known[name].digest != digest:
            raise StoreError(
                f"the copy was made by another version: it has had {name}",
                hint="restore it with the version of bellrock that made it, then upgrade",
            )
    migrate(lake, upto=max((known[name].number for name in history), default=0))
    places = {table: Path(path) for table, path in lake.rows(_TABLES)}
    for table in sorted(set(parts) - {_JOURNAL}):
        for part in parts[table]:
            shutil.copytree(part, places[table] / "detached" / part.name)
            lake.run(Sql(f"alter table {table} attach part '{part.name}'"))
    migrate(lake)
    lake.run(Sql("system reload dictionaries"))
