"""When did it really happen? The client's clock, corrected by what it says of the sending."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bellrock.collect.event import Event

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
"""What the lake can hold; nothing that a correction moves before it happened then."""
ADJUSTED, CLAMPED, ANCIENT = "ts_adjusted", "ts_clamped", "ts_ancient"
NO_SKEW = timedelta(seconds=5)
"""A sender's clock this close to ours is right: the difference is the journey."""
PAST = timedelta(days=365)
"""An event older than this is kept as it is, and marked unless it is imported."""


def set_ts(event: Event, *, corrected: bool = True) -> None:
    """Set `ts` from the event's four times, and warn where that changed what the client said.

    `ts = received - (sent - original)`: the client's own clock cancels out. Imported history keeps
    the time it states, whatever the clocks say; so does an event not `corrected`. An event without
    a time of its own happened when it arrived, and none happened later than that.
    """
    ts = event.original or event.received
    if event.historical:
        event.ts = ts
        return
    if corrected and event.sent is not None and event.original is not None:
        skew = event.sent - event.received
        if not -NO_SKEW <= skew <= NO_SKEW:
            ts = event.original - skew
            event.warnings.append(ADJUSTED)
    if ts < EARLIEST:
        event.warnings.append(CLAMPED)
        ts = event.received
    elif ts > event.received:
        if ts > event.received + NO_SKEW:
            event.warnings.append(CLAMPED)
        ts = event.received
    elif event.received - ts > PAST:
        event.warnings.append(ANCIENT)
    event.ts = ts
