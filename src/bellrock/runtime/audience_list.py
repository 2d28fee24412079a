"""Which ids does a file name? A text of a line each, or the column of a table that holds them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from bellrock.core.errors import InvalidDefinition

MOST_BYTES = 128 << 20
SHOWN = 1_000
"""The most ids that are told to be nobody's."""
_COLUMNS = (
    "person", "user_id", "userid", "user id", "id", "customer_id", "email", "e-mail", "mail",
    "phone", "anonymous_id",
)  # fmt: skip
_LONGEST = 1_000
_BLOCK = 5_000


@dataclass(frozen=True)
class Missing:
    """An id that nobody goes by, and its line in the file."""

    line: int
    id: str


@dataclass
class ListReport:
    """What became of the ids of a file: how many, of how many somebody was found, and the rest."""

    given: int = 0
    found: int = 0
    repeated: int = 0
    missing: int = 0
    examples: list[Missing] = field(default_factory=list)
    """The first of those that nobody goes by."""


def read_ids(lines: Iterable[bytes]) -> Iterator[tuple[int, str]]:
    """Give each id of a file with its line, from 1; empty lines are left out.

    A first line that names a column (user_id, email, …) says which one holds the ids; else it is
    the first.

    Raises:
        InvalidDefinition: it is no UTF-8 text, or a line holds no id.
    """
    texts = _decoded(lines)
    first = list(islice(texts, 1))
    if not first:
        return
    mark = max(",;\t", key=first[0].count)
    rows = csv.reader(_chained(first, texts), delimiter=mark)
    try:
        yield from _column(rows)
    except csv.Error as error:
        raise InvalidDefinition(
            f"line {rows.line_num} cannot be read as a table",
            hint="write one id a line", line=rows.line_num,
        ) from error  # fmt: skip


def _column(rows: Iterator[list[str]]) -> Iterator[tuple[int, str]]:
    place = 0
    for number, row in enumerate(rows, 1):
        if number == 1 and (named := _named(row)) is not None:
            place = named
            continue
        text = row[place].strip() if place < len(row) else ""
        if len(text) > _LONGEST:
            raise InvalidDefinition(
                f"line {number} is too long for an id", hint="write one id a line", line=number
            )
        if text:
            yield number, text


def blocks(ids: Iterable[tuple[int, str]], report: ListReport) -> Iterator[list[tuple[int, str]]]:
    """Give the ids a few thousand at a time, each once; `report` counts them."""
    seen: set[int] = set()
    block: list[tuple[int, str]] = []
    for line, text in ids:
        report.given += 1
        mark = hash(text)
        if mark in seen:
            report.repeated += 1
            continue
        seen.add(mark)
        block.append((line, text))
        if len(block) == _BLOCK:
            yield block
            block = []
    if block:
        yield block


def _named(row: Sequence[str]) -> int | None:
    heads = [cell.strip().casefold() for cell in row]
    return next((heads.index(name) for name in _COLUMNS if name in heads), None)


def _decoded(lines: Iterable[bytes]) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise InvalidDefinition(
                f"line {number} is no text in UTF-8", hint="save the file as CSV in UTF-8",
                line=number,
            ) from error  # fmt: skip
        yield text.replace("\x00", "")


def _chained(first: Iterable[str], rest: Iterable[str]) -> Iterator[str]:
    yield from first
    yield from rest
