"""What did a client mean by this value? Text, ids and moments as clients write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from bellrock.collect.clock import EARLIEST
from bellrock.core.time import EPOCH

_LATEST = datetime(2261, 1, 1, tzinfo=UTC)


def text(value: Any) -> str:
    """Return a scalar as text; empty for null, objects and arrays."""
    if value.__class__ is str:
        return value
    if value is None or isinstance(value, dict | list):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**63:
        return str(int(value))
    return str(value)


def identifier(value: Any) -> str:
    """Return an id as text without the blanks around it; empty where it is none.

    Numbers count (42 and "42" are one id); booleans, objects and arrays do not. NUL becomes the
    replacement mark, as no store of ids can hold it.
    """
    if value.__class__ is str:
        found: str = value.strip()
        return found.replace("\x00", "\ufffd") if "\x00" in found else found
    return "" if isinstance(value, bool) else text(value)


def mapping(value: Any) -> dict[str, Any]:
    """Return `value` where it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def moment(value: Any) -> datetime | None:
    """Return the moment that `value` names, in UTC, or None where it names none.

    ISO 8601 in any of its forms (without an offset it is UTC), or a number since 1970, in seconds,
    milliseconds or microseconds, whichever gives a year between 1970 and 2261. Moments outside
    1900–2260 are none.
    """
    try:
        found = _iso(value) if isinstance(value, str) else _number(value)
    except (ValueError, OverflowError):
        return None
    return found if found is not None and EARLIEST <= found < _LATEST else None


def _iso(value: str) -> datetime | None:
    if value.isdecimal() and len(value) != 8:
        # TRICKY: the milliseconds "1712120112345" would pass for the year 1712.
        return _number(int(value))
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return _number(float(value))
    if found.tzinfo is UTC:
        return found
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _number(value: Any) -> datetime | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    size = abs(value)
    scale = 1_000_000 if size < 1e11 else 1_000 if size < 1e14 else 1 if size < 1e17 else 0.001
    return EPOCH + timedelta(microseconds=value * scale)
