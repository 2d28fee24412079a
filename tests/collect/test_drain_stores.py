"""The drain with everything real around it: people, a lake behind HTTP, a lake that goes away."""

from __future__ import annotations

from pathlib import Path

import pytest

from bellrock.core.time import FixedClock
from bellrock.people import People
from bellrock.store import Lake, migrate
from draining import Made, Rig, said
from lakes import Endpoint


def test_a_lake_behind_http_holds_the_same(
    either_lake: Lake, clock: FixedClock, project: int, tmp_path: Path
) -> None:
    rig = Rig(tmp_path / "rig", either_lake, clock, project)
    rig.send(said("a", props={"n": 1}), {"event": "orphan"}, said("b", ts="2026-01-02"))
    rig.send(said("a"), said("c", traits={"plan": "pro"}))
    rig.die_after("store_events")
    rig.reopen()

    rig.drain_all()

    picture = rig.picture()
    rig.close()
    assert [row[0] for row in picture["events"]] == ["a", "b", "c"]
    assert picture["events"][0][6] == {"n": 1}
    assert [row[0] for row in picture["refused"]] == ["missing_id"]
    assert [row[:3] for row in picture["traits"]] == [("plan", "set", '"pro"')]
    assert picture["intake"] == {
        ("stored", ""): 3,
        ("duplicate", "event_id"): 1,
        ("quarantined", "missing_id"): 1,
    }


def test_while_the_lake_is_away_events_wait_and_are_seen_to_wait(
    clock: FixedClock, project: int, tmp_path: Path
) -> None:
    endpoint = Endpoint(tmp_path / "lake")
    lake = Lake(endpoint.dsn())
    migrate(lake)
    rig = Rig(tmp_path / "rig", lake, clock, project)
    endpoint.stop()
    position = rig.send(said("a"))

    rig.drain.start()
    assert rig.drain.settled(position, 2) is None
    lag = rig.drain.lag()
    assert lag.failures > 0
    assert "does not answer" in lag.error
    assert lag.bytes > 0
    endpoint.start()

    assert rig.drain.settled(position, 60) is not None
    assert rig.drain.lag().error == ""
    assert rig.events() == [("a",)]
    rig.close()
    lake.close()
    endpoint.stop()


@pytest.mark.parametrize("step", ["resolve", "store_events", "store_traits", "count_intake"])
def test_who_is_who_survives_a_crash(rig_of: Made, project: int, step: str) -> None:
    rig = rig_of(project)
    rig.people = People(rig.ledger, rig.lake, rig.clock)
    rig.reopen()
    rig.send(said("a", user_id="", anonymous_id="phone"), said("b", user_id="", anonymous_id="tv"))
    rig.send(said("c", anonymous_id="phone", traits={"plan": "pro"}))
    rig.die_after(step)
    rig.people.close()
    rig.people = People(rig.ledger, rig.lake, rig.clock)
    rig.reopen()
    rig.send(said("d", user_id="bob", anonymous_id="tv", traits={"plan": "free"}))

    rig.drain_all()

    ann, bob = (rig.people.find(project, name) for name in ("ann", "bob"))
    assert ann != bob
    assert rig.people.find(project, "phone") == ann
    assert rig.people.find(project, "tv") == bob
    (plan,) = rig.people.profile(project, ann).traits
    assert (plan.name, plan.value) == ("plan", "pro")
    rig.people.close()
