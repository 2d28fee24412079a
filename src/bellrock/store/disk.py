"""Is there room on the disk, and what did the disk mean when it refused?"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Protocol

from bellrock.core.errors import StoreError, StoreFull, StoreUnwritable
from bellrock.core.time import SYSTEM_CLOCK, Clock

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_UNWRITABLE = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.ENOENT)


class Usage(Protocol):
    """What `shutil.disk_usage` says of a disk, in bytes."""

    @property
    def free(self) -> int: ...


class Watermark:
    """The free space that must remain on a folder's disk."""

    def __init__(
        self,
        folder: Path,
        *,
        free_bytes: int = 512 << 20,
        retry_after_s: int = 30,
        usage: Callable[[Path], Usage] = shutil.disk_usage,
        fresh_s: float = 0.0,
        clock: Clock = SYSTEM_CLOCK,
    ) -> None:
        """Watch the disk of `folder`.

        Args:
            free_bytes: Bytes that must stay free.
            retry_after_s: What a refusal advises.
            usage: Asks the disk.
            fresh_s: For how long an answer of the disk holds; what is wanted meanwhile is counted.
            clock: Times that.
        """
        self.folder = folder
        self._free_bytes = free_bytes
        self._retry_after_s = retry_after_s
        self._usage = usage
        self._fresh_s = fresh_s
        self._clock = clock
        self._lock = Lock()
        self._seen: Usage | None = None
        self._seen_at = 0.0
        self._wanted = 0

    def check(self, wanted_bytes: int = 0) -> None:
        """Return quietly if `wanted_bytes` more would still leave enough room.

        Raises:
            StoreFull: they would not; nothing has been written.
        """
        with self._lock:
            usage = self._latest()
            free = usage.free - self._wanted
            if free - wanted_bytes >= self._free_bytes:
                self._wanted += wanted_bytes
                return
            self._seen = None
        raise StoreFull(
            f"the disk of {self.folder} is nearly full",
            hint="free space on the disk; "
            f"{self._free_bytes >> 20} MiB must stay free (spool.free_mb)",
            retry_after_s=self._retry_after_s,
            free_bytes=free,
        )

    def _latest(self) -> Usage:
        now = self._clock.monotonic()
        if self._seen is None or now - self._seen_at >= self._fresh_s:
            self._seen, self._seen_at, self._wanted = self._usage(self.folder), now, 0
        return self._seen


def disk_error(error: OSError, path: Path) -> StoreError:
    """Return our error for what the operating system said of `path`."""
    said = error.strerror or str(error)
    if error.errno in _FULL:
        return StoreFull(
            f"the disk is full: {path} ({said})", hint="free space on the disk", retry_after_s=30
        )
    if error.errno in _UNWRITABLE:
        return StoreUnwritable(
            f"the folder cannot be written: {path} ({said})",
            hint="give this user write access to the folder, or choose another with --home",
        )
    return StoreError(
        f"the disk refused: {path} ({said})",
        hint="look at the system log; the disk may be failing",
        retry_after_s=30,
    )


def write_durably(path: Path, data: bytes) -> None:
    """Replace `path` by `data`: a crash leaves the old content or the new, never a part."""
    draft = path.with_suffix(".draft")
    output = os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    try:
        write_all(output, data)
        flush(output)
    finally:
        os.close(output)
    draft.replace(path)
    flush_folder(path.parent)


def write_all(output: int, data: bytes) -> None:
    """Write all of `data` to the open file `output`."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(output, rest) :]


def flush(output: int) -> None:
    """Wait until what was written to the open file `output` is on the disk."""
    getattr(os, "fdatasync", os.fsync)(output)  # what a size needs is flushed by either


def flush_folder(folder: Path) -> None:
    """Wait until the names of the files in `folder` are on the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
