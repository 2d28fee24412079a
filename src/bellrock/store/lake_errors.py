"""What did the engine mean? Its error codes as our errors, each with the fix."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from clickhouse_connect.driver.exceptions import ClickHouseError, OperationalError
from urllib3.exceptions import HTTPError

from bellrock.core.errors import (
    BellrockError,
    InvalidDefinition,
    QueryCancelled,
    QueryOverLimit,
    StoreError,
    StoreFull,
    StoreUnreachable,
    StoreUnwritable,
)
from bellrock.store.disk import disk_error
from bellrock.store.lake_folder import folder_of, locked

_CODE = re.compile(r"\bCode: (\d+)", re.IGNORECASE)
_UNKNOWN_DATABASE, _NOT_AUTHENTICATED = 81, (192, 193, 194, 516)
_LOCKED = "Error initializing EmbeddedServer: ."  # all the engine says when its folder is locked


@contextmanager
def opening(dsn: str) -> Iterator[None]:
    """Translate what goes wrong while a lake is opened; the DSN's password is never shown."""
    try:
        yield
    except (ClickHouseError, HTTPError, OSError, RuntimeError) as error:
        said = _said(error)
        if dsn.startswith("chdb:"):
            raise _not_opened(said, folder_of(dsn)) from error
        raise _not_reached(_code(error), said, re.sub(r"//[^/]*@", "//", dsn)) from error


@contextmanager
def running(text: str) -> Iterator[None]:
    """Translate what goes wrong while the statement `text` runs."""
    try:
        yield
    except ClickHouseError as error:
        raise _refused(error, text) from error
    except (HTTPError, ConnectionError, TimeoutError) as error:
        raise _unreachable() from error
    except OSError as error:  # the rows of an insert pass through a temporary file
        raise disk_error(error, Path(error.filename or "the folder for temporary files")) from error


def _not_opened(said: str, folder: Path) -> StoreError:
    if _LOCKED in said:
        return locked(folder)
    if "filesystem error" in said or "ermission denied" in said:
        return StoreUnwritable(
            f"the lake's folder cannot be written: {folder}",
            hint="give this user write access to the folder, or choose another with --home",
        )
    if "already initialized with path" in said:
        return StoreError(
            f"this process has another lake open than {folder}",
            hint="close it first: the engine in process holds one folder at a time",
        )
    return StoreError(
        f"the lake in {folder} does not open: {said}",
        hint="put a backup in its place (bellrock restore), or move the folder away to begin anew",
    )


def _not_reached(code: int, said: str, where: str) -> StoreError:
    if code in _NOT_AUTHENTICATED:
        message, hint = "turned us away", "check the user and password in lake.dsn"
    elif code == _UNKNOWN_DATABASE:
        message, hint = "has no such database", "create it: create database <name>"
    elif code:
        message, hint = f"refused: {said}", "check lake.dsn, and the server's log"
    else:
        message, hint = "does not answer", "check the host and port in lake.dsn, and that it runs"
    return StoreUnreachable(f"the lake at {where} {message}", hint=hint, retry_after_s=5)


def _refused(error: ClickHouseError, text: str) -> BellrockError:
    code, said = _code(error), _said(error)
    if code == _CANNOT_COMPILE_REGEXP:
        return _wrong_pattern(said)
    if code in _KNOWN:
        return _KNOWN[code]()
    if "No space left" in said:
        return _full()
    if isinstance(error, OperationalError) and not code:
        return _unreachable()
    return StoreError(
        f"the lake refused a statement: {said}", sql=text[:2000], code=code, said=said
    )


def _code(error: Exception) -> int:
    found = _CODE.search(str(error))
    return getattr(error, "code", None) or (int(found.group(1)) if found else 0)


def _said(error: Exception) -> str:
    """Return what the engine said, without its stack or the address it was asked at."""
    text = str(error).partition(", Stack trace")[0].partition(" (for url ")[0].strip()
    found = _CODE.search(text)
    return (text[found.start() :] if found else text).partition("\n")[0][:500]


def _wrong_pattern(said: str) -> InvalidDefinition:
    why = said.partition("error: ")[2].partition(". Look at")[0]
    return InvalidDefinition(
        f"the pattern cannot be used: {why}",
        hint="RE2 syntax; or use contains, starts with, ends with",
        field="where",
    )


def _too_long() -> StoreError:
    return QueryOverLimit(
        "the query took longer than its time limit",
        hint="ask about a shorter period or fewer breakdown values, or raise lake.seconds",
    )


def _too_big() -> StoreError:
    return QueryOverLimit(
        "the query needed more memory than its limit",
        hint="ask about a shorter period or fewer breakdown values, or raise lake.memory_mb",
    )


def _cancelled() -> StoreError:
    return QueryCancelled("the query was cancelled", hint="run it again")


def _full() -> StoreError:
    return StoreFull("the lake's disk is full", hint="free space on the disk", retry_after_s=30)


def _unreachable() -> StoreError:
    return StoreUnreachable(
        "the lake's server does not answer",
        hint="check that the server runs and that the network to it is up",
        retry_after_s=5,
    )


_CANNOT_COMPILE_REGEXP = 427
_KNOWN: dict[int, Callable[[], StoreError]] = {
    159: _too_long,  # TIMEOUT_EXCEEDED
    160: _too_long,  # TOO_SLOW
    241: _too_big,  # MEMORY_LIMIT_EXCEEDED
    394: _cancelled,  # QUERY_WAS_CANCELLED
    243: _full,  # NOT_ENOUGH_SPACE
    209: _unreachable,  # SOCKET_TIMEOUT
    210: _unreachable,  # NETWORK_ERROR
    279: _unreachable,  # ALL_CONNECTION_TRIES_FAILED
}
