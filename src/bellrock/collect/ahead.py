"""What comes after the batch under way? Taken apart already, while the lake is busy with that one.

The engine works outside Python's lock, so the two go on at the same time.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from bellrock.collect.batch import Batch


class Ahead:
    """Reads one batch ahead in a thread of its own; used by one thread at a time."""

    def __init__(self, gather: Callable[[int], Batch]) -> None:
        """Read by `gather`, which returns the batch that follows a record's number."""
        self._gather = gather
        self._pool: ThreadPoolExecutor | None = None
        self._under_way: tuple[int, Future[Batch]] | None = None

    def begin(self, after: int) -> None:
        """Begin to read what follows record `after`; returns at once."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, thread_name_prefix="drain-ahead")
        self._under_way = (after, self._pool.submit(self._gather, after))

    def take(self, after: int) -> Batch | None:
        """Return what was read ahead, once, if it follows record `after`; else None.

        When this returns, nothing is being read.
        """
        begun, self._under_way = self._under_way, None
        if begun is None or begun[1].exception() is not None:  # reading anew will tell of it
            return None
        batch = begun[1].result()
        return batch if begun[0] == after and batch.origins else None

    def close(self) -> None:
        """Wait for what is being read, and forget it."""
        self._under_way = None
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None
