"""What is sent to the lake: a text with named parameters, never a value in the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Sql:
    """A ClickHouse statement; values stand in it as `{name:Type}` and live in `params`."""

    text: str
    params: Mapping[str, Any] = field(default_factory=dict)
