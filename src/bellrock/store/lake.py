"""Where do events live? One ClickHouse dialect, in process or behind a server.

A lake is opened by its DSN alone: `chdb:///folder` runs the engine in this process,
`clickhouse://user:password@host:8123/database` (or `clickhouses://`) talks to a server.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

import pyarrow as pa
from clickhouse_connect.driver.client import Client

from bellrock.core.time import stopwatch
from bellrock.query.sql import Sql
from bellrock.store.lake_clients import Clients
from bellrock.store.lake_errors import running
from bellrock.store.lake_folder import check_dsn, check_folder

_NUMBERS = count(1)


@dataclass(frozen=True)
class Limits:
    """How much one query may take; every query carries them."""

    seconds: float = 30.0
    memory_bytes: int = 2 * 1024**3
    threads: int = 0
    """Threads a query may use; 0 leaves it to the engine (one a core)."""
    free_bytes: int = 64 << 20
    """Bytes that must be free on the lake's disk for an insert to be taken.

    TRICKY: on a disk that is full to the last byte the engine reports an insert as done whose files
    it could not write; so it must never come to that.
    """


@dataclass(frozen=True)
class Result:
    """What a query returned: rows of plain Python values, and what it cost."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    rows_scanned: int
    seconds: float
    types: tuple[str, ...] = ()
    """The engine's types of the columns."""


@dataclass(frozen=True)
class Progress:
    """How far a statement is that runs."""

    rows_read: int
    rows_total: int
    """As the engine estimates it."""
    seconds: float


class Lake:
    """The event store; safe to share between threads, each of which gets its own client."""

    def __init__(self, dsn: str, *, limits: Limits | None = None) -> None:
        """Open the lake at `dsn`.

        Raises:
            InvalidDefinition: the DSN has none of the two forms.
            StoreLocked: another process has the folder open.
            StoreUnwritable: the folder cannot be written.
            StoreUnreachable: the server does not answer, or turns us away.
        """
        check_dsn(dsn)
        self.dsn = dsn
        self._tag: str | None = None
        self._heard: Callable[[int], None] | None = None
        self.limits = limits or Limits()
        self._clients = Clients(dsn)
        if self.embedded:
            check_folder(dsn)
        self._clients.mine()

    @property
    def embedded(self) -> bool:
        """Whether the engine runs in this process."""
        return self._clients.embedded

    def query(
        self,
        sql: Sql,
        *,
        limits: Limits | None = None,
        tag: str | None = None,
        settings: Mapping[str, Any] | None = None,
    ) -> Result:
        """Run `sql` and return its rows.

        Args:
            limits: Instead of the lake's own.
            tag: A name under which `cancel` can end this query from another thread.
            settings: Further settings of the engine for this query.

        Raises:
            QueryOverLimit: it took more time or memory than its limits allow.
            QueryCancelled: `cancel(tag)` was called meanwhile.
            StoreError: the engine refused for another reason.
        """
        began = stopwatch()
        with self._asking(sql.text) as client:
            got = client.query(
                _tagged(sql.text, tag or self._tag),
                parameters=dict(sql.params),
                settings={**self._settings(limits), **(settings or {})},
            )
            rows = [tuple(row) for row in got.result_rows]
        scanned = int((got.summary or {}).get("read_rows", 0))
        if self._heard is not None:
            self._heard(scanned)
        types = tuple(str(one.name) for one in got.column_types)
        return Result(tuple(got.column_names), rows, scanned, stopwatch() - began, types)

    def rows(self, sql: Sql, *, limits: Limits | None = None) -> list[tuple[Any, ...]]:
        """Run `sql` and return its rows alone."""
        return self.query(sql, limits=limits).rows

    def numbers(self, sql: Sql) -> list[int]:
        """Run `sql`, which selects one column of whole numbers, and return it."""
        return [int(number) for (number,) in self.rows(sql)]

    def one(self, sql: Sql) -> tuple[Any, ...]:
        """Run `sql`, which yields exactly one row, and return it."""
        (row,) = self.rows(sql)
        return row

    def arrow(self, sql: Sql, *, limits: Limits | None = None) -> pa.Table:
        """Run `sql` and return an Arrow table; strings come as strings."""
        settings = {**self._settings(limits), "output_format_arrow_string_as_string": 1}
        with self._asking(sql.text) as client:
            table: pa.Table = client.query_arrow(
                _tagged(sql.text, self._tag), parameters=dict(sql.params), settings=settings
            )
        return table

    @contextmanager
    def kept(self, sql: Sql) -> Iterator[str]:
        """Read `sql` for several statements of the calling thread; yield what they read `from`.

        In process its rows are computed once, into a table that ends with the block. A server,
        whose requests share no session, computes them in each statement, which must bind the
        parameters of `sql` too.

        Raises:
            QueryOverLimit, QueryCancelled, StoreError: as `query` does.
        """
        if not self.embedded:
            yield f"(\n{sql.text}\n)"
            return
        table = f"kept_{next(_NUMBERS)}"
        made = f"create temporary table {table} engine = Memory as {sql.text}"
        with self._asking(made) as client:
            client.command(
                _tagged(made, self._tag), parameters=dict(sql.params), settings=self._settings(None)
            )
        try:
            yield table
        finally:  # after an error the client that had it is gone, and the table with it
            self.run(Sql(f"drop temporary table if exists {table}"))

    def run(self, sql: Sql, *, settings: Mapping[str, Any] | None = None) -> None:
        """Run a statement that returns nothing: DDL, `insert … select`, a mutation."""
        with self._asking(sql.text) as client:
            client.command(
                sql.text,
                parameters=dict(sql.params),
                settings={
                    **self._settings(replace(self.limits, seconds=600.0)),
                    **self._insert_settings(),
                    **(settings or {}),
                },
            )

    def insert_json(self, table: str, lines: bytes, *, token: str = "") -> None:
        """Insert JSON lines into `table` as one block, at most once for each `token`.

        A second call with the same token and lines changes nothing, also after a restart.

        Raises:
            StoreFull: the disk has less free space than `Limits.free_bytes`.
            StoreError: the engine refused; nothing was inserted.
        """
        if not lines:
            return
        settings: dict[str, Any] = {
            "input_format_import_nested_json": 1,
            "date_time_input_format": "best_effort",
            "input_format_skip_unknown_fields": 0,
            "input_format_parallel_parsing": 0,
            # A property that looks like a date stays the text that was sent.
            "input_format_try_infer_dates": 0,
            "input_format_try_infer_datetimes": 0,
            # History, or a client's wild clock, may touch any number of months at once.
            "max_partitions_per_insert_block": 0,
            "max_insert_block_size": 1_000_000,
            **self._insert_settings(token),
        }
        with self._asking(f"insert into {table}") as client:
            client.raw_insert(table, insert_block=lines, fmt="JSONEachRow", settings=settings)

    def insert(
        self, table: str, columns: list[str], rows: list[tuple[Any, ...]], *, token: str = ""
    ) -> None:
        """Insert `rows` of Python values into `table` as one block, at most once a `token`."""
        if not rows:
            return
        settings = self._insert_settings(token)
        with self._asking(f"insert into {table}") as client:
            client.insert(table, rows, column_names=columns, settings=settings)

    def tagged(self, tag: str, *, heard: Callable[[int], None] | None = None) -> Lake:
        """Return this lake under another name: `cancel(tag)` ends whatever runs through it.

        `heard` is told the rows that each statement read, once it has ended.
        """
        twin = copy(self)
        twin._tag = tag
        twin._heard = heard
        return twin

    def progress(self, tag: str) -> Progress | None:
        """Return how far the statement is that runs under `tag`; None where none does."""
        found = self.rows(
            Sql(
                "select read_rows, total_rows_approx, elapsed from system.processes "
                "where startsWith(query, {mark:String}) order by elapsed desc limit 1",
                {"mark": _mark(tag)},
            )
        )
        return Progress(int(found[0][0]), int(found[0][1]), float(found[0][2])) if found else None

    def cancel(self, tag: str) -> bool:
        """End the query that runs under `tag`; return whether there was one."""
        mark = _mark(tag)
        found = self.rows(
            Sql(
                "select query_id from system.processes where startsWith(query, {mark:String})",
                {"mark": mark},
            )
        )
        for (query_id,) in found:
            self.run(Sql("kill query where query_id = {id:String} async", {"id": query_id}))
        return bool(found)

    def close(self) -> None:
        """Close every thread's client and let go of the folder; later calls open it anew."""
        self._clients.close()

    @contextmanager
    def _asking(self, text: str) -> Iterator[Client]:
        """Give the thread's client for the statement `text`; errors come out as ours."""
        client = self._clients.mine()
        try:
            with running(text):
                yield client
        except BaseException:
            self._clients.renew()
            raise

    def _settings(self, limits: Limits | None) -> dict[str, Any]:
        chosen = limits or self.limits
        settings: dict[str, Any] = {
            "max_execution_time": chosen.seconds,
            "max_memory_usage": chosen.memory_bytes,
            "session_timezone": "UTC",
            # To compile a question's expressions took up to 1 s of a core at first, and saved
            # nothing measurable on 20 million events.
            "compile_expressions": 0,
            "compile_aggregate_expressions": 0,
        }
        return settings | ({"max_threads": chosen.threads} if chosen.threads else {})

    def _insert_settings(self, token: str = "") -> dict[str, Any]:
        settings: dict[str, Any] = {
            "max_memory_usage": self.limits.memory_bytes,
            "min_free_disk_bytes_to_perform_insert": self.limits.free_bytes,
        }
        if token:
            settings |= {"insert_deduplicate": 1, "insert_deduplication_token": token}
        return settings


def _mark(tag: str) -> str:
    return f"/* {re.sub(r'[^A-Za-z0-9_-]', '', tag)} */"


def _tagged(text: str, tag: str | None) -> str:
    return f"{_mark(tag)} {text}" if tag else text
