"""What is asked by it: what are people worth by age, and when have they paid for themselves?"""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field

from bellrock.query.asking import Ask, Breakdown, Step, need
from bellrock.query.asks.frequency import Of
from bellrock.query.measure import Measure
from bellrock.query.selector import ANY


class LtvAsk(Ask):
    """What people are worth by age since they were won, and when they have paid back their cost."""

    question = "ltv"

    start: Step = Field(
        ANY, description="what wins a person, at their first ever: an event, or any"
    )
    event: Step = Field(description="the event that has a value: an order, a payment")
    of: Of = Field(
        Measure("times"), description="the value: sum(revenue), or times where each counts 1"
    )
    margin: float = Field(
        1.0, gt=0, le=1, description="the part of the value that is kept, 0 to 1: gross margin"
    )
    every: Literal["day", "week", "month"] = Field(
        "week", description="the width of an age (day, week or 30 days) and of a cohort"
    )
    periods: int = Field(12, ge=1, le=60, description="ages shown")
    horizon: int | None = Field(
        None, ge=2, le=260, description="ages up to which the curve is carried on by a fitted one"
    )
    by: Breakdown = Field(
        (), max_length=3, description="property to break down by: channel, utm_campaign"
    )
    touch: Literal["first", "start"] = Field(
        "first",
        description="whose value of the property: first (of the person's earliest event that has "
        "one) or start (of the event that won them)",
    )
    top: int = Field(10, ge=1, le=100, description="groups shown; the rest is 'other'")

    def checked(self) -> Self:
        need(
            self.of.kind in ("times", "sum"), "of", "a value adds up",
            "use sum(revenue), or times where each event counts 1",
        )  # fmt: skip
        need(
            self.horizon is None or self.horizon > self.periods, "horizon",
            "the horizon lies beyond the ages shown", "ask for fewer periods, or a later horizon",
        )  # fmt: skip
        return self
