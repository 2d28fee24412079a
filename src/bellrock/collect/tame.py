"""Which properties can a JSON column hold, and what becomes of the others?

The column knows every property by its path, where `{"a.b": 1}` and `{"a": {"b": 1}}` are one, and
takes each path once; its numbers end at 64 bits. Nothing is dropped here: what does not fit is
renamed or becomes text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import msgspec

from bellrock.collect.wire import mend

MOST_PROPERTIES = 500
"""Paths of one event that become columns; the rest stay together as one text."""
DEEPEST = 20
"""Levels of nesting; what lies deeper stays text."""
REST = "$rest"
"""The property that holds, as text, what was beyond `MOST_PROPERTIES`."""

RENAMED, AS_TEXT, TOO_DEEP, TOO_MANY = (
    "property_renamed",
    "number_as_text",
    "nested_too_deep",
    "too_many_properties",
)


def is_tame(value: dict[str, Any] | list[Any], room: int = DEEPEST) -> bool:
    """Whether the column certainly holds `value` as it is; counts paths of one level only."""
    inside: Any = value
    if value.__class__ is dict:
        if len(value) > MOST_PROPERTIES or "" in value or "." in "".join(value):
            return False
        inside = value.values()
    for item in inside:
        kind = item.__class__
        if kind is str or kind is float:
            continue
        if kind is int:
            if not -(2**63) <= item < 2**64:
                return False
        elif (kind is dict or kind is list) and not (room and is_tame(item, room - 1)):
            return False
    return True


def tame(fields: dict[str, Any]) -> tuple[dict[str, Any], set[str]]:
    """Return `fields` as the column can hold them, and the warnings that this gave rise to."""
    work = _Taming()
    found = work.object(fields, "", DEEPEST)
    if work.rest:
        found[REST] = _text(work.rest)
        work.warnings.add(TOO_MANY)
    return found, work.warnings


@dataclass
class _Taming:
    seen: set[str] = field(default_factory=lambda: {REST})
    rest: dict[str, Any] = field(default_factory=dict)
    warnings: set[str] = field(default_factory=set)

    def object(self, fields: dict[str, Any], prefix: str, room: int) -> dict[str, Any]:
        """Return the object at `prefix`; its leaves take their paths in the order they come."""
        found: dict[str, Any] = {}
        for name, value in fields.items():
            if isinstance(value, dict) and value and room:
                found[name] = self.object(value, f"{prefix}{name}.", room - 1)
            elif len(self.seen) > MOST_PROPERTIES:
                self.rest[f"{prefix}{name}"] = mend(value)
            else:
                found[self._name(name, prefix, fields)] = self._leaf(value, room)
        return found

    def _name(self, name: str, prefix: str, taken: dict[str, Any]) -> str:
        free, number = name, 2
        while f"{prefix}{free}" in self.seen or (free != name and free in taken):
            free, number = f"{name}_{number}", number + 1
        if free != name:
            self.warnings.add(RENAMED)
        self.seen.add(f"{prefix}{free}")
        return free

    def _leaf(self, value: Any, room: int) -> Any:
        if isinstance(value, dict | list) and not room:
            self.warnings.add(TOO_DEEP)
            return _text(value)
        if isinstance(value, list):
            return [self._item(item, room - 1) for item in value]
        fit = mend(value)
        if fit is not value:
            self.warnings.add(AS_TEXT)
        return fit

    def _item(self, value: Any, room: int) -> Any:
        if not isinstance(value, dict) or not room:
            return self._leaf(value, room)
        inner = _Taming(warnings=self.warnings)
        found = inner.object(value, "", room)
        return found | {REST: _text(inner.rest)} if inner.rest else found


def _text(value: Any) -> str:
    return msgspec.json.encode(mend(value)).decode()
