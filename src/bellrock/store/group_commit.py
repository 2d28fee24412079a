"""How do many callers share one fsync? They queue; one thread writes what has gathered, at once."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future

from bellrock.core.errors import StoreError, StoreFull

QUEUE_BYTES = 64 << 20
"""Bytes that may wait in memory for a slow disk."""
BATCH_BYTES = 8 << 20
"""Bytes after which a commit takes no more callers in."""


class GroupCommit:
    """A queue of records in front of `write`, which is called by one thread alone."""

    def __init__(self, write: Callable[[list[bytes]], int], *, name: str) -> None:
        """Start the writing thread.

        Args:
            write: Makes records durable, all or none, and returns the position of the first.
        """
        self._write = write
        self._queue: deque[tuple[Sequence[bytes], int, Future[int]]] = deque()
        self._queued_bytes = 0
        self._closed = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def submit(self, records: Sequence[bytes]) -> Future[int]:
        """Queue `records`; the future gives the position of the first once all are durable.

        Raises:
            StoreFull: the disk does not keep up with what arrives.
            StoreError: this has been closed.
        """
        size = sum(map(len, records))
        future: Future[int] = Future()
        with self._changed:
            self._check(size)
            self._queue.append((records, size, future))
            self._queued_bytes += size
            self._changed.notify()
        return future

    def close(self) -> None:
        """Write what is queued and end the thread."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join()

    def _check(self, size: int) -> None:
        if self._closed:
            raise StoreError("the spool is closed", hint="the server is stopping; send it again")
        if self._queued_bytes and self._queued_bytes + size > QUEUE_BYTES:
            raise StoreFull(
                "the disk does not keep up with what arrives",
                hint="send more slowly, or put the home on a faster disk",
                retry_after_s=2,
            )

    def _run(self) -> None:
        while batch := self._take():
            self._commit(batch)

    def _take(self) -> list[tuple[Sequence[bytes], Future[int]]]:
        """Wait for records and return a batch of them; empty once closed and drained."""
        batch: list[tuple[Sequence[bytes], Future[int]]] = []
        taken = 0
        with self._changed:
            self._changed.wait_for(lambda: bool(self._queue) or self._closed)
            while self._queue and taken < BATCH_BYTES:
                records, size, future = self._queue.popleft()
                taken += size
                batch.append((records, future))
            self._queued_bytes -= taken
        return batch

    def _commit(self, batch: list[tuple[Sequence[bytes], Future[int]]]) -> None:
        # A caller who has gone was never told that these are kept, so they need not be.
        wanted = [(r, future) for r, future in batch if future.set_running_or_notify_cancel()]
        records = [record for group, _ in wanted for record in group]
        try:
            position = self._write(records) if records else 0
        except Exception as error:  # whatever it is belongs to the callers; the thread goes on
            for _, future in wanted:
                future.set_exception(error)
            return
        for group, future in wanted:
            future.set_result(position)
            position += len(group)
