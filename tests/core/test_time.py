"""Time: one function turns a zone into bounds, and it is exact on every clock change."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellrock.core.errors import InvalidDefinition
from bellrock.core.time import (
    GRAINS,
    Period,
    buckets,
    floor,
    from_micros,
    local,
    micros,
    step,
    zone,
)

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"}))
SECONDS = int(timedelta(days=62 * 365).total_seconds())
MOMENTS = st.integers(0, SECONDS * 10**6).map(
    lambda us: datetime(1975, 1, 1, tzinfo=UTC) + timedelta(microseconds=us)
)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        (date(2026, 3, 29), date(2026, 3, 30), 23),  # clocks go forward
        (date(2026, 10, 25), date(2026, 10, 26), 25),  # and back
        (date(2026, 6, 1), date(2026, 6, 2), 24),
    ],
)
def test_a_day_is_as_long_as_its_clock_change_makes_it(start: date, end: date, hours: int) -> None:
    during = Period(local(start, BERLIN), local(end, BERLIN))

    assert during.end - during.start == timedelta(hours=hours)
    assert buckets(during, "day", BERLIN) == [during.start]
    assert len(buckets(during, "hour", BERLIN)) == hours


def test_a_midnight_that_is_skipped_begins_at_the_change() -> None:
    # Beirut went from 00:00 straight to 01:00 on 26 March 2023;
    # Apia skipped the whole of 30 December 2011.
    beirut = local(date(2023, 3, 26), ZoneInfo("Asia/Beirut"))
    apia = local(date(2011, 12, 30), ZoneInfo("Pacific/Apia"))

    assert beirut == datetime(2023, 3, 25, 22, tzinfo=UTC)
    assert apia == local(date(2011, 12, 31), ZoneInfo("Pacific/Apia"))


@given(moment=MOMENTS, name=ZONES, grain=st.sampled_from(GRAINS))
def test_every_moment_lies_in_exactly_one_bucket(moment: datetime, name: str, grain: str) -> None:
    tz = ZoneInfo(name)
    start = floor(moment, grain, tz)
    after = step(start, grain, tz)

    assert start <= moment < after
    assert floor(start, grain, tz) == start


@given(moment=MOMENTS, name=ZONES, grain=st.sampled_from(["day", "week", "month"]))
def test_buckets_are_contiguous(moment: datetime, name: str, grain: str) -> None:
    tz = ZoneInfo(name)
    during = Period(moment, moment + timedelta(days=40))
    starts = buckets(during, grain, tz)

    assert starts[0] <= moment
    assert starts == sorted(set(starts))
    assert all(step(a, grain, tz) == b for a, b in pairwise(starts))


@given(moment=MOMENTS)
def test_microseconds_are_exact_both_ways(moment: datetime) -> None:
    assert from_micros(micros(moment)) == moment


def test_an_unknown_zone_is_refused_with_the_fix() -> None:
    with pytest.raises(InvalidDefinition, match="Mars/Olympus") as caught:
        zone("Mars/Olympus")

    assert "IANA" in caught.value.hint
