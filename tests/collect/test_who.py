"""Whose is an event, and what does it claim?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bellrock.collect.event import Event, Link
from bellrock.collect.who import claims_of, name_events
from bellrock.core.ids import person_key, visit_key

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("user_id", "anonymous_id", "person", "is_visit"),
    [("ann", "d", "ann", False), ("", "d", "d", True), ("undefined", "d", "d", True),
     ("null", "", "null", False)],
)  # fmt: skip
def test_an_event_is_of_its_strongest_real_id(
    user_id: str, anonymous_id: str, person: str, is_visit: bool
) -> None:
    event = Event(project=1, user_id=user_id, anonymous_id=anonymous_id, session="s", ts=MONDAY)
    name_events([event])

    assert event.person == person_key(1, person)
    assert event.visit == (visit_key(1, "d", "s") if is_visit else 0)


def test_without_sessions_a_login_is_claimed_once_a_day() -> None:
    link = Link("login", "anonymous_id", "d", "user_id", "ann")
    days = [MONDAY + timedelta(hours=hours) for hours in (5, 4, 30)]
    events = [Event(project=1, ts=ts, links=[link], event_id=str(ts)) for ts in days]
    claims, made = claims_of(events)

    assert [claim.ts for claim in claims] == [days[1], days[2]]
    assert [place for _, place in made] == [0, 0, 1]
