"""Who carries accepted events from the spool into the lake? One thread, at most a second behind."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from threading import Event, RLock, Thread
from typing import Protocol

import structlog

from bellrock.collect.ahead import Ahead
from bellrock.collect.batch import SELDOM, Batch, Size, refuse_whole
from bellrock.collect.outcome import RecordOutcome, Settled
from bellrock.collect.record import unpack
from bellrock.collect.steps import Steps
from bellrock.core.errors import StoreCorrupt, StoreError
from bellrock.core.time import Clock

LINGER_S = 0.4
"""How long the first record of a batch waits for company."""
_HURRY_S = 0.02  # … where somebody waits for what becomes of it
_LONGEST_PAUSE_S = 10.0
_FIRST_PAUSE_S = 0.1
_READ_BYTES = 4 * 1024 * 1024  # as they stand in the spool, mostly compressed
_FAILING_S = 1.0  # how long to wait, when closing, for a drain that fails
_log = structlog.get_logger(__name__)


class Log(Protocol):
    """The spool, as far as draining needs it."""

    checkpointed: int
    last: int

    @property
    def pending_bytes(self) -> int: ...

    def read(
        self, after: int, *, max_records: int, max_bytes: int
    ) -> Sequence[tuple[int, bytes]]: ...

    def wait(self, after: int, timeout_s: float) -> bool: ...

    def checkpoint(self, position: int) -> None: ...


class Reader(Protocol):
    """Takes records apart, here or elsewhere; called by one thread at a time."""

    def gather(self, records: Sequence[tuple[int, bytes]], size: Size) -> Batch:
        """Take `records` apart, in order, until the batch reaches `size`."""
        ...


@dataclass(frozen=True)
class Lag:
    """How far the lake is behind what was accepted."""

    bytes: int
    """Accepted and not yet in the lake, as they stand in the spool."""
    seconds: float
    """Since the drain was last done with all there was, or with a part of it."""
    failures: int
    """Attempts in a row that failed; 0 while it goes well."""
    error: str
    """Why the last attempt failed, with the fix; empty while it goes well."""
    drained: int
    """Events drained since the start, whatever became of them."""


class Drain:
    """Drains `spool` through `steps`; `start` sets it going, or `once` drains a batch at a time."""

    def __init__(
        self,
        spool: Log,
        steps: Steps,
        reader: Reader,
        *,
        clock: Clock,
        linger_s: float = LINGER_S,
        size: Size | None = None,
    ) -> None:
        """Drain what `spool` holds beyond its checkpoint.

        Args:
            reader: Takes records apart into checked and enriched events.
            linger_s: How long the first record of a batch waits for company.
        """
        self.steps = steps
        self.live = steps.live
        self.after_step: Callable[[str], None] | None = None
        """Called with the name of every step that is done; tests let a crash happen here."""
        self._spool = spool
        self._reader = reader
        self._clock = clock
        self._linger_s = linger_s
        self._size = size or Size()
        self._settled = Settled(spool.checkpointed)
        # Up to here a former process, or a failed attempt, may have left a batch half drained.
        self._unsure_to = spool.last
        self._retry_to = 0
        self._alone_to = 0
        self._ahead = Ahead(self._read_after)
        self._still = RLock()
        self._stop = Event()
        self._thread: Thread | None = None
        self._failures = 0
        self._error = ""
        self._drained = 0
        self._advanced = clock.monotonic()

    def start(self) -> None:
        """Set the draining thread going."""
        self._stop.clear()
        self._thread = Thread(target=self._run, name="drain", daemon=True)
        self._thread.start()

    def close(self, *, timeout_s: float = 30.0) -> bool:
        """Drain what is left, for at most `timeout_s`, and stop; return whether nothing is left.

        What is left stays in the spool and is drained at the next start.
        """
        if self._thread is not None:
            self.settled(self._spool.last, _FAILING_S if self._failures else timeout_s)
            self._stop.set()
            self._settled.wanted.set()
            self._thread.join()
            self._thread = None
        self._ahead.close()
        return self._settled.done >= self._spool.last

    def settled(self, position: int, timeout_s: float) -> RecordOutcome | None:
        """Wait until the record at `position` is drained, and return what became of it.

        While somebody waits, records linger less. None where it takes longer than `timeout_s`, or
        where it happened so long ago that only the lake knows.
        """
        return self._settled.wait(position, timeout_s)

    def catch_up(self, timeout_s: float) -> bool:
        """Wait until all that is accepted now is drained, or `timeout_s` is over; say whether.

        Where no thread drains, do it here.

        Raises:
            StoreError: no thread drains, and a store does not work.
        """
        last = self._spool.last
        if self._thread is None:
            while self._settled.done < last:
                self.once()
        else:
            self.settled(last, timeout_s)
        return self._settled.done >= last

    def hold(self) -> AbstractContextManager[object]:
        """Keep the lake as it is while a block runs: nothing is drained in it; nothing is lost."""
        return self._still

    def lag(self) -> Lag:
        """Return how far behind the lake is, and why."""
        idle = self._settled.done >= self._spool.last
        since = 0.0 if idle else self._clock.monotonic() - self._advanced
        return Lag(self._spool.pending_bytes, since, self._failures, self._error, self._drained)

    def once(self) -> int:
        """Drain one batch now and return how many records it had; 0 where there were none.

        Only for where no thread drains: a command that works on a folder by itself, and tests.

        Raises:
            StoreError: a store does not work; nothing is lost, and the next call tries again.
        """
        with self._still, _seldom_collected():
            batch = self._next()
            if not batch.origins:
                return 0
            if batch.full(self._size) or self._spool.pending_bytes > _READ_BYTES:
                self._ahead.begin(batch.last)
            try:
                self._drain(batch)
            except Exception:
                self._unsure_to = max(self._unsure_to, batch.last)
                self._retry_to = batch.last
                raise
            return len(batch.origins)

    def _run(self) -> None:
        while not self._stop.is_set():
            if self._settled.done >= self._spool.last:
                self._advanced = self._clock.monotonic()
            if not self._spool.wait(self._settled.done, 0.5):
                continue
            self._linger()
            try:
                self.once()
            except StoreError as error:
                self._failed(error)
            except Exception as error:
                self._suspect(error)

    def _next(self) -> Batch:
        """Return the next batch: what was read ahead, unless something has failed meanwhile."""
        done = self._settled.done
        ahead = self._ahead.take(done)
        if ahead is None or done < max(self._retry_to, self._alone_to):
            return self._gather()
        return ahead

    def _read_after(self, after: int) -> Batch:
        records = self._spool.read(after, max_records=self._size.records, max_bytes=_READ_BYTES)
        return self._reader.gather(records, self._size)

    def _gather(self) -> Batch:
        alone = self._settled.done < self._alone_to
        size, last = self._size, self._spool.last
        records = self._spool.read(
            self._settled.done, max_records=1 if alone else size.records, max_bytes=_READ_BYTES
        )
        if not records and last > self._settled.done:
            self._skip_to(last)
        if self._settled.done < self._retry_to:
            # The same records again: what the lake recognises an insert by is derived from them.
            records = [record for record in records if record[0] <= self._retry_to]
        return self._reader.gather(records, size)

    def _skip_to(self, last: int) -> None:
        """Go past records that damage on the disk has destroyed; the spool has told of them."""
        self._spool.checkpoint(last)
        self._settled.mark(last, {})

    def _drain(self, batch: Batch) -> None:
        unsure = batch.first <= self._unsure_to
        with self._still:
            outcomes = self.steps.run(batch, unsure=unsure, after=self.after_step)
            self._spool.checkpoint(batch.last)
        self._drained += len(batch.events) + len(batch.refused)
        self._settled.mark(batch.last, outcomes)
        self._advanced = self._clock.monotonic()
        self._failures, self._error = 0, ""

    def _linger(self) -> None:
        """Give a batch time to fill, unless it is large already or somebody waits."""
        if self._failures or self._spool.pending_bytes > self._size.bytes // 4:
            return
        self._settled.wanted.clear()
        if not self._settled.waiters:
            self._settled.wanted.wait(self._linger_s)
        if self._settled.waiters:
            self._stop.wait(min(_HURRY_S, self._linger_s))

    def _failed(self, error: StoreError) -> None:
        """Keep what there is and try again later, later each time."""
        self._failures += 1
        self._error = str(error)
        if self._failures in (1, 10) or self._failures % 100 == 0:
            _log.error(
                "drain.waiting", error=str(error), attempts=self._failures, **_lag_facts(self.lag())
            )
        self._stop.wait(min(_LONGEST_PAUSE_S, _FIRST_PAUSE_S * 2 ** min(self._failures, 10)))

    def _suspect(self, error: Exception) -> None:
        """Something unexpected: find the record that does it, and put it aside."""
        _log.exception("drain.unexpected", error=repr(error))
        self._failures += 1
        self._error = f"bellrock failed: {error!r}"
        if self._settled.done >= self._alone_to:
            self._alone_to = self._retry_to
            return
        if not self._set_aside(error):
            self._stop.wait(min(_LONGEST_PAUSE_S, _FIRST_PAUSE_S * 2 ** min(self._failures, 10)))

    def _set_aside(self, error: Exception) -> bool:
        """Quarantine the next record as a whole; return whether that worked."""
        records = self._spool.read(self._settled.done, max_records=1, max_bytes=1)
        if not records:
            return False
        number, data = records[0]
        try:
            record = unpack(data, number)
            refused = refuse_whole(number, record, "poison", f"bellrock failed: {error!r}")
            self._drain(Batch([refused.origin], [], [refused]))
        except StoreCorrupt:
            return False
        except Exception as again:
            self._error = f"bellrock failed: {again!r}"
            return False
        return True


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Have garbage collected seldom: a batch is a mass of young objects without a cycle.

    Left alone, the collector walks them time and again, for a quarter of the whole drain.
    """
    was = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*was)


def _lag_facts(lag: Lag) -> dict[str, float]:
    return {"waiting_bytes": lag.bytes, "waiting_s": round(lag.seconds, 1)}
