"""What does an answer hold? Frozen types, the same from a folder and from a server.

The types are the JSON too: `to_json` and `from_json` are inverse, and the OpenAPI document is made
from them. `to_arrow` is one flat table with a line for each number. Each kind adds its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Self, cast

import pyarrow as pa
from pydantic import Field, TypeAdapter

from bellrock.core.errors import BellrockError

if TYPE_CHECKING:
    import polars as pl

By = dict[str, str | None]


LEFT_OUT = Field(exclude_if=lambda value: value is None or value is False)
"""Marks a field that stands in the JSON only where it says something."""


@dataclass(frozen=True)
class Span:
    """A half-open stretch of time, `[from, to)`, with the zone's offset."""

    from_: Annotated[datetime, Field(alias="from")]
    to: datetime


@dataclass(frozen=True)
class Meta:
    """What stands under every answer, so that nothing hides."""

    period: Span
    zone: str
    filters: tuple[str, ...]
    """The filters that were applied, as text."""
    bot_share: Annotated[
        float | None, Field(description="share (0-1) of the asked events that machines sent")
    ]
    bots: str
    """`excluded` or `included`."""
    freshness: Annotated[
        datetime | None, Field(description="when the newest event of the project arrived")
    ]
    rows_scanned: int
    """Events that were read."""
    seconds: float
    identity: str
    """`resolved` (people as known now) or `as_of_event`."""
    notes: tuple[str, ...] = ()
    """What a careful reader should know about these numbers."""
    error: Annotated[
        float | None, LEFT_OUT,
        Field(description="relative standard error (0-1) of people and different values, where "
                          "they are estimated; left out: all is exact"),
    ] = None  # fmt: skip
    cached_s: Annotated[
        float | None, LEFT_OUT,
        Field(description="seconds since it was computed, where it is given again; nothing that "
                          "it was read from has changed since"),
    ] = None  # fmt: skip


class Answer:
    """An answer and its quiet line; each kind says its lines in `lines`."""

    meta: Meta

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON types."""
        found: dict[str, Any] = _adapter(type(self)).dump_python(self, mode="json", by_alias=True)
        return found

    def to_bytes(self) -> bytes:
        """Return it as JSON text."""
        return _adapter(type(self)).dump_json(self, by_alias=True)

    def as_kept(self) -> Self:
        """Return it with a place for its age: `meta.cached_s` is -1."""
        kept: Self = replace(cast(Any, self), meta=replace(self.meta, cached_s=-1.0))
        return kept

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        found: Self = _adapter(cls).validate_python(data, by_alias=True)
        return found

    def lines(self) -> list[dict[str, Any]]:
        """Return one flat mapping a number."""
        raise NotImplementedError

    def to_arrow(self) -> pa.Table:
        """Return the answer as an Arrow table; no lines give a table without columns."""
        return pa.Table.from_pylist(self.lines())

    def to_polars(self) -> pl.DataFrame:
        """Return the answer as a polars frame.

        Raises:
            BellrockError: polars is not installed.
        """
        try:
            import polars  # noqa: PLC0415 # an optional dependency
        except ImportError as error:
            raise BellrockError(
                "polars is not installed", hint='pip install "bellrock[frames]"'
            ) from error
        return polars.DataFrame(polars.from_arrow(self.to_arrow()))


_ADAPTERS: dict[type, TypeAdapter[Any]] = {}


def _adapter(kind: type) -> TypeAdapter[Any]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def columns(by: By | None) -> dict[str, str | None]:
    """Return a column for each property of a breakdown, as `lines` name them."""
    return {f"by {name}": value for name, value in (by or {}).items()}
