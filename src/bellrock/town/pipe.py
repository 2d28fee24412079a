"""How do requests travel from one process to another? In frames of a few hundred, by length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO

import msgspec

from bellrock.town.request import Request

_SIZE = 4
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[Request]).decode


def write_frames(out: BinaryIO, requests: Iterable[Request], *, many: int = 256) -> None:
    """Write `requests` to `out`, `many` a frame, and an empty frame as the end."""
    source = iter(requests)
    while True:
        frame = _encode(list(islice(source, many)))
        out.write(len(frame).to_bytes(_SIZE, "big"))
        out.write(frame)
        if frame == _END:
            break
    out.flush()


def read_frames(source: BinaryIO) -> Iterator[list[Request]]:
    """Yield the frames that `write_frames` wrote.

    Raises:
        EOFError: the stream ends before its end mark, as when the writer died.
    """
    while True:
        frame = _exactly(source, int.from_bytes(_exactly(source, _SIZE), "big"))
        requests = _decode(frame)
        if not requests:
            return
        yield requests


def _exactly(source: BinaryIO, size: int) -> bytes:
    data = source.read(size)
    if len(data) != size:
        raise EOFError("the town stopped before its last day")
    return data


_END = _encode([])
