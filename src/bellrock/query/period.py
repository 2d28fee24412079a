"""From when to when is a question asked?"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from bellrock.core.errors import InvalidDefinition
from bellrock.core.time import Period, floor, local, same_clock, step
from bellrock.query.when import When, check_when, stretch

DEFAULT_DAYS = 30
_AGO = re.compile(r"^-\s*(\d{1,5})\s*([hdwm])$")
_UNITS = {"h": "hour", "d": "day", "w": "week", "m": "month"}
_DURATION = re.compile(r"^(\d{1,6})\s*(s|min|m(?!o)|h|d|w)(?:[a-z]*)$")
_SECONDS = {"s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400, "w": 604800}
_BACK = {"week": 0, "month": 1, "year": 12}
"""The same dates earlier, by months; a week is counted in days."""
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


def read_compare(value: Any, field: str = "compare") -> str | None:
    """Return what to compare with: previous, week, month, year, or when the other period begins.

    Raises:
        InvalidDefinition: anything else.
    """
    word = "" if value is None else str(value).strip().lower()
    return word or None if word in ("", "previous", *_BACK) else read_bound(value, field)


def other_period(compare: str, during: Period, now: datetime, tz: ZoneInfo) -> Period:
    """Return the period that `during` is compared with.

    `previous` is as long and ends where `during` begins; week, month and year are the same dates
    so much earlier; anything else is where the other period, as long, begins. Lengths are counted
    in days of `tz` where the period is whole days.

    Raises:
        InvalidDefinition: that is out of reach.
    """
    days = _whole_days(during, tz)
    if compare in _BACK:
        start, end = _back(during.start, compare, tz), _back(during.end, compare, tz)
        if end <= start:  # both dates fall on the last day of a shorter month
            end = start + (during.end - during.start)
        return _reachable(start, end)
    if compare == "previous":
        start = during.start - (during.end - during.start)
        return _reachable(
            start if days is None else same_clock(during.start, -days, tz), during.start
        )
    start = _bound(compare, now, tz, "compare") or during.start
    end = start + (during.end - during.start)
    return _reachable(start, end if days is None else same_clock(start, days, tz))


def shown(moment: datetime, tz: ZoneInfo) -> datetime:
    """Return `moment` on the wall clock of `tz`, with a fixed offset.

    A fixed offset, since Python finds moments of a repeated hour unequal across zones.
    """
    here = moment.astimezone(tz)
    return here.replace(tzinfo=timezone(here.utcoffset() or timedelta()), fold=0)


def _back(moment: datetime, by: str, tz: ZoneInfo) -> datetime:
    if by == "week":
        return same_clock(moment, -7, tz)
    here = moment.astimezone(tz).date()
    months = here.year * 12 + here.month - 1 - _BACK[by]
    year, month = divmod(months, 12)
    last = (date(year, month + 1, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    then = last.replace(day=min(here.day, last.day))
    return same_clock(moment, (then - here).days, tz)


def _whole_days(during: Period, tz: ZoneInfo) -> int | None:
    """Return how many days of `tz` a period is, None where it begins or ends within one."""
    if any(floor(moment, "day", tz) != moment for moment in (during.start, during.end)):
        return None
    return (during.end.astimezone(tz).date() - during.start.astimezone(tz).date()).days


def _reachable(start: datetime, end: datetime) -> Period:
    if start.year < 1970 or end.year > 2040:
        raise InvalidDefinition(
            "the period compared with is out of reach", hint="stay between 1970 and 2040",
            field="compare",
        )  # fmt: skip
    return Period(start.astimezone(UTC), end.astimezone(UTC))


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
