"""What does an uploaded file hold, and what will its columns mean? Its first rows, and a guess."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Literal

import msgspec

from bellrock.collect.import_files import Source, look
from bellrock.collect.import_map import FIELDS, ImportMap
from bellrock.collect.import_time import Times

ColumnKind = Literal["text", "number", "flag", "time", "object", "empty"]
_LOOKED_AT, _SHOWN, _SAMPLES, _CELL, _DEEP = 1_000, 20, 5, 200, 3
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")
_FLAGS = frozenset({"true", "false", "yes", "no"})
_DATED = re.compile(r"\d{4}[-/]\d{1,2}[-/]\d{1,2}")
_NAMES: Mapping[str, Sequence[str]] = {
    "user": ("userid", "distinctid", "customerid", "memberid", "user", "customer", "uid", "member",
             "customeremail", "useremail", "email"),
    "anonymous": ("anonymousid", "deviceid", "visitorid", "clientid", "cookieid", "device"),
    "event": ("event", "eventname", "eventtype", "action", "activity", "type", "name"),
    "time": ("timestamp", "eventtime", "time", "ts", "occurredat", "createdat", "datetime", "at",
             "date", "when", "day", "orderdate"),
    "id": ("eventid", "messageid", "insertid", "uuid"),
    "session": ("sessionid", "session"),
}  # fmt: skip
"""Names of columns without signs and capitals, the likeliest first."""
_TRAITS = ("email", "phone", "name", "first_name", "last_name", "plan")


@dataclass(frozen=True)
class ColumnLook:
    """One column of the first thousand rows: its kind, some values, and the share that has any."""

    name: str
    kind: ColumnKind
    samples: list[str]
    filled: float


@dataclass(frozen=True)
class FileLook:
    """How a file is read, its columns, its first rows (a cell a column, null where empty), and a
    guess at what its columns mean, which lacks what could not be guessed."""

    format: str
    delimiter: str | None
    encoding: str | None
    columns: list[ColumnLook]
    rows: list[list[str | None]]
    guess: ImportMap


def file_look(path: Path, told: ImportMap, *, digest: str) -> FileLook:
    """Look at the first rows of a file; `told` says how it is read, where that is not plain.

    Raises:
        InvalidDefinition: it cannot be read.
        StoreCorrupt: it is damaged or cut off within its first rows.
    """
    source = look(path, told, digest=digest)
    with source.rows() as reading:
        rows = [_flat(row or {}) for row, _ in islice(reading, _LOOKED_AT)]
    names = list(source.columns) or list(dict.fromkeys(name for row in rows for name in row))
    if source.format == "parquet":
        names = list(dict.fromkeys([*(n for row in rows for n in row), *names]))
    columns = [_column(name, rows) for name in names]
    return FileLook(
        source.format,
        source.shape.delimiter if source.shape else None,
        source.shape.encoding if source.shape else None,
        columns,
        [[_cell(row.get(name)) for name in names] for row in rows[:_SHOWN]],
        _guess(source, columns, told),
    )


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with objects inside it opened: `user.id` beside `time`."""
    return dict(_opened(row, "", _DEEP))


def _opened(row: Mapping[str, Any], above: str, deep: int) -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        if isinstance(value, Mapping) and value and deep and "." not in str(name):
            yield from _opened(value, f"{above}{name}.", deep - 1)
        else:
            yield f"{above}{name}", value


def _column(name: str, rows: Sequence[Mapping[str, Any]]) -> ColumnLook:
    values = [value for row in rows if not _is_empty(value := row.get(name))]
    samples = list(dict.fromkeys(_cell(value) or "" for value in values))
    share = len(values) / len(rows) if rows else 0.0
    return ColumnLook(name, _kind(values), samples[:_SAMPLES], share)


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _cell(value: Any) -> str | None:
    """Return a cell as text that can be shown: short, and of whole letters."""
    if _is_empty(value):
        return None
    if isinstance(value, date | datetime):
        text = value.isoformat()
    elif isinstance(value, Mapping | list):
        text = msgspec.json.encode(value, enc_hook=str).decode()
    else:
        text = str(value).lower() if isinstance(value, bool) else str(value)
    return text[:_CELL].encode("utf-8", "replace").decode()


def _kind(values: Sequence[Any]) -> ColumnKind:
    if not values:
        return "empty"
    for kind, fits in _KINDS:
        if all(fits(value) for value in values):
            return kind
    return "text"


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool) or (isinstance(value, str) and value.strip().lower() in _FLAGS)


def _is_number(value: Any) -> bool:
    if isinstance(value, str):
        return bool(_NUMBER.fullmatch(value.strip()))
    return not isinstance(value, bool | bytes | date | Mapping | list)


def _is_time(value: Any) -> bool:
    if isinstance(value, date | datetime):
        return True
    if not isinstance(value, str) or not _DATED.match(value.strip()):
        return False
    try:
        Times().read([value])
    except ValueError:
        return False
    return True


_KINDS: Sequence[tuple[ColumnKind, Any]] = (
    ("flag", _is_flag),
    ("number", _is_number),
    ("time", _is_time),
    ("object", lambda value: isinstance(value, Mapping | list)),
)


def _guess(source: Source, columns: Sequence[ColumnLook], told: ImportMap) -> ImportMap:
    """Guess by the columns' names, and where no name says the time, by their values."""
    known = {_plain(c.name.rpartition(".")[2]): c.name for c in reversed(columns)}
    known |= {_plain(column.name): column.name for column in reversed(columns)}
    found: dict[str, Any] = {}
    taken: set[str] = set()
    for meaning, names in _NAMES.items():
        name = next((known[n] for n in names if n in known and known[n] not in taken), "")
        if name:
            found[meaning] = name
            taken.add(name)
    if "time" not in found:
        found["time"] = next((c.name for c in columns if c.kind == "time"), "")
        taken.add(found["time"])
    found.setdefault("event", f"={source.path.name.split('.')[0]}")
    rest = [c.name for c in columns if c.name not in taken]
    found["fields"] = {name: name for name in rest if name in FIELDS}
    found["traits"] = {name: name for name in rest if name in _TRAITS}
    reading = told.model_dump(include={"format", "delimiter", "encoding", "columns", "skip"})
    return ImportMap.model_validate(found | reading)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower()) or name
