"""What is too old goes for good, for whom it is too old, and nothing else does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bellrock.collect.expire import expire
from bellrock.collect.quarantine import counts
from bellrock.core.time import FixedClock, micros
from bellrock.query import Sql
from bellrock.store import Lake
from draining import Rig

BEFORE = datetime(2026, 2, 1, tzinfo=UTC)


def seen(who: str, at: datetime, name: str = "seen") -> dict[str, object]:
    return {"event": name, "user_id": who, "ts": at.isoformat(), "event_id": f"{who}@{at}"}


def test_events_of_before_are_erased_to_the_microsecond(rig: Rig) -> None:
    instant = timedelta(microseconds=1)
    times = [BEFORE - timedelta(days=40), BEFORE - instant, BEFORE, BEFORE + instant]
    rig.send(*(seen(who, at) for who in ("ann", "bob") for at in times))
    rig.drain_all()

    assert expire(rig.lake, rig.project, BEFORE) == 4
    assert [at for (at,) in rig.events("ts")] == [BEFORE, BEFORE + instant] * 2
    assert expire(rig.lake, rig.project, BEFORE) == 0


def test_a_lake_behind_a_server_lets_go_too(remote_lake: Lake, project: int) -> None:
    days = (
        micros(BEFORE - timedelta(days=20 * n)) / 1e6 for n in range(-2, 4)
    )  # of several months
    lines = (f'{{"project": {project}, "event": "x", "ts": {at}}}' for at in days)
    remote_lake.insert_json("events", "\n".join(lines).encode())

    assert expire(remote_lake, project, BEFORE) == 3
    told = Sql("select count() from events where project = {p:UInt32}", {"p": project})
    assert remote_lake.one(told) == (3,)


def test_what_is_kept_ready_beside_the_events_follows(rig: Rig) -> None:
    rig.send(*(seen(f"p{i % 7}", BEFORE + timedelta(hours=i - 60)) for i in range(100)))
    rig.drain_all()
    expire(rig.lake, rig.project, BEFORE)

    told = "where project = {project:UInt32}"
    for force in (0, 1):  # read from the events, and from what is kept beside them
        read = f"settings optimize_use_projections = {force}"
        assert rig.rows(f"select count() from events {told} {read}") == [(40,)]
        assert rig.rows(
            "select sum(n) from (select toStartOfFifteenMinutes(ts) as q, count() as n"
            f" from events {told} group by q) {read}"
        ) == [(40,)]
        assert (
            len(rig.rows(f"select person, count() from events {told} group by person {read}")) == 7
        )


def test_a_neighbour_keeps_what_is_as_old(rig: Rig) -> None:
    rig.send(seen("ann", BEFORE - timedelta(days=1)))
    rig.send(seen("ann", BEFORE - timedelta(days=1)), project=rig.project + 500_000)
    rig.drain_all()
    expire(rig.lake, rig.project, BEFORE)

    assert rig.events() == []
    assert rig.rows("select count() from events where project = {project:UInt32} + 500000") == [
        (1,)
    ]


def test_what_was_refused_before_goes_too(rig: Rig, clock: FixedClock) -> None:
    rig.send({"event": "nobody"})
    clock.tick(timedelta(days=2))
    rig.send({"event": "nobody"})
    rig.drain_all()
    expire(rig.lake, rig.project, clock.now() - timedelta(days=1))

    assert counts(rig.lake, rig.project) == {"missing_id": 1}


def test_new_events_arrive_after_old_ones_went(rig: Rig) -> None:
    rig.send(seen("ann", BEFORE - timedelta(days=1)))
    rig.drain_all()
    expire(rig.lake, rig.project, BEFORE)
    rig.send(seen("ann", BEFORE + timedelta(days=1)))
    rig.drain_all()

    assert len(rig.events()) == 1
