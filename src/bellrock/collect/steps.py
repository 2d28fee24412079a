"""How does a batch get into the lake? Small steps in order; all of them may be done again.

Whatever is killed when: the batch is drained again from its first record on, and every step leaves
what it would have left the first time. Events are recognised by their position, refused ones and
trait operations by their keys, counters by the batch's first record, chunks of an import by their
first row. So nothing here needs to know how far it had come.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from hashlib import blake2b

import msgspec

from bellrock.collect import quarantine
from bellrock.collect.batch import PLACES, Batch, Origin, Refused
from bellrock.collect.dedupe import Sorted, sort_out, stored_places
from bellrock.collect.event import Event, Refusal
from bellrock.collect.import_state import note_chunks
from bellrock.collect.live import Live
from bellrock.collect.outcome import Outcomes, outcomes_of
from bellrock.collect.who import People, claims_of, mark_outcomes, name_events, trait_ops_of
from bellrock.collect.written import count, event_lines, intake_lines, refused_lines
from bellrock.core.errors import QueryOverLimit, StoreError
from bellrock.core.ids import new_id
from bellrock.people import TraitOp
from bellrock.query import Sql
from bellrock.store import Lake, Ledger

_CODE = re.compile(r"Code: (\d+)")
_BAD_DATA = frozenset(
    {6, 25, 26, 27, 33, 38, 41, 53, 69, 70, 72, 117, 130, 131, 321, 349, 441, 467}
)
"""The engine's codes for a value it cannot take, as against an engine that cannot work."""
_UNENCODABLE = (UnicodeEncodeError, OverflowError, RecursionError, msgspec.MsgspecError)
_ATTEMPTS = 3


class Missing(StoreError):
    """The lake said it had stored events and does not have them; they are inserted again."""

    code = "events_missing"


@dataclass
class Work:
    """A batch under way: what the steps have found out so far."""

    batch: Batch
    unsure: bool
    """Whether it may have been drained before, in part or whole."""
    sorted: Sorted = field(default_factory=Sorted)
    refused: list[Refused] = field(default_factory=list)
    traits: list[TraitOp] = field(default_factory=list)
    outcomes: Outcomes = field(default_factory=dict)

    @cached_property
    def token(self) -> str:
        """What the lake recognises this batch's inserts by: its records, and what they hold.

        The latter because several collectors, each with a spool of its own, may share a lake.
        """
        hashes = array("Q", [event.event_hash for event in self.batch.events])
        digest = blake2b(hashes.tobytes(), digest_size=8).hexdigest()
        return f"{self.batch.first}-{self.batch.last}-{digest}"

    @property
    def stored(self) -> list[Event]:
        """The events that are in the lake thanks to this batch."""
        return self.sorted.again + self.sorted.fresh


class Steps:
    """The steps of draining, and the stores they work on."""

    def __init__(
        self,
        lake: Lake,
        ledger: Ledger,
        people: People,
        *,
        live: Live | None = None,
        window: timedelta = timedelta(hours=24),
    ) -> None:
        """Drain into `lake`.

        Args:
            live: Where stored events are shown; nowhere by default.
            window: How long a repeated event id is noticed; for imports it is for ever.
        """
        self.live = live or Live()
        self.window = window
        self._lake = lake
        self._ledger = ledger
        self._people = people
        self.steps: tuple[Callable[[Work], None], ...] = (
            self.dedupe,
            self.resolve,
            self.store_events,
            self.store_refused,
            self.store_traits,
            self.settle_replays,
            self.note_imports,
            self.show_live,
            self.count_intake,  # the last: see `intake_lines`
        )

    def run(
        self, batch: Batch, *, unsure: bool, after: Callable[[str], None] | None = None
    ) -> Outcomes:
        """Bring `batch` into the lake and return what became of its records.

        Args:
            unsure: Whether an earlier attempt may have left a part of it behind.
            after: Called with each step's name when it is done.

        Raises:
            StoreError: a store does not work; the same batch is to be run again later.
        """
        work = Work(batch, unsure, refused=list(batch.refused))
        for step in self.steps:
            step(work)
            if after is not None:
                after(step.__name__)
        return work.outcomes

    def dedupe(self, work: Work) -> None:
        """Tell new events from repeated ones."""
        events = work.batch.events
        name_events(events)
        work.sorted = sort_out(events, stored_places(self._lake, events, self.window), self.window)

    def resolve(self, work: Work) -> None:
        """Hand on what the events say of who is who, and write on them what came of it."""
        claims, made = claims_of(work.stored)
        if claims:
            mark_outcomes(made, self._people.observe(claims))

    def store_events(self, work: Work) -> None:
        """Insert the new events; one that the lake cannot take is refused."""
        work.traits = trait_ops_of(work.stored)  # now, as inserting takes them off the events
        bad = _insert(self._lake, work.sorted.fresh, work.token)
        if bad:
            _take_out(work, bad)
        if work.unsure:
            self._insist(work)

    def store_refused(self, work: Work) -> None:
        """Insert the refused events."""
        self._lake.insert_json("quarantine", refused_lines(work.refused))

    def store_traits(self, work: Work) -> None:
        """Hand on the operations on traits.

        The token is a new one each time: an operation written twice counts once by its key, while
        a token that is remembered from an attempt that failed halfway would lose it.
        """
        if work.traits:
            self._people.write_traits(work.traits, token=f"{work.token}:{new_id().hex}")

    def settle_replays(self, work: Work) -> None:
        """Mark the refused events that a replay of this batch has brought in."""
        quarantine.mark_replayed(self._lake, work.batch.origins, work.refused)

    def note_imports(self, work: Work) -> None:
        """Write down what became of the chunks of imports."""
        work.outcomes = outcomes_of(work.batch, work.stored, work.sorted.duplicate, work.refused)
        note_chunks(self._ledger, work.batch.origins, work.outcomes)

    def show_live(self, work: Work) -> None:
        """Show the new events to whoever watches."""
        self.live.publish(work.sorted.fresh)

    def count_intake(self, work: Work) -> None:
        """Insert the counters."""
        counted = count(work.stored, work.sorted.duplicate, work.refused)
        self._lake.insert_json("intake", intake_lines(counted, work.batch.first, work.batch.last))

    def _insist(self, work: Work) -> None:
        """Insert again what is not there.

        TRICKY: the engine notes the token of an insert before the rows are safe. Killed in between,
        it takes the next attempt for a repetition and drops it.
        """
        for _ in range(_ATTEMPTS):
            missing = _missing(self._lake, work.batch, work.stored)
            if not missing:
                return
            _insert(self._lake, missing, f"{work.token}:{new_id().hex}")
        raise Missing("the lake does not keep what it is given", missing=len(missing))


def _insert(lake: Lake, events: Sequence[Event], token: str) -> list[tuple[Event, str]]:
    """Insert `events`, and return those that the lake cannot take, with what it said.

    Halves are tried where the whole is refused, for what is in it or for its size.
    """
    if not events:
        return []
    try:
        lake.insert_json("events", event_lines(events), token=token)
    except _UNENCODABLE as error:
        said = f"the event cannot be written as JSON: {error}"
    except QueryOverLimit as error:
        if len(events) == 1:
            raise
        said = error.message
    except StoreError as error:
        if not _is_bad_data(error):
            raise
        said = error.message
    else:
        return []
    if len(events) == 1:
        return [(events[0], said)]
    half = len(events) // 2
    return _insert(lake, events[:half], token + "a") + _insert(lake, events[half:], token + "b")


def _take_out(work: Work, bad: Sequence[tuple[Event, str]]) -> None:
    """Count events that the lake cannot take among the refused."""
    gone = {event.position for event, _ in bad}
    said = {(event.project, event.event_id) for event, _ in bad}
    work.sorted.fresh = [event for event in work.sorted.fresh if event.position not in gone]
    work.traits = [op for op in work.traits if (op.project, op.event_id) not in said]
    work.refused += [_refused(work.batch.origins, event, detail) for event, detail in bad]


def _is_bad_data(error: StoreError) -> bool:
    code = _CODE.search(error.message)
    return type(error) is StoreError and code is not None and int(code.group(1)) in _BAD_DATA


def _missing(lake: Lake, batch: Batch, events: Sequence[Event]) -> list[Event]:
    rows = lake.rows(
        Sql(
            """
            select position
            from events
            where position between {low:UInt64} and {high:UInt64}
              and project in {projects:Array(UInt32)}
            """,
            {
                "low": batch.first * PLACES,
                "high": batch.last * PLACES + PLACES - 1,
                "projects": sorted({event.project for event in events}) or [0],
            },
        )
    )
    there = {position for (position,) in rows}
    return [event for event in events if event.position not in there]


def _refused(origins: Sequence[Origin], event: Event, detail: str) -> Refused:
    number = event.position // PLACES
    origin = next(one for one in origins if one.number == number)
    refusal = Refusal(
        reason="lake_refused",
        detail=detail,
        raw=event.raw,
        index=event.position % PLACES,
        event=event.event,
        event_id=event.event_id,
    )
    stays = origin.record.replay_of if origin.events == 1 else 0
    return Refused(origin, refusal, stays or event.position)
