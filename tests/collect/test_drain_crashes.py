"""Whatever is killed when: nothing accepted is lost, and nothing counts twice."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bellrock.collect import import_state, quarantine
from bellrock.collect.batch import PLACES
from bellrock.collect.event import Envelope
from bellrock.collect.record import Chunk, Record
from bellrock.core.errors import StoreError
from bellrock.core.time import FixedClock
from bellrock.query import Sql
from bellrock.store import Lake
from draining import Crash, Made, Rig, said

STEPS = (
    *("dedupe", "resolve", "store_events", "store_refused", "store_traits"),
    *("settle_replays", "note_imports", "show_live", "count_intake"),
)
MONTHS = ("2026-01-15T10:00:00Z", "2026-02-15T10:00:00Z", "2026-03-01T10:00:00Z")
_projects = count(2_000_000)


def send_all(rig: Rig) -> None:
    """Send events of three months (three partitions), a duplicate, refusals, traits, a chunk."""
    rig.send(*(said(f"a{i}", ts=ts, traits={"seen": i}) for i, ts in enumerate(MONTHS)))
    rig.send(said("a1", ts=MONTHS[1]), {"event": "orphan"}, said("b"), {"event": "lost"})
    rig.send_body(b"not json")
    chunk = Chunk(f"import-{rig.project}", 0, 1, 2)
    rows = b'[{"event":"e","event_id":"r1","user_id":"ann","ts":"2025-01-01"},{"event":"e"}]'
    envelope = Envelope(
        rig.project, 0, "bellrock", "", rig.clock.now(), headers={}, historical=True
    )
    rig.collector.append(Record(envelope, rows, chunk=chunk)).result(10)


def chunks(rig: Rig) -> import_state.Report:
    with rig.ledger.read() as connection:
        return import_state._sums(connection, f"import-{rig.project}")


@pytest.fixture(scope="module")
def undisturbed(lake: Lake, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the same requests leave when nothing goes wrong."""
    clock = FixedClock(datetime(2026, 3, 1, 12, tzinfo=UTC))
    rig = Rig(tmp_path_factory.mktemp("undisturbed"), lake, clock, next(_projects))
    send_all(rig)
    rig.drain_all()
    picture = rig.picture()
    rig.close()
    return picture


@pytest.mark.parametrize("step", STEPS)
def test_a_crash_after_any_step_leaves_no_trace(
    rig: Rig, undisturbed: dict[str, Any], step: str
) -> None:
    send_all(rig)
    rig.die_after(step)
    rig.reopen()

    rig.drain_all()

    assert rig.picture() == undisturbed
    told = chunks(rig)
    assert (told.read, told.stored, told.duplicate, told.quarantined) == (2, 1, 0, 1)


@pytest.mark.parametrize("step", STEPS)
def test_a_batch_that_has_grown_since_the_crash_counts_its_records_once(
    rig: Rig, step: str
) -> None:
    rig.send(said("a"), {"event": "x"})
    rig.die_after(step)
    rig.reopen()
    rig.send(said("a"), said("b"))

    rig.drain_all()

    assert rig.events() == [("a",), ("b",)]
    assert rig.intake() == {
        ("stored", ""): 2,
        ("duplicate", "event_id"): 1,
        ("quarantined", "missing_id"): 1,
    }


@pytest.mark.parametrize("step", STEPS[2::3])
def test_a_step_that_fails_is_done_again_without_a_restart(
    rig: Rig, undisturbed: dict[str, Any], step: str
) -> None:
    send_all(rig)
    failed = []

    def fail_once(done: str) -> None:
        if done == step and not failed:
            failed.append(done)
            raise StoreError("the lake is away")

    rig.drain.after_step = fail_once
    rig.drain.start()

    assert rig.drain.settled(rig.spool.last, 30) is not None
    assert failed == [step]
    assert rig.picture() == undisturbed


def test_an_insert_that_reached_only_some_partitions_is_completed(rig: Rig) -> None:
    """The engine remembers the token of a part that was never made safe."""
    send_all(rig)
    rig.die_after("store_events")
    half = "alter table events delete where project = {project:UInt32} and toYYYYMM(ts) = 202602"
    rig.lake.run(Sql(half, {"project": rig.project}), settings={"mutations_sync": 2})
    assert len(rig.events()) == 4
    rig.reopen()

    rig.drain_all()

    assert rig.events() == [(name,) for name in ("a0", "a1", "a2", "b", "r1")]
    assert rig.intake()[("stored", "")] == 5


def test_dying_again_and_again_is_survived(rig: Rig, undisturbed: dict[str, Any]) -> None:
    send_all(rig)
    for step in STEPS:
        rig.die_after(step)
        rig.reopen()

    rig.drain_all()

    assert rig.picture() == undisturbed


DELIVERY = st.lists(st.integers(0, 7), max_size=12)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(extra=DELIVERY, order=st.randoms(use_true_random=False), crash=st.sampled_from(STEPS))
def test_delivering_in_any_order_any_number_of_times_stores_the_same(
    rig_of: Made, extra: list[int], order: Any, crash: str
) -> None:
    requests = [
        [said(f"{n}-{i}", user_id=f"u{i}", ts=MONTHS[i], traits={"n": n}) for i in range(3)]
        for n in range(8)
    ]
    delivered = [*range(8), *extra]
    order.shuffle(delivered)
    rig = rig_of(next(_projects))
    half = len(delivered) // 2
    for number in delivered[:half]:
        rig.send(*requests[number])
    rig.die_after(crash)
    rig.reopen()
    for number in delivered[half:]:
        rig.send(*requests[number])

    rig.drain_all()

    expected = sorted((e["event_id"], e["user_id"]) for events in requests for e in events)
    assert rig.events("event_id, user_id") == expected
    assert rig.intake() == {("stored", ""): 24} | (
        {("duplicate", "event_id"): 3 * len(extra)} if extra else {}
    )
    assert len(rig.picture()["traits"]) == 24


def test_a_replay_that_is_interrupted_is_neither_lost_nor_doubled(rig: Rig) -> None:
    position = rig.send({"event": "e", "event_id": "x", "user": "ann"})
    rig.drain_all()
    fixes = [quarantine.Fix("rename", "user", "user_id")]
    quarantine.replay(rig.lake, rig.collector.append, rig.project, fixes=fixes)
    for step in STEPS:
        rig.die_after(step)
        rig.reopen()

    rig.drain_all()

    assert rig.events() == [("x",)]
    assert quarantine.counts(rig.lake, rig.project) == {}
    (done,) = quarantine.held(rig.lake, rig.project, quarantine.Which(replayed=True))
    assert done.position == position * PLACES


def test_a_crash_is_a_crash() -> None:
    assert not issubclass(Crash, Exception)
