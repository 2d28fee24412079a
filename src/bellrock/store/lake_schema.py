"""Is the lake's schema up to date? Numbered files, each applied once and recorded."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

from bellrock.core.errors import StoreError
from bellrock.query.sql import Sql
from bellrock.store.lake import Lake

_JOURNAL = """
create table if not exists migrations (
  number UInt32, name String, digest String, applied DateTime64(6, 'UTC') default now64(6)
) engine = MergeTree order by number settings fsync_after_insert = 1
"""
_NOTE = """
insert into migrations (number, name, digest)
select {number:UInt32}, {name:String}, {digest:String}
"""


@dataclass(frozen=True)
class Migration:
    """One numbered file: its statements in order, and a digest of its text."""

    number: int
    name: str
    statements: tuple[str, ...]
    digest: str


def migrations() -> list[Migration]:
    """Return the package's migrations, lowest number first."""
    folder = files("bellrock.store") / "lake_migrations"
    found = sorted(f.name for f in folder.iterdir() if f.name.endswith(".sql"))
    return [_read(name, (folder / name).read_text("utf-8")) for name in found]


def migrate(lake: Lake, *, upto: int | None = None) -> list[str]:
    """Apply what is missing, in order, and return the names applied; twice is the same as once.

    Args:
        upto: The last number to apply; None applies all.

    Raises:
        StoreError: an applied file has changed since, or the lake is newer than this program.
    """
    lake.run(Sql(_JOURNAL))
    rows = lake.rows(Sql("select number, name, digest from migrations order by number"))
    done = {number: (name, digest) for number, name, digest in rows}
    known = {m.number: m for m in migrations()}
    _check(done, known)
    wanted = [n for n in sorted(known) if upto is None or n <= upto]
    return [_apply(lake, known[n]) for n in wanted if n not in done]


def _apply(lake: Lake, migration: Migration) -> str:
    for statement in migration.statements:
        lake.run(Sql(statement))
    lake.run(
        Sql(_NOTE, {"number": migration.number, "name": migration.name, "digest": migration.digest})
    )  # an insert of rows would load the driver's pandas
    return migration.name


def _check(done: dict[int, tuple[str, str]], known: dict[int, Migration]) -> None:
    for number, (name, digest) in done.items():
        if number not in known:
            raise StoreError(
                f"the lake holds migration {name}, which this version does not know",
                hint="upgrade bellrock to the version that wrote this lake",
            )
        if known[number].digest != digest:
            raise StoreError(
                f"migration {name} differs from the one that was applied",
                hint="migrations are never edited; add a new one",
            )


def _read(name: str, text: str) -> Migration:
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("--")]
    parts = [part.strip() for part in "\n".join(lines).split(";")]
    digest = sha256(text.encode()).hexdigest()[:16]
    return Migration(
        int(name.split("_", maxsplit=1)[0]), name, tuple(p for p in parts if p), digest
    )
