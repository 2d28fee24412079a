"""On which side does a unit fall? The one hashed coin, the same on every machine."""

from __future__ import annotations

from hashlib import blake2b


def digest64(*parts: str) -> int:
    """Return a 64-bit digest of `parts`, in order; a part's end is part of the digest."""
    h = blake2b(digest_size=8)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        h.update(len(data).to_bytes(4, "big"))
        h.update(data)
    return int.from_bytes(h.digest(), "big")


def coin(salt: str, unit: str) -> float:
    """Return a number in [0, 1) that depends on `salt` and `unit` alone."""
    return (digest64(salt, unit) >> 11) / 2.0**53
