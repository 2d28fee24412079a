"""What is asked by it: of which parts do people, or their events, consist?"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bellrock.query.asking import Ask, By, Step
from bellrock.query.selector import ANY


class CompositionAsk(Ask):
    """Of which parts people, or their events, consist, in all and over time."""

    question = "composition"

    event: Step = Field(ANY, description="who, or what: whoever did it, an event or any")
    by: By = Field(description="the property or trait whose values are the parts")
    of: Literal["people", "events"] = Field(
        "people", description="parts of people, each in one of them, or of events"
    )
    value: Literal["last", "first"] = Field(
        "last", description="of people: their last or first value in the period (or point) counts"
    )
    every: Literal["period", "day", "week", "month"] = Field(
        "period", description="over the period alone, or anew in each day, week or month too"
    )
    top: int = Field(10, ge=1, le=100, description="parts shown; the rest is 'other'")
