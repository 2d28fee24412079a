"""The light in the shell: it beats for one's own project alone, and only for what is fresh."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bellrock.core.time import FixedClock
from bellrock.runtime.pulse import pulse
from shops import Shop

VIEW = {"type": "track", "event": "view", "userId": "ann"}


def test_a_pulse_counts_the_last_minute_of_its_own_project(shop: Shop, rival: Shop) -> None:
    shop.send(VIEW, VIEW | {"userId": "bob", "timestamp": "2026-01-01T00:00:00Z"})
    with shop.browser("viewer") as mine, rival.browser() as theirs:
        told = mine.get("/api/v1/pulse").json()
        strange = theirs.get("/api/v1/pulse").json()

    assert told["events_last_minute"] == 2
    assert datetime.now(UTC) - datetime.fromisoformat(told["last_event"]) < timedelta(minutes=1)
    assert told["lag"]["failing"] is False
    assert (strange["events_last_minute"], strange["last_event"]) == (0, None)


def test_what_arrived_longer_ago_is_only_the_newest_event(shop: Shop) -> None:
    shop.send(VIEW)
    app, later = shop.app, FixedClock(datetime.now(UTC) + timedelta(minutes=2))
    told = pulse(app.lake, app.drain, shop.project.id, records=0, clock=later)

    assert told.events_last_minute == 0
    assert told.last_event is not None
