"""From acknowledged to stored: what the drain keeps, refuses and counts."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bellrock.collect.batch import PLACES, Size
from bellrock.collect.event import Envelope, Parsed
from bellrock.collect.ingest import Collector
from bellrock.collect.reader import reader
from bellrock.collect.record import Record, unpack
from bellrock.core.errors import StoreCorrupt, TooMany
from bellrock.core.ids import person_key, visit_key
from bellrock.core.time import FixedClock
from draining import Rig, said, unenriched


def test_every_accepted_event_is_stored_with_its_place(rig: Rig) -> None:
    first = rig.send(said("a"), said("b", event="bought", props={"price": 9.5}))
    second = rig.send(said("c", user_id="bob"))

    rig.drain_all()

    assert rig.events("event_id, event, position") == [
        ("a", "viewed", first * PLACES),
        ("b", "bought", first * PLACES + 1),
        ("c", "viewed", second * PLACES),
    ]
    assert rig.intake() == {("stored", ""): 3}
    assert rig.spool.checkpointed == second


def test_an_event_knows_its_person_and_an_anonymous_one_its_visit(rig: Rig) -> None:
    rig.send(
        said("a", user_id="ann", anonymous_id="phone"),
        said("b", user_id="", anonymous_id="phone", session="s1"),
        said("c", user_id="", anonymous_id="phone"),
    )

    rig.drain_all()

    ann, phone = person_key(rig.project, "ann"), person_key(rig.project, "phone")
    assert rig.events("event_id, person, visit") == [
        ("a", ann, 0),
        ("b", phone, visit_key(rig.project, "phone", "s1")),
        ("c", phone, visit_key(rig.project, "phone", "2026-03-01")),
    ]


def test_what_an_event_says_of_people_reaches_them_once_and_leaves_its_mark(rig: Rig) -> None:
    rig.send(
        said("a", anonymous_id="phone", traits={"plan": "pro"}),
        said("b", anonymous_id="phone"),
        said("c"),
    )

    rig.drain_all()

    assert rig.events("event_id, identity") == [("a", "attached"), ("b", "attached"), ("c", "")]
    (claim,) = rig.people.claims
    assert (claim.a.value, claim.b.value, claim.rule) == ("phone", "ann", "login")
    (op,) = rig.people.ops
    assert (op.trait, op.op, op.value) == ("plan", "set", "pro")
    assert op.person == person_key(rig.project, "ann")


def test_a_repeated_event_counts_once_within_the_window_and_anew_after_it(
    rig: Rig, clock: FixedClock
) -> None:
    rig.send(said("a"), said("a"))
    rig.drain_all()
    clock.tick(timedelta(hours=24))
    rig.send(said("a"))
    rig.drain_all()
    clock.tick(timedelta(hours=24, microseconds=1))
    rig.send(said("a"), said("a"))

    rig.drain_all()

    assert len(rig.events()) == 2
    assert rig.intake() == {("stored", ""): 2, ("duplicate", "event_id"): 3}


def test_imported_history_is_recognised_however_old(rig: Rig, clock: FixedClock) -> None:
    rig.send(said("a"), historical=True)
    rig.drain_all()
    clock.tick(timedelta(days=900))
    rig.send(said("a"), historical=True)

    rig.drain_all()

    assert rig.events("event_id, historical") == [("a", True)]


def test_projects_do_not_share_event_ids(rig: Rig) -> None:
    rig.send(said("a"))
    rig.send(said("a"), project=rig.project + 1_000_000)

    rig.drain_all()

    assert rig.drain.lag().drained == 2
    assert len(rig.events()) == 1
    assert rig.intake() == {("stored", ""): 1}


def test_a_refused_event_is_kept_whole_with_its_reason(rig: Rig) -> None:
    position = rig.send(said("a"), {"event": "orphan", "event_id": "b"}, said("c"))

    rig.drain_all()

    ((place, reason, event, event_id, raw),) = rig.rows(
        "select position, reason, event, event_id, raw from quarantine final"
        " where project = {project:UInt32}"
    )
    assert (place, reason) == (position * PLACES + 1, "missing_id")
    assert (event, event_id) == ("orphan", "b")
    assert json.loads(raw) == {"event": "orphan", "event_id": "b"}
    assert [one for one, _ in rig.events("event_id, position % 65536")] == ["a", "c"]
    assert rig.intake() == {("stored", ""): 2, ("quarantined", "missing_id"): 1}


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"not json", "not_json"),
        (b'{"events": 7}', "not_a_batch"),
        (b"\xff\xfe\x00", "not_json"),
        (b"[" + b",".join([b"{}"] * (PLACES + 1)) + b"]", "too_many_events"),
    ],
    ids=["text", "number", "bytes", "many"],
)
def test_a_body_that_is_none_is_quarantined_as_a_whole(rig: Rig, body: bytes, reason: str) -> None:
    position = rig.send_body(body)
    rig.send(said("a"))

    rig.drain_all()

    found = rig.rows("select reason, position from quarantine final where project={project:UInt32}")
    assert found == [(reason, position * PLACES)]
    assert rig.events() == [("a",)]


def test_a_body_that_breaks_the_parser_is_quarantined_and_stops_nobody(rig: Rig) -> None:
    sound = reader(unenriched)

    def read(envelope: Envelope, body: bytes) -> Parsed:
        if b"poison" in body:
            raise ZeroDivisionError
        return sound(envelope, body)

    rig.read = read
    rig.reopen()
    rig.send(said("a"))
    rig.send(said("poison"))
    rig.send(said("b"))

    rig.drain_all()

    assert rig.events() == [("a",), ("b",)]
    assert rig.intake()[("quarantined", "poison")] == 1


def test_a_record_that_breaks_a_later_step_is_found_and_set_aside(rig: Rig) -> None:
    keep = rig.people.write_traits

    def break_on_poison(ops: list[object], *, token: str) -> None:
        if any("poison" in str(op) for op in ops):
            raise ZeroDivisionError
        keep(ops, token=token)

    rig.people.write_traits = break_on_poison
    for name in ("a", "poison", "b"):
        last = rig.send(said(name, traits={"name": name}))

    rig.drain.start()

    assert rig.drain.settled(last, 30) is not None
    assert ("a",) in rig.events() and ("b",) in rig.events()
    assert rig.intake()[("quarantined", "poison")] == 1
    assert {op.value for op in rig.people.ops} == {"a", "b"}
    assert rig.drain.lag().failures == 0


def test_an_event_that_the_lake_cannot_take_does_not_keep_the_others_out(rig: Rig) -> None:
    sound = reader(unenriched)

    def read(envelope: Envelope, body: bytes) -> Parsed:
        parsed = sound(envelope, body)
        for event in parsed.events:
            if event.event_id == "bad":
                event.props = {"a": {"b": 1}, "a.b": 2}  # one path twice: the engine refuses it
            if event.event_id == "worse":
                event.title = "\udcff"  # no UTF-8
        return parsed

    rig.read = read
    rig.reopen()
    rig.send(*(said(name) for name in ("a", "bad", "b", "worse", "c")))

    rig.drain_all()

    assert rig.events() == [("a",), ("b",), ("c",)]
    assert rig.intake() == {("stored", ""): 3, ("quarantined", "lake_refused"): 2}


def test_a_batch_is_bounded_and_the_rest_follows(rig: Rig) -> None:
    rig.size = Size(records=3, events=10, bytes=1_000_000)
    rig.reopen()
    for number in range(7):
        rig.send(*(said(f"{number}-{i}") for i in range(4)))

    sizes = []
    while taken := rig.drain.once():
        sizes.append(taken)

    assert sizes == [3, 3, 1]
    assert len(rig.events()) == 28


def test_whoever_waits_learns_what_became_of_the_request(rig: Rig) -> None:
    rig.drain.start()
    rig.send(said("a"))
    position = rig.send(said("a"), said("b"), {"event": "x"}, said("c", ts="1990-01-01"))

    outcome = rig.drain.settled(position, 30)

    assert outcome is not None
    told = (outcome.stored, outcome.warned, outcome.duplicate, outcome.quarantined)
    assert told == (1, 1, 1, 1)
    assert sorted((note.index, note.verdict) for note in outcome.notes) == [
        (0, "duplicate"),
        (2, "quarantined"),
        (3, "warned"),
    ]


def test_waiting_for_what_never_comes_ends(rig: Rig) -> None:
    assert rig.drain.settled(rig.spool.last + 1, 0.01) is None


def test_closing_drains_what_is_left(rig: Rig) -> None:
    rig.drain.start()
    rig.send(said("a"))

    assert rig.drain.close(timeout_s=30)

    assert rig.events() == [("a",)]


def test_a_body_too_large_is_refused_at_the_door(rig: Rig) -> None:
    collector = Collector(rig.spool, body_bytes=10)

    with pytest.raises(TooMany, match="smaller batches"):
        collector.append(Record(Envelope(1, 1, "bellrock", "", rig.clock.now()), b"x" * 11))


def test_a_record_of_a_later_version_is_named_as_such() -> None:
    with pytest.raises(StoreCorrupt, match="upgrade"):
        unpack(b"\x63\x00\x00\x00\x00\x00", 7)
