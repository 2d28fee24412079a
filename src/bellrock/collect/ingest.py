"""When may a client forget its events? Once `accept`'s future holds: they are on disk, in order."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from typing import Protocol

from bellrock.collect.event import Envelope
from bellrock.collect.record import Record, pack
from bellrock.core.errors import TooMany

BODY_BYTES = 20 * 1024 * 1024


class Log(Protocol):
    """The spool, as far as accepting needs it."""

    def submit(self, records: Sequence[bytes]) -> Future[int]:
        """Append `records`; the future holds the first one's position once they are on disk."""
        ...


class Collector:
    """The way into the spool; safe to share between threads."""

    def __init__(self, spool: Log, *, body_bytes: int = BODY_BYTES) -> None:
        """Accept into `spool` bodies of up to `body_bytes`, decompressed."""
        self.body_bytes = body_bytes
        self._spool = spool

    def accept(self, envelope: Envelope, body: bytes) -> Future[int]:
        """Append one request; the future holds its position once it is safe.

        The body is not looked into: what cannot be understood is quarantined later, with a reason.

        Raises:
            TooMany: the body is too large.
            StoreFull: the disk is at its watermark or does not keep up; retry later. The future
                may raise it as well.
        """
        return self.append(Record(envelope, body))

    def append(self, record: Record) -> Future[int]:
        """Append one record of any origin, as `accept` does."""
        if len(record.body) > self.body_bytes:
            raise TooMany(
                f"the body has {len(record.body):,} bytes; {self.body_bytes:,} are allowed",
                hint="send the events in smaller batches",
                limit=self.body_bytes,
            )
        return self._spool.submit((pack(record),))
