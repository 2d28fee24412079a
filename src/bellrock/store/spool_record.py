"""How does one record stand in a spool file, and what is left of a damaged one?

A record is a header of 24 bytes (mark, length, position, the payload's checksum, the header's own)
and its payload. Checksums begin from a number that is drawn for each file, so that nothing inside a
payload can pass for a record when a damaged file is searched for what is left.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_HEADER = struct.Struct("<4sIQII")
_CHECKED = struct.Struct("<4sIQI")
_MARK = b"\xb5BR\x01"
SMALLEST = _HEADER.size
"""Bytes of a record without a payload."""


@dataclass(frozen=True, slots=True)
class Record:
    """A whole record; `start` and `end` are its place in the file."""

    start: int
    end: int
    position: int
    payload: bytes


@dataclass(frozen=True, slots=True)
class Damage:
    """Bytes that are no record."""

    start: int
    end: int

    @property
    def records(self) -> int:
        """Return how many records may have stood here at the most."""
        return (self.end - self.start) // SMALLEST + 1


def pack(payload: bytes, position: int, seed: int) -> bytes:
    """Return `payload` as it stands in a file whose checksums begin from `seed`."""
    checked = _CHECKED.pack(_MARK, len(payload), position, zlib.crc32(payload, seed))
    return checked + zlib.crc32(checked, seed).to_bytes(4, "little") + payload


def scan(file: BinaryIO, seed: int, start: int, end: int) -> Iterator[Record | Damage]:
    """Return what stands in `file` from `start` to `end`, in order, without a gap."""
    file.seek(start)
    while start < end:
        found: Record | Damage | None = _record(file.read(SMALLEST), file, seed, start, end)
        if found is None:
            found = Damage(start, _next_record(file, seed, start + 1, end))
            file.seek(found.end)
        yield found
        start = found.end


def _record(header: bytes, file: BinaryIO, seed: int, start: int, end: int) -> Record | None:
    """Return the record at `start`, whose header has been read from `file`, or None."""
    if len(header) < SMALLEST:
        return None
    mark, length, position, payload_sum, header_sum = _HEADER.unpack(header)
    stop = start + SMALLEST + length
    if mark != _MARK or zlib.crc32(header[: _CHECKED.size], seed) != header_sum or stop > end:
        return None
    payload = file.read(length)
    if len(payload) != length or zlib.crc32(payload, seed) != payload_sum:
        return None
    return Record(start, stop, position, payload)


def _next_record(file: BinaryIO, seed: int, start: int, end: int) -> int:
    """Return where the first whole record at or after `start` begins, or `end`."""
    file.seek(start)
    rest = file.read(end - start)
    at = rest.find(_MARK)
    while at >= 0:
        file.seek(start + at + SMALLEST)
        if _record(rest[at : at + SMALLEST], file, seed, start + at, end):
            return start + at
        at = rest.find(_MARK, at + 1)
    return end
