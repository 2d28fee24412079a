"""The smallest writer of MaxMind's database format: enough to test that one is read."""

from __future__ import annotations

from ipaddress import IPv4Network
from pathlib import Path
from typing import Any


def write_mmdb(path: Path, places: dict[str, Any]) -> None:
    """Write a database of IPv4 networks, each with its record."""
    tree: list[list[int | None]] = [[None, None]]
    data = b""
    leaves: dict[tuple[int, int], int] = {}
    for network, record in places.items():
        _grow(tree, leaves, IPv4Network(network), len(data))
        data += _value(record)
    count = len(tree)
    nodes = b"".join(_node(tree, leaves, place, count) for place in range(count))
    about = {
        "binary_format_major_version": (5, 2),
        "binary_format_minor_version": (5, 0),
        "build_epoch": (9, 1_700_000_000),
        "database_type": "Test-City",
        "description": {"en": "test"},
        "ip_version": (5, 4),
        "languages": ["en"],
        "node_count": (6, count),
        "record_size": (5, 32),
    }
    mark = b"\xab\xcd\xefMaxMind.com"
    path.write_bytes(nodes + b"\0" * 16 + data + mark + _value(about))


def _grow(
    tree: list[list[int | None]],
    leaves: dict[tuple[int, int], int],
    network: IPv4Network,
    offset: int,
) -> None:
    bits = [(int(network.network_address) >> (31 - i)) & 1 for i in range(network.prefixlen)]
    node = 0
    for bit in bits[:-1]:
        below = tree[node][bit]
        if below is None:
            tree.append([None, None])
            below = tree[node][bit] = len(tree) - 1
        node = below
    leaves[node, bits[-1]] = offset


def _node(
    tree: list[list[int | None]], leaves: dict[tuple[int, int], int], place: int, count: int
) -> bytes:
    found = b""
    for bit in (0, 1):
        below = tree[place][bit]
        if (place, bit) in leaves:
            below = leaves[place, bit] + count + 16
        found += (count if below is None else below).to_bytes(4, "big")
    return found


def _value(value: Any) -> bytes:
    if isinstance(value, str):
        text = value.encode()
        return _head(2, len(text)) + text
    if isinstance(value, tuple):  # the format's number of a type of integer, and the integer
        kind, number = value
        size = {5: 2, 6: 4, 9: 8}[kind]
        return _head(kind, size) + number.to_bytes(size, "big")
    if isinstance(value, list):
        return _head(11, len(value)) + b"".join(_value(item) for item in value)
    return _head(7, len(value)) + b"".join(_value(k) + _value(v) for k, v in value.items())


def _head(kind: int, size: int) -> bytes:
    length, more = (size, b"") if size < 29 else (29, bytes([size - 29]))
    first = kind << 5 if kind <= 7 else 0
    extended = b"" if kind <= 7 else bytes([kind - 7])
    return bytes([first | length]) + extended + more
