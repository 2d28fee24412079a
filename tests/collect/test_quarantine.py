"""What was refused can be found, mended and let in, once."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from bellrock.collect.mend import Fix, fix, mend
from bellrock.collect.quarantine import Which, counts, held, replay
from bellrock.core.errors import InvalidDefinition, NotFound
from bellrock.core.time import FixedClock
from draining import Rig, said

WHO = Fix("rename", "user", "user_id")


def refuse(rig: Rig, *events: dict[str, Any]) -> None:
    rig.send(*events)
    rig.drain_all()


def replayed(rig: Rig, which: Which = Which(), fixes: tuple[Fix, ...] = (WHO,)) -> int:  # noqa: B008 -- frozen
    sent = replay(rig.lake, rig.collector.append, rig.project, which, fixes=fixes)
    rig.drain_all()
    return len(sent)


def test_refused_events_are_found_by_reason_event_and_time(rig: Rig, clock: FixedClock) -> None:
    refuse(rig, {"event": "a"}, {"event": "b"}, {"user_id": "ann"})
    clock.tick(timedelta(hours=1))
    refuse(rig, {"event": "a"})

    assert counts(rig.lake, rig.project) == {"missing_id": 3, "missing_event": 1}
    assert len(held(rig.lake, rig.project, Which(reason="missing_id", event="a"))) == 2
    assert len(held(rig.lake, rig.project, Which(since=clock.now()))) == 1
    assert len(held(rig.lake, rig.project, Which(until=clock.now()))) == 3


def test_refused_events_are_read_page_by_page(rig: Rig) -> None:
    refuse(rig, *({"event": f"e{i}"} for i in range(5)))

    first = held(rig.lake, rig.project, limit=3)
    rest = held(rig.lake, rig.project, after=first[-1].position, limit=3)

    assert [one.event for one in first + rest] == [f"e{i}" for i in range(5)]


def test_projects_do_not_see_each_others_refused_events(rig: Rig) -> None:
    refuse(rig, {"event": "a"})

    assert held(rig.lake, rig.project + 1_000_000) == []


def test_a_mended_event_is_stored_at_its_old_time(rig: Rig, clock: FixedClock) -> None:
    refuse(rig, {"event": "a", "event_id": "x", "user": "ann"})
    arrived = clock.now()
    clock.tick(timedelta(days=3))

    assert replayed(rig) == 1

    assert rig.events("event_id, user_id, toUnixTimestamp(received)") == [
        ("x", "ann", int(arrived.timestamp()))
    ]
    assert counts(rig.lake, rig.project) == {}
    assert counts(rig.lake, rig.project, Which(replayed=True)) == {"missing_id": 1}


def test_what_a_replay_refuses_again_stays_out_with_its_new_reason(rig: Rig) -> None:
    refuse(rig, {"user": "ann"})

    replayed(rig)
    replayed(rig, fixes=(Fix("set", "user_id", "ann"),))

    (one,) = held(rig.lake, rig.project)
    assert one.reason == "missing_event"
    assert '"user_id":"ann"' in one.raw
    assert replayed(rig, fixes=(Fix("set", "event", "bought"),)) == 1
    assert held(rig.lake, rig.project) == []
    assert rig.events("event, user_id") == [("bought", "ann")]


def test_replaying_twice_stores_once_also_without_an_event_id(rig: Rig) -> None:
    refuse(rig, {"event": "a", "user": "ann"}, {"event": "b", "user": "bob"})
    first = replay(rig.lake, rig.collector.append, rig.project, fixes=[WHO])
    second = replay(rig.lake, rig.collector.append, rig.project, fixes=[WHO])

    rig.drain_all()

    assert len(first) == len(second) == 2
    assert sorted(row[0] for row in rig.events("event")) == ["a", "b"]
    assert replayed(rig) == 0


def test_what_the_batch_said_around_its_events_comes_along(rig: Rig, clock: FixedClock) -> None:
    event = {"event": "a", "user": "ann", "ts": "2026-03-01T12:30:00Z"}
    body = json.dumps({"sent": "2026-03-01T13:00:00Z", "events": [event]}).encode()
    rig.send_body(body)
    rig.drain_all()

    replayed(rig)

    # the client's clock is an hour ahead: half an hour before it was sent
    assert rig.events("toString(ts)") == [("2026-03-01 11:30:00.000000",)]


def test_a_whole_body_is_replayed_as_it_came(rig: Rig) -> None:
    body = b'{"events": 7}'
    rig.send_body(body)
    rig.send_body(b"\xff\xfe")
    rig.drain_all()

    assert replayed(rig, fixes=(Fix("set", "events", [said("x"), {"event": "y"}]),)) == 2

    assert rig.events() == [("x",)]
    assert counts(rig.lake, rig.project) == {"not_json": 1, "missing_id": 1}


@pytest.mark.parametrize(
    ("dialect", "path", "body", "change"),
    [
        (
            *("segment", "/v1/batch"),
            {"batch": [{"type": "track", "event": "e"}], "sentAt": "2026-03-01T12:00:00Z"},
            Fix("set", "userId", "ann"),
        ),
        ("segment", "/v1/batch", {"batch": [{"type": "track"}]}, Fix("set", "userId", "ann")),
        ("segment", "/v1/track", {"event": "e"}, Fix("set", "userId", "ann")),
        ("rudderstack", "/v1/track", {"event": "e"}, Fix("set", "userId", "ann")),
        (
            *("posthog", "/batch"),
            {"api_key": "k", "batch": [{"event": "e", "properties": {}}]},
            Fix("set", "distinct_id", "ann"),
        ),
        ("posthog", "/capture", {"event": "e", "properties": {}}, Fix("set", "distinct_id", "ann")),
    ],
)
def test_events_of_every_dialect_come_back_in_it(
    rig: Rig, dialect: str, path: str, body: dict[str, Any], change: Fix
) -> None:
    rig.send_body(json.dumps(body).encode(), dialect=dialect, path=path)
    rig.drain_all()
    assert len(held(rig.lake, rig.project)) == 1

    replayed(rig, fixes=(change, Fix("set", "event", "e")))

    assert rig.events("event, dialect, user_id") == [("e", dialect, "ann")] or rig.events(
        "event, dialect, anonymous_id"
    ) == [("e", dialect, "ann")]


def test_a_choice_by_position_takes_those_alone(rig: Rig) -> None:
    refuse(rig, *({"event": f"e{i}", "user": "ann"} for i in range(3)))
    chosen = held(rig.lake, rig.project)[1]

    assert replayed(rig, Which(positions=[chosen.position])) == 1

    assert rig.events("event") == [("e1",)]
    with pytest.raises(NotFound):
        replayed(rig, Which(positions=[chosen.position]))


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ('{"a":1}', Fix("set", "b.c", 2), '{"a":1,"b":{"c":2}}'),
        ('{"a":1}', Fix("set", "a.c", 2), '{"a":{"c":2}}'),
        ('{"a":{"b":1}}', Fix("rename", "a.b", "c"), '{"a":{},"c":1}'),
        ('{"a":1}', Fix("rename", "x", "y"), '{"a":1}'),
        ('{"a":1}', Fix("drop", "a"), "{}"),
        ('{"a":1}', Fix("drop", "a.b"), '{"a":1}'),
        ("[1]", Fix("drop", "a"), "[1]"),
        ("no json", Fix("drop", "a"), "no json"),
    ],
)
def test_a_fix_changes_what_it_says_and_nothing_else(before: str, change: Fix, after: str) -> None:
    assert mend(before.encode(), [change]).decode() == after


@pytest.mark.parametrize(
    "told",
    [{}, {"do": "eval", "path": "a"}, {"do": "set", "path": "a..b"}, {"do": "rename", "path": "a"}],
)
def test_a_fix_that_means_nothing_is_refused(told: dict[str, Any]) -> None:
    with pytest.raises(InvalidDefinition):
        fix(told)
