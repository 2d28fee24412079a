"""Is it safe to say "accepted"? Files on disk between the collector and the lake.

Records are appended to numbered files and acknowledged once they are on the disk; a reader drains
them in order and then moves the checkpoint, behind which files are deleted.

A position is never given twice, because what the lake deduplicates by is derived from it: not after
a crash, not after damage, and not in a fresh folder either. So they leap forward at each start: the
first follows the clock, should the files know less.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from datetime import timedelta
from pathlib import Path

import structlog

from bellrock.core.ids import new_id
from bellrock.core.time import EPOCH, Clock
from bellrock.store.disk import (
    Watermark,
    disk_error,
    flush,
    flush_folder,
    write_all,
)
from bellrock.store.group_commit import GroupCommit
from bellrock.store.spool_folder import load, lock, read_checkpoint, write_checkpoint
from bellrock.store.spool_segment import Segment

_PER_SECOND = 1 << 16  # positions for each second since 1970; more records than that never come
_log = structlog.get_logger(__name__)


class Spool:
    """Acknowledged records on their way to the lake; one process a folder, many threads."""

    def __init__(
        self,
        folder: Path,
        *,
        clock: Clock,
        segment_bytes: int = 64 << 20,
        watermark: Watermark | None = None,
    ) -> None:
        """Open the spool in `folder`, creating it if need be, and mend what a crash left.

        Args:
            segment_bytes: Size from which a file is followed by the next.
            watermark: Refuses records when the disk is nearly full.

        Raises:
            StoreLocked: another process has this folder.
            StoreUnwritable: the folder cannot be written.
        """
        self.folder = folder
        self._segment_bytes = segment_bytes
        self._watermark = watermark
        self._files = threading.Lock()  # nothing is deleted while it is read
        self._list = threading.Lock()  # changes of the list of segments
        self._changed = threading.Condition()
        self._active: Segment | None = None
        self._output = -1
        self._lock = lock(folder)
        try:
            self._segments = load(folder)
            self.checkpointed = read_checkpoint(folder)
            self._drop_drained()
        except OSError as error:
            os.close(self._lock)
            raise disk_error(error, folder) from error
        self._next = self._first_position(clock)
        self.checkpointed = self.checkpointed or self._nothing_drained()
        self.last = max([self.checkpointed, *(s.last for s in self._segments)])
        self._commit = GroupCommit(self._write, name="spool")

    @property
    def pending_records(self) -> int:
        """How many records wait to be drained; those that damage destroyed are counted too."""
        with self._list:  # positions leap between files, never within one
            return sum(max(0, s.last - max(self.checkpointed, s.first - 1)) for s in self._segments)

    @property
    def pending_bytes(self) -> int:
        """How many bytes wait to be drained; exact to 64 KiB, and 0 when nothing waits."""
        with self._list:
            return sum(s.size - s.offset(self.checkpointed) for s in self._segments)

    def submit(self, records: Sequence[bytes]) -> Future[int]:
        """Append `records`; the future gives the position of the first once they are durable.

        They follow each other without a gap. The future raises `StoreFull`, `StoreUnwritable` or
        `StoreError` when the disk refuses; then none of them is kept.

        Raises:
            StoreFull: the disk is at its watermark, or does not keep up.
        """
        if not records:
            raise ValueError("a submission without records has no position")
        if self._watermark:
            self._watermark.check(sum(map(len, records)))
        return self._commit.submit(records)

    def append(self, records: Sequence[bytes]) -> int:
        """Append `records`, wait until they are durable, return the position of the first."""
        return self.submit(records).result()

    def read(self, after: int, *, max_records: int, max_bytes: int) -> list[tuple[int, bytes]]:
        """Return durable records above position `after`, in order, with their positions.

        Positions grow, but not always by one. At most `max_records`, and at most `max_bytes`
        unless the first alone is larger. Records that damage has destroyed are left out.

        Raises:
            StoreError: the disk refuses to read.
        """
        found: list[tuple[int, bytes]] = []
        size = 0
        with self._files:
            for segment in [s for s in self._segments if s.last > after]:
                try:
                    for position, payload in segment.read(after):
                        size += len(payload)
                        if found and (len(found) >= max_records or size > max_bytes):
                            return found
                        found.append((position, payload))
                except OSError as error:
                    raise disk_error(error, segment.path) from error
        return found

    def wait(self, after: int, timeout_s: float) -> bool:
        """Wait until there is a record above position `after`; return whether there is."""
        with self._changed:
            return self._changed.wait_for(lambda: self.last > after, timeout_s)

    def checkpoint(self, position: int) -> None:
        """Remember, durably, that everything up to `position` is in the lake; delete old files.

        A position at or below the present checkpoint changes nothing.

        Raises:
            StoreError: the disk refuses; the checkpoint is where it was.
        """
        if position <= self.checkpointed:
            return
        with self._files:
            try:
                write_checkpoint(self.folder, position)
                self.checkpointed = position
                self._drop_drained()
            except OSError as error:
                raise disk_error(error, self.folder) from error

    def copy_to(self, folder: Path) -> None:
        """Copy what is durable now, and the checkpoint, into the new `folder`: a spool like this.

        Raises:
            OSError: the folder exists, or its disk refuses.
        """
        with self._files:
            folder.mkdir(mode=0o700)
            write_checkpoint(folder, self.checkpointed)
            for segment in self._segments:
                segment.copy_to(folder)

    def close(self) -> None:
        """Write what is queued, end the writing thread and give the folder free."""
        self._commit.close()
        self._seal()
        if self._lock >= 0:
            os.close(self._lock)
        self._lock = -1

    def _write(self, records: list[bytes]) -> int:
        first, last = self._next, self._next + len(records) - 1
        self._next = last + 1  # also when it fails: a position is never given twice
        try:
            segment = self._room(first)
            data = segment.packed(records, first)
            write_all(self._output, data)
            flush(self._output)
        except OSError as error:
            self._abandon()
            raise disk_error(error, self.folder) from error
        segment.grew(first, last, len(data))
        with self._changed:
            self.last = last
            self._changed.notify_all()
        return first

    def _room(self, position: int) -> Segment:
        """Return the segment to write to, beginning one at `position` where that is due."""
        if self._active and self._active.size >= self._segment_bytes:
            self._seal()
        if self._active is None:
            segment = Segment.named(self.folder, position, new_id().int & 0xFFFFFFFF)
            flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_APPEND
            self._output = os.open(segment.path, flags, 0o600)
            flush_folder(self.folder)
            with self._list:
                self._segments = [*self._segments, segment]
            self._active = segment
        return self._active

    def _abandon(self) -> None:
        """Undo half a write; the next one begins a new file, as this one's state is uncertain."""
        if self._active is not None:
            try:
                os.ftruncate(self._output, self._active.size)
            except OSError as error:
                _log.warning("spool.half_written", file=str(self._active.path), error=str(error))
        self._seal()

    def _seal(self) -> None:
        if self._output >= 0:
            os.close(self._output)
        self._active, self._output = None, -1

    def _drop_drained(self) -> None:
        # The newest file stays: its name says which positions have been given.
        drained = [s for s in self._segments[:-1] if s.last <= self.checkpointed]
        for segment in drained:
            segment.drop()
        with self._list:
            self._segments = [s for s in self._segments if s not in drained]

    def _first_position(self, clock: Clock) -> int:
        by_clock = (clock.now() - EPOCH) // timedelta(seconds=1) * _PER_SECOND
        return max([1, by_clock, self.checkpointed + 1, *(s.free for s in self._segments)])

    def _nothing_drained(self) -> int:
        return min([self._next, *(s.first for s in self._segments)]) - 1
