"""Which number is taken of the events: how many, how many people, or a figure of a property?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from bellrock.core.errors import InvalidDefinition
from bellrock.query.naming import Name, read_name

Kind = Literal["total", "uniques", "per_user", "sum", "mean", "min", "max", "quantile", "distinct"]
_PLAIN: dict[str, Kind] = {
    "total": "total", "count": "total", "events": "total",
    "uniques": "uniques", "people": "uniques", "unique": "uniques",
    "per_user": "per_user", "per-user": "per_user",
}  # fmt: skip
_OF: dict[str, Kind] = {
    "sum": "sum", "mean": "mean", "avg": "mean", "min": "min", "max": "max",
    "distinct": "distinct",
}  # fmt: skip
_CALL = re.compile(r"^\s*(\w+)\s*\((.*)\)\s*$", re.S)
_PERCENTILE = re.compile(r"^p(\d{1,2}(?:\.\d+)?)$")
_EXAMPLES = (
    "use total, uniques, per_user, sum(price), mean, min, max, median, p95(price) or distinct(plan)"
)


@dataclass(frozen=True)
class Metric:
    """One figure. A property's values count where they are numbers, or texts that read as one."""

    kind: Kind
    of: Name | None = None
    level: float = 0.5
    """For quantiles: 0.5 is the median; linear between neighbours, exact."""

    def __str__(self) -> str:
        if self.of is None:
            return self.kind
        if self.kind != "quantile":
            return f"{self.kind}({self.of})"
        return f"median({self.of})" if self.level == 0.5 else f"p{self.level * 100:g}({self.of})"


def read_metric(data: Any, *, field: str = "metric") -> Metric:
    """Read `total`, `uniques`, `per_user`, `sum(price)`, `median(price)`, `p95(price)` …

    Raises:
        InvalidDefinition: no such metric, or one without its property.
    """
    if isinstance(data, Metric):
        return data
    text = str(data).strip()
    if plain := _PLAIN.get(text.lower()):
        return Metric(plain)
    found = _CALL.match(text)
    if not found:
        raise _wrong(f"there is no metric {text!r}", field)
    return _of_property(found.group(1).lower(), found.group(2), text, field)


def _of_property(word: str, inside: str, text: str, field: str) -> Metric:
    if word == "quantile":
        name, _, level = inside.rpartition(",")
        return Metric("quantile", read_name(name, field=field), _level(level, field))
    if word == "median":
        return Metric("quantile", read_name(inside, field=field))
    if percentile := _PERCENTILE.match(word):
        return Metric(
            "quantile", read_name(inside, field=field),
            _level(str(float(percentile.group(1)) / 100), field),
        )  # fmt: skip
    if word not in _OF:
        raise _wrong(f"there is no metric {text!r}", field)
    return Metric(_OF[word], read_name(inside, field=field))


def _level(text: str, field: str) -> float:
    try:
        level = float(text)
    except ValueError as error:
        raise _wrong(f"{text!r} is no quantile", field) from error
    if not 0.0 <= level <= 1.0:
        raise _wrong(f"a quantile lies between 0 and 1, not at {level:g}", field)
    return level


def _wrong(message: str, field: str) -> InvalidDefinition:
    return InvalidDefinition(message, hint=_EXAMPLES, field=field)
