"""What rows does this file hold? CSV, JSON Lines and Parquet, gzipped or not, a row at a time."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import IO, Any, cast

from bellrock.collect import import_csv
from bellrock.collect.import_csv import Row, Shape
from bellrock.collect.import_map import ImportMap
from bellrock.collect.wire import load
from bellrock.core.errors import InvalidDefinition, InvalidEvent, NotFound, StoreCorrupt

_SAMPLE = 256 * 1024
_LONGEST_LINE = 16 * 1024 * 1024
_PARQUET_ROWS = 2_000
csv.field_size_limit(_LONGEST_LINE)


@dataclass(frozen=True)
class Source:
    """A file that can be read, and how. `columns` is empty where every row has its own."""

    path: Path
    format: str
    digest: str
    bytes: int
    columns: tuple[str, ...] = ()
    shape: Shape | None = None
    skip: int = 0

    @contextmanager
    def rows(self) -> Iterator[Reading]:
        """Give the file's rows, from the first, and how far they have come.

        Raises:
            StoreCorrupt: while reading: the compressed file is damaged or cut off.
        """
        with self.path.open("rb") as raw:
            yield Reading(self, raw)


class Reading:
    """An iterator over a file's rows."""

    def __init__(self, source: Source, raw: IO[bytes]) -> None:
        """Made by `Source.rows`."""
        self.source = source
        self._raw = raw

    @property
    def bytes(self) -> int:
        """How many bytes of the file have been read, as it stands on the disk."""
        return 0 if self._raw.closed else self._raw.tell()

    def __iter__(self) -> Iterator[Row]:
        try:
            yield from self._rows()
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise StoreCorrupt(
                f"{self.source.path.name} is damaged or cut off: {error}",
                hint="fetch the file again; what came before was imported and will be recognised",
            ) from error

    def _rows(self) -> Iterator[Row]:
        if self.source.format == "parquet":
            return _parquet(self._raw)
        plain = unzipped(self._raw)
        if self.source.shape is None:
            return _json_lines(plain, self.source.skip)
        return _csv(plain, self.source.shape, self.source.skip)


def open_source(path: Path, told: ImportMap, *, digest: str = "") -> Source:
    """Look at the file at `path` and find out how it is to be read, by a mapping that fits it.

    Raises:
        NotFound: there is no such file.
        InvalidDefinition: it cannot be read so, or has not the columns that `told` names.
    """
    source = look(path, told, digest=digest)
    told.check(source.columns)
    return source


def look(path: Path, told: ImportMap, *, digest: str = "") -> Source:
    """Look at the file at `path` and find out how it is to be read; its columns may mean anything.

    Args:
        digest: What `digest_of` said of the file, where that is known.

    Raises:
        NotFound: there is no such file.
        InvalidDefinition: it cannot be read so.
    """
    if not path.is_file():
        raise NotFound(f"there is no file {path}", hint="check the path")
    with path.open("rb") as raw:
        digest = digest or digest_of(raw)
        size = raw.seek(0, 2)
        raw.seek(0)
        parquet = raw.read(4) == b"PAR1"
        raw.seek(0)
        kind = told.format or ("parquet" if parquet else _kind(raw))
        source = Source(path, kind, digest, size, skip=told.skip)
        if kind == "jsonl":
            return source
        if kind == "parquet":
            columns, shape = _parquet_columns(raw), None
        else:
            shape = _shape(raw, told)
            columns = shape.columns
    return Source(path, kind, digest, size, columns, shape, told.skip)


def unzipped(raw: IO[bytes]) -> IO[bytes]:
    """Return the file's content, unzipped where it is gzip by its first bytes."""
    start = raw.read(2)
    raw.seek(0)
    if start == b"\x1f\x8b":
        return cast(IO[bytes], gzip.GzipFile(fileobj=raw))
    return raw


def _kind(raw: IO[bytes]) -> str:
    try:
        start = unzipped(raw).read(1024).removeprefix(b"\xef\xbb\xbf").lstrip()
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise StoreCorrupt("the file is damaged or cut off", hint="fetch it again") from error
    raw.seek(0)
    if start.startswith(b"["):
        raise InvalidDefinition(
            "the file is one JSON array",
            hint="write one object a line, as `jq -c '.[]'` does",
            field="file",
        )
    return "jsonl" if start.startswith(b"{") else "csv"


def _shape(raw: IO[bytes], told: ImportMap) -> Shape:
    sample = unzipped(raw).read(_SAMPLE)
    return import_csv.shape_of(
        sample,
        encoding=told.encoding,
        delimiter=told.delimiter,
        columns=told.columns,
        skip=told.skip,
    )


def _csv(plain: IO[bytes], shape: Shape, skip: int) -> Iterator[Row]:
    # Bytes that are no text come through as lone surrogates, for `import_rows` to find.
    errors = "replace" if shape.encoding.startswith("utf-16") else "surrogateescape"
    lines = io.TextIOWrapper(cast(io.BufferedReader, plain), shape.encoding, errors, newline="")
    try:
        found = import_csv.records(islice(lines, skip, None), shape.delimiter)
        if shape.header:
            next(found, None)
        yield from import_csv.rows(found, shape.columns)
    finally:
        lines.detach()  # else it would close the file when it goes


def _json_lines(plain: IO[bytes], skip: int) -> Iterator[Row]:
    for line in islice(_lines(plain), skip, None):
        if len(line) >= _LONGEST_LINE:
            yield None, f"too_large: the line has more than {_LONGEST_LINE:,} bytes"
            continue
        try:
            value = load(line)
        except InvalidEvent as error:
            yield {"line": line.decode("utf-8", "replace")}, f"not_json: {error.message}"
            continue
        if isinstance(value, dict):
            yield value, ""
        else:
            yield {"line": value}, "not_an_object: the line is no JSON object"


def _lines(plain: IO[bytes]) -> Iterator[bytes]:
    """Yield lines that are not blank; of one that is too long, its beginning."""
    while line := plain.readline(_LONGEST_LINE):
        rest = line
        while len(rest) == _LONGEST_LINE and not rest.endswith(b"\n"):
            rest = plain.readline(_LONGEST_LINE)
        if line.strip():
            yield line


def _parquet_columns(raw: IO[bytes]) -> tuple[str, ...]:
    return tuple(_parquet_file(raw).schema_arrow.names)


def _parquet(raw: IO[bytes]) -> Iterator[Row]:
    for batch in _parquet_file(raw).iter_batches(batch_size=_PARQUET_ROWS):
        yield from ((row, "") for row in batch.to_pylist())


def _parquet_file(raw: IO[bytes]) -> Any:
    import pyarrow as pa  # noqa: PLC0415 -- dear to import, and few files are Parquet
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        return pq.ParquetFile(raw)
    except pa.ArrowException as error:
        raise InvalidDefinition(
            f"the file is no Parquet we can read: {error}", hint="see format", field="file"
        ) from error


def digest_of(raw: IO[bytes]) -> str:
    """Return what tells a file's content from any other."""
    h = blake2b(digest_size=16)
    while block := raw.read(1 << 20):
        h.update(block)
    return h.hexdigest()
