"""How is JSON of unknown quality read? Fast where it is sound, leniently where it is not."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from typing import Any

import msgspec

from bellrock.core.errors import InvalidEvent

BROKEN = (msgspec.DecodeError, ValueError, RecursionError)
"""What reading JSON may raise; a UnicodeDecodeError is a ValueError."""
load_strictly = msgspec.json.Decoder().decode
"""Returns the value of a JSON text, or raises one of `BROKEN`."""
_split = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_items = msgspec.json.Decoder(list[msgspec.Raw]).decode
_LONGEST_NUMBER = 400
DEEPEST = 100
"""Levels of nesting that an event may have."""
_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"?', re.DOTALL)
_BRACKET = re.compile(r"[\[\]{}]")


@dataclass(frozen=True)
class Batch:
    """A body taken apart: what stands around its events, and every event as sent."""

    around: dict[str, Any]
    items: list[msgspec.Raw]
    mended: frozenset[int] = frozenset()
    """Places of items that were no sound JSON and stand mended."""


def load(raw: bytes | msgspec.Raw) -> Any:
    """Return the value of a JSON text; what JSON cannot carry on is mended.

    NaN, infinities and numbers beyond 64 bits become text, lone surrogates and bytes that are no
    UTF-8 the replacement mark; of a key given twice the last counts.

    Raises:
        InvalidEvent: not JSON, or nested beyond all reason.
    """
    try:
        return load_strictly(raw)
    except BROKEN:
        return mend(_load_leniently(bytes(raw)))


def split(body: bytes, key: str) -> Batch:
    """Take a body apart: an array of events, or an object that holds the array under `key`.

    An object without `key` is one event, and nothing stands around it.

    Raises:
        InvalidEvent: not JSON, neither array nor object, or `key` holds no array.
    """
    try:
        if body[:1] == b"[":
            return Batch({}, _items(body))
        fields = _split(body)
        if key not in fields:
            return Batch({}, [msgspec.Raw(body)])
        items = _items(fields.pop(key))
        return Batch({name: load(raw) for name, raw in fields.items()}, items)
    except BROKEN:
        return _split_leniently(_load_leniently(body), body, key)


def depth(text: str) -> int:
    """Return how many levels a JSON text may nest, at most; brackets in strings do not count."""
    if text.count("{") + text.count("[") <= DEEPEST:
        return DEEPEST
    level = deepest = 0
    for found in _BRACKET.finditer(_STRING.sub("", text)):
        level += 1 if found.group() in "{[" else -1
        deepest = max(deepest, level)
    return deepest


def mend(value: Any) -> Any:
    """Return `value` with everything made fit for strict JSON and 64 bits; see `load`."""
    if isinstance(value, dict):
        return {mend(name): mend(item) for name, item in value.items()}
    if isinstance(value, list):
        return [mend(item) for item in value]
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    fits = not isinstance(value, int) or -(2**63) <= value < 2**64
    return value if fits else str(value)


def _load_leniently(raw: bytes) -> Any:
    text = raw.decode("utf-8", "replace").lstrip("\ufeff")
    try:
        return json.loads(text, parse_int=_whole, strict=False)
    except RecursionError as error:
        raise too_deep() from error
    except ValueError as error:
        raise InvalidEvent(
            "the body is not JSON",
            hint="send one JSON document, encoded as UTF-8",
            reason="not_json",
        ) from error


def too_deep() -> InvalidEvent:
    """Return the refusal of what nests beyond `DEEPEST`."""
    return InvalidEvent(
        "the JSON is nested beyond all reason",
        hint=f"an event may nest {DEEPEST} levels; send deeper documents as text",
        reason="nested_too_deep",
    )


def _split_leniently(value: Any, body: bytes, key: str) -> Batch:
    around: dict[str, Any] = {}
    items = value
    if isinstance(value, dict):
        if key not in value:
            return Batch({}, [msgspec.Raw(body)])
        items = value.pop(key)
        around = mend(value)
    if not isinstance(items, list):
        raise InvalidEvent(
            f"{key} must be an array of events", hint=f'send {{"{key}": […]}}', reason="not_a_batch"
        )
    try:
        fit = [mend(item) for item in items]
    except RecursionError as error:
        raise too_deep() from error
    mended = frozenset(place for place, item in enumerate(items) if item != fit[place])
    return Batch(around, [msgspec.Raw(msgspec.json.encode(item)) for item in fit], mended)


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits
