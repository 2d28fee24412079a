"""Who takes records apart? A process of its own, so that answering requests need not wait for it.

Python runs one thread at a time: taken apart in the server, a backlog made single requests wait
for seconds. Where that process dies, the records are read here and a new one is started.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress

import msgspec
import structlog

from bellrock.collect.apart import Task, Told, open_enricher, read_frame, unpack_batch, write_frame
from bellrock.collect.batch import Batch, Read, Size, gather
from bellrock.collect.reader import reader

_log = structlog.get_logger(__name__)


class Here:
    """Takes records apart in the calling thread."""

    def __init__(self, read: Read) -> None:
        """Read bodies by `read`."""
        self._read = read

    def gather(self, records: Sequence[tuple[int, bytes]], size: Size) -> Batch:
        """Take `records` apart until `size` is reached."""
        return gather(records, self._read, size)


class Elsewhere:
    """Takes records apart in a child process; used by one thread at a time."""

    def __init__(self, told: Told) -> None:
        """Enrich as `told`; `start` sets the process going.

        Raises:
            StoreCorrupt: the database of places cannot be read.
        """
        self._told = told
        self._here = Here(reader(open_enricher(told).enrich))
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The child's process id, or 0 while there is none."""
        return self._child.pid if self._child is not None else 0

    def start(self) -> None:
        """Start the child; it takes records at once."""
        told = msgspec.json.encode(self._told).decode()
        self._child = subprocess.Popen(  # noqa: S603 -- our own module
            [sys.executable, "-P", "-m", "bellrock.collect.apart", told],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def gather(self, records: Sequence[tuple[int, bytes]], size: Size) -> Batch:
        """Take `records` apart until `size` is reached; in this process while none is started."""
        frame = None
        if self._child is not None and records:
            frame = self._answer(self._child, msgspec.msgpack.encode(Task(size, list(records))))
        return unpack_batch(frame) if frame else self._here.gather(records, size)

    def close(self) -> None:
        """End the child at once: nobody waits for its answer, and it holds nothing of its own."""
        child, self._child = self._child, None
        if child is None:
            return
        assert child.stdin is not None  # noqa: S101 -- tells the type checker of the pipes
        assert child.stdout is not None  # noqa: S101
        child.kill()
        child.wait()
        with suppress(BrokenPipeError):
            child.stdin.close()
        child.stdout.close()

    def _answer(self, child: subprocess.Popen[bytes], frame: bytes) -> bytes | None:
        assert child.stdin is not None  # noqa: S101 -- as above
        assert child.stdout is not None  # noqa: S101
        try:
            write_frame(child.stdin, frame)
            answer = read_frame(child.stdout)
        except OSError:
            answer = None
        if answer is None:
            self.close()
            _log.warning("drain.reader_gone", status=child.returncode)
            self.start()
        return answer
