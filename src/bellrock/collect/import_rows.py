"""How does a row of a file become an event? Mapped, numbered, and put into chunks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from math import isfinite
from typing import Any

import msgspec

from bellrock.collect.import_files import Reading, Source
from bellrock.collect.import_map import ImportMap
from bellrock.collect.import_time import Times
from bellrock.collect.wire import DEEPEST, depth, mend
from bellrock.core.bucket import digest64

CHUNK_ROWS = 2_000
CHUNK_BYTES = 2 * 1024 * 1024
ROW_BYTES = 512 * 1024
"""A chunk ends with the row that passes one of the bounds; a row with more to map is refused. One
of which the mapping wants less is taken, and kept as it was read where it is no larger.
"""
_REMEMBERED = 100_000
_INTEGER = re.compile(r"-?(0|[1-9]\d{0,17})")
_DECIMAL = re.compile(r"-?(0|[1-9]\d{0,14})\.\d{1,17}")
_FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_encode = msgspec.json.Encoder(decimal_format="number").encode
_ROW = b',"row":'
_UNENCODABLE = (UnicodeEncodeError, OverflowError, TypeError, ValueError, RecursionError)
Event = dict[str, Any]


@dataclass(frozen=True)
class Chunk:
    """Consecutive rows of a file, mapped, as JSON lines."""

    first: int
    """The number of its first row, from 1."""
    rows: int
    lines: bytes

    @property
    def last(self) -> int:
        """The number of its last row."""
        return self.first + self.rows - 1


class Mapper:
    """Maps the rows of one file, which it must be given in their order and from the first."""

    def __init__(self, source: Source, told: ImportMap) -> None:
        """Map rows of `source` as `told`.

        An event's id is made of the file, what the mapping calls the event, and the row's number,
        so that the same row is the same event however often it is imported.
        """
        self._told = told
        self._infers = source.format == "csv"
        self._times = Times(told.time_format, told.zone)
        self._prefix = f"{digest64('row', source.digest, told.event):016x}"
        self._properties = self._chosen(source.columns)
        self._sequence = Sequence(_REMEMBERED)

    def event(self, number: int, row: Mapping[str, Any] | None, problem: str) -> Event:
        """Return the event of row `number` (from 1); it carries its `problem` where it has one."""
        told = self._told
        event: Event = {"event_id": f"{self._prefix}-{number}"}
        if row is None:
            return event | {"problem": problem}
        if told.id and (own := _cell(row, told.id)) is not None:
            event["event_id"] = own
        event["event"] = told.event[1:] if told.event[:1] == "=" else _cell(row, told.event)
        for name, column in (
            ("user_id", told.user),
            ("anonymous_id", told.anonymous),
            ("session", told.session),
        ):
            if column and (value := _cell(row, column)) is not None:
                event[name] = value
        problem = self._set_time(event, row) or problem
        event["props"] = self._props(row)
        if told.traits or told.fields:
            self._set_more(event, row)
        return event | {"problem": problem} if problem else event

    def _set_time(self, event: Event, row: Mapping[str, Any]) -> str:
        cells = [_cell(row, column) for column in self._told.time]
        try:
            moment = self._times.read(cells)
        except ValueError as error:
            event["ts"] = " ".join(str(cell) for cell in cells if cell is not None)
            return f"bad_time: {error}"
        event["ts"] = moment
        who = event.get("user_id") or event.get("anonymous_id")
        if place := self._sequence.next((who, moment)):
            event["sequence"] = place
        return ""

    def _props(self, row: Mapping[str, Any]) -> dict[str, Any]:
        columns = self._properties or self._chosen(tuple(row))
        props: dict[str, Any] = {}
        for column, (name, convert) in columns.items():
            value = row.get(column) if column in row else _cell(row, column)
            if value is not None and value != "":
                props[name] = convert(value)
        return props

    def _set_more(self, event: Event, row: Mapping[str, Any]) -> None:
        for column, name in self._told.fields.items():
            event[name] = _cell(row, column)
        traits = {
            name: self._converter(column)(value)
            for column, name in self._told.traits.items()
            if (value := _cell(row, column)) is not None
        }
        if traits:
            event["traits"] = traits

    def _chosen(self, columns: tuple[str, ...]) -> dict[str, tuple[str, Callable[[Any], Any]]]:
        told = self._told
        if told.props is not None:
            columns = told.props
        else:
            columns = tuple(column for column in columns if column not in told.used)
        return {c: (told.rename.get(c, c), self._converter(c)) for c in columns}

    def _converter(self, column: str) -> Callable[[Any], Any]:
        kind = self._told.types.get(column)
        if kind is None:
            return _inferred if self._infers else _plain
        if kind == "time":
            return self._time_or_text
        return {"text": _text, "number": _number, "flag": _flag}[kind]

    def _time_or_text(self, value: Any) -> Any:
        try:
            return self._times.read([value])
        except ValueError:
            return value


class Sequence:
    """How many rows with the same key have come before? Of keys that lie close together."""

    def __init__(self, size: int) -> None:
        """Remember the newest keys, at least `size` of them."""
        self._size = size
        self._new: dict[Any, int] = {}
        self._old: dict[Any, int] = {}

    def next(self, key: Any) -> int:
        """Return how often `key` was given before."""
        before = self._new.get(key)
        if before is None:
            before = self._old.get(key, 0)
            if len(self._new) >= self._size:
                self._old, self._new = self._new, {}
        self._new[key] = before + 1
        return before


def chunks(reading: Reading, told: ImportMap) -> Iterator[Chunk]:
    """Yield the mapped rows of a file; the same file and mapping always give the same chunks."""
    mapper = Mapper(reading.source, told)
    lines: list[bytes] = []
    size, number = 0, 0
    for number, (row, problem) in enumerate(reading, 1):
        line = _line(mapper.event(number, row, problem), row)
        lines.append(line)
        size += len(line) + 1
        if len(lines) >= CHUNK_ROWS or size >= CHUNK_BYTES:
            yield Chunk(number - len(lines) + 1, len(lines), b"\n".join(lines))
            lines, size = [], 0
    if lines:
        yield Chunk(number - len(lines) + 1, len(lines), b"\n".join(lines))


def _line(event: Event, row: Mapping[str, Any] | None) -> bytes:
    """Return an event as JSON, with the `row` it was made of, as that was read."""
    try:
        line = _encode(event)
    except _UNENCODABLE as error:
        shown = repr(event)[:2_000].encode("utf-8", "replace").decode()
        problem = f"bad_text: the row cannot be written as JSON: {error}"
        return _encode({"event_id": event["event_id"], "row": shown, "problem": problem})
    if len(line) <= ROW_BYTES:
        return line if row is None else b"".join((line[:-1], _ROW, _as_read(row), b"}"))
    shown = line[:2_000].decode("utf-8", "replace")
    problem = f"too_large: the row has {len(line):,} bytes, {ROW_BYTES:,} are allowed"
    return _encode({"event_id": event["event_id"], "row": shown, "problem": problem})


def _as_read(row: Mapping[str, Any]) -> bytes:
    """Return all columns of a row as a JSON object; `null` where it is too large or too deep."""
    plain = {column: _plain(value) for column, value in row.items()}
    try:
        text = _encode(plain)
    except _UNENCODABLE:
        try:
            text = _encode(mend(plain))
        except _UNENCODABLE:
            return b"null"
    if len(text) + len(_ROW) > ROW_BYTES or _is_too_deep(text):
        return b"null"
    return text


def _is_too_deep(text: bytes) -> bool:
    brackets = text.count(b"{") + text.count(b"[")
    return brackets >= DEEPEST and depth(f"[{text.decode()}]") > DEEPEST


def _cell(row: Mapping[str, Any], column: str) -> Any:
    """Return what stands under `column`, or inside an object under it; None where nothing does."""
    value = row.get(column)
    if value is None and "." in column:
        value = row
        for part in column.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
    if isinstance(value, str):
        return value.strip() or None
    return value


def _inferred(value: Any) -> Any:
    """Return a cell of text as what it plainly is: a number stays text where zeros lead it."""
    if not isinstance(value, str) or len(value) > 34:
        return value
    if _INTEGER.fullmatch(value):
        return int(value)
    if _DECIMAL.fullmatch(value):
        return float(value)
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    return value


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _number(value: Any) -> Any:
    try:
        number = float(str(value).replace(",", "").strip())
    except ValueError:
        return value
    if not isfinite(number):
        return value
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _flag(value: Any) -> Any:
    return _FLAGS.get(str(value).strip().lower(), value)
