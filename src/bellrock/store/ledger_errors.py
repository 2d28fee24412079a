"""What did the ledger's engine mean? Its codes as our errors, each with the fix, none a secret."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bellrock.core.errors import (
    BellrockError,
    Conflict,
    QueryOverLimit,
    StoreCorrupt,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreUnreachable,
    StoreUnwritable,
)


@contextmanager
def refusing(where: str) -> Iterator[None]:
    """Translate what the engine says about the ledger at `where` (a DSN without its password)."""
    try:
        yield
    except IntegrityError as error:
        raise Conflict(
            f"the ledger holds this already, or misses what it refers to: {_first_line(error)}",
            hint="read the thing again and retry with what is there now",
        ) from error
    except PoolTimeout as error:
        raise _locked(where) from error
    except DBAPIError as error:
        raise _meaning(error, where) from error


def _meaning(error: DBAPIError, where: str) -> BellrockError:
    if isinstance(error.orig, sqlite3.Error):
        code = getattr(error.orig, "sqlite_errorcode", 0) or 0
        make = _SQLITE.get(code & 0xFF)
    else:
        state = getattr(error.orig, "sqlstate", None) or ""
        make = _POSTGRES.get(state) or _POSTGRES.get(state[:2])
        if make is None and (not state or error.connection_invalidated):
            make = _unreachable if isinstance(error.orig, psycopg.OperationalError) else None
    if make is not None:
        return make(where)
    return StoreError(f"the ledger refused: {_first_line(error)}", hint="see the log for the rest")


def _first_line(error: DBAPIError) -> str:
    said = str(error.orig).strip()
    return said.splitlines()[0][:300] if said else type(error.orig).__name__


def _locked(where: str) -> StoreError:
    return StoreLocked(
        f"another writer keeps the ledger for too long: {where}",
        hint="try again; if it stays so, look for a second process on this ledger",
        retry_after_s=5,
    )


def _full(where: str) -> StoreError:
    return StoreFull(
        f"the ledger's disk is full: {where}", hint="free space on the disk", retry_after_s=30
    )


def _unwritable(where: str) -> StoreError:
    return StoreUnwritable(
        f"the ledger cannot be written: {where}",
        hint="give this user the right to write there, or name another ledger in ledger.dsn",
    )


def _corrupt(where: str) -> StoreError:
    return StoreCorrupt(
        f"the ledger's file is damaged or no SQLite database: {where}",
        hint="put a backup in its place (bellrock restore), or move the file away to begin anew",
    )


def _unreachable(where: str) -> StoreError:
    return StoreUnreachable(
        f"the ledger at {where} does not answer",
        hint="check the host, database, user and password in ledger.dsn, and that it runs",
        retry_after_s=5,
    )


def _too_long(where: str) -> StoreError:
    return QueryOverLimit(
        f"the ledger took longer than its time limit: {where}", hint="try again", retry_after_s=5
    )


def _clashed(_: str) -> BellrockError:
    return Conflict("two writers clashed in the ledger", hint="try again", retry_after_s=1)


_SQLITE: dict[int, Callable[[str], BellrockError]] = {
    sqlite3.SQLITE_BUSY: _locked,
    sqlite3.SQLITE_LOCKED: _locked,
    sqlite3.SQLITE_FULL: _full,
    sqlite3.SQLITE_READONLY: _unwritable,
    sqlite3.SQLITE_PERM: _unwritable,
    sqlite3.SQLITE_CANTOPEN: _unwritable,
    sqlite3.SQLITE_CORRUPT: _corrupt,
    sqlite3.SQLITE_NOTADB: _corrupt,
}
# By SQLSTATE, or by its class of two characters.
_POSTGRES: dict[str, Callable[[str], BellrockError]] = {
    "08": _unreachable,
    "28": _unreachable,
    "3D": _unreachable,
    "40": _clashed,
    "53": _unreachable,
    "53100": _full,
    "55P03": _locked,
    "57": _unreachable,
    "57014": _too_long,
    "25006": _unwritable,
    "42501": _unwritable,
}
