"""Reading a batch ahead: stored once and in order, and dropped where something fails meanwhile."""

from __future__ import annotations

import pytest

from bellrock.collect.ahead import Ahead
from bellrock.collect.batch import Batch, Size
from bellrock.core.errors import StoreError
from draining import Rig, said


def _full_batches(rig: Rig) -> None:
    rig.size = Size(records=2, events=10, bytes=1_000_000)
    rig.reopen()
    for number in range(7):
        rig.send(said(f"{number}-a"), said(f"{number}-b"))


def test_batches_read_ahead_are_stored_once_and_in_order(rig: Rig) -> None:
    _full_batches(rig)

    rig.drain_all()

    assert [name for (name,) in rig.events()] == [f"{n}-{x}" for n in range(7) for x in "ab"]
    assert rig.intake() == {("stored", ""): 14}


def test_a_failure_drops_what_was_read_ahead_and_loses_nothing(rig: Rig) -> None:
    _full_batches(rig)
    rig.drain.once()

    def fail(step: str) -> None:
        if step == "resolve":
            raise StoreError("the lake does not work")

    rig.drain.after_step = fail
    with pytest.raises(StoreError):
        rig.drain.once()
    rig.drain.after_step = None
    rig.drain_all()

    assert len(rig.events()) == 14
    assert rig.intake() == {("stored", ""): 14}


def test_what_was_read_ahead_is_taken_once_and_only_where_it_follows() -> None:
    read: list[int] = []

    def gather(after: int) -> Batch:
        read.append(after)
        if after == 9:
            raise StoreError("the disk cannot be read")
        return Batch()

    ahead = Ahead(gather)
    ahead.begin(5)
    assert ahead.take(4) is None  # it follows another record
    assert ahead.take(5) is None  # it was taken
    ahead.begin(9)
    assert ahead.take(9) is None  # it failed; whoever reads anew will be told
    ahead.close()

    assert read == [5, 9]
