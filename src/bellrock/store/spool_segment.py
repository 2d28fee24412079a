"""What is in one file of the spool? Its records in order, and where to begin to read.

A file is called `<first position>-<seed>.log`. One that is damaged stays until the records left in
it have been drained, and is then set aside as `….corrupt` in place of being deleted.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from bellrock.store.disk import flush
from bellrock.store.spool_record import Damage, Record, pack, scan

_STRIDE = 64 << 10  # bytes between two entries of the index
_PIECE = 1 << 20  # bytes copied at once
_log = structlog.get_logger(__name__)


@dataclass(eq=False)
class Segment:
    """One file, as far as it is known to be on the disk."""

    path: Path
    first: int
    """No record in it has a lower position."""
    seed: int
    size: int = 0
    last: int = 0
    """Position of its last record; 0 while it has none."""
    free: int = 0
    """No record in it, readable or not, had this position or a higher one."""
    damaged: bool = False
    _index: list[tuple[int, int]] = field(default_factory=list)

    @classmethod
    def named(cls, folder: Path, first: int, seed: int) -> Segment:
        """Return the segment of `folder` that begins at `first`, whether or not it exists."""
        return cls(folder / f"{first:020d}-{seed:08x}.log", first, seed, free=first)

    @classmethod
    def load(cls, path: Path, *, newest: bool) -> Segment:
        """Return the segment in the file `path`, read from end to end.

        In the `newest` file a crash may have torn the last record: it is cut off.

        Raises:
            OSError: the file cannot be read or cut.
        """
        first, seed = path.stem.split("-")
        segment = cls(path, int(first), int(seed, 16), free=int(first))
        segment._load(newest)
        return segment

    def packed(self, payloads: list[bytes], position: int) -> bytes:
        """Return the bytes that append `payloads`, the first of them as `position`."""
        return b"".join(pack(p, position + i, self.seed) for i, p in enumerate(payloads))

    def grew(self, first: int, last: int, size: int) -> None:
        """Take note that the records `first` to `last`, `size` bytes, are on the disk."""
        self._note(first, self.size)
        self.size += size
        self.last, self.free = last, last + 1

    def read(self, after: int) -> Iterator[tuple[int, bytes]]:
        """Return the records above position `after`, in order; damage is reported and skipped.

        Raises:
            OSError: the file cannot be read.
        """
        with self.path.open("rb") as file:
            for found in scan(file, self.seed, self.offset(after), self.size):
                if isinstance(found, Damage):
                    self._report(found)
                elif found.position > after:
                    yield found.position, found.payload

    def offset(self, position: int) -> int:
        """Return a place, at most 64 KiB early, after which all records above `position` stand."""
        if position >= self.last:
            return self.size
        place = bisect_right(self._index, position, key=lambda entry: entry[0]) - 1
        return self._index[place][1] if place >= 0 else 0

    def copy_to(self, folder: Path) -> None:
        """Copy the durable part of the file into `folder`.

        Raises:
            OSError: a disk refuses.
        """
        left = self.size
        with self.path.open("rb") as source, (folder / self.path.name).open("xb") as copy:
            while left > 0 and (data := source.read(min(left, _PIECE))):
                left -= copy.write(data)

    def drop(self) -> None:
        """Delete the file, or set it aside if it is damaged."""
        if not self.damaged:
            self.path.unlink(missing_ok=True)
            return
        aside = self.path.with_suffix(".corrupt")
        self.path.replace(aside)
        _log.error("spool.corrupt_segment_set_aside", file=str(aside))

    def _load(self, newest: bool) -> None:
        self.size = self.path.stat().st_size
        tail: Damage | None = None
        with self.path.open("rb") as file:
            for found in scan(file, self.seed, 0, self.size):
                if tail is not None:
                    self._report(tail)
                tail = self._met(found)
        if tail is not None:
            self.free += tail.records
            if newest:
                self._cut(tail)
            else:
                self._report(tail)
        if newest:
            self._settle()

    def _met(self, found: Record | Damage) -> Damage | None:
        if isinstance(found, Damage):
            return found
        self._note(found.position, found.start)
        self.last, self.free = found.position, found.position + 1
        return None

    def _note(self, position: int, offset: int) -> None:
        if not self._index or offset - self._index[-1][1] >= _STRIDE:
            self._index.append((position, offset))

    def _cut(self, tail: Damage) -> None:
        _log.warning(
            "spool.torn_tail_cut",
            file=str(self.path),
            bytes=tail.end - tail.start,
            meaning="a record was being written when the last run ended; it was never acknowledged",
        )
        os.truncate(self.path, tail.start)
        self.size = tail.start

    def _settle(self) -> None:
        # A killed process may have left whole records that never reached the disk.
        output = os.open(self.path, os.O_RDWR)
        try:
            flush(output)
        finally:
            os.close(output)

    def _report(self, damage: Damage) -> None:
        if self.damaged:
            return
        self.damaged = True
        _log.error(
            "spool.corrupt_segment",
            file=str(self.path),
            first_bad_byte=damage.start,
            bytes=damage.end - damage.start,
            meaning="the disk changed this file; every record still whole in it is kept",
            hint="check the disk and the memory; the file is set aside as .corrupt once drained",
        )
