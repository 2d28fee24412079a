"""A process of its own for each step: `python backup_child.py make|back|show FOLDER BACKUP`."""

import sys
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from bellrock.core.errors import BellrockError
from bellrock.core.time import FixedClock
from bellrock.query import Sql
from bellrock.store import Lake, Ledger, Spool, backup, migrate, migrate_ledger
from bellrock.store.schema import settings

CLOCK = FixedClock(datetime(2026, 3, 1, tzinfo=UTC))


def make(home: Path, into: Path) -> None:
    """Fill a home, back it up, and go on, so that the copy is older than the home."""
    with ExitStack() as ends:
        ledger, spool, lake = stores(home, ends)
        migrate_ledger(ledger)
        migrate(lake)
        fill(ledger, spool, lake)
        made = backup.back_up(into, ledger=ledger, spool=spool, lake=lake, clock=CLOCK)
        say(made.at, made.files > 10, made.size > 1000)
        fill(ledger, spool, lake, name="later")
        show(ledger, spool, lake)


def back(home: Path, from_: Path) -> None:
    """Restore into a home that does not exist, and open it."""
    backup.restore(
        from_, ledger=home / "ledger.db", spool=home / "spool", lake=f"chdb:///{home}/lake"
    )
    with ExitStack() as ends:
        ledger, spool, lake = stores(home, ends)
        say(migrate_ledger(ledger), migrate(lake))
        show(ledger, spool, lake)


def stores(home: Path, ends: ExitStack) -> tuple[Ledger, Spool, Lake]:
    ledger = ends.enter_context(closing(Ledger(f"sqlite:///{home}/ledger.db")))
    spool = ends.enter_context(closing(Spool(home / "spool", clock=CLOCK, segment_bytes=100)))
    return ledger, spool, ends.enter_context(closing(Lake(f"chdb:///{home}/lake")))


def fill(ledger: Ledger, spool: Spool, lake: Lake, name: str = "first") -> None:
    with ledger.write() as connection:
        row = {"project": 0, "name": name, "value": 1, "updated": CLOCK.now()}
        connection.execute(settings.insert(), row)
    for turn in range(6):
        position = spool.append([f"{name} {turn}".encode() + b"." * 40])
        if turn == 3:
            spool.checkpoint(position)
    for n in range(3):
        line = b'{"project": 1, "event": "%s", "props": {"n": %d}, "ts": "2026-0%d-01 00:00:00"}\n'
        lake.insert_json("events", line % (name.encode(), n, n + 1), token=f"{name}{n}")
    lake.insert(
        "person_overrides",
        ["key", "project", "kind", "canonical", "version"],
        [(5, 1, "person", 6 if name == "first" else 7, spool.last)],
    )


def show(ledger: Ledger, spool: Spool, lake: Lake) -> None:
    with ledger.read() as connection:
        say(*connection.scalars(sa.select(settings.c.name).order_by(settings.c.name)))
    waiting = spool.read(spool.checkpointed, max_records=99, max_bytes=10**6)
    say(*(payload.decode().rstrip(".") for _, payload in waiting))
    counted = Sql("select event, count(), sum(props.n.:Int64) from events group by 1 order by 1")
    say(lake.rows(counted))
    lake.run(Sql("system reload dictionary person_override"))
    say(*lake.one(Sql("select dictGet('person_override', 'canonical', 5::UInt64)")))


def say(*words: object) -> None:
    print(*words, flush=True)  # noqa: T201 -- read by the test


if __name__ == "__main__":
    try:
        {"make": make, "back": back}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
    except BellrockError as error:
        say(type(error).__name__, error)
