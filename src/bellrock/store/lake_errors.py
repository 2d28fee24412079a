"""What did the engine mean? Its error codes as our errors, each with the fix."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from clickhouse_connect.driver.exceptions import ClickHouseError

from bellrock.core.errors import (
    QueryCancelled,
    QueryOverLimit,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreUnreachable,
    StoreUnwritable,
)

_CODE = re.compile(r"Code: (\d+)")
_TIMEOUT, _TOO_SLOW = 159, 160
_MEMORY = 241
_CANCELLED = 394
_NO_SPACE = (243, 28)
_CANNOT_OPEN, _LOCKED_STATUS = 76, "Another server instance"
_NETWORK = (209, 210, 279)


@contextmanager
def opening(dsn: str) -> Iterator[None]:
    """Translate what goes wrong while a lake is opened; the DSN's password is never shown."""
    try:
        yield
    except (ClickHouseError, OSError, RuntimeError) as error:
        raise opening_error(str(error), dsn) from error


@contextmanager
def running(text: str) -> Iterator[None]:
    """Translate what goes wrong while `text` runs."""
    try:
        yield
    except (ClickHouseError, OSError) as error:
        raise running_error(str(error), text) from error


def opening_error(said: str, dsn: str) -> StoreError:
    """Return the error for a lake that did not open, from what the engine said."""
    where = _safe(dsn)
    if not dsn.startswith("chdb:"):
        return StoreUnreachable(
            f"the lake at {where} does not answer",
            hint="check the host, port, user and password in lake.dsn, and that the server runs",
            retry_after_s=5,
        )
    if "ermission denied" in said or "Read-only file system" in said:
        return StoreUnwritable(
            f"the lake's folder cannot be written: {where}",
            hint="give this user write access to the folder, or choose another with --home",
        )
    return StoreLocked(
        f"the lake's folder is in use or cannot be opened: {where}",
        hint="another bellrock runs on this home: stop it, or talk to it over HTTP",
    )


def running_error(said: str, text: str) -> StoreError:
    """Return the error for a statement that failed, from what the engine said."""
    found = _CODE.search(said)
    code = int(found.group(1)) if found else 0
    if code in (_TIMEOUT, _TOO_SLOW):
        return QueryOverLimit(
            "the query took longer than its time limit",
            hint="ask about a shorter period or fewer breakdown values, or raise lake.seconds",
        )
    if code == _MEMORY:
        return QueryOverLimit(
            "the query needed more memory than its limit",
            hint="ask about a shorter period or fewer breakdown values, or raise lake.memory_mb",
        )
    if code == _CANCELLED:
        return QueryCancelled("the query was cancelled", hint="run it again")
    if code in _NO_SPACE or "No space left" in said:
        return StoreFull("the lake's disk is full", hint="free space on the disk", retry_after_s=30)
    if code in _NETWORK or "Connection refused" in said or "Max retries" in said:
        return StoreUnreachable(
            "the lake's server does not answer", hint="check that the server runs", retry_after_s=5
        )
    return StoreError(f"the lake refused a query: {said.splitlines()[0][:500]}", sql=text[:2000])


def _safe(dsn: str) -> str:
    return re.sub(r"//[^@/]*@", "//", dsn)
