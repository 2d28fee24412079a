"""Which stretch of time do words like `last 7 days` or `2026-01-01` mean?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

from bellrock.core.errors import InvalidDefinition
from bellrock.core.time import Grain, Period, floor, local, step

_LAST = re.compile(r"^last\s+(\d{1,5})\s+(minute|hour|day|week|month)s?$", re.I)
_CALENDAR = re.compile(r"^(this|last)\s+(hour|day|week|month|year)$", re.I)
_DAY = re.compile(r"^\d{4}-\d\d-\d\d$")
_MOMENT = re.compile(r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)?$")
_EXAMPLES = "use 2026-01-31, 2026-01-31T12:00, today, yesterday, last 7 days, this month"


@dataclass(frozen=True)
class When:
    """A date, a moment or a relative stretch of time, as written."""

    text: str


def check_when(text: str, *, field: str = "where") -> When:
    """Return the time that `text` names, tidied.

    Raises:
        InvalidDefinition: no date, moment or relative stretch looks like this.
    """
    tidy = " ".join(text.split())
    stretch(When(tidy), datetime(2026, 1, 1, tzinfo=UTC), ZoneInfo("UTC"), field=field)
    return When(tidy)


def is_when(text: str) -> bool:
    """Return whether `text` has the shape of a time, right or wrong."""
    return any(shape.match(text) for shape in (_LAST, _CALENDAR, _DAY, _MOMENT))


def stretch(when: When, now: datetime, tz: ZoneInfo, *, field: str = "where") -> Period:
    """Return the half-open stretch that `when` covers, seen at `now` in `tz`.

    A day is the whole local day, a moment one microsecond. `last 7 days` are today and the six
    local days before it; `last 3 hours` the 3 × 60 minutes up to now; `last month` the calendar
    month before this one.

    Raises:
        InvalidDefinition: no date, moment or relative stretch looks like this.
    """
    text = when.text.lower()
    try:
        found = _named(text, now, tz) or _written(when.text, tz)
    except (ValueError, OverflowError) as error:
        raise _wrong(when.text, field) from error
    if found is None:
        raise _wrong(when.text, field)
    return found


def _named(text: str, now: datetime, tz: ZoneInfo) -> Period | None:
    if text == "now":
        return Period(now, now + timedelta(microseconds=1))
    if text in ("today", "yesterday"):
        text = "this day" if text == "today" else "last day"
    if found := _CALENDAR.match(text):
        return _calendar(found.group(1).lower(), found.group(2).lower(), now, tz)
    if found := _LAST.match(text):
        return _back(int(found.group(1)), found.group(2).lower(), now, tz)
    return None


def _calendar(which: str, unit: str, now: datetime, tz: ZoneInfo) -> Period:
    start = _begin(now, unit, tz)
    if which == "this":
        return Period(start, _after(start, unit, tz))
    return Period(_begin(start - timedelta(microseconds=1), unit, tz), start)


def _back(count: int, unit: str, now: datetime, tz: ZoneInfo) -> Period:
    if count < 1:
        raise ValueError("a stretch has at least one unit")
    if unit in ("minute", "hour"):
        return Period(now - count * timedelta(**{f"{unit}s": 1}), now)
    start = _begin(now, unit, tz)
    end = _after(start, unit, tz)
    for _ in range(count - 1):
        start = _begin(start - timedelta(microseconds=1), unit, tz)
    return Period(start, end)


def _begin(moment: datetime, unit: str, tz: ZoneInfo) -> datetime:
    if unit == "year":
        return local(moment.astimezone(tz).date().replace(month=1, day=1), tz)
    return floor(moment, _grain(unit), tz)


def _after(start: datetime, unit: str, tz: ZoneInfo) -> datetime:
    if unit == "year":
        return local(date(start.astimezone(tz).year + 1, 1, 1), tz)
    return step(start, _grain(unit), tz)


def _grain(unit: str) -> Grain:
    return next(grain for grain in get_args(Grain) if grain == unit)


def _written(text: str, tz: ZoneInfo) -> Period | None:
    if _DAY.match(text):
        day = date.fromisoformat(text)
        return Period(local(day, tz), local(day + timedelta(days=1), tz))
    if not _MOMENT.match(text):
        return None
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=tz)
    moment = moment.astimezone(UTC)
    return Period(moment, moment + timedelta(microseconds=1))


def _wrong(text: str, field: str) -> InvalidDefinition:
    return InvalidDefinition(f"{text!r} is no date or time", hint=_EXAMPLES, field=field)
