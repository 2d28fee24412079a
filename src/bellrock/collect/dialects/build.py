"""How does a message become an event? The steps that every dialect shares."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from bellrock.collect.clock import set_ts
from bellrock.collect.event import MOST_EVENTS, Envelope, Event, Parsed, Refusal
from bellrock.collect.validate import LARGEST, check
from bellrock.collect.wire import BROKEN, DEEPEST, Batch, depth, load, load_strictly, too_deep
from bellrock.core.bucket import digest64
from bellrock.core.errors import InvalidEvent
from bellrock.core.order import tie
from bellrock.core.time import EPOCH, micros

LONGEST_ID = 512
"""Characters an id may have; a longer one is a mistake, not a name."""

_KEYS = ("writeKey", "write_key", "api_key", "token", "$token")
MENDED = "mended_json"
"""The warning that an event was no sound JSON: NaN, bare surrogates, bytes that are no UTF-8."""

Around = dict[str, Any]
Reader = Callable[[dict[str, Any], Event, Around], None]
"""Reads a message into an event that already knows its envelope, given what the batch said around
its messages; raises InvalidEvent. It may take the message apart."""


def read_batch(
    envelope: Envelope, batch: Batch, adapter: int, read: Reader, *, largest: int = LARGEST
) -> Parsed:
    """Read, time and check every message; one that cannot be taken is refused, the others go on.

    Args:
        largest: Characters one message may have.

    Raises:
        InvalidEvent: more messages than one body may hold.
    """
    if len(batch.items) > MOST_EVENTS:
        raise refuse(
            "too_many_events",
            f"the body holds {len(batch.items):,} events",
            f"send at most {MOST_EVENTS:,} at once",
        )
    parsed = Parsed([], [])
    for name in _KEYS:
        batch.around.pop(name, None)
    for index, raw in enumerate(batch.items):
        event = Event(
            project=envelope.project,
            source=envelope.source,
            dialect=envelope.dialect,
            adapter=adapter,
            received=envelope.received,
            historical=envelope.historical,
            raw=str(raw, "utf-8", "replace"),  # a Raw is a buffer
        )
        if index in batch.mended:
            event.warnings.append(MENDED)
        try:
            read(_message(raw, event), event, batch.around)
            _settle_ids(event, envelope, index)
            event.tie = tie(index, event.event_id)
            if event.ts is EPOCH:
                set_ts(event)
            check(event, largest=largest)
        except InvalidEvent as error:
            parsed.refused.append(refusal(event, error, index, batch.around))
        else:
            parsed.events.append(event)
    return parsed


def _message(raw: msgspec.Raw, event: Event) -> dict[str, Any]:
    if depth(event.raw) > DEEPEST:
        raise too_deep()
    try:
        message = load_strictly(raw)
    except BROKEN:
        message = load(raw)
        event.warnings.append(MENDED)
    if message.__class__ is dict:
        found: dict[str, Any] = message
        return found
    raise refuse("not_an_object", "an event must be a JSON object", 'send {"event": …}')


def refuse(reason: str, detail: str, hint: str) -> InvalidEvent:
    """Return the error that refuses one event; `reason` is its word for programs."""
    return InvalidEvent(detail, hint=hint, reason=reason)


def refusal(event: Event, error: InvalidEvent, index: int, around: Around) -> Refusal:
    """Return what is kept of an event that `error` refused."""
    return Refusal(
        reason=str(error.facts.get("reason", "invalid")),
        detail=str(error),
        raw=event.raw,
        index=index,
        event=event.event,
        event_id=event.event_id,
        around=around,
    )


def require_who(event: Event) -> None:
    """Refuse an event that names nobody, or somebody by an id that is too long."""
    if not event.user_id and not event.anonymous_id:
        raise refuse("missing_id", "the event names nobody", "send a user id or an anonymous id")
    for value in (event.user_id, event.anonymous_id):
        if len(value) > LONGEST_ID:
            raise refuse(
                "id_too_long",
                f"an id has {len(value)} characters",
                f"ids may have {LONGEST_ID}; send the id itself, not a token or a document",
            )


def _settle_ids(event: Event, envelope: Envelope, index: int) -> None:
    """Give the event an id that fits, and drop links and further ids that do not."""
    if not event.event_id:
        event.event_id = derived_id(envelope, index)
        event.warnings.append("missing_event_id")
    elif len(event.event_id) > LONGEST_ID:
        event.event_id = f"{digest64('event_id', event.event_id):016x}"
        event.warnings.append("event_id_shortened")
    if event.links or event.ids:
        links = [link for link in event.links if len(link.a) <= LONGEST_ID >= len(link.b)]
        ids = {kind: value for kind, value in event.ids.items() if len(value) <= LONGEST_ID}
        if len(links) < len(event.links) or len(ids) < len(event.ids):
            event.links, event.ids = links, ids
            event.warnings.append("id_too_long")


def derived_id(envelope: Envelope, index: int) -> str:
    """Return the id of an event that came without one: the same whenever its record is read."""
    place = f"{micros(envelope.received)}:{envelope.record}:{index}"
    return f"{digest64('derived', str(envelope.source), place):016x}"
