"""What do the next records of the spool hold? Read, parsed, and bounded in number and bytes."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bellrock.collect.event import MOST_EVENTS, Envelope, Event, Parsed, Refusal
from bellrock.collect.import_check import IMPORTED, check_rows
from bellrock.collect.record import Record, unpack
from bellrock.core.bucket import digest64
from bellrock.core.errors import InvalidEvent, StoreCorrupt
from bellrock.core.order import tie
from bellrock.core.time import EPOCH

PLACES = MOST_EVENTS
"""An event's position is its record's number times `PLACES`, plus its place in the record."""

SELDOM = (50_000, 20, 100)
"""After how many new objects, and rounds, garbage is looked for while masses of events pass.

They have no cycles, so what is looked for is hardly ever there.
"""

Read = Callable[[Envelope, bytes], Parsed]
"""Turns a body into checked and enriched events; raises InvalidEvent for a body that is none."""


@dataclass(frozen=True)
class Size:
    """How much one batch may hold; the record that passes a bound is its last.

    A batch that is read again after a crash must reach at least as far as it did before, so these
    are fixed numbers and no settings.
    """

    records: int = 20_000
    events: int = 16_000
    bytes: int = 16 * 1024 * 1024


@dataclass(frozen=True)
class Origin:
    """A record without its body: what the later steps need to know of it."""

    number: int
    record: Record
    events: int
    """How many events it holds, refused ones included."""


@dataclass(frozen=True)
class Refused:
    """A refused event and its place."""

    origin: Origin
    refusal: Refusal
    position: int
    whole: bool = False
    """Whether the refusal's `raw` is the whole body."""
    encoding: str = "text"
    """How `raw` stands for the bytes: `text`, or `base64` where they are no UTF-8."""


@dataclass
class Batch:
    """Consecutive records, taken apart; events and refusals carry their position."""

    origins: list[Origin] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    bytes: int = 0

    @property
    def first(self) -> int:
        """The number of its first record."""
        return self.origins[0].number

    @property
    def last(self) -> int:
        """The number of its last record."""
        return self.origins[-1].number

    def full(self, size: Size) -> bool:
        """Whether it has reached one of the bounds."""
        return (
            len(self.origins) >= size.records
            or len(self.events) + len(self.refused) >= size.events
            or self.bytes >= size.bytes
        )


def gather(records: Iterable[tuple[int, bytes]], read: Read, size: Size) -> Batch:
    """Take `records` apart, in order, until the batch is full.

    No record stops it: one that cannot be read is refused as a whole, with the reason.
    """
    batch = Batch()
    for number, data in records:
        _add(batch, number, data, read)
        if batch.full(size):
            break
    return batch


def refuse_whole(number: int, record: Record, reason: str, detail: str) -> Refused:
    """Return the refusal of a whole record."""
    text, encoding = _text(record.body)
    origin = Origin(number, _without_body(record), 1)
    refusal = Refusal(reason=reason, detail=detail, raw=text)
    position = record.replay_of or number * PLACES
    return Refused(origin, refusal, position, whole=True, encoding=encoding)


def _add(batch: Batch, number: int, data: bytes, read: Read) -> None:
    try:
        record = unpack(data, number)
    except StoreCorrupt as error:
        record = Record(Envelope(0, 0, "", "", EPOCH), data)
        _add_refused(batch, refuse_whole(number, record, "unreadable_record", str(error)))
        return
    batch.bytes += len(record.body)
    try:
        parsed = read(record.envelope, record.body)
    except InvalidEvent as error:
        reason = str(error.facts.get("reason", "invalid"))
        _add_refused(batch, refuse_whole(number, record, reason, str(error)))
    except Exception as error:
        detail = f"bellrock failed on this body: {error!r}"
        _add_refused(batch, refuse_whole(number, record, "poison", detail))
    else:
        _add_parsed(batch, number, record, parsed)


def _add_refused(batch: Batch, refused: Refused) -> None:
    batch.origins.append(refused.origin)
    batch.refused.append(refused)


def _add_parsed(batch: Batch, number: int, record: Record, parsed: Parsed) -> None:
    bare = _without_body(record)
    origin = Origin(number, bare, len(parsed.events) + len(parsed.refused))
    batch.origins.append(origin)
    refused = {refusal.index for refusal in parsed.refused}
    places = (
        (i for i in range(origin.events) if i not in refused) if refused else iter(range(PLACES))
    )
    start = number * PLACES
    for event, place in zip(parsed.events, places, strict=False):
        event.position = start + place
    if record.replay_of:
        _settle_ids(parsed.events, record.replay_of, start)
    if record.envelope.path.startswith(IMPORTED):
        check_rows(parsed, record)
    batch.events += parsed.events
    # What a replay of one event refuses again stays where it was in the quarantine.
    stays = record.replay_of if origin.events == 1 else 0
    batch.refused += [
        Refused(origin, refusal, stays or start + refusal.index) for refusal in parsed.refused
    ]


def _settle_ids(events: list[Event], replay_of: int, start: int) -> None:
    """Give an event without an id of its own the same one however often it is replayed."""
    for event in events:
        if "missing_event_id" in event.warnings:
            place = replay_of + event.position - start
            event.event_id = f"{digest64('replayed', str(event.project), str(place)):016x}"
            event.tie = tie(place % PLACES, event.event_id)


def _without_body(record: Record) -> Record:
    return Record(record.envelope, b"", record.replay_of, record.chunk)


def _text(body: bytes) -> tuple[str, str]:
    try:
        return body.decode("utf-8"), "text"
    except UnicodeDecodeError:
        return b64encode(body).decode("ascii"), "base64"
