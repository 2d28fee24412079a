"""What do a person's events say of them? One aggregate a fact, to be shown, sorted and filtered by.

What is empty on every event of a person is not known of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bellrock.query.operand import Operand
from bellrock.query.relation import AT

FactName = Literal[
    "first_seen", "last_seen", "events", "sessions", "user_id", "anonymous_id",
    "country", "region", "city", "device", "os", "browser", "locale", "timezone", "channel",
    "first_channel", "first_referrer_host", "first_utm_source", "first_utm_campaign",
]  # fmt: skip
Kind = Literal["time", "number", "string"]


@dataclass(frozen=True)
class Fact:
    """Its kind, and the aggregate over a person's events: microseconds, a number, or a text."""

    kind: Kind
    sql: str


def _last(column: str) -> Fact:
    return Fact("string", f"toString(argMaxIf({column}, {AT}, {column} != ''))")


def _first(column: str) -> Fact:
    return Fact("string", f"toString(argMinIf({column}, {AT}, {column} != ''))")


FACTS: Mapping[FactName, Fact] = {
    "first_seen": Fact("time", "min(toUnixTimestamp64Micro(ts))"),
    "last_seen": Fact("time", "max(toUnixTimestamp64Micro(ts))"),
    "events": Fact("number", "toInt64(count())"),
    "sessions": Fact("number", "toInt64(uniqExactIf(session, session != ''))"),
    "user_id": _last("user_id"),
    "anonymous_id": _last("anonymous_id"),
    "country": _last("country"),
    "region": _last("region"),
    "city": _last("city"),
    "device": _last("device"),
    "os": _last("os"),
    "browser": _last("browser"),
    "locale": _last("locale"),
    "timezone": _last("timezone"),
    "channel": _last("channel"),
    "first_channel": _first("channel"),
    "first_referrer_host": _first("referrer_host"),
    "first_utm_source": _first("utm_source"),
    "first_utm_campaign": _first("utm_campaign"),
}


@dataclass(frozen=True)
class _Moment(Operand):
    micros: str

    @property
    def time(self) -> str:
        """Nullable(DateTime64)."""
        return f"toNullable(fromUnixTimestamp64Micro({self.micros}, 'UTC'))"


def fact_operand(name: FactName, column: str, zone: str) -> Operand:
    """Return how a filter reads the fact `name`, whose value stands in `column`."""
    kind = FACTS[name].kind
    if kind == "string":
        text = f"nullIf({column}, '')"
        return Operand(text, text, f"accurateCastOrNull({text}, 'Float64')", zone)
    text, double = f"toNullable(toString({column}))", f"toNullable(toFloat64({column}))"
    if kind == "number":
        return Operand(text, "null", double, zone)
    shown = f"toNullable(toString(fromUnixTimestamp64Micro({column}, 'UTC')))"
    return _Moment(shown, "null", "null::Nullable(Float64)", zone, column)
