"""The ledger on both engines: one writer, snapshots for readers, refusals with their fix."""

import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import StatementError

from bellrock.core.errors import (
    Conflict,
    InvalidDefinition,
    StoreCorrupt,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreUnreachable,
    StoreUnwritable,
)
from bellrock.store import Ledger, migrate_ledger, upsert
from bellrock.store.schema import Moment, Unsigned64, settings
from ledgers import Postgres

NOON = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)


def put(ledger: Ledger, name: str, value: object = 1, project: int = 0) -> None:
    row = {"project": project, "name": name, "value": value, "updated": NOON}
    with ledger.write() as connection:
        connection.execute(settings.insert(), row)


def names(ledger: Ledger) -> list[str]:
    with ledger.read() as connection:
        return list(connection.scalars(sa.select(settings.c.name).order_by(settings.c.name)))


def test_what_was_written_is_read_by_whoever_opens_the_ledger_next(ledger: Ledger) -> None:
    put(ledger, "colour", {"is": ["blue", None, 1.5, "日本"]})
    ledger.close()
    with ledger.read() as connection:
        row = connection.execute(sa.select(settings)).one()

    assert row == (0, "colour", {"is": ["blue", None, 1.5, "日本"]}, NOON)


def test_a_block_that_raises_writes_nothing(ledger: Ledger) -> None:
    with pytest.raises(ZeroDivisionError), ledger.write() as connection:
        connection.execute(
            settings.insert(), {"project": 0, "name": "half", "value": 1, "updated": NOON}
        )
        raise ZeroDivisionError

    assert names(ledger) == []


def test_a_reader_sees_one_snapshot_and_can_change_nothing(ledger: Ledger) -> None:
    put(ledger, "before")
    count = sa.select(sa.func.count()).select_from(settings)
    with ledger.read() as reader:
        assert reader.scalar(count) == 1
        put(ledger, "meanwhile")
        assert reader.scalar(count) == 1
    with pytest.raises(StoreUnwritable), ledger.read() as reader:
        reader.execute(settings.delete())

    assert names(ledger) == ["before", "meanwhile"]


def test_writers_queue_so_what_was_read_is_still_true_when_it_is_written(ledger: Ledger) -> None:
    put(ledger, "counter", 0)
    value = settings.c.value

    def count() -> None:
        for _ in range(10):
            with ledger.write() as connection:
                now = connection.scalar(sa.select(value))
                connection.execute(settings.update().values(value=now + 1))

    threads = [threading.Thread(target=count) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with ledger.read() as connection:
        assert connection.scalar(sa.select(value)) == 60


def test_a_write_inside_a_write_is_a_mistake_that_is_said_at_once(ledger: Ledger) -> None:
    with pytest.raises(RuntimeError, match="inside"), ledger.write(), ledger.write():
        pass

    put(ledger, "goes on")


def test_a_key_that_exists_is_a_conflict(ledger: Ledger) -> None:
    put(ledger, "twice")
    with pytest.raises(Conflict):
        put(ledger, "twice")


def test_an_upsert_replaces_or_leaves_what_is_there(ledger: Ledger) -> None:
    row = {"project": 0, "name": "a", "value": 1, "updated": NOON}
    with ledger.write() as connection:
        connection.execute(upsert(connection, settings).values(row))
        again = upsert(connection, settings).values(row | {"value": 2})
        connection.execute(again.on_conflict_do_nothing())
        assert connection.scalar(sa.select(settings.c.value)) == 1
        connection.execute(
            again.on_conflict_do_update(
                index_elements=["project", "name"], set_={"value": again.excluded.value}
            )
        )
        assert connection.scalar(sa.select(settings.c.value)) == 2


def test_foreign_keys_are_kept(ledger: Ledger) -> None:
    with ledger.write() as connection:
        connection.execute(sa.text("create table parents (id integer primary key)"))
        connection.execute(
            sa.text("create table children (parent integer references parents (id))")
        )
    with pytest.raises(Conflict), ledger.write() as connection:
        connection.execute(sa.text("insert into children values (7)"))


def test_moments_and_digests_come_back_as_they_went(ledger: Ledger) -> None:
    table = sa.Table(
        "kinds",
        sa.MetaData(),
        sa.Column("at", Moment, nullable=True),
        sa.Column("person", Unsigned64, nullable=True),
    )
    rows = [
        (NOON.astimezone(timezone(timedelta(hours=5, minutes=30))), 0),
        (datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC), 2**63 - 1),
        (None, 2**63),
        (NOON + timedelta(microseconds=1), 2**64 - 1),
    ]
    with ledger.write() as connection:
        table.create(connection)
        connection.execute(table.insert(), [{"at": at, "person": p} for at, p in rows])
    with ledger.read() as connection:
        for at, person in rows:
            row = connection.execute(sa.select(table).where(table.c.person == person)).one()
            assert row == (at, person)
        later = connection.scalar(sa.select(sa.func.count()).where(table.c.at > NOON))
        assert later == 1
    with pytest.raises(StatementError, match="no time zone"), ledger.write() as connection:
        connection.execute(table.insert(), {"at": NOON.replace(tzinfo=None)})


def test_a_ledger_of_a_newer_version_is_left_alone(ledger: Ledger) -> None:
    with ledger.write() as connection:
        connection.execute(sa.text("update alembic_version set version_num = '9999_later'"))
    with pytest.raises(StoreError) as caught:
        migrate_ledger(ledger)

    assert "upgrade bellrock" in caught.value.hint


@pytest.mark.parametrize("dsn", ["", "mysql://a/b", "sqlite://", "sqlite:///:memory:", "nonsense"])
def test_a_dsn_of_no_known_engine_is_refused(dsn: str) -> None:
    with pytest.raises(InvalidDefinition) as caught:
        Ledger(dsn)

    assert "sqlite:////" in caught.value.hint


def test_a_new_file_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    with closing(Ledger(f"sqlite:///{tmp_path}/deep/ledger.db")) as ledger:
        migrate_ledger(ledger)

    assert (tmp_path / "deep" / "ledger.db").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("place", ["taken/ledger.db", "folder", "/proc/nowhere/ledger.db"])
def test_a_file_that_cannot_be_written_is_said_so(tmp_path: Path, place: str) -> None:
    (tmp_path / "taken").write_text("a file")
    (tmp_path / "folder").mkdir()
    with pytest.raises(StoreUnwritable) as caught:
        Ledger(f"sqlite:///{tmp_path / place}")

    assert "--home" in caught.value.hint


def test_a_damaged_file_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_bytes(b"no database, this" * 300)
    with pytest.raises(StoreCorrupt) as caught:
        Ledger(f"sqlite:///{tmp_path}/ledger.db")

    assert "backup" in caught.value.hint


def test_a_second_process_that_keeps_the_file_is_said_so(
    sqlite_ledger: Ledger,
) -> None:
    path = sqlite_ledger.where.removeprefix("sqlite:///")
    hold = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
    hold += "c.execute('begin immediate'); print('held', flush=True); sys.stdin.read()"
    child = subprocess.Popen(
        [sys.executable, "-c", hold, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdout
    assert child.stdin
    child.stdout.readline()
    impatient = Ledger(f"sqlite:///{path}", wait_s=0.05)
    with pytest.raises(StoreLocked) as caught:
        put(impatient, "x")
    impatient.close()
    child.communicate()
    put(sqlite_ledger, "x")

    assert caught.value.retry_after_s


def test_a_full_disk_is_said_so_and_leaves_the_ledger_whole(sqlite_ledger: Ledger) -> None:
    put(sqlite_ledger, "kept")
    with sqlite_ledger.write() as connection:
        pages = connection.exec_driver_sql("pragma page_count").scalar_one()
        connection.exec_driver_sql(f"pragma max_page_count={pages}")
    with pytest.raises(StoreFull) as caught:
        put(sqlite_ledger, "big", "x" * 100_000)

    assert caught.value.retry_after_s == 30
    assert names(sqlite_ledger) == ["kept"]


def test_a_server_that_does_not_answer_is_said_so_without_the_password() -> None:
    with pytest.raises(StoreUnreachable) as caught:
        Ledger("postgresql://ann:s3cret@127.0.0.1:1/ledger")

    assert "127.0.0.1" in str(caught.value)
    assert "s3cret" not in _everything(caught.value)


def test_a_database_that_is_not_there_and_a_wrong_user_are_said_so(postgres: Postgres) -> None:
    for dsn in (postgres.dsn("missing"), postgres.dsn().replace("postgres@", "nobody:s3cret@")):
        with pytest.raises(StoreUnreachable) as caught:
            Ledger(dsn)
        assert "s3cret" not in _everything(caught.value)


def test_a_server_that_restarts_is_found_again(
    postgres: Postgres, fresh_postgresql: Callable[[], str]
) -> None:
    with closing(Ledger(fresh_postgresql())) as ledger:
        put(ledger, "a")
        postgres.do(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where application_name = 'bellrock'"
        )
        put(ledger, "b")
        assert names(ledger) == ["a", "b"]


def _everything(error: BaseException | None) -> str:
    said = ""
    while error is not None:
        said, error = said + repr(error) + str(error), error.__cause__
    return said
