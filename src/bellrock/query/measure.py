"""Which number is taken of each person: times, days or hours, or a figure of a property?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from bellrock.core.errors import InvalidDefinition
from bellrock.query.naming import Name, read_name

Kind = Literal["times", "days", "hours", "sum", "mean"]
_PLAIN: dict[str, Kind] = {"times": "times", "days": "days", "hours": "hours"}
_OF: dict[str, Kind] = {"sum": "sum", "mean": "mean", "avg": "mean"}
_CALL = re.compile(r"^\s*(\w+)\s*\((.*)\)\s*$", re.S)


@dataclass(frozen=True)
class Measure:
    """One number a person; `of` is the property of a sum or mean."""

    kind: Kind
    of: Name | None = None

    def __str__(self) -> str:
        return self.kind if self.of is None else f"{self.kind}({self.of})"


def read_measure(data: Any, *, field: str = "of") -> Measure:
    """Read `times`, `days`, `hours`, `sum(price)` or `mean(price)`.

    Raises:
        InvalidDefinition: anything else.
    """
    if isinstance(data, Measure):
        return data
    text = str(data).strip()
    if plain := _PLAIN.get(text.lower()):
        return Measure(plain)
    found = _CALL.match(text)
    kind = _OF.get(found.group(1).lower()) if found else None
    if found is None or kind is None:
        raise InvalidDefinition(
            f"{text!r} is no number that a person has",
            hint="use times, days, hours, sum(price) or mean(price)", field=field,
        )  # fmt: skip
    return Measure(kind, read_name(found.group(2), field=field))
