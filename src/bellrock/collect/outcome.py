"""What became of a request? Its events by verdict, and why those that were not simply stored."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain

from bellrock.collect.batch import PLACES, Batch, Refused
from bellrock.collect.event import Event


@dataclass(frozen=True, slots=True)
class Note:
    """An event that was warned about, recognised as a duplicate, or quarantined."""

    index: int
    """Its place in the request."""
    event_id: str
    verdict: str
    """warned, duplicate or quarantined"""
    reasons: tuple[str, ...]
    detail: str = ""


@dataclass(slots=True)
class RecordOutcome:
    """A settled request; `stored` counts the events stored without a warning."""

    stored: int = 0
    warned: int = 0
    duplicate: int = 0
    quarantined: int = 0
    notes: list[Note] = field(default_factory=list)

    @property
    def kept(self) -> int:
        """How many events are in the lake thanks to it."""
        return self.stored + self.warned

    @property
    def events(self) -> int:
        """How many events it held."""
        return self.kept + self.duplicate + self.quarantined


Outcomes = dict[int, RecordOutcome]
"""Outcomes by the record's number."""


def outcomes_of(
    batch: Batch, stored: Iterable[Event], duplicate: Iterable[Event], refused: Iterable[Refused]
) -> Outcomes:
    """Return the outcome of every record of `batch`."""
    outcomes = {origin.number: RecordOutcome() for origin in batch.origins}
    for event in stored:
        outcome = outcomes[event.position // PLACES]
        if event.verdict == "warned":
            outcome.warned += 1
            outcome.notes.append(_note(event, "warned", tuple(event.warnings)))
        else:
            outcome.stored += 1
    for event in duplicate:
        outcome = outcomes[event.position // PLACES]
        outcome.duplicate += 1
        outcome.notes.append(_note(event, "duplicate", ("event_id",)))
    for one in refused:
        outcome = outcomes[one.origin.number]
        outcome.quarantined += 1
        said = one.refusal
        note = Note(said.index, said.event_id, "quarantined", (said.reason,), said.detail)
        outcome.notes.append(note)
    return outcomes


class Recent:
    """The newest outcomes, as many as hold a bounded number of notes; the oldest are forgotten."""

    def __init__(self, size: int = 50_000) -> None:
        """Remember outcomes of the total weight `size`; each weighs one and its notes."""
        self._room = size
        self._kept: OrderedDict[int, RecordOutcome] = OrderedDict()

    def add(self, outcomes: Outcomes) -> None:
        """Remember `outcomes`."""
        for number, outcome in outcomes.items():
            if number not in self._kept:
                self._kept[number] = outcome
                self._room -= 1 + len(outcome.notes)
        while self._room < 0 and self._kept:
            _, gone = self._kept.popitem(last=False)
            self._room += 1 + len(gone.notes)

    def get(self, number: int) -> RecordOutcome | None:
        """Return the outcome of record `number`, or None where it is forgotten or never was."""
        return self._kept.get(number)


class Settled:
    """Up to where records are drained, what became of the newest, and who waits to know."""

    def __init__(self, done: int) -> None:
        """Begin where everything up to the record `done` is drained."""
        self.done = done
        self.waiters = 0
        self.wanted = threading.Event()
        """Set when somebody begins to wait."""
        self._recent = Recent()
        self._changed = threading.Condition()

    def mark(self, done: int, outcomes: Outcomes) -> None:
        """Everything up to the record `done` is drained, with `outcomes`."""
        with self._changed:
            self.done = done
            self._recent.add(outcomes)
            self._changed.notify_all()

    def wait(self, position: int, timeout_s: float) -> RecordOutcome | None:
        """Wait until the record at `position` is drained and return what became of it.

        None where that takes longer than `timeout_s`, or is forgotten.
        """
        with self._changed:
            self.waiters += 1
            self.wanted.set()
            try:
                self._changed.wait_for(lambda: self.done >= position, timeout_s)
            finally:
                self.waiters -= 1
            return self._recent.get(position)


def total(outcomes: Iterable[RecordOutcome]) -> RecordOutcome:
    """Return the sum of `outcomes`, with their notes."""
    found = list(outcomes)
    return RecordOutcome(
        sum(one.stored for one in found),
        sum(one.warned for one in found),
        sum(one.duplicate for one in found),
        sum(one.quarantined for one in found),
        list(chain.from_iterable(one.notes for one in found)),
    )


def _note(event: Event, verdict: str, reasons: tuple[str, ...]) -> Note:
    return Note(event.position % PLACES, event.event_id, verdict, reasons)
