"""When is a report sent next? Each day, week or month at a time by the project's own clock."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from bellrock.core.errors import InvalidDefinition
from bellrock.core.time import local

Often = Literal["day", "week", "month"]


class Schedule(BaseModel):
    """When a report is sent, by the clock of its project."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    every: Often = "week"
    at: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = Field(
        default="08:00", description="hours and minutes, in the project's zone"
    )
    weekday: Annotated[int | None, Field(ge=1, le=7)] = Field(
        default=None, description="of a weekly report: 1 is Monday, which is also what is left out"
    )
    day: Annotated[int | None, Field(ge=1, le=31)] = Field(
        default=None,
        description="of a monthly one: a shorter month's last day stands for its later ones",
    )


def check_schedule(schedule: Schedule) -> Schedule:
    """Return a schedule as it is kept, with the day that its kind goes by.

    Raises:
        InvalidDefinition: it names a day that its kind does not go by.
    """
    if schedule.weekday is not None and schedule.every != "week":
        raise InvalidDefinition(
            "only a weekly report has a day of the week", hint="leave weekday out, or every: week",
            field="schedule.weekday",
        )  # fmt: skip
    if schedule.day is not None and schedule.every != "month":
        raise InvalidDefinition(
            "only a monthly report has a day of the month", hint="leave day out, or every: month",
            field="schedule.day",
        )  # fmt: skip
    if schedule.every == "week":
        return schedule.model_copy(update={"weekday": schedule.weekday or 1})
    if schedule.every == "month":
        return schedule.model_copy(update={"day": schedule.day or 1})
    return schedule


def next_after(schedule: Schedule, moment: datetime, tz: ZoneInfo) -> datetime:
    """Return the first moment of `schedule` after `moment`, in UTC.

    A time that a clock change skips is the moment of the change; of one that occurs twice, the
    first counts.
    """
    here = moment.astimezone(tz).date()
    return next(at for at in _moments(schedule, here, tz) if at > moment)


def last_until(schedule: Schedule, moment: datetime, tz: ZoneInfo) -> datetime:
    """Return the newest moment of `schedule` that is not after `moment`, in UTC."""
    back = {"day": 3, "week": 16, "month": 70}[schedule.every]
    found = moment
    here = (moment - timedelta(days=back)).astimezone(tz).date()
    for at in _moments(schedule, here, tz):
        if at > moment:
            return found
        found = at
    raise AssertionError("unreachable")


def _moments(schedule: Schedule, around: date, tz: ZoneInfo) -> Iterator[datetime]:
    """Yield the moments of `schedule` in order, from a little before the day `around`."""
    hour, minute = map(int, schedule.at.split(":"))
    for day in _days(schedule, around):
        yield local(day, tz, hour, minute)


def _days(schedule: Schedule, around: date) -> Iterator[date]:
    if schedule.every == "month":
        first = (around.replace(day=1) - timedelta(days=1)).replace(day=1)
        while True:
            last = calendar.monthrange(first.year, first.month)[1]
            yield first.replace(day=min(schedule.day or 1, last))
            first = (first + timedelta(days=32)).replace(day=1)
    day = around - timedelta(days=2)
    step = 1
    if schedule.every == "week":
        day -= timedelta(days=(day.isoweekday() - (schedule.weekday or 1)) % 7)
        step = 7
    while True:
        yield day
        day += timedelta(days=step)
