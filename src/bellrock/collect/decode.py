"""What JSON is inside this body? Compression, base64 and forms undone, whatever headers say.

Clients label their bodies badly: gzip travels as text/plain or as a form, and a proxy may have
unpacked it already. So the bytes decide: gzip, zlib and zstd by their magic numbers, `data=` forms
and base64 by their shape. Only lz-string and bare deflate, which have no shape, go by the label.
"""

from __future__ import annotations

import binascii
import re
import zlib
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

import zstandard

from bellrock.collect.lzstring import unpack_lz64
from bellrock.core.errors import InvalidEvent

_FORM = re.compile(rb"(?:^|&)data=([^&]*)")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_\-\s]+={0,2}\s*")
_PACKING = re.compile(r"(?:^|&)compression=([\w-]*)")
_SIP = 256
_LAYERS = 5
_WINDOW = 8 << 20
"""The largest zstd window taken, as browsers and RFC 8878 have it."""


@dataclass(frozen=True)
class Labels:
    """What a request says of its body; believed only where the bytes say nothing."""

    encoding: str = ""
    """The header `Content-Encoding`."""
    query: str = ""
    """The query string, for `compression=` and, in a GET, `data=`."""


def unpack(body: bytes, labels: Labels, *, limit: int) -> bytes:
    """Return the JSON text inside `body`, or inside the query's `data` where there is no body.

    Args:
        limit: Bytes that the text, and every step to it, may have at most.

    Raises:
        InvalidEvent: empty, damaged, packed in a way that is not known (`reason` is then
            `bad_compression`), or larger than `limit` (`too_large`).
    """
    asked = _PACKING.search(labels.query)
    packing = asked.group(1).lower() if asked else ""
    found = _fits(body or _form(labels.query.encode("utf-8", "replace"), limit), limit)
    if "br" in labels.encoding.lower().split(","):
        raise _damaged("brotli", "brotli is not taken")
    for _ in range(_LAYERS):
        step = _next(found, labels.encoding.lower(), packing)
        if step is None:
            break
        found = _fits(step(found, limit), limit)
        packing = "" if step is _lz64 else packing
    if not found.strip():
        raise InvalidEvent("the body is empty", hint="send JSON", reason="empty_body")
    return found


Step = Callable[[bytes, int], bytes]


def _next(data: bytes, encoding: str, packing: str) -> Step | None:
    """Return the step that undoes the outermost layer of `data`, or None where it is plain."""
    for shape, step in _SHAPES:
        if shape.match(data):
            return step
    if data.lstrip()[:1] in b"{[":
        return None
    if _FORM.search(data[:4096]):
        return _form
    if packing == "lz64":
        return _lz64
    if encoding == "deflate":
        return _deflate
    return _base64 if _BASE64.fullmatch(data) else None


def _gzip(data: bytes, limit: int) -> bytes:
    return _inflate(data, limit, zlib.MAX_WBITS | 16, "gzip")


def _zlib(data: bytes, limit: int) -> bytes:
    return _inflate(data, limit, zlib.MAX_WBITS, "deflate")


def _deflate(data: bytes, limit: int) -> bytes:
    return _inflate(data, limit, -zlib.MAX_WBITS, "deflate")


def _inflate(data: bytes, limit: int, wbits: int, name: str) -> bytes:
    unpacker = zlib.decompressobj(wbits)
    try:
        found = unpacker.decompress(data, limit + 1)
    except zlib.error as error:
        raise _damaged(name, str(error)) from error
    if not unpacker.eof and len(found) <= limit:
        raise _damaged(name, "it ends too early")
    return found


def _zstd(data: bytes, limit: int) -> bytes:
    """Unpack one frame; in sips, for 4 bytes may hold a block of 128 KiB."""
    unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()
    found = bytearray()
    try:
        for place in range(0, len(data), _SIP):
            found += unpacker.decompress(data[place : place + _SIP])
            if unpacker.eof or len(found) > limit:
                break
    except zstandard.ZstdError as error:
        raise _damaged("zstd", str(error)) from error
    if not unpacker.eof and len(found) <= limit:
        raise _damaged("zstd", "it ends too early")
    return bytes(found)


def _lz64(data: bytes, limit: int) -> bytes:
    return unpack_lz64(data.strip().replace(b" ", b"+"), limit).encode("utf-8", "replace")


def _form(data: bytes, _limit: int) -> bytes:
    """Return the form's `data`; a plus that nobody escaped belongs to base64 and is kept."""
    found = _FORM.search(data)
    if found is None:
        return b""
    value = unquote_to_bytes(found.group(1))
    is_json = value.lstrip(b" +")[:1] in b"{["
    return unquote_to_bytes(found.group(1).replace(b"+", b" ")) if is_json else value


def _base64(data: bytes, _limit: int) -> bytes:
    text = b"".join(data.split()).translate(bytes.maketrans(b"-_", b"+/")).rstrip(b"=")
    try:
        return b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error as error:
        raise _damaged("base64", str(error)) from error


_SHAPES: tuple[tuple[re.Pattern[bytes], Step], ...] = (
    (re.compile(rb"\x1f\x8b"), _gzip),
    (re.compile(rb"\x28\xb5\x2f\xfd"), _zstd),
    (re.compile(rb"\x78[\x01\x5e\x9c\xda]"), _zlib),
)


def _fits(data: bytes, limit: int) -> bytes:
    if len(data) > limit:
        raise InvalidEvent(
            f"the body is larger than {limit} bytes",
            hint="send fewer events a request",
            reason="too_large",
            limit=limit,
        )
    return data


def _damaged(name: str, why: str) -> InvalidEvent:
    return InvalidEvent(
        f"the body is not sound {name}: {why}",
        hint="send gzip, zstd, deflate or plain JSON",
        reason="bad_compression",
    )
