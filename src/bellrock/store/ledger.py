"""Where do definitions, edges and accounts live? SQLite in one file, or PostgreSQL, by DSN alone.

`sqlite:////folder/ledger.db` or `postgresql://user:password@host/database`. On both there is one
writer at a time, so what a `write` block reads stays true until it commits, on either engine.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.exc import ArgumentError

from bellrock.core.errors import InvalidDefinition, StoreUnwritable
from bellrock.store.ledger_errors import refusing

_PRAGMAS = ("journal_mode=wal", "synchronous=full", "foreign_keys=on")
_WRITERS = 7_302_311_845_064_111  # the advisory lock that PostgreSQL's writers queue on


class Ledger:
    """The store of definitions and state; safe to share between threads."""

    def __init__(self, dsn: str, *, wait_s: float = 30.0) -> None:
        """Open the ledger at `dsn`; a missing SQLite file is created, readable by its owner alone.

        Args:
            wait_s: How long a writer waits for another before it gives up.

        Raises:
            InvalidDefinition: the DSN is not one of the two forms.
            StoreUnwritable: the file cannot be created or written.
            StoreUnreachable: the server does not answer, or turns the user away.
            StoreCorrupt: the file is no SQLite database.
        """
        url = _url(dsn)
        self.where = url.render_as_string(hide_password=True)
        self.dialect = url.get_backend_name()
        self._wait_s = wait_s
        self._writing = threading.local()
        if self.dialect == "sqlite":
            _create(Path(url.database or ""))
            self._readers = _sqlite(url, wait_s, read_only=True)
            self._writers = _sqlite(url, wait_s, read_only=False)
        else:
            self._readers = self._writers = _postgresql(url, wait_s)
        with refusing(self.where), self._readers.connect() as connection:
            connection.execute(sa.text("select 1"))

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one snapshot and can change nothing.

        Raises:
            StoreError: the engine refused; see `ledger_errors`.
        """
        options: dict[str, Any] = {}
        if self.dialect == "postgresql":
            options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with refusing(self.where), self._readers.connect() as raw:
            yield raw.execution_options(**options)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give the one writing connection; commits when the block ends, undoes it when it raises.

        Raises:
            Conflict: a row of that key exists, or a row it refers to does not.
            StoreLocked: another writer kept the ledger for longer than `wait_s`.
            StoreError: the engine refused for another reason.
        """
        with self._alone(), refusing(self.where), self._writers.begin() as connection:
            self._queue(connection)
            yield connection

    @contextmanager
    def reshape(self) -> Iterator[Connection]:
        """Give the writing connection for a change of schema, with foreign keys checked at its end.

        SQLite changes a table by writing it anew, which its foreign keys would forbid meanwhile.
        """
        with self._alone(), refusing(self.where), self._writers.connect() as connection:
            _foreign_keys(connection, on=False)
            try:
                with connection.begin():
                    self._queue(connection)
                    yield connection
                    _check_foreign_keys(connection)
            finally:
                _foreign_keys(connection, on=True)

    def copy_to(self, path: Path) -> None:
        """Copy a SQLite ledger, as of now, into the new file `path`; writers need not stop.

        Raises:
            OSError: the file exists or cannot be written.
            StoreError: the engine refused.
        """
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with refusing(self.where), self._readers.connect() as connection:
            raw: Any = connection.connection.dbapi_connection
            with closing(sqlite3.connect(path)) as copy:
                raw.backup(copy)

    def close(self) -> None:
        """Close every connection; later calls open them anew."""
        self._readers.dispose()
        self._writers.dispose()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if getattr(self._writing, "now", False):
            raise RuntimeError("a write block inside a write block would wait for itself")
        self._writing.now = True
        try:
            yield
        finally:
            self._writing.now = False

    def _queue(self, connection: Connection) -> None:
        if self.dialect == "postgresql":
            connection.execute(sa.text(f"set local lock_timeout = {int(self._wait_s * 1000)}"))
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_WRITERS)))


def upsert(connection: Connection, table: sa.Table) -> sqlite.dml.Insert | postgresql.dml.Insert:
    """Return an insert into `table` with `on_conflict_do_nothing` and `on_conflict_do_update`."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def _url(dsn: str) -> URL:
    try:
        url = sa.make_url(dsn)
    except (ArgumentError, ValueError):
        url = URL.create("unknown")
    if url.drivername == "sqlite" and url.database and url.database != ":memory:":
        return url
    if url.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        return url.set(drivername="postgresql+psycopg")
    raise InvalidDefinition(
        "the ledger's DSN names no engine we know",
        hint="write sqlite:////folder/ledger.db or postgresql://user:password@host/database",
        field="ledger.dsn",
    )


def _create(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreUnwritable(
            f"the ledger cannot be written: {path} ({error.strerror})",
            hint="give this user write access to the folder, or choose another with --home",
        ) from error


def _sqlite(url: URL, wait_s: float, *, read_only: bool) -> Engine:
    # A pool of one is the queue that this process's writers stand in.
    size, more = (8, 56) if read_only else (1, 0)
    engine = sa.create_engine(
        url, pool_size=size, max_overflow=more, pool_timeout=wait_s, hide_parameters=True
    )

    def connected(raw: Any, _: Any) -> None:
        raw.isolation_level = None  # TRICKY: else the driver begins and commits as it sees fit
        raw.execute(f"pragma busy_timeout={int(wait_s * 1000)}")
        for pragma in (*_PRAGMAS, *(("query_only=on",) if read_only else ())):
            raw.execute(f"pragma {pragma}")

    def began(connection: Connection) -> None:
        connection.exec_driver_sql("begin" if read_only else "begin immediate")

    sa.event.listen(engine, "connect", connected)
    sa.event.listen(engine, "begin", began)
    return engine


def _postgresql(url: URL, wait_s: float) -> Engine:
    return sa.create_engine(
        url,
        pool_size=8,
        max_overflow=24,
        pool_timeout=wait_s,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"connect_timeout": 5, "application_name": "bellrock"},
    )


def _foreign_keys(connection: Connection, *, on: bool) -> None:
    raw = connection.connection.dbapi_connection
    if connection.dialect.name == "sqlite" and raw is not None:
        raw.execute(f"pragma foreign_keys={'on' if on else 'off'}")


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("pragma foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"a migration left rows without what they refer to: {broken[:5]}")
