"""How is an uploaded file imported while the server runs? One after the other, in a thread.

An import that a stop interrupts goes on at the next start, where the ledger says it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from threading import Event, Thread
from typing import Any

import structlog

from bellrock.collect.import_state import Report, Run
from bellrock.collect.import_take import Imports
from bellrock.collect.imports import Progress, run_import
from bellrock.core.errors import BellrockError
from bellrock.core.time import Clock
from bellrock.runtime.patience import patiently
from bellrock.runtime.uploads import Uploads, Waiting

_LOOK_S, _NOTED_S, _SWEPT_S = 5.0, 0.5, 3600.0
_log = structlog.get_logger("bellrock.uploads")


class _Stopped(Exception):
    """The server stops, or somebody cancelled."""


class UploadRunner:
    """Runs the imports of uploads that wait; `start` sets it going, `nudge` tells of a new one."""

    def __init__(self, uploads: Uploads, imports: Imports, clock: Clock) -> None:
        self._uploads = uploads
        self._imports = imports
        self._clock = clock
        self._stop = Event()
        self._wake = Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Set it going, first with what was interrupted."""
        self._stop.clear()
        self._thread = Thread(target=self._run, name="uploads", daemon=True)
        self._thread.start()

    def nudge(self) -> None:
        """Look for work now."""
        self._wake.set()

    def close(self) -> None:
        """Stop; an import under way stops where it is, and goes on at the next start."""
        self._stop.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def once(self, waiting: Waiting) -> None:
        """Import one upload, and note how it ended; its failures are noted, not raised."""
        try:
            self._import(waiting)
        except _Stopped:
            return
        except BellrockError as error:
            self._failed(waiting, error.message, error.hint)
        except Exception:
            _log.exception("an import failed", upload=waiting.id)
            self._failed(waiting, "something went wrong on our side", "see the server's log")

    def _run(self) -> None:
        swept = float("-inf")
        while not self._stop.is_set():
            try:
                if self._clock.monotonic() - swept >= _SWEPT_S:
                    swept = self._clock.monotonic()
                    self._uploads.sweep()
                while (waiting := self._uploads.next()) is not None and not self._stop.is_set():
                    self.once(waiting)
            except BellrockError as error:  # the ledger does not answer now
                _log.warning("uploads wait", error=str(error))
            self._wake.wait(_LOOK_S)
            self._wake.clear()

    def _import(self, waiting: Waiting) -> None:
        self.note(waiting, state="running")
        noted = self._clock.monotonic()

        def progress(seen: Progress) -> None:
            nonlocal noted
            if self._clock.monotonic() - noted >= _NOTED_S:
                noted = self._clock.monotonic()
                self.note(waiting, rows_read=seen.rows, bytes_read=seen.bytes)
            if self._stop.is_set():
                raise _Stopped

        door = _Door(self, waiting, self._imports)
        report = run_import(
            door, [waiting.path], waiting.mapping, progress=progress, digests=[waiting.digest]
        )
        self.note(waiting, state="finished", rows_read=report.read, bytes_read=waiting.bytes)

    def wait(self, seconds: float) -> None:
        """Let time pass, unless the server stops."""
        if self._stop.wait(seconds):
            raise _Stopped

    def note(self, waiting: Waiting, **changes: Any) -> None:
        """Write down how far it is, or stop where nobody wants it any more."""
        if not self._uploads.note(waiting, **changes):
            raise _Stopped

    def _failed(self, waiting: Waiting, error: str, hint: str) -> None:
        self._uploads.note(waiting, state="failed", error=error, hint=hint)


class _Door:
    """The door of an upload: it says which run it is, and waits for a store that is full."""

    def __init__(self, runner: UploadRunner, waiting: Waiting, imports: Imports) -> None:
        self._runner = runner
        self._waiting = waiting
        self._imports = imports

    def begin(self, plan: Mapping[str, Any]) -> Run:
        """Begin or resume."""
        run = self._imports.begin(self._waiting.project, plan)
        self._runner.note(self._waiting, import_id=run.id)
        return run

    def rows(self, import_id: str, file: int, first: int, lines: bytes) -> None:
        """Hand over a chunk."""
        patiently(
            lambda: self._imports.rows(self._waiting.project, import_id, file, first, lines),
            self._runner.wait,
            hint="then import the file again: it goes on where it stopped",
        )

    def finish(self, import_id: str, read: int) -> Report | None:
        """Ask for the report."""
        return self._imports.finish(self._waiting.project, import_id, read)
