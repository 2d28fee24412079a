"""The four times of an event, and which of them is believed."""

from __future__ import annotations

import math
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellrock.collect.clock import NO_SKEW, set_ts
from bellrock.collect.dialects.values import moment
from bellrock.collect.event import Event
from bellrock.core.time import micros
from envelopes import NOON

SPANS = st.timedeltas(timedelta(days=-3000), timedelta(days=3000))


def timed(original=None, sent=None, *, historical=False, corrected=True) -> Event:
    event = Event(received=NOON, original=original, sent=sent, historical=historical)
    set_ts(event, corrected=corrected)
    return event


@given(age=st.timedeltas(timedelta(0), timedelta(days=300)), skew=SPANS)
def test_whatever_the_clients_clock_says_the_age_of_the_event_is_kept(age, skew):
    sent = NOON + skew
    event = timed(sent - age, sent)

    assert abs(NOON - event.ts - age) <= NO_SKEW
    assert (event.original, event.sent, event.received) == (sent - age, sent, NOON)


@given(original=st.none() | SPANS, sent=st.none() | SPANS)
def test_nothing_happens_after_it_arrived(original, sent):
    event = timed(
        None if original is None else NOON + original, None if sent is None else NOON + sent
    )

    assert event.ts <= NOON


def test_a_clock_that_is_right_within_the_journey_changes_nothing():
    original = NOON - timedelta(minutes=1)

    event = timed(original, NOON - timedelta(seconds=3))

    assert (event.ts, event.warnings) == (original, [])


def test_a_correction_is_warned_about():
    event = timed(NOON - timedelta(minutes=9), NOON - timedelta(minutes=8))

    assert (event.ts, event.warnings) == (NOON - timedelta(minutes=1), ["ts_adjusted"])


def test_the_future_is_clamped_to_the_arrival():
    event = timed(NOON + timedelta(hours=1))

    assert (event.ts, event.warnings) == (NOON, ["ts_clamped"])


def test_two_wild_clocks_do_not_move_an_event_out_of_the_calendar():
    event = timed(NOON.replace(year=1900), NOON.replace(year=2260))

    assert (event.ts, event.warnings) == (NOON, ["ts_adjusted", "ts_clamped"])


def test_the_distant_past_is_kept_and_marked():
    event = timed(NOON - timedelta(days=400))

    assert (event.ts, event.warnings) == (NOON - timedelta(days=400), ["ts_ancient"])


def test_history_keeps_its_own_time_even_where_it_lies_ahead():
    stated = NOON + timedelta(days=4)

    event = timed(stated, NOON - timedelta(days=9), historical=True)

    assert (event.ts, event.warnings) == (stated, [])


def test_an_event_without_a_time_happened_when_it_arrived():
    assert timed().ts == NOON


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2026-03-01T12:00:00Z", NOON),
        ("2026-03-01T12:00:00.000Z", NOON),
        ("2026-03-01 12:00:00", NOON),
        ("2026-03-01T20:00:00+08:00", NOON),
        ("20260301T120000Z", NOON),
        (1772366400, NOON),
        (1772366400.0, NOON),
        ("1772366400", NOON),
        (1772366400000, NOON),
        ("1772366400000", NOON),
        (1772366400000000, NOON),
        (1772366400000000000, NOON),
        ("2026-03-01T12:00:00.123456Z", NOON + timedelta(microseconds=123456)),
        (1772366400123, NOON + timedelta(milliseconds=123)),
    ],
)
def test_moments_are_read_as_clients_write_them(said, meant):
    assert moment(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "",
        "yesterday",
        None,
        True,
        [],
        {},
        "9999-12-31",
        "0001-01-01",
        -1e300,
        math.nan,
        10**400,
    ],
)
def test_what_is_no_moment_is_none(said):
    assert moment(said) is None


@given(
    st.datetimes(
        min_value=NOON.replace(tzinfo=None, year=1901),
        max_value=NOON.replace(tzinfo=None, year=2250),
    )
)
def test_every_microsecond_survives_the_reading(naive):
    assert micros(moment(naive.isoformat())) == micros(naive.replace(tzinfo=NOON.tzinfo))
