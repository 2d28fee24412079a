"""How is this text file put together? Its encoding, its delimiter, its columns, and its rows."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from typing import Any

from bellrock.core.errors import InvalidDefinition

WHITESPACE = "whitespace"
_ENCODINGS = ("utf-8-sig", "gb18030", "cp1252", "latin-1")
_DELIMITERS = (",", "\t", ";", "|")
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}

Row = tuple[dict[str, Any] | None, str]
"""The cells by column, or None and what is wrong."""


@dataclass(frozen=True)
class Shape:
    """How a text file is put together."""

    encoding: str
    delimiter: str
    columns: tuple[str, ...]
    header: bool


def encoding_of(sample: bytes) -> str:
    """Return the encoding that `sample`, the beginning of a file, can be read in.

    UTF-8 where it is that; else the Chinese or Western one that fits without an error.
    """
    for mark, name in _MARKS.items():
        if sample.startswith(mark):
            return name
    whole_lines = sample[: sample.rfind(b"\n") + 1] or sample
    for name in _ENCODINGS:
        try:
            whole_lines.decode(name)
        except UnicodeDecodeError:
            continue
        return name
    raise AssertionError("latin-1 reads everything")


def delimiter_of(lines: list[str]) -> str:
    """Return what stands between the columns of the first `lines` of a file."""
    if not lines:
        return ","
    found = max(_DELIMITERS, key=lambda one: _outside_quotes(lines[0]).count(one))
    if found in _outside_quotes(lines[0]):
        return found
    widths = {len(line.split()) for line in lines}
    return WHITESPACE if len(widths) == 1 and widths != {1} else ","


def names(cells: Iterable[str]) -> tuple[str, ...]:
    """Return column names: without blanks around them, none empty, none twice."""
    found: list[str] = []
    for place, cell in enumerate(cells, 1):
        name = base = cell.strip() or f"column_{place}"
        again = 1
        while name in found:
            again += 1
            name = f"{base}_{again}"
        found.append(name)
    return tuple(found)


def records(lines: Iterable[str], delimiter: str) -> Iterator[list[str] | str]:
    """Yield the cells of every record, or what is wrong with it; blank lines are none."""
    if delimiter == WHITESPACE:
        yield from (cells for line in lines if (cells := line.split()))
        return
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield f"bad_csv: {error}"
            continue
        if cells:
            yield cells


def rows(found: Iterable[list[str] | str], columns: tuple[str, ...]) -> Iterator[Row]:
    """Yield every record's cells by column; a missing last cell is none, one too many a fault."""
    width = len(columns)
    for cells in found:
        if isinstance(cells, str):
            yield None, cells
        elif len(cells) > width:
            yield (
                dict(zip(columns, cells, strict=False)),
                f"too_many_columns: the row has {len(cells)} columns, the file {width}",
            )
        else:
            yield dict(zip(columns, cells, strict=False)), ""


def shape_of(
    sample: bytes, *, encoding: str, delimiter: str, columns: tuple[str, ...], skip: int
) -> Shape:
    """Find out how a file is put together from its beginning; what is said is believed.

    Raises:
        InvalidDefinition: no such encoding, or it cannot be read in it, or it is empty.
    """
    encoding = encoding or encoding_of(sample)
    try:
        text = codecs.getincrementaldecoder(encoding)("replace").decode(sample)
    except LookupError as error:
        raise InvalidDefinition(
            f"there is no encoding {encoding!r}", hint="try utf-8", field="encoding"
        ) from error
    all_lines = list(StringIO(text, newline=""))[skip:]
    lines = [line for line in all_lines if line.strip()]
    if not lines and not columns:
        raise InvalidDefinition(
            "the file is empty", hint="there is nothing to import", field="file"
        )
    delimiter = delimiter or delimiter_of(lines[:10])
    if len(delimiter) != 1 and delimiter != WHITESPACE:
        raise InvalidDefinition(
            f"{delimiter!r} is no delimiter",
            hint="use one character, or whitespace",
            field="delimiter",
        )
    if columns:
        return Shape(encoding, delimiter, names(columns), header=False)
    first = next(islice(records(all_lines, delimiter), 1), "")
    if isinstance(first, str):
        raise InvalidDefinition("the first line cannot be read", hint="see delimiter", field="file")
    return Shape(encoding, delimiter, names(first), header=True)


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])
