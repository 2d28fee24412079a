"""A report's next moment, in every zone there is, as a clock on the wall would say."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bellrock.core.errors import InvalidDefinition
from bellrock.runtime.reports.schedule import Schedule, check_schedule, last_until, next_after

ZONES = sorted(available_timezones() - {"localtime"})
MOMENTS = st.integers(788_918_400, 2_051_222_400).map(lambda s: datetime.fromtimestamp(s, UTC))
SCHEDULES = st.builds(
    lambda every, hour, minute, weekday, day: check_schedule(
        Schedule(
            every=every, at=f"{hour:02}:{minute:02}",
            weekday=weekday if every == "week" else None, day=day if every == "month" else None,
        )
    ),
    st.sampled_from(["day", "week", "month"]), st.integers(0, 23), st.integers(0, 59),
    st.integers(1, 7), st.integers(1, 31),
)  # fmt: skip
LONGEST = {"day": 2, "week": 8, "month": 32}


def is_day_of(schedule: Schedule, day: date) -> bool:
    if schedule.every == "week":
        return day.isoweekday() == schedule.weekday
    last = (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return schedule.every == "day" or day.day == min(schedule.day or 1, last.day)


def by_the_wall(schedule: Schedule, day: date, tz: ZoneInfo) -> datetime:
    """Walk minute by minute to the first at which the wall shows the day's time, or later."""
    hour, minute = map(int, schedule.at.split(":"))
    wanted = datetime.combine(day, time(hour, minute))
    at = wanted.replace(tzinfo=UTC) - timedelta(hours=27)
    # In steps of a quarter first, since walls jump by whole quarters of an hour.
    while (at + timedelta(minutes=15)).astimezone(tz).replace(tzinfo=None) < wanted:
        at += timedelta(minutes=15)
    while at.astimezone(tz).replace(tzinfo=None) < wanted:
        at += timedelta(minutes=1)
    return at


@given(moment=MOMENTS, zone=st.sampled_from(ZONES), schedule=SCHEDULES)
@example(  # 02:30 is skipped in Berlin on that day
    moment=datetime(2026, 3, 28, 12, tzinfo=UTC), zone="Europe/Berlin",
    schedule=Schedule(every="day", at="02:30"),
)  # fmt: skip
@example(  # 01:30 occurs twice in London
    moment=datetime(2026, 10, 25, 0, 40, tzinfo=UTC), zone="Europe/London",
    schedule=Schedule(every="day", at="01:30"),
)  # fmt: skip
@example(  # half an hour is skipped
    moment=datetime(2026, 10, 3, 2, tzinfo=UTC), zone="Australia/Lord_Howe",
    schedule=Schedule(every="day", at="02:15"),
)  # fmt: skip
@example(  # a whole day is skipped
    moment=datetime(2011, 12, 29, 3, tzinfo=UTC), zone="Pacific/Apia",
    schedule=Schedule(every="day", at="09:00"),
)  # fmt: skip
def test_the_next_moment_is_the_first_that_the_wall_shows(
    moment: datetime, zone: str, schedule: Schedule
) -> None:
    tz = ZoneInfo(zone)
    found = next_after(schedule, moment, tz)

    around = (moment.astimezone(tz).date() + timedelta(days=n) for n in range(-2, 64))
    walls = (by_the_wall(schedule, day, tz) for day in around if is_day_of(schedule, day))
    expected = next(at for at in walls if at > moment)
    assert abs(found - expected) < timedelta(minutes=1)  # old offsets have seconds
    assert moment < found <= moment + timedelta(days=LONGEST[schedule.every], hours=2)
    assert last_until(schedule, found, tz) == found
    assert last_until(schedule, found - timedelta(microseconds=1), tz) <= moment


def test_a_short_month_ends_with_its_last_day() -> None:
    end, tz = check_schedule(Schedule(every="month", day=31)), ZoneInfo("UTC")
    at, days = datetime(2027, 12, 30, tzinfo=UTC), []
    for _ in range(4):
        at = next_after(end, at, tz)
        days.append((at.month, at.day))

    assert days == [(12, 31), (1, 31), (2, 29), (3, 31)]


@pytest.mark.parametrize("told", [{"every": "day", "weekday": 2}, {"every": "week", "day": 3}])
def test_a_day_that_a_schedule_does_not_go_by_is_refused(told: dict[str, object]) -> None:
    with pytest.raises(InvalidDefinition) as refused:
        check_schedule(Schedule.model_validate(told))

    assert "leave" in refused.value.hint
    assert refused.value.field.startswith("schedule.")
