"""What is one record of the spool? An accepted request, as bytes that a later version can read.

A record is a version byte, a byte of flags, the length of its head, the head in MessagePack and the
body, which is compressed when that pays.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from threading import local

import msgspec
import zstandard

from bellrock.collect.event import Envelope
from bellrock.core.errors import StoreCorrupt
from bellrock.core.time import from_micros, micros

VERSION = 1
COMPRESS_FROM = 2048
"""Bodies of at least so many bytes are compressed."""

_PACKED = 1
_PREFIX = struct.Struct("<BBI")
_LEVEL = 1  # twice the speed of the default for a tenth more bytes; segments live seconds


class Chunk(msgspec.Struct, frozen=True, array_like=True):
    """Which rows of which import a record carries."""

    import_id: str
    file: int
    """The file's place in the import, from 0."""
    first: int
    """The number of its first row in the file, from 1."""
    rows: int


@dataclass(frozen=True)
class Record:
    """An accepted request and, where the collector did not come by it on the wire, its origin."""

    envelope: Envelope
    body: bytes
    replay_of: int = 0
    """The position of the refused event that this mends, or 0."""
    chunk: Chunk | None = None


class _Head(msgspec.Struct, array_like=True):
    project: int
    source: int
    dialect: str
    path: str
    received: int
    ip: str
    user_agent: str
    query: str
    headers: dict[str, str]
    historical: bool
    replay_of: int = 0
    chunk: Chunk | None = None


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(_Head).decode
_own = local()


def pack(record: Record) -> bytes:
    """Return `record` as bytes for the spool."""
    head, body, flags = _encode(_head(record)), record.body, 0
    if len(body) >= COMPRESS_FROM:
        body, flags = _compressor().compress(body), _PACKED
    return b"".join((_PREFIX.pack(VERSION, flags, len(head)), head, body))


def unpack(data: bytes, position: int) -> Record:
    """Return the record that `pack` wrote, its envelope knowing its `position` in the spool.

    Raises:
        StoreCorrupt: the bytes are no record, or one of a version we do not know.
    """
    try:
        version, flags, length = _PREFIX.unpack_from(data)
        if version != VERSION:
            raise ValueError(f"version {version}")
        start = _PREFIX.size + length
        head, body = _decode(data[_PREFIX.size : start]), data[start:]
        body = _decompressor().decompress(body) if flags & _PACKED else body
    except (ValueError, struct.error, zstandard.ZstdError, msgspec.MsgspecError) as error:
        raise StoreCorrupt(
            f"record {position} of the spool cannot be read: {error}",
            hint="a newer version of bellrock may have written it; upgrade",
        ) from error
    return Record(_envelope(head, position), body, head.replay_of, head.chunk)


def _head(record: Record) -> _Head:
    e = record.envelope
    return _Head(
        e.project,
        e.source,
        e.dialect,
        e.path,
        micros(e.received),
        e.ip,
        e.user_agent,
        e.query,
        e.headers,
        e.historical,
        record.replay_of,
        record.chunk,
    )


def _envelope(head: _Head, position: int) -> Envelope:
    return Envelope(
        head.project,
        head.source,
        head.dialect,
        head.path,
        from_micros(head.received),
        head.ip,
        head.user_agent,
        head.query,
        head.headers,
        head.historical,
        position,
    )


def _compressor() -> zstandard.ZstdCompressor:
    # TRICKY: a compressor must not be shared between threads, and is dear to make.
    made: zstandard.ZstdCompressor | None = getattr(_own, "compressor", None)
    if made is None:
        made = _own.compressor = zstandard.ZstdCompressor(level=_LEVEL)
    return made


def _decompressor() -> zstandard.ZstdDecompressor:
    made: zstandard.ZstdDecompressor | None = getattr(_own, "decompressor", None)
    if made is None:
        made = _own.decompressor = zstandard.ZstdDecompressor()
    return made
