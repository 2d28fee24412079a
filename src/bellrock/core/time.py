"""What time is it, and where does a day begin? The only reader of the clock.

Everything is stored as UTC microseconds. A project's time zone enters only here: `buckets` turns a
period and a grain into bounds, so a day of 23 or 25 hours is one bucket like any other.
"""

from __future__ import annotations

import time as _clock
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal, Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bellrock.core.errors import InvalidDefinition

Grain = Literal["hour", "day", "week", "month"]
GRAINS: tuple[Grain, ...] = ("hour", "day", "week", "month")
MICRO = timedelta(microseconds=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Clock(Protocol):
    """The present moment and a stopwatch; tests pass a `FixedClock`."""

    def now(self) -> datetime:
        """Return the present moment, in UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds on a stopwatch that never goes back."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return _clock.monotonic()


@dataclass
class FixedClock:
    """A clock that moves only when told to."""

    at: datetime = EPOCH

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return (self.at - EPOCH).total_seconds()

    def tick(self, by: timedelta) -> None:
        """Move the clock forward (or, with a negative `by`, back)."""
        self.at += by


SYSTEM_CLOCK = SystemClock()


def stopwatch() -> float:
    """Return seconds on the machine's finest stopwatch, to tell what something cost."""
    return _clock.perf_counter()


@dataclass(frozen=True)
class Period:
    """A half-open stretch of time `[start, end)`, both in UTC."""

    start: datetime
    end: datetime


def micros(moment: datetime) -> int:
    """Return whole microseconds since 1970 in UTC; exact, unlike `timestamp()`."""
    return (moment - EPOCH) // MICRO


def from_micros(value: int) -> datetime:
    """Return the UTC moment of `value` microseconds since 1970."""
    return EPOCH + timedelta(microseconds=value)


def zone(name: str) -> ZoneInfo:
    """Return the time zone called `name`.

    Raises:
        InvalidDefinition: no such zone in the IANA database.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError, TypeError) as error:
        raise InvalidDefinition(
            f"there is no time zone called {name!r}",
            hint="use an IANA name such as Europe/Berlin, Asia/Shanghai or UTC",
            field="zone",
        ) from error


def local(day: date, tz: ZoneInfo, hour: int = 0, minute: int = 0) -> datetime:
    """Return the UTC moment at which it is `hour`:`minute` of `day` in `tz`.

    A time that a clock change skips is the moment of the change; one that occurs twice is the
    first of the two.
    """
    wall = datetime(day.year, day.month, day.day, hour, minute, tzinfo=tz)
    moment = wall.astimezone(UTC)
    if moment.astimezone(tz).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return moment
    return _change_within(moment - timedelta(hours=26), moment + timedelta(hours=26), tz, wall)


def floor(moment: datetime, grain: Grain, tz: ZoneInfo) -> datetime:
    """Return the start, in UTC, of the bucket of `grain` that holds `moment` in `tz`.

    Weeks begin on Monday. Hours follow the zone's own offset, so half-hour zones are exact.
    """
    here = moment.astimezone(tz)
    if grain == "hour":
        offset = here.utcoffset() or timedelta()
        since = (moment + offset - EPOCH) % timedelta(hours=1)
        return moment.astimezone(UTC) - since
    return local(_first_day(here.date(), grain), tz)


def step(moment: datetime, grain: Grain, tz: ZoneInfo) -> datetime:
    """Return the start of the bucket after the one that begins at `moment`."""
    if grain == "hour":
        return floor(moment + timedelta(hours=1), grain, tz)
    return local(_next_day(moment.astimezone(tz).date(), grain), tz)


def same_clock(moment: datetime, days: int, tz: ZoneInfo) -> datetime:
    """Return the UTC moment `days` days later (earlier, where negative) by the clock in `tz`.

    A time that a clock change skips is the moment of the change.
    """
    here = moment.astimezone(tz)
    day = here.date() + timedelta(days=days)
    since_hour = timedelta(minutes=here.minute, seconds=here.second, microseconds=here.microsecond)
    return local(day, tz, here.hour) + since_hour


def buckets(during: Period, grain: Grain, tz: ZoneInfo) -> list[datetime]:
    """Return the starts of all buckets that touch `during`, oldest first."""
    return list(_starts(during, grain, tz))


def _starts(during: Period, grain: Grain, tz: ZoneInfo) -> Iterator[datetime]:
    start = floor(during.start, grain, tz)
    while start < during.end:
        yield start
        start = step(start, grain, tz)


def _first_day(day: date, grain: Grain) -> date:
    if grain == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if grain == "month" else day


def _next_day(day: date, grain: Grain) -> date:
    if grain == "month":
        return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return day + timedelta(days=7 if grain == "week" else 1)


def _change_within(low: datetime, high: datetime, tz: ZoneInfo, wall: datetime) -> datetime:
    """Return the first moment whose wall clock in `tz` is at or past `wall`, which is skipped."""
    target = wall.replace(tzinfo=None)
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        reached = middle.astimezone(tz).replace(tzinfo=None) >= target
        low, high = (low, middle) if reached else (middle, high)
    return high.replace(microsecond=0)
