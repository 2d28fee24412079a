"""What is asked by it: how much does each person do, and how is it spread over people?"""

from __future__ import annotations

from itertools import pairwise
from math import isfinite
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, PlainSerializer, PlainValidator, WithJsonSchema

from bellrock.core.errors import InvalidDefinition
from bellrock.query.asking import Ask, Breakdown, Step, need, placed
from bellrock.query.measure import Measure, read_measure
from bellrock.query.selector import ANY

MOST_BINS = 50


def _edges(data: Any) -> tuple[float, ...]:
    parts = [data] if isinstance(data, str) else data or ()
    try:
        apart = [part.split(",") if isinstance(part, str) else [part] for part in parts]
        return tuple(float(edge) for some in apart for edge in some if edge != "")
    except (TypeError, ValueError) as error:
        raise InvalidDefinition(
            "bins are numbers at which a range begins", hint="for example 1,2,5,10"
        ) from error


Edges = Annotated[
    tuple[float, ...], BeforeValidator(placed(_edges)),
]  # fmt: skip

Of = Annotated[
    Measure, PlainValidator(placed(read_measure, field="")), PlainSerializer(str),
    WithJsonSchema({"type": "string", "examples": ["times", "days", "hours", "sum(price)"]}),
]  # fmt: skip


class FrequencyAsk(Ask):
    """How much each person does, and how it is spread over people."""

    question = "frequency"

    event: Step = Field(ANY, description="what is done: an event, or any")
    of: Of = Field(
        Measure("times"),
        description="the number of each person: times, days, hours, sum(price) or mean(price)",
    )
    every: Literal["period", "day", "week", "month"] = Field(
        "period", description="counted over the period, or anew in each day, week or month"
    )
    bins: Edges = Field(
        (), max_length=MOST_BINS,
        description="numbers at which a range begins: 1,2,5,10; chosen when not given",
    )  # fmt: skip
    by: Breakdown = Field((), max_length=3, description="property to break down by; up to three")
    top: int = Field(10, ge=1, le=100, description="groups shown; the rest is 'other'")

    def checked(self) -> Self:
        need(
            all(isfinite(edge) and abs(edge) < 1e15 for edge in self.bins), "bins",
            "a range begins at a number", "leave out what is endless",
        )  # fmt: skip
        need(
            all(a < b for a, b in pairwise(self.bins)), "bins",
            "each range begins above the one before", "for example 1,2,5,10",
        )  # fmt: skip
        return self
