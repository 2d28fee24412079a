"""How does a value enter a statement? As a bound parameter, never as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bellrock.query.sql import Sql


class Binder:
    """Collects the values of one statement and hands out the marks that stand for them."""

    def __init__(self) -> None:
        self.params: dict[str, Any] = {}
        self._known: dict[tuple[str, str], str] = {}

    def bind(self, value: Any, type_: str) -> str:
        """Return the mark for `value` of the engine's `type_`; equal values share one."""
        key = (type_, repr(value))
        mark = self._known.get(key)
        if mark is None:
            name = f"p{len(self.params)}"
            self.params[name] = value
            mark = self._known[key] = f"{{{name}:{type_}}}"
        return mark

    def text(self, value: str) -> str:
        """Return the mark for a string."""
        return self.bind(value, "String")

    def sql(self, text: str, also: Mapping[str, Any] | None = None) -> Sql:
        """Return the finished statement."""
        return Sql(text, {**self.params, **(also or {})})
