"""How does history get in? Rows of files, through the front door, resumable and accounted for.

An import has two sides that meet in `Door`. The reading side (`run_import`) maps files to chunks of
JSON lines; it runs where the files are. The taking side (`Imports`) runs where the spool is. A
command that has the folder open joins them directly; one that talks to a server puts HTTP between.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import sleep
from typing import Any, Protocol

from bellrock.collect.batch import Size, gather
from bellrock.collect.dialects import parse
from bellrock.collect.event import Envelope, Event
from bellrock.collect.import_check import IMPORTED
from bellrock.collect.import_files import Source, open_source
from bellrock.collect.import_map import ImportMap
from bellrock.collect.import_rows import CHUNK_BYTES, CHUNK_ROWS, Chunk, chunks
from bellrock.collect.import_state import Report, Run
from bellrock.collect.import_take import rows_body
from bellrock.collect.record import Chunk as Place
from bellrock.collect.record import Record, pack
from bellrock.core.time import EPOCH

_LOOK_S = 0.1


class Door(Protocol):
    """Where an import is taken in; over HTTP each call is one request, named beside it."""

    def begin(self, plan: Mapping[str, Any]) -> Run:
        """Begin or resume: `POST /api/v1/imports`."""
        ...

    def rows(self, import_id: str, file: int, first: int, lines: bytes) -> None:
        """Hand over a chunk: `POST /api/v1/imports/{id}/rows?file=…&first=…`."""
        ...

    def finish(self, import_id: str, read: int) -> Report | None:
        """Ask for the report: `POST /api/v1/imports/{id}/finish`; None while rows are under way."""
        ...


@dataclass(frozen=True)
class Progress:
    """How far an import has come."""

    file: str
    rows: int
    """Read so far, in all files."""
    bytes: int
    """Read so far, in all files, as they stand on the disk."""
    bytes_total: int


@dataclass(frozen=True)
class Problem:
    """A row that would be refused."""

    file: str
    row: int
    reason: str
    detail: str


@dataclass(frozen=True)
class Preview:
    """What an import would do. `stored` still counts rows that are duplicates."""

    files: tuple[Mapping[str, Any], ...]
    """By file: name, format, columns, delimiter, encoding."""
    read: int
    stored: int
    quarantined: int
    sample: tuple[Mapping[str, Any], ...]
    """The first events, as they would be stored."""
    problems: Mapping[str, int]
    """How many rows would be refused, by reason."""
    examples: tuple[Problem, ...]
    complete: bool = True
    """Whether every row was read."""


def run_import(
    door: Door,
    files: Sequence[Path],
    told: ImportMap,
    *,
    progress: Callable[[Progress], None] | None = None,
    digests: Sequence[str] = (),
) -> Report:
    """Import `files`; where an earlier run of the same was interrupted, go on from there.

    Args:
        digests: Of the files, where they are known already.

    Raises:
        NotFound: a file is not there.
        InvalidDefinition: the mapping cannot mean anything, or names a column that is not there.
        StoreCorrupt: a file is damaged; what came before it is in.
        Conflict: the rows do not add up; running it again mends that.
    """
    sources = _opened(files, told, digests)
    run = door.begin(plan(sources, told))
    total = sum(source.bytes for source in sources)
    seen = Progress("", 0, 0, total)
    for place, source in enumerate(sources):
        before = seen
        with source.rows() as reading:
            for chunk in chunks(reading, told):
                if chunk.last > run.done.get(place, 0):
                    door.rows(run.id, place, chunk.first, chunk.lines)
                seen = Progress(
                    source.path.name, before.rows + chunk.last, before.bytes + reading.bytes, total
                )
                if progress:
                    progress(seen)
        seen = replace(seen, bytes=before.bytes + source.bytes)
    while (report := door.finish(run.id, seen.rows)) is None:
        sleep(_LOOK_S)
    return report


def plan(sources: Sequence[Source], told: ImportMap) -> dict[str, Any]:
    """Return what identifies an import, as JSON: its files, its mapping, and how it is cut."""
    return {
        "files": [{"name": s.path.name, "digest": s.digest, "bytes": s.bytes} for s in sources],
        "map": told.model_dump(mode="json", exclude_defaults=True),
        "chunk": [CHUNK_ROWS, CHUNK_BYTES, "rows as read"],
    }


def preview(
    files: Sequence[Path],
    told: ImportMap,
    *,
    show: int = 5,
    most: int | None = None,
    digests: Sequence[str] = (),
) -> Preview:
    """Read `files` and say what importing them would do; nothing is stored.

    Args:
        show: How many events and how many problems to show.
        most: After how many rows, about, to stop; None reads to the end.
        digests: Of the files, where they are known already.

    Raises:
        As `run_import`.
    """
    looked, complete = _Looked(show), True
    sources = _opened(files, told, digests)
    for source in sources:
        with source.rows() as reading:
            for chunk in chunks(reading, told):
                if most is not None and looked.read >= most:
                    complete = False
                    break
                looked.at(source.path.name, chunk)
    return Preview(
        tuple(_described(source) for source in sources),
        looked.read,
        looked.read - sum(looked.problems.values()),
        sum(looked.problems.values()),
        tuple(looked.sample),
        looked.problems,
        tuple(looked.examples),
        complete,
    )


def _opened(files: Sequence[Path], told: ImportMap, digests: Sequence[str]) -> list[Source]:
    known = digests or ("",) * len(files)
    return [open_source(path, told, digest=d) for path, d in zip(files, known, strict=True)]


class _Looked:
    """What a dry run has seen so far."""

    def __init__(self, show: int) -> None:
        self.show = show
        self.read = 0
        self.sample: list[dict[str, Any]] = []
        self.problems: dict[str, int] = {}
        self.examples: list[Problem] = []

    def at(self, file: str, chunk: Chunk) -> None:
        envelope = Envelope(0, 0, "bellrock", IMPORTED + file, EPOCH, historical=True)
        place = Place("", 0, chunk.first, chunk.rows)
        record = Record(envelope, rows_body(chunk.lines), chunk=place)
        batch = gather([(1, pack(record))], parse, Size())
        self.read += chunk.rows
        self.sample += [_shown(event) for event in batch.events[: self.show - len(self.sample)]]
        for refusal in (one.refusal for one in batch.refused):
            self.problems[refusal.reason] = self.problems.get(refusal.reason, 0) + 1
            if len(self.examples) < self.show:
                row = chunk.first + refusal.index
                self.examples.append(Problem(file, row, refusal.reason, refusal.detail))


def _shown(event: Event) -> dict[str, Any]:
    names = ("event", "user_id", "anonymous_id", "session", "props", "event_id")
    told = {name: value for name in names if (value := getattr(event, name))}
    traits = {change.trait: change.value for change in event.traits}
    return {"ts": event.ts.isoformat()} | told | ({"traits": traits} if traits else {})


def _described(source: Source) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": source.path.name,
        "format": source.format,
        "bytes": source.bytes,
        "columns": list(source.columns),
    }
    if source.shape:
        told |= {"delimiter": source.shape.delimiter, "encoding": source.shape.encoding}
    return told
