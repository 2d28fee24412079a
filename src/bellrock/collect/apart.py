"""Take records apart in a process of its own: frames of records come in, frames of batches go out.

`elsewhere` is the other end. It ends when its input does, which is when the server is gone, however
it went; signals meant for the whole group are the server's to heed.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import msgspec

from bellrock.collect.batch import SELDOM, Batch, Origin, Read, Refused, Size, gather
from bellrock.collect.enrich import Enricher
from bellrock.collect.event import Event
from bellrock.collect.places import Places
from bellrock.collect.reader import reader

_LENGTH = 8
_PIECE = 128
_NICER = 5
"""How far behind the server it stands when both want a core: answering comes before draining."""

_SETTLE_S = 2.0
"""How long it waits for records before it reads the lists of user agents, which takes seconds."""


class Task(msgspec.Struct, array_like=True):
    """Records to take apart, by number."""

    size: Size
    records: list[tuple[int, bytes]]


class Packed(msgspec.Struct, array_like=True):
    """A batch in pieces, each a list in MessagePack.

    Unpacking one keeps requests waiting, so a piece takes only some milliseconds.
    """

    origins: list[bytes]
    events: list[bytes]
    refused: list[bytes]
    body_bytes: int


class Told(msgspec.Struct, array_like=True):
    """What an `Enricher` is made with."""

    places: str = ""
    """Path of the operator's database of places, or empty."""
    keep_ip: bool = False


def write_frame(out: IO[bytes], frame: bytes) -> None:
    """Write `frame` so that `read_frame` finds its end."""
    out.write(len(frame).to_bytes(_LENGTH, "big"))
    out.write(frame)
    out.flush()


def read_frame(source: IO[bytes]) -> bytes | None:
    """Return the next frame, or None where `source` ends, also in the middle of one."""
    head = source.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    length = int.from_bytes(head, "big")
    frame = source.read(length)
    return frame if len(frame) == length else None


def open_enricher(told: Told) -> Enricher:
    """Return an enricher as `told`.

    Raises:
        StoreCorrupt: the database of places cannot be read.
    """
    return Enricher(Places(Path(told.places)) if told.places else None, keep_ip=told.keep_ip)


def take_apart(task: Task, read: Read) -> bytes:
    """Return the batch as a `Packed`, or nothing where it cannot be packed.

    A body may hold what MessagePack cannot (a number beyond 64 bits, half a surrogate pair); the
    server then reads the records by itself.
    """
    try:
        batch = gather(task.records, read, task.size)
        pieces = Packed(
            _pieces(batch.origins), _pieces(batch.events), _pieces(batch.refused), batch.bytes
        )
    except Exception:  # whatever it is, the server meets it in a place where it can be dealt with
        return b""
    return _encode(pieces)


def unpack_batch(frame: bytes) -> Batch:
    """Return what `take_apart` packed."""
    packed = _packed(frame)
    batch = Batch(bytes=packed.body_bytes)
    for piece in packed.origins:
        batch.origins += _origins(piece)
    for piece in packed.events:
        batch.events += _events(piece)
    for piece in packed.refused:
        batch.refused += _refused(piece)
    return batch


def _pieces(items: Sequence[object]) -> list[bytes]:
    return [_encode(items[i : i + _PIECE]) for i in range(0, len(items), _PIECE)]


def main() -> None:
    """Serve standard input until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    gc.set_threshold(*SELDOM)
    enricher = open_enricher(msgspec.json.decode(sys.argv[1], type=Told))
    if not select.select([sys.stdin.buffer], [], [], _SETTLE_S)[0]:
        enricher.warm()
    os.nice(_NICER)
    read = reader(enricher.enrich)
    while (frame := read_frame(sys.stdin.buffer)) is not None:
        write_frame(sys.stdout.buffer, take_apart(_task(frame), read))


_encode = msgspec.msgpack.Encoder().encode
_task = msgspec.msgpack.Decoder(Task).decode
_packed = msgspec.msgpack.Decoder(Packed).decode
_origins = msgspec.msgpack.Decoder(list[Origin]).decode
_events = msgspec.msgpack.Decoder(list[Event]).decode
_refused = msgspec.msgpack.Decoder(list[Refused]).decode

if __name__ == "__main__":
    main()
