"""What is asked by it: who bought lately, often and much, and who no longer does?"""

from __future__ import annotations

from itertools import pairwise
from math import isfinite
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field

from bellrock.query.asking import Ask, Step, need, placed
from bellrock.query.asks.frequency import Edges, Of
from bellrock.query.measure import Measure
from bellrock.query.period import read_compare

MOST_LEVELS = 8
Scheme = Literal["ten", "eight"]


class RfmAsk(Ask):
    """Who did it lately, often and for much: people by level, in segments with a name."""

    question = "rfm"

    event: Step = Field(description="the event that has a value: an order, a payment, a visit")
    of: Of = Field(
        Measure("days"),
        description="a person's value: sum(revenue), mean(revenue), times, or days with one",
    )
    frequency: Literal["times", "days"] = Field(
        "times", description="how often: times it was done, or days on which it was"
    )
    levels: int = Field(
        5, ge=3, le=MOST_LEVELS, description="levels of each of the three, 3 to 8; the last is best"
    )
    cuts: Literal["quantiles", "natural"] = Field(
        "quantiles",
        description="where levels begin: quantiles (as many people each) or natural (breaks that "
        "leave values of a level closest together)",
    )
    recency_cuts: Edges = Field(
        (), max_length=MOST_LEVELS - 1,
        description="instead, own cuts in days since the last time: 7,30,90",
    )  # fmt: skip
    frequency_cuts: Edges = Field(
        (), max_length=MOST_LEVELS - 1, description="own cuts of how often: 2,5,10"
    )
    value_cuts: Edges = Field(
        (), max_length=MOST_LEVELS - 1, description="own cuts of the value: 50,200,1000"
    )
    scheme: Scheme = Field(
        "ten",
        description="segments: ten (by recency and frequency: champions, loyal, at risk …) or "
        "eight (each of the three above its mean or not)",
    )
    compare: Annotated[str | None, BeforeValidator(placed(read_compare, field=""))] = Field(
        None,
        description="who moved from which segment since an earlier period as long: previous, week, "
        "month, year, or where it begins",
    )

    def checked(self) -> Self:
        need(
            self.of.kind != "hours", "of", "a value is a sum, a mean, times or days",
            "use sum(revenue), mean(revenue), times or days",
        )  # fmt: skip
        for field in ("recency_cuts", "frequency_cuts", "value_cuts"):
            own: tuple[float, ...] = getattr(self, field)
            need(
                all(isfinite(cut) and abs(cut) < 1e15 for cut in own)
                and all(a < b for a, b in pairwise(own)),
                field, "each cut lies above the one before", "for example 7,30,90",
            )  # fmt: skip
        need(
            all(cut >= 1 and cut == int(cut) for cut in self.recency_cuts), "recency_cuts",
            "recency is cut at whole days from 1 on", "for example 7,30,90",
        )  # fmt: skip
        return self
