"""With which period is a period compared? By the calendar of the zone, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellrock.core.errors import InvalidDefinition
from bellrock.core.time import Period, local
from bellrock.query.period import other_period, read_compare

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def told(compare: str, start: str, end: str) -> tuple[str, str]:
    during = Period(*(datetime.fromisoformat(t).replace(tzinfo=BERLIN) for t in (start, end)))
    found = other_period(compare, during, NOW, BERLIN)
    return tuple(  # type: ignore[return-value] # two
        moment.astimezone(BERLIN).replace(tzinfo=None).isoformat(timespec="minutes")
        for moment in (found.start, found.end)
    )


@pytest.mark.parametrize(
    ("compare", "start", "end", "expected"),
    [
        ("previous", "2026-03-29", "2026-03-30", ("2026-03-28T00:00", "2026-03-29T00:00")),
        ("previous", "2026-03-30", "2026-04-06", ("2026-03-23T00:00", "2026-03-30T00:00")),
        ("previous", "2026-05-01T12:00", "2026-05-01T18:00",
         ("2026-05-01T06:00", "2026-05-01T12:00")),
        ("week", "2026-03-30", "2026-04-01", ("2026-03-23T00:00", "2026-03-25T00:00")),
        ("month", "2026-03-01", "2026-03-31", ("2026-02-01T00:00", "2026-02-28T00:00")),
        ("month", "2026-01-15", "2026-02-01", ("2025-12-15T00:00", "2026-01-01T00:00")),
        ("month", "2026-03-30", "2026-03-31", ("2026-02-28T00:00", "2026-03-01T00:00")),
        ("year", "2024-02-29", "2024-03-01", ("2023-02-28T00:00", "2023-03-01T00:00")),
        ("year", "2026-05-01T12:00", "2026-05-02T12:00", ("2025-05-01T12:00", "2025-05-02T12:00")),
        ("2026-01-01", "2026-05-01", "2026-05-08", ("2026-01-01T00:00", "2026-01-08T00:00")),
        ("2026-03-28", "2026-05-01", "2026-05-03", ("2026-03-28T00:00", "2026-03-30T00:00")),
    ],
)  # fmt: skip
def test_the_other_period_follows_the_calendar(
    compare: str, start: str, end: str, expected: tuple[str, str]
) -> None:
    assert told(compare, start, end) == expected


@given(
    zone=st.sampled_from(sorted(available_timezones())),
    day=st.dates(date(1980, 1, 1), date(2037, 1, 1)),
    days=st.integers(1, 400),
)
def test_the_previous_days_are_as_many_and_end_where_the_days_begin(
    zone: str, day: date, days: int
) -> None:
    tz = ZoneInfo(zone)
    during = Period(local(day, tz), local(day + timedelta(days=days), tz))
    found = other_period("previous", during, NOW, tz)

    assert found.end == during.start
    assert found.start == local(day - timedelta(days=days), tz)


@pytest.mark.parametrize("word", ["yesterweek", "2026-13-01", "7", "previous year"])
def test_what_is_no_period_is_refused(word: str) -> None:
    with pytest.raises(InvalidDefinition):
        read_compare(word)


def test_a_period_before_all_time_is_refused() -> None:
    during = Period(datetime(1971, 1, 1, tzinfo=UTC), datetime(2000, 1, 1, tzinfo=UTC))
    with pytest.raises(InvalidDefinition):
        other_period("previous", during, NOW, ZoneInfo("UTC"))
