"""How are an import's rows taken in? As records of the spool, and accounted for in the ledger."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from typing import Any

import msgspec

from bellrock.collect import import_state
from bellrock.collect.batch import PLACES
from bellrock.collect.drain import Drain
from bellrock.collect.event import Envelope
from bellrock.collect.import_check import IMPORTED
from bellrock.collect.import_state import Report, Run
from bellrock.collect.ingest import Collector
from bellrock.collect.record import Chunk, Record
from bellrock.core.errors import Conflict, InvalidDefinition
from bellrock.core.time import Clock
from bellrock.query import Sql
from bellrock.store import Lake, Ledger

MOST_ROWS = 10_000
_IN_FLIGHT = 8
_AHEAD_BYTES = 64 * 1024 * 1024
_PATIENCE_S = 5.0
_check_value = msgspec.json.Decoder(msgspec.Raw).decode
_check_array = msgspec.json.Decoder(list[msgspec.Raw]).decode


class Imports:
    """Takes imports in; made once, by `runtime`, for server and commands alike.

    A server answers with it, one call a request, all behind an admin key or a signed-in member:

    - `POST /api/v1/imports`, body the plan: `begin(project, plan)` → `{"id", "done", "resumed"}`;
    - `POST /api/v1/imports/{id}/rows?file=0&first=1`, body JSON lines of mapped rows, each
      with the row as it was read under `row`: `rows(project, id, file, first, body)` → 204; it
      returns once they are safe;
    - `POST /api/v1/imports/{id}/finish`, body `{"read": n}`: `finish(project, id, n)` → 200 with
      the report, or 202 while rows are still on their way into the lake: ask again.

    All of them block, so they belong in the thread pool.
    """

    def __init__(
        self, collector: Collector, drain: Drain, ledger: Ledger, lake: Lake, clock: Clock
    ) -> None:
        """Take rows in through `collector` and wait for `drain`."""
        self._collector = collector
        self._drain = drain
        self._ledger = ledger
        self._lake = lake
        self._clock = clock

    def begin(self, project: int, plan: Mapping[str, Any]) -> Run:
        """Begin the import that `plan` describes, or resume it where it was interrupted.

        The same plan again, after it has ended, is a new run, whose rows are all duplicates.

        Raises:
            InvalidDefinition: the plan names no files.
        """
        _names(plan)
        self._drain.catch_up(_PATIENCE_S)  # what an interrupted run has sent is to be known
        return import_state.begin(self._ledger, self._clock, project, plan)

    def rows(self, project: int, import_id: str, file: int, first: int, lines: bytes) -> None:
        """Take in JSON lines, one a row, numbered from `first`; return once they are safe.

        The same rows again are recognised. Waits a little where the drain is far behind.

        Raises:
            As `send`; what its future holds is raised as well.
        """
        self.send(project, import_id, file, first, lines).result()

    def send(
        self, project: int, import_id: str, file: int, first: int, lines: bytes
    ) -> Future[int]:
        """Take in rows as `rows` does; the future holds once they are safe.

        Raises:
            NotFound: the project has no such import, or the import no such file.
            Conflict: the import has ended.
            InvalidDefinition: too many rows, or a row number below 1.
            TooMany, StoreFull: as `Collector.accept`.
        """
        told = import_state.open_plan(self._ledger, project, import_id)
        names, body = _names(told), lines.removesuffix(b"\n")
        count = body.count(b"\n") + 1
        if not 0 <= file < len(names) or first < 1 or count > MOST_ROWS:
            raise InvalidDefinition(
                f"rows {first} to {first + count - 1} of file {file} cannot be",
                hint=f"send at most {MOST_ROWS:,} rows, numbered from 1, of one of the files",
                field="rows",
            )
        if self._drain.lag().bytes > _AHEAD_BYTES:
            self._drain.catch_up(_PATIENCE_S)
        envelope = Envelope(
            project, 0, "bellrock", IMPORTED + names[file], self._clock.now(), historical=True
        )
        place = Chunk(import_id, file, first, count)
        return self._collector.append(Record(envelope, rows_body(body), chunk=place))

    def finish(self, project: int, import_id: str, read: int) -> Report | None:
        """Return what the import came to once all `read` rows are settled; None before that.

        Raises:
            NotFound: the project has no such import.
            Conflict: its rows do not add up, or the lake holds fewer than it has taken.
        """
        import_state.plan_of(self._ledger, project, import_id)
        idle = self._drain.catch_up(_PATIENCE_S)
        so_far = import_state.so_far(self._ledger, import_id)
        if so_far.read < read and not idle:
            return None
        records = import_state.records_of(self._ledger, import_id)
        (there,) = self._lake.one(stored_sql(project, records))
        if there < so_far.stored:
            raise Conflict(
                f"{so_far.stored:,} rows were stored and the lake holds {there:,}",
                hint="have events been erased meanwhile? Else run the import again",
            )
        return import_state.end(self._ledger, self._clock, import_id, read)


class LocalDoor:
    """An import's door to the folder that this process has open, for one project."""

    def __init__(self, imports: Imports, project: int) -> None:
        """Take in through `imports`; a few chunks are under way at once."""
        self._imports = imports
        self._project = project
        self._sent: deque[Future[int]] = deque()

    def begin(self, plan: Mapping[str, Any]) -> Run:
        """Begin or resume."""
        return self._imports.begin(self._project, plan)

    def rows(self, import_id: str, file: int, first: int, lines: bytes) -> None:
        """Hand over a chunk."""
        self._sent.append(self._imports.send(self._project, import_id, file, first, lines))
        while len(self._sent) > _IN_FLIGHT:
            self._sent.popleft().result()

    def finish(self, import_id: str, read: int) -> Report | None:
        """Ask for the report."""
        while self._sent:
            self._sent.popleft().result()
        return self._imports.finish(self._project, import_id, read)


def rows_body(lines: bytes) -> bytes:
    """Return JSON lines as the body of one request; a line that is no JSON stays as text."""
    body = b"[" + lines.replace(b"\n", b",") + b"]"
    try:
        if len(_check_array(body)) == lines.count(b"\n") + 1:
            return body
    except msgspec.MsgspecError:
        pass
    return b"[" + b",".join(_as_json(line) for line in lines.split(b"\n")) + b"]"


def stored_sql(project: int, records: Sequence[int]) -> Sql:
    """Return how many events the spool's `records` have left in the lake: one row."""
    return Sql(
        f"""
        select count()
        from events
        where project = {{project:UInt32}} and historical
          and intDiv(position, {PLACES}) in {{records:Array(UInt64)}}
        """,
        {"project": project, "records": list(records)},
    )


def _as_json(line: bytes) -> bytes:
    try:
        _check_value(line)
    except msgspec.MsgspecError:
        return msgspec.json.encode(line.decode("utf-8", "replace"))
    return line


def _names(plan: Mapping[str, Any]) -> list[str]:
    files = plan.get("files")
    if not isinstance(files, list) or not files:
        raise InvalidDefinition("the import names no files", hint="see docs/guide", field="files")
    return [str(file.get("name", "")) if isinstance(file, dict) else "" for file in files]
