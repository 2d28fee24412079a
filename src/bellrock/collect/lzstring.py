"""What did a browser pack with lz-string? The inverse of its `compressToBase64`, bounded.

A dictionary coder over UTF-16 units whose codes widen as the dictionary grows; bits come lowest
first inside a code, and from the top inside each base64 digit.
Source: the format as pieroxy's lz-string library writes it.
"""

from __future__ import annotations

from base64 import b64decode

from bellrock.core.errors import InvalidEvent

_EIGHT_BITS, _SIXTEEN_BITS, _END = 0, 1, 2


class _Bits:
    """Reads codes from a byte string, the highest bit of each byte first."""

    def __init__(self, data: bytes) -> None:
        self._bits = bin(int.from_bytes(b"\x01" + data, "big"))[3:]
        self._place = 0

    def code(self, width: int) -> int:
        found = self._bits[self._place : self._place + width]
        if len(found) < width:
            raise _broken("it ends too early")
        self._place += width
        return int(found[::-1], 2)


def unpack_lz64(packed: bytes, limit: int) -> str:
    """Return the text that lz-string packed to base64.

    Raises:
        InvalidEvent: not lz-string, or the text would exceed `limit` characters.
    """
    try:
        digits = packed.rstrip(b"=")  # it pads by rules of its own; zero bits do no harm
        bits = _Bits(b64decode(digits + b"A" * (-len(digits) % 4), validate=True))
    except ValueError as error:
        raise _broken("it is not base64") from error
    parts = _unpack(bits, limit)
    units = "".join(parts).encode("utf-16-le", "surrogatepass")
    return units.decode("utf-16-le", "replace")


def _unpack(bits: _Bits, limit: int) -> list[str]:
    first = _literal(bits, bits.code(2))
    if first is None:
        return []
    known: list[str] = ["", "", "", first]
    parts, last, size, width, room = [first], first, 1, 3, 4
    while True:
        code = bits.code(width)
        if code == _END:
            return parts
        if code in (_EIGHT_BITS, _SIXTEEN_BITS):
            known.append(_literal(bits, code) or "")
            code = len(known) - 1
            room -= 1
            if room == 0:
                room, width = 1 << width, width + 1
        entry = _entry(known, code, last)
        size += len(entry)
        if size > limit:
            raise _too_large(limit)
        parts.append(entry)
        known.append(last + entry[0])
        last = entry
        room -= 1
        if room == 0:
            room, width = 1 << width, width + 1


def _literal(bits: _Bits, code: int) -> str | None:
    if code == _EIGHT_BITS:
        return chr(bits.code(8))
    return chr(bits.code(16)) if code == _SIXTEEN_BITS else None


def _entry(known: list[str], code: int, last: str) -> str:
    if code < len(known) and known[code]:
        return known[code]
    if code == len(known):
        return last + last[0]
    raise _broken("a code has no meaning")


def _broken(why: str) -> InvalidEvent:
    return InvalidEvent(
        f"the body is not lz-string: {why}",
        hint="send gzip, or plain JSON without compression=lz64",
        reason="bad_compression",
    )


def _too_large(limit: int) -> InvalidEvent:
    return InvalidEvent(
        f"the unpacked body is larger than {limit} bytes",
        hint="send fewer events a request",
        reason="too_large",
    )
