"""What is wrong with this event, and what would make it right? A small fix, said and not coded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from bellrock.core.errors import InvalidDefinition


@dataclass(frozen=True)
class Fix:
    """One change to an event as it was sent; a path names a field, dots lead inside objects.

    `set` gives the field `value`; `rename` moves it to the path `value`; `drop` removes it. A field
    that is not there is neither moved nor removed.
    """

    do: Literal["set", "rename", "drop"]
    path: str
    value: Any = None

    def __post_init__(self) -> None:
        """Refuse what cannot mean anything.

        Raises:
            InvalidDefinition: an unknown verb, an empty path, or no path to rename to.
        """
        if self.do not in ("set", "rename", "drop"):
            raise _unclear(f"there is no fix called {self.do!r}", "do")
        if not all(self.path.split(".")):
            raise _unclear(f"{self.path!r} names no field", "path")
        if self.do == "rename" and not (isinstance(self.value, str) and self.value):
            raise _unclear("a renamed field needs a new name", "value")


def fix(told: Mapping[str, Any]) -> Fix:
    """Return the fix that `{"do", "path", "value"}` describes.

    Raises:
        InvalidDefinition: it describes none.
    """
    return Fix(told.get("do", ""), str(told.get("path", "")), told.get("value"))


def mend(raw: bytes, fixes: Sequence[Fix]) -> bytes:
    """Return the JSON text `raw` with `fixes` applied in order; as it is where it is no object."""
    if not fixes:
        return raw
    try:
        event = msgspec.json.decode(raw)
    except msgspec.DecodeError:
        return raw
    if not isinstance(event, dict):
        return raw
    for one in fixes:
        _apply(event, one)
    return msgspec.json.encode(event)


def _apply(event: dict[str, Any], one: Fix) -> None:
    if one.do == "set":
        _put(event, one.path, one.value)
        return
    found, value = _take(event, one.path)
    if found and one.do == "rename":
        _put(event, one.value, value)


def _put(event: dict[str, Any], path: str, value: Any) -> None:
    *outer, name = path.split(".")
    inside: Any = event
    for part in outer:
        if not isinstance(inside.get(part), dict):
            inside[part] = {}
        inside = inside[part]
    inside[name] = value


def _take(event: dict[str, Any], path: str) -> tuple[bool, Any]:
    *outer, name = path.split(".")
    inside: Any = event
    for part in outer:
        inside = inside.get(part) if isinstance(inside, dict) else None
    if not isinstance(inside, dict) or name not in inside:
        return False, None
    return True, inside.pop(name)


def _unclear(message: str, field: str) -> InvalidDefinition:
    return InvalidDefinition(
        message, hint='say {"do": "set|rename|drop", "path": …, "value": …}', field=field
    )
