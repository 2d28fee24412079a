"""Whoever watches sees accepted events, and never slows those who send."""

from __future__ import annotations

from bellrock.core.ids import person_key, show_person
from draining import Rig, said


def test_a_reader_sees_what_is_stored_in_its_project(rig: Rig) -> None:
    here = rig.drain.live.subscribe(rig.project)
    elsewhere = rig.drain.live.subscribe(rig.project + 1_000_000)
    rig.send(said("a"), said("a"), {"event": "refused"}, said("b", event="bought"))

    rig.drain_all()

    shown = here.get(1)
    assert [item["event"] for item in shown] == ["viewed", "bought"]
    assert shown[0]["person"] == show_person(person_key(rig.project, "ann"))
    assert shown[0]["verdict"] == "stored"
    assert elsewhere.get(0) == []


def test_a_slow_reader_misses_the_oldest_and_is_told_how_many(rig: Rig) -> None:
    slow = rig.drain.live.subscribe(rig.project, size=3)
    rig.send(*(said(str(i), event=f"e{i}") for i in range(5)))
    rig.send(said("x", event="e5"))

    rig.drain_all()

    assert [item["event"] for item in slow.get(0)] == ["e3", "e4", "e5"]
    assert slow.missed == 3


def test_a_reader_that_has_left_receives_nothing(rig: Rig) -> None:
    gone = rig.drain.live.subscribe(rig.project)
    gone.close()
    gone.close()
    rig.send(said("a"))

    rig.drain_all()

    assert gone.get(5) == []  # returns at once: it is closed
