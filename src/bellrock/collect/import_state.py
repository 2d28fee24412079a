"""How far has an import come, and does it add up? What the ledger knows of its runs and chunks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b
from typing import Any

import msgspec
import sqlalchemy as sa

from bellrock.collect.batch import Origin
from bellrock.collect.outcome import Outcomes, RecordOutcome
from bellrock.core.bucket import digest64
from bellrock.core.errors import Conflict, NotFound
from bellrock.core.time import Clock
from bellrock.store import Ledger, upsert
from bellrock.store.schema_collect import IMPORT_CHUNKS, IMPORTS


@dataclass(frozen=True)
class Run:
    """A run of an import that has not ended."""

    id: str
    done: Mapping[int, int]
    """By file: up to which row everything is in the lake or refused."""
    resumed: bool


@dataclass(frozen=True)
class Report:
    """What an import came to; `read` is the sum of the other three."""

    id: str
    read: int
    stored: int
    duplicate: int
    quarantined: int


def begin(ledger: Ledger, clock: Clock, project: int, plan: Mapping[str, Any]) -> Run:
    """Return the run of the import `plan` that waits to be resumed, else a new one."""
    digest = digest_of(plan)
    with ledger.write() as connection:
        last = connection.execute(
            sa.select(IMPORTS)
            .where(IMPORTS.c.project == project, IMPORTS.c.digest == digest)
            .order_by(IMPORTS.c.run.desc())
            .limit(1)
        ).first()
        if last is not None and last.ended is None:
            return Run(last.id, _done(connection, last.id), resumed=True)
        run = 1 if last is None else last.run + 1
        name = f"{digest64('import', str(project), digest, str(run)):016x}"
        connection.execute(
            sa.insert(IMPORTS).values(
                id=name,
                project=project,
                digest=digest,
                run=run,
                plan=dict(plan),
                began=clock.now(),
            )
        )
    return Run(name, {}, resumed=False)


def digest_of(plan: Mapping[str, Any]) -> str:
    """Return what two plans share that say the same."""
    return blake2b(msgspec.json.encode(plan, order="deterministic"), digest_size=16).hexdigest()


def plan_of(ledger: Ledger, project: int, import_id: str) -> Mapping[str, Any]:
    """Return the plan of an import of `project`.

    Raises:
        NotFound: the project has no such import.
    """
    with ledger.read() as connection:
        plan: Mapping[str, Any] = _row(connection, import_id, project).plan
        return plan


def open_plan(ledger: Ledger, project: int, import_id: str) -> Mapping[str, Any]:
    """Return the plan of an import of `project` that takes rows.

    Raises:
        NotFound: the project has no such import.
        Conflict: it has ended.
    """
    with ledger.read() as connection:
        row = _row(connection, import_id, project)
    if row.ended is not None:
        raise Conflict("this import has ended", hint="begin it again; its rows are recognised")
    plan: Mapping[str, Any] = row.plan
    return plan


def note_chunks(ledger: Ledger, origins: Iterable[Origin], outcomes: Outcomes) -> None:
    """Write down what became of the chunks among `origins`.

    What was written first stays: a chunk that is sent again is all duplicates, and its rows are to
    be counted once.
    """
    found = [
        _chunk_row(origin, outcomes[origin.number]) for origin in origins if origin.record.chunk
    ]
    if not found:
        return
    with ledger.write() as connection:
        connection.execute(upsert(connection, IMPORT_CHUNKS).on_conflict_do_nothing(), found)


def so_far(ledger: Ledger, import_id: str) -> Report:
    """Return what the import has come to so far; `read` counts the rows that are settled."""
    with ledger.read() as connection:
        return _sums(connection, import_id)


def end(ledger: Ledger, clock: Clock, import_id: str, read: int) -> Report:
    """End the import and return what it came to; once more returns the same.

    Args:
        read: How many rows the reader has seen in all its files.

    Raises:
        NotFound: there is no such import.
        Conflict: its chunks do not add up to `read`; it has not ended.
    """
    with ledger.write() as connection:
        row = _row(connection, import_id)
        if row.ended is not None:
            return Report(**row.report)
        report = _sums(connection, import_id)
        if report.read != read or read != report.stored + report.duplicate + report.quarantined:
            raise Conflict(
                f"{read:,} rows were read and {report.read:,} are accounted for",
                hint="run the import again; it goes on where it stopped",
                **asdict(report) | {"read": read, "settled": report.read},
            )
        change = sa.update(IMPORTS).where(IMPORTS.c.id == import_id)
        connection.execute(change.values(ended=clock.now(), report=asdict(report)))
    return report


def records_of(ledger: Ledger, import_id: str) -> Sequence[int]:
    """Return the numbers of the spool records that brought the import in."""
    with ledger.read() as connection:
        query = sa.select(IMPORT_CHUNKS.c.record).where(IMPORT_CHUNKS.c.import_id == import_id)
        return connection.execute(query).scalars().all()


def _chunk_row(origin: Origin, outcome: RecordOutcome) -> dict[str, Any]:
    chunk = origin.record.chunk
    assert chunk is not None  # noqa: S101 -- the caller has chosen those with a chunk
    return {
        "import_id": chunk.import_id,
        "file": chunk.file,
        "first": chunk.first,
        "rows": chunk.rows,
        "record": origin.number,
        "stored": outcome.kept,
        "duplicate": outcome.duplicate,
        # A chunk that is refused as a whole is one refusal of all its rows.
        "quarantined": chunk.rows if outcome.events < chunk.rows else outcome.quarantined,
    }


def _done(connection: sa.Connection, import_id: str) -> dict[int, int]:
    """Return, by file, the last row before the first gap."""
    columns = (IMPORT_CHUNKS.c.file, IMPORT_CHUNKS.c.first, IMPORT_CHUNKS.c.rows)
    query = sa.select(*columns).where(IMPORT_CHUNKS.c.import_id == import_id)
    done: dict[int, int] = {}
    for file, first, rows in connection.execute(query.order_by(*columns[:2])):
        if first == done.get(file, 0) + 1:
            done[file] = first + rows - 1
    return done


def _sums(connection: sa.Connection, import_id: str) -> Report:
    names = ("rows", "stored", "duplicate", "quarantined")
    sums = [sa.func.coalesce(sa.func.sum(IMPORT_CHUNKS.c[name]), 0) for name in names]
    query = sa.select(*sums).where(IMPORT_CHUNKS.c.import_id == import_id)
    read, stored, duplicate, quarantined = (int(n) for n in connection.execute(query).one())
    return Report(import_id, read, stored, duplicate, quarantined)


def _row(connection: sa.Connection, import_id: str, project: int | None = None) -> sa.Row[Any]:
    row = connection.execute(sa.select(IMPORTS).where(IMPORTS.c.id == import_id)).first()
    if row is None or project not in (None, row.project):
        raise NotFound(
            f"there is no import {import_id}", hint="begin one with POST /api/v1/imports"
        )
    return row
