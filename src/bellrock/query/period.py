"""From when to when is a question asked?"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from bellrock.core.errors import InvalidDefinition
from bellrock.core.time import Period, floor, local, step
from bellrock.query.when import When, check_when, stretch

DEFAULT_DAYS = 30
_AGO = re.compile(r"^-\s*(\d{1,5})\s*([hdwm])$")
_UNITS = {"h": "hour", "d": "day", "w": "week", "m": "month"}
_DURATION = re.compile(r"^(\d{1,6})\s*(s|m|min|h|d|w)(?:[a-z]*)$")
_SECONDS = {"s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400, "w": 604800}
LONGEST = timedelta(days=3660)


def read_bound(value: Any, field: str) -> str | None:
    """Return a bound of a period as text, checked: a date, a moment, `-30d`, or `last month`.

    Raises:
        InvalidDefinition: anything else.
    """
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).strip()
    if not _AGO.match(text):
        check_when(_plus(text), field=field)
    return text


def read_duration(value: Any, field: str = "within") -> timedelta:
    """Return a length of time from `7d`, `12h`, `30m`, `90s`, `2w`, seconds or a timedelta.

    Raises:
        InvalidDefinition: nothing of the kind, not positive, or over ten years.
    """
    length = _duration(value)
    if length is None or not timedelta() < length <= LONGEST:
        raise InvalidDefinition(
            f"{value!r} is no length of time",
            hint="use 90s, 30m, 12h, 7d or 2w, over zero and at most ten years",
            field=field,
        )
    return length


def show_duration(length: timedelta) -> str:
    """Return a text that `read_duration` reads as `length`, in days where it can."""
    seconds = int(length.total_seconds())
    for unit in ("d", "h", "m"):
        if seconds % _SECONDS[unit] == 0:
            return f"{seconds // _SECONDS[unit]}{unit}"
    return f"{seconds}s"


def period(start: str | None, end: str | None, now: datetime, tz: ZoneInfo) -> Period:
    """Return the period asked for: `[start, end)`, days counted in `tz`.

    Without an end it runs to the end of today; without a start it begins 30 local days before
    its end.

    Raises:
        InvalidDefinition: it ends before it begins.
    """
    until = _bound(end, now, tz, "to") or step(floor(now, "day", tz), "day", tz)
    since = _bound(start, now, tz, "from") or _days_before(until, DEFAULT_DAYS, tz)
    if since >= until:
        raise InvalidDefinition(
            f"the period is empty: it would run from {since.astimezone(tz).isoformat()} "
            f"to {until.astimezone(tz).isoformat()}",
            hint="--to is exclusive: for the day 2026-01-31 write --to 2026-02-01",
            field="to",
        )
    if since.year < 1970 or until.year > 2040:
        raise InvalidDefinition(
            "the period is out of reach", hint="stay between 1970 and 2040", field="from"
        )
    return Period(since, until)


def shown(moment: datetime, tz: ZoneInfo) -> datetime:
    """Return `moment` on the wall clock of `tz`, with a fixed offset.

    A fixed offset, since Python finds moments of a repeated hour unequal across zones.
    """
    here = moment.astimezone(tz)
    return here.replace(tzinfo=timezone(here.utcoffset() or timedelta()), fold=0)


def _bound(text: str | None, now: datetime, tz: ZoneInfo, field: str) -> datetime | None:
    if text is None:
        return None
    if found := _AGO.match(text):
        when = When(f"last {int(found.group(1))} {_UNITS[found.group(2)]}s")
        if int(found.group(1)) == 0:
            return now
        return stretch(when, now, tz, field=field).start
    return stretch(When(_plus(text)), now, tz, field=field).start


def _plus(text: str) -> str:
    return text.replace(" ", "T", 1) if re.match(r"^\d{4}-\d\d-\d\d \d", text) else text


def _days_before(moment: datetime, days: int, tz: ZoneInfo) -> datetime:
    here = (moment - timedelta(microseconds=1)).astimezone(tz).date()
    return local(here - timedelta(days=days - 1), tz).astimezone(UTC)


def _duration(value: Any) -> timedelta | None:
    if isinstance(value, timedelta):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 1e10:
        return timedelta(seconds=value)
    found = _DURATION.match(str(value).strip().lower())
    if not found or (value_unit := found.group(2)) not in _SECONDS:
        return None
    return timedelta(seconds=int(found.group(1)) * _SECONDS[value_unit])
