from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bellrock.collect.event import Link, TraitChange
from bellrock.core.errors import InvalidEvent
from envelopes import one, read, refused

PATH = "/v1/events"


def test_an_event_is_read_by_the_names_of_its_columns():
    event = one(
        "bellrock",
        PATH,
        {
            "event": "buy",
            "user_id": 7,
            "anonymous_id": "d1",
            "ts": "2026-02-28T23:00:00.000001+08:00",
            "event_id": "e1",
            "props": {"price": 1.5},
            "groups": {"company": "acme"},
            "traits": {"plan": "pro"},
            "trait_ops": [{"trait": "orders", "op": "add", "value": 1}, {"op": "nonsense"}],
            "country": "CN",
            "shoe_size": 44,
        },
    )

    assert (event.event, event.user_id, event.country) == ("buy", "7", "CN")
    assert event.ts == datetime(2026, 2, 28, 15, 0, 0, 1, tzinfo=UTC)
    assert event.links == [Link("login", "anonymous_id", "d1", "user_id", "7")]
    assert event.traits == [TraitChange("plan", "set", "pro"), TraitChange("orders", "add", 1)]
    assert event.ctx == {"shoe_size": 44}


def test_one_an_array_and_a_batch_are_read_alike():
    event = {"event": "e", "user_id": "u", "event_id": "x"}

    found = [one("bellrock", PATH, body) for body in (event, [event], {"events": [event]})]

    assert [e.event_id for e in found] == ["x", "x", "x"]


def test_a_batch_of_history_keeps_its_times():
    body = {"historical": True, "events": [{"event": "e", "user_id": "u", "ts": "1997-01-01"}]}

    event = one("bellrock", PATH, body)

    assert (event.ts, event.historical) == (datetime(1997, 1, 1, tzinfo=UTC), True)


@pytest.mark.parametrize(
    ("body", "reason"),
    [({"user_id": "u"}, "missing_event"), ({"event": "e"}, "missing_id")],
)
def test_an_event_needs_a_name_and_somebody(body, reason):
    assert refused("bellrock", PATH, body).reason == reason


def test_a_body_that_is_no_json_is_refused_as_a_whole():
    with pytest.raises(InvalidEvent, match="not JSON"):
        read("bellrock", PATH, b"event=buy")


def test_a_dialect_nobody_speaks_is_refused():
    with pytest.raises(InvalidEvent, match="no dialect"):
        read("klingon", PATH, [])
