"""Which of two events of one microsecond came first? The tie that settles it, the same everywhere.

Events are ordered by `at = microseconds * TIES + tie`. The client's sequence decides first, then a
digest of the event's id; events whose `at` is equal are taken as simultaneous.
"""

from __future__ import annotations

from zlib import crc32

TIES = 8192
"""Ties fit into 13 bits, so that `at` fits into 64 until the year 2041."""

_DIGESTS = 32


def tie(sequence: int, event_id: str) -> int:
    """Return the tie of an event, in `[0, TIES)`.

    Args:
        sequence: Its place in the client's batch, from 0; in an import, how many rows of the same
            person and time stand before it. From the 256th on, the id's digest alone decides.
        event_id: As stored.
    """
    return min(sequence, 255) * _DIGESTS + crc32(event_id.encode("utf-8", "replace")) % _DIGESTS


def at(ts_micros: int, tie: int) -> int:
    """Return the number by which events are ordered, from microseconds since 1970 and a tie."""
    return ts_micros * TIES + tie
